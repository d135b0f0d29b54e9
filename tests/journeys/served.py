"""The application behind a real port, with an open wave that asks every kind of question."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from msgspec import Struct
from sqlalchemy import select

from api.app import create_app
from api.db.engine import Sessions, open_engine
from api.db.models import Answer, Response
from api.services.invitations import find_invitation
from api.services.response_links import KEYRING
from api.services.waves import open_wave, plan_wave
from api.settings import Settings
from api.tokens import open_keyring
from tests.api import databases, people
from tests.api.conftest import KEY

EVERY = Path(__file__).parents[1] / "api" / "respondent" / "every.toml"


class Served(Struct):
    """Where it is served, the personal links by first name, and a look into the tables."""

    address: str
    links: dict[str, str]
    sessions: Sessions

    def values(self, name: str) -> dict[str, Any]:
        """Somebody's stored values by item code."""
        with self.sessions.reader() as session:
            found = find_invitation(session, self.links[name].rpartition("/")[2])
            query = select(Answer).join(Response, Response.id == Answer.response_id).where(Response.invitation_id == found.invitation.id)
            return {answer.item_code: answer.value for answer in session.scalars(query)}

    def status(self, name: str) -> str:
        """Where somebody's invitation stands."""
        with self.sessions.reader() as session:
            return find_invitation(session, self.links[name].rpartition("/")[2]).invitation.status


@contextmanager
def serve_every_question() -> Iterator[Served]:
    """A server on a free port for as long as the block runs."""
    url = databases.migrated_database("sqlite")
    settings = Settings(database_url=url, secret_key=KEY, port=free_port())
    keyring, engine = open_keyring(settings), open_engine(url)
    sessions = Sessions(engine, {KEYRING: keyring})
    source, now = databases.scratch() / "every.toml", datetime.now(UTC)
    shutil.copyfile(EVERY, source)
    with sessions.writer() as session:
        people.make_house(session, now)
        engagement = people.make_engagement(session, now=now)
        engagement.instrument = str(source)
        people.add_team(session, engagement)
        wave = plan_wave(session, engagement, label="Q4", mode="mixed", closes_at=now + timedelta(days=5), now=now)
        open_wave(session, wave, keyring, now)
        tokens = {name: people.token_of(session, wave, keyring, name) for name in ("Ines", "Dana", "Jo", "Max")}
    try:
        with listening(settings):
            yield Served(settings.address, {name: f"{settings.address}/r/{token}" for name, token in tokens.items()}, sessions)
    finally:
        engine.dispose()
        databases.drop(url)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def listening(settings: Settings) -> Iterator[None]:
    """The application on its port for as long as the block runs."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=settings.port, log_level="error", access_log=False, lifespan="on"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
