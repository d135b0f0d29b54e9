"""A wave from planning to closing, as the consultant sees it."""

import re

import pytest
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import Invitation, Wave
from api.db.scope import scope
from api.tokens import Keyring
from scoring.released import MODES
from tests.api.consultant.browsing import Desk, contents
from tests.api.people import House, add_team, answer, found, make_engagement, make_open_wave

LINK = re.compile(r"http://testserver\.local/r/[a-z2-7]{26}")


@pytest.fixture
def engagement(desk: Desk, house: House, sessions: Sessions) -> str:
    """The address of an engagement with a team of four."""
    with sessions.writer() as session:
        scope(session, house.firm.id)
        made = make_engagement(session)
        add_team(session, made)
    desk.open(f"/console/engagements/{made.id}")
    return desk.page.path


@pytest.fixture
def wave(desk: Desk, house: House, sessions: Sessions, keyring: Keyring) -> str:
    """The address of an open wave of four."""
    with sessions.writer() as session:
        scope(session, house.firm.id)
        made = make_open_wave(session, keyring)
    desk.open(f"/console/waves/{made.id}")
    return desk.page.path


@pytest.mark.parametrize("mode", MODES)
def test_plan_and_open__each_mode__freezes_what_people_are_promised(desk: Desk, engagement: str, mode: str) -> None:
    assert engagement
    desk.follow("Plan a wave")
    page = desk.press("Plan the wave", label="Q1 2027", mode=mode, closes_at="2027-01-29T18:00")
    assert page.path.startswith("/console/waves/")
    assert "Everything is there." in page.text
    assert "Results after closing" in page.text
    assert not LINK.search(page.html)
    page = desk.press("Open the wave")
    assert "The wave is open." in page.text
    assert "0 of 4 submitted" in page.text
    assert "closing announced for Fri 29 Jan 2027, 18:00 UTC" in page.text
    assert len(set(LINK.findall(page.html))) == 4
    welcome = desk.client.get(LINK.findall(page.html)[0])
    assert welcome.status_code == 200
    promised = page.text.partition("Who sees what")[2].partition("Contract")[0]
    assert promised.count(".") >= 4
    assert desk.open("/console").links["See who has answered"].startswith("/console/waves/")


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"label": ""}, "label", "Give the wave a name"),
        ({"label": "Q" * 81}, "label", "up to 80"),
        ({"closes_at": "2020-01-01T10:00"}, "closes_at", "in the past"),
        ({"closes_at": "soon"}, "closes_at", "Write the closing time"),
        ({"mode": "anonymous"}, "mode", "Choose one of"),
    ],
)
def test_plan__fault__is_named_beside_its_field(
    desk: Desk, sessions: Sessions, engagement: str, values: dict[str, str], field: str, said: str
) -> None:
    before = contents(sessions)
    desk.open(f"{engagement}/waves/new")
    page = desk.press("Plan the wave", **{"label": "Q1 2027", **values})
    assert page.status == 422
    assert said in page.errors
    assert field in page.ids
    assert contents(sessions) == before


