"""Outside of everything: what every answer carries, and what never gets in.

It wraps the whole application, since answers such as 404 and 405 are made before any middleware of a route runs.
"""

from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

from api.answering import plain_page
from api.problems import BadForm, NotFound, Problem, TooLarge
from api.settings import Settings

# ASGI's own plain dictionaries; the framework's typed ones cannot be copied with a key changed
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LARGEST_FORM = 1024 * 1024 + 4096  # the roster; routes set their own, smaller limits
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_ODD = frozenset(range(32)) - {9, 10, 13} | {127}  # control characters but tab and line ends; PostgreSQL refuses NUL, SQLite does not

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "x-robots-tag": "noindex, nofollow",
}


class Outside:
    """The application with its outer wall."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app = app
        self.hosts = _hosts(settings)
        self.https = settings.is_https

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Any ASGI connection; only HTTP is looked at."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        if scope["method"] == "HEAD":  # mail scanners ask by HEAD first, and routes only know GET
            scope = {**scope, "method": "GET"}
            send = _without_body(send)
        send = self._dressed(scope["path"], send)
        problem = self._refusal(scope, headers)
        if problem is None and _is_form(scope, headers):
            body = await _whole_body(receive)
            if body is None:
                problem = TooLarge()
            elif not _is_text(body.replace(b"+", b" ")):
                problem = BadForm()
            else:
                receive = _replay(body, receive)
        if problem is not None:
            await _refuse(problem, send)
            return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Message, headers: dict[bytes, bytes]) -> Problem | None:
        host = headers.get(b"host", b"").decode("latin-1").lower()
        if not self._knows(host):
            return BadForm("This installation does not answer for that address.", remedy="Use the address that your link begins with.")
        raw_path = (scope.get("raw_path") or scope["path"].encode("utf-8", "surrogateescape")).partition(b"?")[0]
        if not _is_text(raw_path, lines=False) or "\ufffd" in scope["path"]:
            return NotFound()
        if not _is_text(scope.get("query_string", b""), lines=False):
            return BadForm()
        return None

    def _knows(self, host: str) -> bool:
        if host in self.hosts:
            return True
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        return name in self.hosts and name in LOOPBACK

    def _dressed(self, path: str, send: Send) -> Send:
        private = not path.startswith("/static/")
        extra = dict(ALWAYS)
        # With `no-referrer` browsers send `Origin: null` with forms, which the console's check could not use.
        extra["referrer-policy"] = "same-origin" if path.startswith("/console") else "no-referrer"
        if self.https:
            extra["strict-transport-security"] = "max-age=31536000; includeSubDomains"
        added = [(name.encode(), value.encode()) for name, value in extra.items()]

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                cached = b"no-store" if private or message["status"] >= 400 else b"public, max-age=31536000, immutable"
                ours = {*extra, "cache-control", "server"}
                kept = [(name, value) for name, value in message["headers"] if name.decode("latin-1").lower() not in ours]
                message = {**message, "headers": [*kept, *added, (b"cache-control", cached)]}
            await send(message)

        return dressed


def _hosts(settings: Settings) -> frozenset[str]:
    base = urlsplit(settings.address)
    hosts = {base.netloc.lower()}
    if base.port is None:
        hosts.add(f"{base.netloc.lower()}:{443 if settings.is_https else 80}")
    if settings.is_local:
        hosts |= LOOPBACK
    return frozenset(hosts)


def _is_text(encoded: bytes, *, lines: bool = True) -> bool:
    """Whether percent-encoded bytes are UTF-8 without control characters."""
    plain = unquote_to_bytes(encoded)
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(byte in _ODD or (not lines and byte < 32) for byte in set(plain))


def _is_form(scope: Message, headers: dict[bytes, bytes]) -> bool:
    return scope["method"] not in ("GET", "OPTIONS") and headers.get(b"content-type", b"").lower().startswith(
        b"application/x-www-form-urlencoded"
    )


async def _whole_body(receive: Receive) -> bytes | None:
    """The body, or None where it is larger than any form of ours. One that is cut off by the browser comes back as it is."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_FORM:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: Iterator[Message] = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def replay() -> Message:
        for message in messages:
            return message
        return await receive()

    return replay


def _without_body(send: Send) -> Send:
    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only


async def _refuse(problem: Problem, send: Send) -> None:
    body = plain_page(problem).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": problem.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
