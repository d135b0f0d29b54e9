"""What another firm sees, what a form needs, and what looking may change: for every address of the console."""

import re
from uuid import UUID, uuid4

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import Invitation
from api.db.scope import scope
from api.services.reports import make_report
from api.services.waves import close_wave
from api.tokens import Keyring
from tests.api.conftest import StoppedClock
from tests.api.consultant.browsing import Desk, contents
from tests.api.people import ANA, BEN, CAROL, NOON, PASSWORD, House, answer, found, make_open_wave, make_other_house

KINDS = {"engagement_id": "engagement", "wave_id": "wave", "invitation_id": "invitation", "report_id": "report"}


@pytest.fixture
def ids(house: House, sessions: Sessions, keyring: Keyring) -> dict[str, UUID]:
    """One thing of each kind that belongs to Ana's firm, in a closed wave with a report; Carol's firm stands beside it."""
    with sessions.writer() as session:
        scope(session, house.firm.id)
        wave = make_open_wave(session, keyring)
        for name in ("Ines", "Dana", "Jo"):
            answer(session, found(session, wave, keyring, name), clarity=3, committed=["margin", "north", "churn"])
        invitation = session.scalars(select(Invitation)).first()
        assert invitation is not None
        close_wave(session, wave, keyring, NOON)
        report = make_report(session, wave, "team", NOON)
        made = {"engagement": wave.engagement_id, "wave": wave.id, "invitation": invitation.id, "report": report.id}
    with sessions.writer() as session:
        make_other_house(session)
    return made


def addresses(app: Litestar) -> list[tuple[str, str, str]]:
    """(method, address with {id}, kind) of every route of the console that names a thing."""
    found_routes = []
    for route in app.routes:
        named = re.search(r"\{(\w+):uuid\}", route.path)
        if isinstance(route, HTTPRoute) and route.path.startswith("/console") and named:
            pattern = route.path.replace(named[0], "{id}")
            found_routes += [(method, pattern, KINDS[named[1]]) for method in sorted(route.methods - {"OPTIONS", "HEAD"})]
    return found_routes


def ask(desk: Desk, method: str, path: str, csrf: str) -> tuple[int, bytes]:
    headers = {"x-csrf-token": csrf} if method == "POST" else {}
    answer = desk.client.request(method, path, headers=headers, data={"roster": "a,a@a.example,sales"} if method == "POST" else None)
    return answer.status_code, answer.content


def test_other_firm__every_address__is_the_same_404_as_for_nothing(
    app: Litestar, outside: Desk, ids: dict[str, UUID], sessions: Sessions
) -> None:
    outside.sign_in(CAROL)
    csrf = outside.csrf
    routes = addresses(app)
    assert len(routes) >= 16
    assert {kind for _, _, kind in routes} == set(KINDS.values())
    before = contents(sessions)
    for method, pattern, kind in routes:
        foreign = ask(outside, method, pattern.format(id=ids[kind]), csrf)
        nothing = ask(outside, method, pattern.format(id=uuid4()), csrf)
        assert foreign[0] == 404, (method, pattern)
        assert foreign == nothing, (method, pattern)
    assert "Aster" not in outside.open("/console").html
    assert contents(sessions) == before


def test_other_firm__its_client_in_a_form__is_the_same_404_as_for_nothing(outside: Desk, ids: dict[str, UUID], sessions: Sessions) -> None:
    assert ids
    with sessions.engine.connect() as connection:
        client_id = connection.exec_driver_sql("SELECT id FROM client").scalar_one()
    outside.sign_in(CAROL)
    fields = {"csrf": outside.csrf, "title": "Mine", "instrument": "pulse", "sponsor_name": "", "sponsor_title": ""}
    foreign = outside.client.post("/console/engagements", data={**fields, "client": str(client_id)})
    nothing = outside.client.post("/console/engagements", data={**fields, "client": str(uuid4())})
    assert (foreign.status_code, foreign.content) == (404, nothing.content)


def test_own_firm__colleague__sees_the_same(outside: Desk, ids: dict[str, UUID]) -> None:
    outside.sign_in(BEN)
    assert outside.open(f"/console/waves/{ids['wave']}/results").status == 200
    assert "Aster" in outside.open("/console").text


def test_nobody__every_address__leads_to_the_sign_in(app: Litestar, outside: Desk, ids: dict[str, UUID], sessions: Sessions) -> None:
    before = contents(sessions)
    for method, pattern, kind in addresses(app):
        path = pattern.format(id=ids[kind])
        answer = outside.client.request(method, path)
        assert answer.status_code == 303, (method, pattern)
        assert answer.headers["location"] == f"/console/sign-in?next={path}" if method == "GET" else "/console/sign-in"
    assert contents(sessions) == before


def test_post__without_or_with_a_foreign_csrf__is_refused(app: Litestar, outside: Desk, ids: dict[str, UUID], sessions: Sessions) -> None:
    outside.sign_in(BEN)
    foreign = outside.csrf
    outside.sign_in(ANA)
    before = contents(sessions)
    posts = [pattern.format(id=ids[kind]) for method, pattern, kind in addresses(app) if method == "POST"]
    for path in [*posts, "/console/clients", "/console/engagements", "/console/sign-out"]:
        for fields in ({"name": "Bad"}, {"name": "Bad", "csrf": ""}, {"name": "Bad", "csrf": foreign}):
            assert outside.client.post(path, data=fields).status_code == 403, path
    sent = {"name": "Bad", "csrf": outside.csrf}
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ):
        assert outside.client.post("/console/clients", data=sent, headers=headers).status_code == 403
    assert contents(sessions) == before
    page = outside.send("/console/clients", {"name": "Bad"})
    assert "This did not come from a page of the console." in page.text
    assert outside.send("/console/clients", {**sent, "name": "Good"}).status == 200


def test_get__every_address_and_form_page__changes_nothing(app: Litestar, outside: Desk, ids: dict[str, UUID], sessions: Sessions) -> None:
    outside.sign_in()
    before = contents(sessions)
    gets = [pattern.format(id=ids[kind]) for method, pattern, kind in addresses(app) if method == "GET"]
    for path in [*gets, "/console", "/console/clients/new", "/console/engagements/new", "/console/sign-in", "/console/nothing"]:
        answer = outside.client.get(path)
        assert answer.status_code in (200, 303, 404), path
        assert "set-cookie" not in answer.headers, path
        assert answer.headers["cache-control"] == "no-store", path
    assert contents(sessions) == before


def test_get__a_minute_later__only_the_last_use_is_kept(
    outside: Desk, ids: dict[str, UUID], sessions: Sessions, clock: StoppedClock
) -> None:
    outside.sign_in()
    before = contents(sessions)
    clock.forward(minutes=2)
    outside.open(f"/console/waves/{ids['wave']}")
    after = contents(sessions)
    assert {name for name in before if before[name] != after[name]} == {"sign_in"}


def test_page__unknown_address__has_a_way_back(client: TestClient[Litestar], house: House) -> None:
    assert house
    desk = Desk(client)
    page = desk.open("/console/nothing-here")
    assert page.status == 404
    assert page.links["To the console"] == "/console"
    desk.sign_in(password=PASSWORD)
    page = desk.open(f"/console/waves/{uuid4()}")
    assert (page.status, page.links["To the engagements"]) == (404, "/console")
    assert "Ana Merrow" in page.text
