"""The door of the console: first account, sign-in, sign-out, and where one gets to afterwards."""

import pytest

from api.consultant.sign_in import own_path
from api.db.engine import Sessions
from api.services.people import set_up_token
from api.tokens import Keyring
from tests.api.conftest import StoppedClock
from tests.api.consultant.browsing import Desk
from tests.api.people import ANA, PASSWORD, House

FIRST = {"firm": "Merrow & Pike", "name": "Ana Merrow", "email": ANA, "password": PASSWORD}


@pytest.fixture
def link(sessions: Sessions, keyring: Keyring) -> str:
    with sessions.reader() as session:
        return f"/console/set-up/{set_up_token(session, keyring)}"


def test_set_up__empty_database__makes_the_first_account_once(outside: Desk, link: str) -> None:
    assert outside.open(link).status == 200
    page = outside.press("Make the account", **FIRST)
    assert page.path == "/console/sign-in"
    assert "The account is made" in page.text
    page = outside.press("Sign in", email=ANA, password=PASSWORD)
    assert (page.path, "No engagements yet" in page.text) == ("/console", True)

    again = outside.open(link)
    assert (again.status, again.title) == (404, "This link doesn't work. – Parallax")
    assert "Sign in" in again.text
    outside.client.cookies.clear()
    assert outside.send(link, FIRST).status == 404


def test_set_up__wrong_token__is_refused(outside: Desk, link: str) -> None:
    assert outside.open(link[:-1] + ("a" if link[-1] != "a" else "b")).status == 404
    assert outside.open("/console/set-up/" + "a" * 26).links["To the console"] == "/console"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("firm", " ", "Give the firm a name"),
        ("name", "", "Give a name"),
        ("email", "ana@", "no domain"),
        ("password", "short", "12"),
    ],
)
def test_set_up__field_wrong__says_so_beside_it_and_keeps_the_rest(outside: Desk, link: str, field: str, value: str, said: str) -> None:
    outside.open(link)
    page = outside.press("Make the account", **{**FIRST, field: value})
    assert page.status == 422
    assert said in page.errors
    assert page.links[page.errors.split("\n")[2].strip()] == f"#{field}"
    assert field in page.ids
    assert page.title.startswith("Error: ")
    assert PASSWORD not in page.html  # what was typed into a password field never comes back
    kept = page.forms[-1].fields
    assert {name: kept[name] for name in FIRST if name not in (field, "password")} == {
        name: FIRST[name] for name in FIRST if name not in (field, "password")
    }
    assert outside.press("Make the account", **FIRST).path == "/console/sign-in"


def test_sign_in__wrong_password_and_unknown_address__get_the_same_answer(house: House, outside: Desk) -> None:
    assert house.administrator.email == ANA
    wrong, unknown = outside.sign_in(password="nine copper kettle"), outside.sign_in(email="nobody@merrow.example")
    assert (wrong.status, unknown.status) == (401, 401)
    assert wrong.html.replace(ANA, "…") == unknown.html.replace("nobody@merrow.example", "…")
    assert "The address or the password is not right." in wrong.errors
    assert "parallax" not in outside.client.cookies


def test_sign_in__right__opens_the_console(desk: Desk) -> None:
    assert desk.page.path == "/console"
    assert "Ana Merrow" in desk.page.text
    assert desk.open("/console/sign-in").path == "/console"


def test_sign_out__ends_it_on_the_server_too(desk: Desk) -> None:
    token = desk.client.cookies["parallax"]
    desk.press("Sign out")
    assert desk.page.path == "/console/sign-in"
    desk.client.cookies.set("parallax", token)
    assert desk.open("/console").path == "/console/sign-in"


def test_sign_in__half_an_hour_unused__has_ended(desk: Desk, clock: StoppedClock) -> None:
    clock.forward(minutes=29)
    assert desk.open("/console/clients/new").path == "/console/clients/new"
    clock.forward(minutes=31)
    assert desk.open("/console/clients/new").path == "/console/sign-in"
    assert desk.sign_in().path == "/console"


def test_next__page_that_was_asked_for__is_shown_after_signing_in(house: House, outside: Desk) -> None:
    assert house.firm.name
    assert outside.open("/console/clients/new").path == "/console/sign-in"
    assert outside.page.forms[0].fields["next"] == "/console/clients/new"
    assert outside.press("Sign in", email=ANA, password="wrong at first").status == 401
    assert outside.press("Sign in", email=ANA, password=PASSWORD).path == "/console/clients/new"


ELSEWHERE = [
    "https://evil.example/console", "//evil.example", "/console//evil.example", "/console\\@evil.example", "/consolevil", "/r/abc",
    "/console/../r/abc", "/console/..", "/console?x=https://evil.example", "/console\r\nSet-Cookie: a=b", "javascript:alert(1)", "",
    "/console/%2e%2e/r", "/console/é",
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_next__anything_but_a_page_of_the_console__leads_to_the_list(path: str) -> None:
    assert own_path(path) == "/console"


def test_next__another_host__is_not_followed(house: House, outside: Desk) -> None:
    assert house.firm.name
    outside.open("/console/sign-in?next=https://evil.example/console")
    assert outside.page.forms[0].fields["next"] == "/console"
    outside.press("Sign in", email=ANA, password=PASSWORD, next="//evil.example")
    assert outside.last.headers["location"] == "/console"


@pytest.mark.parametrize(
    "path", ["/console", "/console/", "/console/clients/new", "/console/waves/0b1c/results", "/console/reports/0b1c/gap-report.pdf"]
)
def test_next__page_of_the_console__stays(path: str) -> None:
    assert own_path(path) == path
