"""Who is signed in: the cookie, the middleware that reads it, and the guards of the console.

The check against forged requests is bound to the sign-in: a checksum of its token stands in every form. Pages behind personal
links need none, for nothing is sent along by itself there.
"""

import hmac
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import ASGIApp

from api.db.engine import Sessions
from api.problems import ForeignRequest, NotSignedIn
from api.services.people import ABSOLUTE, SEEN_EVERY, SignInFound, find_sign_in, touch_sign_in
from api.settings import Settings
from api.tokens import Keyring

CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
FORM_TYPE = "application/x-www-form-urlencoded"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Clock = Callable[[], datetime]


class SignedIn(SignInFound, frozen=True, kw_only=True):
    """`request.user` in the console: the consultant, and the checksum that forms carry."""

    csrf: str


def cookie_name(settings: Settings) -> str:
    """The `__Host-` prefix keeps other hosts from planting the cookie; browsers take it over https only."""
    return "__Host-parallax" if settings.is_https else "parallax"


def sign_in_cookie(settings: Settings, token: str) -> Cookie:
    """The cookie of a fresh sign-in."""
    return Cookie(
        key=cookie_name(settings),
        value=token,
        max_age=int(ABSOLUTE.total_seconds()),
        path="/",
        secure=settings.is_https,
        httponly=True,
        samesite="lax",
    )


def sign_out_cookie(settings: Settings) -> Cookie:
    """The cookie that takes it away."""
    return Cookie(key=cookie_name(settings), value="", max_age=0, path="/", secure=settings.is_https, httponly=True, samesite="lax")


class SigningIn(AbstractAuthenticationMiddleware):
    """Puts a SignedIn, or None, into `request.user`; `request.auth` is the sign-in's token."""

    def __init__(self, app: ASGIApp, sessions: Sessions, keyring: Keyring, settings: Settings, clock: Clock) -> None:
        super().__init__(app)
        self.sessions, self.keyring, self.settings, self.clock = sessions, keyring, settings, clock

    async def authenticate_request(self, connection: ASGIConnection) -> AuthenticationResult:  # type: ignore[type-arg] # as in the base class
        """Look the cookie's token up; an unknown one is nobody, and is never adopted."""
        token = connection.cookies.get(cookie_name(self.settings), "")
        found = await sync_to_thread(self._find, token) if token else None
        if found is None:
            return AuthenticationResult(user=None, auth=None)
        fields = {name: getattr(found, name) for name in SignInFound.__struct_fields__}
        return AuthenticationResult(user=SignedIn(**fields, csrf=self.keyring.sign("csrf", token.encode())), auth=token)

    def _find(self, token: str) -> SignInFound | None:
        now = self.clock()
        with self.sessions.reader() as session:
            found = find_sign_in(session, token, now)
        if found is not None and now - found.seen_at >= SEEN_EVERY:
            with self.sessions.writer() as session:
                touch_sign_in(session, found, now)
        return found


def needs_sign_in(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg] # guards take any connection
    """Guard: NotSignedIn unless somebody is, or the handler says `opt={"public": True}`."""
    if not handler.opt.get("public") and not isinstance(connection.scope.get("user"), SignedIn):
        raise NotSignedIn


async def own_pages_only(connection: ASGIConnection, _handler: BaseRouteHandler) -> None:  # type: ignore[type-arg] # as above
    """Guard: ForeignRequest for a state change that did not come from a page of ours."""
    if connection.scope.get("method") in SAFE or not isinstance(connection, Request):
        return
    site = connection.headers.get("sec-fetch-site")
    origin = connection.headers.get("origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise ForeignRequest
    elif origin is not None and urlsplit(origin).netloc != connection.headers.get("host"):
        raise ForeignRequest
    user = connection.scope.get("user")
    if not isinstance(user, SignedIn):
        return  # a public page; what it does is guarded by what must be typed into it
    sent: object = connection.headers.get(CSRF_HEADER)
    if sent is None and connection.headers.get("content-type", "").lower().startswith(FORM_TYPE):
        sent = (await connection.form()).get(CSRF_FIELD)  # never multipart: nothing here takes files
    if not isinstance(sent, str) or not hmac.compare_digest(sent.encode("utf-8", "replace"), user.csrf.encode()):
        raise ForeignRequest