def test_plan__time_with_a_zone__is_kept_as_that_moment(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/waves/new")
    desk.press("Plan the wave", label="Q1 2027", mode="aggregate", closes_at="2027-01-29T18:00+02:00")
    assert "16:00 UTC" in desk.press("Open the wave").text


def test_open__sponsor_reader_and_people_missing__the_same_page_says_what(desk: Desk, sessions: Sessions) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    engagement = desk.press("Create engagement", title="Leadership 2027", instrument="pulse").path
    desk.open(f"{engagement}/waves/new")
    page = desk.press("Plan the wave", label="Q1 2027", mode="mixed")
    before = contents(sessions)
    page = desk.press("Open the wave")
    assert page.status == 409
    assert "This wave cannot be opened yet." in page.errors
    for missing in ("at least 2 people", "the sponsor", "a reader: in “Mixed” one named person"):
        assert f"Still missing: {missing}" in page.text
    assert page.links["Name the sponsor"] == page.links["Name the reader"] == f"{engagement}/edit"
    assert page.links["Paste people"] == f"{engagement}/roster"
    assert contents(sessions) == before

    where = desk.page.path.removesuffix("/open")
    desk.open(f"{engagement}/edit")
    desk.press("Save", sponsor_name="Rosa Vane", reader_name="rosa vane")
    desk.open(f"{engagement}/roster")
    desk.press("Add to the roster", roster="Ines,ines@aster.example,finance\nDana,dana@aster.example,sales")
    page = desk.open(where)
    assert "another reader" in page.text
    assert "Still missing: the sponsor" not in page.text
    desk.open(f"{engagement}/edit")
    desk.press("Save", reader_name="Ana Merrow")
    desk.open(where)
    assert "The wave is open." in desk.press("Open the wave").text


def test_open__pressed_twice__the_second_is_told(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/waves/new")
    desk.press("Plan the wave", label="Q1 2027", mode="function")
    planned = desk.page
    desk.press("Open the wave")
    desk.page = planned
    page = desk.press("Open the wave")
    assert page.status == 409
    assert "This wave is already open." in page.errors
    assert "0 of 4 submitted" in page.text


def test_links__shown_and_listed__work_for_their_people(desk: Desk, wave: str) -> None:
    page = desk.open(wave)
    links = dict.fromkeys(LINK.findall(page.html))
    assert len(links) == 4
    listed = re.search(r'<textarea id="all-links"[^>]*>\n([^<]*)', page.html)
    assert listed is not None
    rows = [line.split("\t") for line in listed[1].splitlines()]
    assert [row[0] for row in rows] == ["Dana Kim", "Ines Okafor", "Jo Lund", "Max Roe"]
    assert {row[2] for row in rows} == set(links)
    for name, _, link in rows:
        assert name.split()[0] in desk.client.get(link).text


def test_link__renewed__cuts_the_old_one_off(desk: Desk, house: House, sessions: Sessions, wave: str) -> None:
    with sessions.reader() as session:
        scope(session, house.firm.id)
        made = session.scalars(select(Invitation)).first()
        assert made is not None
    page = desk.open(wave)
    before = LINK.findall(page.html)
    form = next(form for form in page.forms if form.action == f"/console/invitations/{made.id}/renew")
    page = desk.send(form.action, form.fields)
    assert "The link was replaced; the old one no longer works." in page.text
    after = LINK.findall(page.html)
    gone, come = set(before) - set(after), set(after) - set(before)
    assert len(gone) == len(come) == 1
    assert desk.client.get(gone.pop()).status_code == 404
    assert desk.client.get(come.pop()).status_code == 200


def test_joiners__new_on_the_roster__get_links_on_request(desk: Desk, wave: str) -> None:
    engagement = desk.open(wave).links["Set up"]
    desk.open(f"{engagement}/roster")
    desk.press("Add to the roster", roster="Uma Sand,uma@client.example,sales")
    page = desk.open(wave)
    assert "Uma Sand" not in page.text
    page = desk.press("Make links for 1 new on the roster")
    assert "There are links for the people who joined." in page.text
    assert "Uma Sand Sales Not started" in page.text
    assert "0 of 5 submitted" in page.text


def test_progress__while_open__shows_who_and_never_what(desk: Desk, house: House, sessions: Sessions, keyring: Keyring, wave: str) -> None:
    with sessions.writer() as session:
        scope(session, house.firm.id)
        row = session.scalars(select(Wave)).one()
        answer(session, found(session, row, keyring, "Ines"), clarity=4, words="Sell the blue boats")
        answer(session, found(session, row, keyring, "Dana"), clarity=1, done=False)
    page = desk.open(wave)
    assert "1 of 4 submitted" in page.text
    assert "Submitted 1 In progress 1 Not started 2" in page.text
    assert "blue boats" not in page.html
    assert "1/4" in desk.open("/console").text
    early = desk.open(f"{wave}/results")
    assert early.status == 409
    assert "has not closed yet, and no result is shown to anybody" in early.text
    assert early.links["Back to the wave"] == wave
    assert "blue boats" not in early.html


def test_close__asks_first__then_ends_the_round_for_everybody(desk: Desk, wave: str) -> None:
    link = LINK.findall(desk.page.html)[0]
    page = desk.follow("Close the wave…")
    assert "0 of 4 have submitted" in page.text
    assert "4 people have not started." in page.text
    assert "With fewer than three answers almost nothing can be said." in page.text
    assert page.links["Keep it open"] == wave
    asked = desk.page
    page = desk.press("Close the wave")
    assert (page.path, "The wave is closed." in page.text) == (wave, True)
    assert not LINK.search(page.html)
    assert desk.client.get(link).status_code in (200, 410)
    desk.page = asked
    again = desk.press("Close the wave")
    assert again.status == 409
    assert again.links["Back to the wave"] == wave


def test_close__somebody_preferred_the_stricter_way__is_said_without_a_name(
    desk: Desk, house: House, sessions: Sessions, keyring: Keyring, wave: str
) -> None:
    with sessions.writer() as session:
        scope(session, house.firm.id)
        row = session.scalars(select(Wave)).one()
        for name, consent in (("Ines", "agreed"), ("Dana", "prefers_consultant"), ("Jo", "agreed")):
            answer(session, found(session, row, keyring, name), consent=consent, clarity=3)
    desk.open(f"{wave}/close")
    page = desk.press("Close the wave")
    assert "Mixed; handled as “Reader alone”, since somebody preferred it" in page.text
