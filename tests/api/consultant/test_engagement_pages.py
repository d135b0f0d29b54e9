"""Clients, engagements, priorities."""

import re

import pytest
from sqlalchemy import select

from api.consultant.listing import minutes_of
from api.db.engine import Sessions
from api.db.models import Engagement
from api.services.engagements import instrument_of
from survey_definitions.loading import load_instrument
from tests.api.consultant.browsing import Desk, contents

LONG = "x" * 201


@pytest.fixture
def engagement(desk: Desk) -> str:
    """The address of Aster's engagement, made in the console."""
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    desk.press("Create engagement", title="Leadership 2027", instrument="pulse")
    return desk.page.path


def test_list__empty__says_where_to_begin(desk: Desk) -> None:
    assert "No engagements yet" in desk.page.text
    assert desk.follow("New client").path == "/console/clients/new"
    assert desk.open("/console/engagements/new").path == "/console/clients/new"


def test_client__then_engagement__appears_in_the_list_with_the_next_step(desk: Desk) -> None:
    desk.open("/console/clients/new")
    page = desk.press("Create client", name="  Aster   Works ")
    assert page.path == "/console/engagements/new"
    assert re.search(r"Pulse.+ \d+ questions in all, about \d+ minutes for each person\.", page.text)
    page = desk.press(
        "Create engagement", title="Leadership 2027", instrument="leadership-team", sponsor_name="Rosa Vane", reader_name="Ana Merrow"
    )
    assert page.path.startswith("/console/engagements/")
    for said in ("Leadership 2027", "Aster Works", "Rosa Vane", "No wave yet", "First paste the people"):
        assert said in page.text
    row = desk.open("/console").text
    assert "Aster Works Leadership 2027 none yet" in row
    assert desk.follow("Set up the first wave").path == page.path


def test_client__without_engagement_yet__is_offered_one(desk: Desk) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    assert "Aster is there." in desk.open("/console").text


@pytest.mark.parametrize(("name", "said"), [("", "Give the client a name"), (LONG, "up to 200"), ("aster".title(), "already")])
def test_client__name_empty_long_or_taken__is_refused_beside_the_field(desk: Desk, sessions: Sessions, name: str, said: str) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    before = contents(sessions)
    desk.open("/console/clients/new")
    page = desk.press("Create client", name=name)
    assert page.status == 422
    assert said in page.errors
    assert page.forms[-1].fields["name"] == name
    assert contents(sessions) == before


def test_engagement__faults__are_named_and_what_was_typed_stays(desk: Desk) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    page = desk.press("Create engagement", title=" ", instrument="pulse", sponsor_name=LONG, sponsor_words="Two <b>words</b>\nand more")
    assert page.status == 422
    assert "2 fields need another look" in page.errors
    assert {"title", "sponsor_name"} <= page.ids
    kept = page.forms[-1].fields
    assert (kept["instrument"], kept["sponsor_words"]) == ("pulse", "Two <b>words</b>\nand more")
    assert desk.press("Create engagement", title="Leadership", sponsor_name="Rosa Vane").status == 200
    assert "Two <b>words</b>" in desk.page.text
    assert "<b>words" not in desk.page.html


def test_engagement__instrument_or_client_that_does_not_exist__is_refused(desk: Desk) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    form = desk.page
    assert "Choose one of" in desk.press("Create engagement", title="Leadership", instrument="../secret").errors
    desk.page = form
    assert desk.press("Create engagement", title="Leadership", client="no-uuid").status == 404


def test_engagement__changed__shows_the_change(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/edit")
    page = desk.press("Save", title="Leadership 2028", sponsor_name="Rosa Vane", contact="rosa@aster.example")
    assert page.path == engagement
    for said in ("The change is stored.", "Leadership 2028", "Rosa Vane", "rosa@aster.example"):
        assert said in page.text
    desk.open(f"{engagement}/edit")
    page = desk.press("Save", title="")
    assert page.status == 422
    assert "Give the engagement a title" in page.errors
    assert "Leadership 2028" in desk.open(engagement).text


def test_priorities__new_list__replaces_the_instruments(desk: Desk, engagement: str) -> None:
    page = desk.open(f"{engagement}/priorities")
    assert len(page.forms[-1].fields["priorities"].splitlines()) >= 3
    page = desk.press("Save the list", priorities="Win the north\r\n\r\nKeep our people\r\nFinish the platform")
    assert page.path == engagement
    assert "The list is stored." in page.text
    assert "This client's own list. Win the north Keep our people Finish the platform" in page.text


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("Win the north\nKeep our people", "There are 2 priorities"),
        ("Win the north\nKeep our people\nwin the NORTH!\nFinish", "Line 3: The same priority stands in line 1."),
        ("Win\nKeep\n" + LONG, "Line 3: This line has 201 characters"),
        ("Win\nKeep\n...", "Line 3: Write the priority in words."),
        ("", "There are 0 priorities"),
    ],
)
def test_priorities__faults__are_named_by_line_and_nothing_changes(
    desk: Desk, sessions: Sessions, engagement: str, lines: str, said: str
) -> None:
    before = contents(sessions)
    desk.open(f"{engagement}/priorities")
    page = desk.press("Save the list", priorities=lines)
    assert page.status == 422
    assert said in page.errors
    assert page.forms[-1].fields["priorities"] == lines
    assert contents(sessions) == before


def test_depth__ticked__is_priced_stored_and_asked_in_the_next_wave(desk: Desk, sessions: Sessions) -> None:
    desk.open("/console/clients/new")
    page = desk.press("Create client", name="Aster")
    price = int(re.search(r"Sales and marketing, (\d+) minutes more", page.text)[1])  # type: ignore[index] # fails if it is not said
    assert "in_depth" in page.forms[-1].boxes
    brief, deep = (minutes_of(load_instrument("sales-marketing", depth=depth)) for depth in (False, True))
    assert price == deep - brief > 0
    page = desk.press("Create engagement", title="Leadership 2027", instrument="sales-marketing", in_depth="yes")
    assert f"Asked in depth: {len(load_instrument('sales-marketing', depth=True).items())} questions" in page.text
    assert f"about {deep} minutes" in page.text
    with sessions.reader() as session:
        engagement = session.scalars(select(Engagement).execution_options(unscoped="the test looks at every row")).one()
        assert engagement.in_depth
        assert instrument_of(engagement).item("goal_known").text
        assert "marketing" in instrument_of(engagement).item("capability_segments").asked_of


def test_depth__taken_back__leaves_the_other_terms_alone(desk: Desk) -> None:
    desk.open("/console/clients/new")
    desk.press("Create client", name="Aster")
    address = desk.press(
        "Create engagement", title="Leadership 2027", instrument="sales-marketing", in_depth="yes", sponsor_name="Rosa Vane"
    ).path
    page = desk.open(f"{address}/edit")
    assert page.forms[-1].fields["in_depth"] == "yes"
    del page.forms[-1].fields["in_depth"]
    page = desk.press("Save")
    assert "Asked in depth" not in page.text
    assert "Rosa Vane" in page.text


def test_depth__instrument_without_more_to_ask__offers_no_box(desk: Desk, engagement: str) -> None:
    assert "in_depth" not in desk.open(f"{engagement}/edit").forms[-1].boxes
    assert "Ask in depth" not in desk.page.text
