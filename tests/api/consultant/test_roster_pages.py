"""The roster pasted into the console."""

import pytest
from litestar.testing import TestClient

from api.db.engine import Sessions
from api.db.scope import scope
from api.tokens import Keyring
from tests.api.consultant.browsing import Desk, contents
from tests.api.people import NOON, House, make_engagement, make_open_wave

GOOD = """Name;E-Mail;Abteilung;Titel;Tier;Seats
Ines Okafor;ines@aster.example;Finance;Chief Financial Officer;1;
"Kim, Dana";dana@aster.example;sales;Head of Sales;1;marketing
Jo Lund;;Marketing;;2;
"""
BAD = """name,email,function
Ina,ina@aster.example,finance
Bo,bo@,sales
Cleo,cleo@aster.example,legal
,x@aster.example,sales
Ina,ina@aster.example,sales
"""
MENDED = """name,email,function
Ina,ina@aster.example,finance
Bo,bo@aster.example,sales
Cleo,cleo@aster.example,marketing
"""


@pytest.fixture
def engagement(desk: Desk, house: House, sessions: Sessions) -> str:
    """The address of an engagement without people."""
    with sessions.writer() as session:
        scope(session, house.firm.id)
        address = f"/console/engagements/{make_engagement(session).id}"
    desk.open(address)
    return address


def test_paste__good_rows__stand_on_the_page_of_the_engagement(desk: Desk, engagement: str) -> None:
    desk.follow("Paste the roster")
    page = desk.press("Add to the roster", roster=GOOD)
    assert page.path == engagement
    assert "The roster is stored." in page.text
    assert "Roster 3 people" in page.text
    for said in ("Kim, Dana Head of Sales dana@aster.example Sales also for Marketing", "Jo Lund – Marketing reports to the team"):
        assert said in page.text
    assert page.links["Plan a wave"].endswith("/waves/new")


def test_paste__again_with_a_change__brings_people_up_to_date(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/roster")
    desk.press("Add to the roster", roster=GOOD)
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster=GOOD.replace("Head of Sales", "Chief of Sales"))
    assert "Roster 3 people" in page.text
    assert "Chief of Sales" in page.text


def test_paste__faults__are_named_by_row_as_pasted_and_nothing_is_stored(desk: Desk, sessions: Sessions, engagement: str) -> None:
    before = contents(sessions)
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster=BAD)
    assert page.status == 422
    assert "4 rows need a fix; nothing was stored" in page.errors
    for said in (
        "Row 3: There is no domain",
        "Row 4: legal is not a function here",
        "Row 5: The name is empty.",
        "Row 6: The same address",
    ):
        assert said in page.errors
    assert "2 Ina ina@aster.example Finance Added" in page.text
    for link in (address for text, address in page.links.items() if text.startswith("Row ")):
        assert link.removeprefix("#") in page.ids
    assert page.forms[-1].fields["roster"].split() == BAD.split()
    assert contents(sessions) == before
    assert "Roster 3 people" in desk.press("Add to the roster", roster=MENDED).text


def test_paste__empty__says_what_to_paste(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster=" \n ")
    assert page.status == 422
    assert "There are no rows yet" in page.errors


def test_paste__spaces_that_do_not_break__keep_names_apart(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster="Ines\u00a0Okafor\tines@aster.example\tFinance\n李\u3000娜\tli@aster.example\tSales")
    assert "Ines Okafor" in page.text
    assert "李 娜" in page.text


def test_paste__markup__is_shown_as_text(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster="<script>alert(1)</script>,a@aster.example,finance")
    assert "<script>alert(1)</script>" in page.text
    assert "<script>alert" not in page.html


def test_paste__almost_a_mebibyte__is_read(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster="a" * 1_000_000)
    assert page.status == 422
    assert "1000000 characters; 200 is the most" in page.text


def test_paste__more_than_a_mebibyte__is_refused_with_a_way_back(desk: Desk, sessions: Sessions, engagement: str) -> None:
    before = contents(sessions)
    desk.open(f"{engagement}/roster")
    page = desk.press("Add to the roster", roster="a" * 1_048_500)
    assert page.status == 413
    assert "That is too much at once." in page.text
    assert page.links["Back to the engagement"] == engagement
    desk.open(f"{engagement}/roster")
    assert desk.press("Add to the roster", roster="a" * 2_000_000).status == 413
    assert contents(sessions) == before


def test_form__any_but_the_roster__takes_sixty_four_kibibytes(desk: Desk, engagement: str) -> None:
    desk.open(f"{engagement}/priorities")
    assert desk.press("Save the list", priorities="a\n" * 40_000).status == 413


def test_paste__function_of_somebody_who_is_asked__cannot_change_now(
    desk: Desk, house: House, sessions: Sessions, keyring: Keyring
) -> None:
    with sessions.writer() as session:
        scope(session, house.firm.id)
        wave = make_open_wave(session, keyring, now=NOON)
        address = f"/console/engagements/{wave.engagement_id}"
    desk.open(f"{address}/roster")
    page = desk.press("Add to the roster", roster="Ines Okafor,ines@client.example,sales")
    assert page.status == 422
    assert "Row 1: A wave is open" in page.errors


def test_post__broken_bytes__are_refused(desk: Desk, engagement: str, client: TestClient) -> None:  # type: ignore[type-arg] # any app
    csrf = desk.csrf
    for body in (b"roster=%ff%fe", b"roster=\xff", b"roster=a%00b", b"&".join(b"a%d=1" % number for number in range(300))):
        answer = client.post(
            f"{engagement}/roster",
            content=body,
            headers={"content-type": "application/x-www-form-urlencoded", "x-csrf-token": csrf},
        )
        assert answer.status_code == 400, body[:20]
