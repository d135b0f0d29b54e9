"""The application: everything is wired here and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, cast

from litestar import Litestar, Request, Router
from litestar.concurrency import sync_to_thread
from litestar.di import Provide
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template import TemplateConfig
from litestar.types import ASGIApp
from sqlalchemy.orm import Session

from api.answering import HANDLERS
from api.consultant.controllers import CONSOLE_CONTROLLERS
from api.db.engine import Sessions, open_engine
from api.db.scope import scope
from api.headers import App, Outside
from api.health import Health
from api.respondent.pages import RespondentPages
from api.services.response_links import KEYRING
from api.settings import Settings
from api.signing_in import Clock, SignedIn, SigningIn, needs_sign_in, own_pages_only
from api.templating import STATIC, environment
from api.tokens import open_keyring

FORM_BYTES = 64 * 1024  # routes that take a roster set more
THREADS = 16


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def create_app(settings: Settings, *, clock: Clock = system_clock) -> Litestar:
    """The application over a database that is at this version's schema (api.db.migrating). KeyFault without a key."""
    keyring = open_keyring(settings)
    engine = open_engine(settings.database_url)
    sessions = Sessions(engine, {KEYRING: keyring})

    async def reader(request: Request[Any, Any, Any]) -> AsyncIterator[Session]:
        session = _bound(sessions.open_reader(), request)
        try:
            yield session
        finally:
            await sync_to_thread(session.close)

    async def writer(request: Request[Any, Any, Any]) -> AsyncIterator[Session]:
        session = _bound(sessions.open_writer(), request)
        try:
            yield session
        except BaseException as error:
            await sync_to_thread(sessions.finish, session, error)
            raise
        else:  # before the answer leaves: what could not be committed must not be answered as saved
            await sync_to_thread(sessions.finish, session, None)
        finally:
            await sync_to_thread(session.close)

    @asynccontextmanager
    async def lifespan(_app: Litestar) -> AsyncIterator[None]:
        pool = ThreadPoolExecutor(THREADS, thread_name_prefix="parallax")
        asyncio.get_running_loop().set_default_executor(pool)
        try:
            yield
        finally:
            engine.dispose()

    def signing_in(app: ASGIApp) -> ASGIApp:  # a function, for routers copy deeply whatever they are given, and an engine cannot be copied
        return SigningIn(app, sessions, keyring, settings, clock)

    console = Router(path="/", route_handlers=list(CONSOLE_CONTROLLERS), middleware=[signing_in], guards=[needs_sign_in, own_pages_only])
    files = create_static_files_router(path="/static", directories=[STATIC], include_in_schema=False)
    app = Litestar(
        route_handlers=[Health, RespondentPages, console, files],
        dependencies={
            "reader": Provide(reader),
            "writer": Provide(writer),
            "keyring": Provide(lambda: keyring, sync_to_thread=False),
            "settings": Provide(lambda: settings, sync_to_thread=False),
            "clock": Provide(lambda: clock, sync_to_thread=False),
            "sessions": Provide(lambda: sessions, sync_to_thread=False),
        },
        exception_handlers=HANDLERS,
        template_config=TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment())),
        request_max_body_size=FORM_BYTES,
        lifespan=[lifespan],
        openapi_config=None,
        logging_config=None,  # answering logs what is unexpected, by the route's pattern; the default would log nothing
        debug=False,
    )
    app.asgi_handler = cast("ASGIApp", Outside(cast("App", app.asgi_handler), settings))
    return app


def _bound(session: Session, request: Request[Any, Any, Any]) -> Session:
    """In the console a session belongs to the firm of whoever is signed in; behind a personal link, to the firm of the link."""
    user = request.scope.get("user")
    if isinstance(user, SignedIn):
        scope(session, user.firm_id)
    return session
