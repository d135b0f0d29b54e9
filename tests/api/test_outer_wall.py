"""What every answer carries, and what never gets in: over the real application, and over one that fails on purpose."""

import logging
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from litestar import Controller, Litestar, get
from litestar.params import FromPath
from litestar.testing import TestClient
from sqlalchemy import select

from api.answering import HANDLERS
from api.db.engine import Sessions
from api.db.models import Base
from api.headers import ALWAYS, CONTENT_POLICY, Outside
from api.settings import Settings
from api.templating import static
from api.tokens import Keyring
from tests.api.people import ANA, BASE_URL, PASSWORD, make_house, make_open_wave, token_of

Browser = TestClient[Litestar]


@pytest.fixture
def token(sessions: Sessions, keyring: Keyring) -> str:
    with sessions.writer() as session:
        make_house(session)
        return token_of(session, make_open_wave(session, keyring), keyring, "Ines")


def contents(sessions: Sessions) -> dict[str, list[Any]]:
    with sessions.engine.connect() as connection:
        return {table.name: [tuple(row) for row in connection.execute(select(table))] for table in Base.metadata.sorted_tables}


def sign_in(client: Browser) -> str:
    """Sign Ana in; the checksum that her forms carry."""
    answer = client.post("/console/sign-in", data={"email": ANA, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/console").text)
    assert found is not None
    return found[1]


def test_headers__every_status__carry_them(client: Browser, token: str) -> None:
    answers = [
        client.get("/healthz"),
        client.get("/readyz"),
        client.get(f"/r/{token}"),
        client.get("/r/" + "a" * 26),
        client.get("/nothing"),
        client.put("/console/sign-in"),
        client.get("/console"),
        client.get(static("tokens.css")),
        client.get("/static/nothing.css"),
        client.get("/healthz", headers={"host": "evil.example"}),
        client.post("/console/sign-in", content=b"a=" + b"x" * 2_000_000, headers={"content-type": "application/x-www-form-urlencoded"}),
        client.options("/healthz"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 404, 404, 405, 303, 200, 404, 400, 413, 204]
    for answer in answers:
        assert answer.headers["content-security-policy"] == CONTENT_POLICY
        assert set(ALWAYS) <= set(answer.headers)
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert answer.headers["cache-control"] == (
            "no-store" if not answer.url.path.endswith("tokens.css") else "public, max-age=31536000, immutable"
        )
    assert answers[2].headers["referrer-policy"] == "no-referrer"
    assert answers[6].headers["referrer-policy"] == "same-origin"


def test_https__is_said_to_stay(settings: Settings) -> None:
    import msgspec

    from api.app import create_app

    secure = msgspec.structs.replace(settings, base_url="https://survey.merrow.example")
    with TestClient(create_app(secure), base_url="https://survey.merrow.example") as client:
        assert "max-age=31536000" in client.get("/healthz").headers["strict-transport-security"]


def test_head__answers_like_get_without_body_and_writes_nothing(client: Browser, token: str, sessions: Sessions) -> None:
    before = contents(sessions)
    for path in (f"/r/{token}", "/healthz", static("tokens.css"), "/console/sign-in"):
        head, whole = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert head.headers["content-length"] == str(len(whole.content))
    assert contents(sessions) == before


def test_link__a_hundred_scanners__change_nothing(client: Browser, token: str, sessions: Sessions) -> None:
    before = contents(sessions)
    for number in range(50):
        for ask in (client.get, client.head):
            answer = ask(f"/r/{token}", headers={"user-agent": f"scanner/{number}", "accept": "*/*"})
            assert answer.status_code == 200
            assert "set-cookie" not in answer.headers
    assert contents(sessions) == before


@pytest.mark.parametrize(
    "path", ["/r/%00", "/r/%ff%fe", "/r/a%0d%0ab", "/static/%00", "/static/..%2f..%2fsettings.py", "/static/../app.py", "/r/%ed%a0%80"]
)
def test_path__odd_bytes__is_nothing_here(client: Browser, path: str) -> None:
    answer = client.get(httpx.URL(BASE_URL).copy_with(raw_path=path.encode()))
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("query", [b"next=%ff", b"next=%00", b"next=a%0d%0aSet-Cookie:x"])
def test_query__odd_bytes__is_refused(client: Browser, query: bytes) -> None:
    answer = client.get(httpx.URL(BASE_URL).copy_with(raw_path=b"/console/sign-in?" + query))
    assert answer.status_code == 400


ODD_BODIES = [
    b"email=%ff%fe&password=x",
    b"email=%00&password=x",
    b"email=\xff\xfe",
    b"email=\x00",
    b"email=%ed%a0%80",
    b"&&&===&",
    b"%",
    b"email",
    b"",
    b"email=" + b"9" * 5000,
    b"email=" + b"[" * 50_000,
    b"email=a&email=b",
]
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("body", ODD_BODIES)
def test_body__odd_bytes__never_a_fault_of_ours(client: Browser, token: str, body: bytes, sessions: Sessions) -> None:
    before = contents(sessions)
    for path in ("/console/sign-in", f"/r/{token}", f"/r/{token}/p/1", f"/r/{token}/submit", f"/r/{token}/decline", "/console/set-up/x"):
        assert client.post(path, content=body, headers=FORM).status_code < 500, path
    after = contents(sessions)
    assert after["answer"] == before["answer"]
    assert after["response"] == before["response"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[" * 100_000),
        ("application/json", b'{"a": 1e999, "b": NaN}'),
        ("application/json", b"\xff"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="csrf"; filename="f"\r\n\r\nz\r\n--x--'),
        ("multipart/form-data", b"x"),
        ("text/plain; charset=nonesuch", b"csrf=1"),
        ("application/x-www-form-urlencoded; charset=nonesuch", b"csrf=1"),
        ("", b"csrf=1"),
    ],
)
def test_body__of_another_kind__never_a_fault_of_ours(client: Browser, token: str, kind: str, body: bytes) -> None:
    sign_in(client)
    for path in (f"/r/{token}", f"/r/{token}/p/1", f"/r/{token}/save", "/console/sign-in", "/console/clients", "/console/sign-out"):
        answer = client.post(path, content=body, headers={"content-type": kind})
        assert answer.status_code < 500, (path, answer.text)


@pytest.mark.parametrize("host", ["evil.example", "", "testserver.local.evil.example", "a.testserver.local", "testserver.local:81", "[::1"])
def test_host__not_ours__is_refused(client: Browser, host: str) -> None:
    assert client.get("/healthz", headers={"host": host}).status_code == 400


def test_host__ours__with_its_port(client: Browser) -> None:
    for host in ("testserver.local", "testserver.local:80", "TESTSERVER.local"):
        assert client.get("/healthz", headers={"host": host}).status_code == 200


def test_static__content_address__is_cached_and_misspelt_name_is_an_error(client: Browser) -> None:
    assert re.fullmatch(r"/static/tokens\.css\?v=[0-9a-f]{12}", static("tokens.css"))
    with pytest.raises(FileNotFoundError):
        static("tokns.css")
    assert client.get(static("inter-var.woff2")).headers["content-type"] == "font/woff2"


def test_console__forged_request__changes_nothing(client: Browser, token: str, sessions: Sessions) -> None:  # noqa: ARG001 - makes the firm
    csrf = sign_in(client)
    before = contents(sessions)["client"]
    forged: list[tuple[dict[str, str], dict[str, str]]] = [
        ({"sec-fetch-site": "cross-site"}, {"csrf": csrf}),
        ({"sec-fetch-site": "same-site"}, {"csrf": csrf}),
        ({"origin": "http://evil.example"}, {"csrf": csrf}),
        ({"origin": "null"}, {"csrf": csrf}),
        ({"sec-fetch-site": "same-origin"}, {}),
        ({"sec-fetch-site": "same-origin"}, {"csrf": ""}),
        ({"sec-fetch-site": "same-origin"}, {"csrf": "é" * 64}),
        ({"sec-fetch-site": "same-origin"}, {"csrf": "0" * 64}),
        ({"x-csrf-token": "nonsense"}, {"csrf": csrf}),
    ]
    for headers, fields in forged:
        answer = client.post("/console/clients", data={"name": "Forged", **fields}, headers=headers)
        assert answer.status_code == 403, (headers, fields)
    assert contents(sessions)["client"] == before
    client.post("/console/clients", data={"name": "Real", "csrf": csrf}, headers={"sec-fetch-site": "same-origin"})
    assert len(contents(sessions)["client"]) == len(before) + 1


def test_checksum__of_another_sign_in__does_not_fit(client: Browser, token: str) -> None:  # noqa: ARG001 - makes the firm
    first = sign_in(client)
    client.cookies.clear()
    assert sign_in(client) != first
    assert client.post("/console/clients", data={"name": "Forged", "csrf": first}).status_code == 403


def test_cookie__planted_before_signing_in__is_not_adopted(client: Browser, token: str) -> None:  # noqa: ARG001 - makes the firm
    client.cookies.set("parallax", "a" * 26)
    sign_in(client)
    client.cookies.clear()
    client.cookies.set("parallax", "a" * 26)
    assert client.get("/console").status_code == 303


def test_cookie__of_a_sign_in__is_shut(client: Browser, token: str) -> None:  # noqa: ARG001 - makes the firm
    answer = client.post("/console/sign-in", data={"email": ANA, "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=lax", "Path=/"):
        assert part in cookie


def test_sign_in__ends_on_the_server_too(client: Browser, clock: Any, token: str) -> None:  # noqa: ARG001 - makes the firm
    csrf = sign_in(client)
    stolen = client.cookies["parallax"]
    clock.forward(minutes=20)
    assert client.get("/console").status_code == 200
    clock.forward(minutes=20)
    assert client.get("/console").status_code == 200
    clock.forward(minutes=31)
    assert client.get("/console").status_code == 303
    csrf = sign_in(client)
    client.post("/console/sign-out", data={"csrf": csrf})
    client.cookies.set("parallax", stolen)
    assert client.get("/console").status_code == 303


def test_console__not_signed_in__leads_to_the_sign_in_and_back(client: Browser) -> None:
    answer = client.get("/console/clients/new")
    assert answer.headers["location"] == "/console/sign-in?next=/console/clients/new"
    answer = client.get("/console", headers={"accept": "application/problem+json"})
    assert (answer.status_code, answer.json()["title"]) == (401, "You are not signed in.")


class Failing(Controller):
    """Faults on purpose."""

    @get("/r/{token:str}/fail", sync_to_thread=True)
    def fail(self, token: FromPath[str]) -> str:
        """Raise."""
        raise RuntimeError(f"the inside of the machine, {len(token)}")


@pytest.fixture
def failing() -> Iterator[Browser]:
    app = Litestar([Failing], exception_handlers=HANDLERS, openapi_config=None, logging_config=None)
    app.asgi_handler = Outside(app.asgi_handler, Settings(base_url=BASE_URL))  # type: ignore[arg-type, assignment] # as in api.app
    with TestClient(app, base_url=BASE_URL, raise_server_exceptions=False) as client:
        yield client


def test_fault_of_ours__number_for_people__traceback_and_pattern_for_the_log(failing: Browser, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = failing.get("/r/abcdefghijklmnopqrstuvwxyz/fail")
    assert answer.status_code == 500
    assert set(ALWAYS) <= set(answer.headers)
    number = re.search(r"[0-9a-f]{8}", answer.text)
    assert number is not None
    assert "inside of the machine" not in answer.text
    ours = [record for record in caplog.records if record.name == "parallax"]
    assert len(ours) == 1
    assert number[0] in ours[0].getMessage()
    assert "/r/{token}/fail" in ours[0].getMessage()
    assert ours[0].exc_info is not None
    # the test client logs its own requests; the application's records are what runs in production
    assert "abcdefghijklmnopqrstuvwxyz" not in "".join(caplog.handler.format(record) for record in ours)


def test_wall__socket_and_lifespan__pass_through(settings: Settings) -> None:
    import asyncio

    seen: list[str] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:  # noqa: ARG001 - ASGI's signature
        seen.append(scope["type"])

    async def nothing(*_: Any) -> Any:
        return None

    for kind in ("lifespan", "websocket"):
        asyncio.run(Outside(inner, settings)({"type": kind, "headers": []}, nothing, nothing))
    assert seen == ["lifespan", "websocket"]
