"""A consultant runs a whole wave in Chromium: from the sign-in to a gap report that is opened and read."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pypdf import PdfReader

from api.db.engine import Sessions, open_engine
from api.services.invitations import find_invitation
from api.services.response_links import KEYRING
from api.services.responses import save_page, start, submit
from api.settings import Settings
from api.tokens import open_keyring
from survey_definitions.questionnaire import PageAnswers
from tests.api import databases, people
from tests.api.conftest import KEY
from tests.journeys.served import free_port, listening

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ROSTER = """Name;E-Mail;Function;Title
Ines Okafor;ines@aster.example;Finance;Chief Financial Officer
Dana Kim;dana@aster.example;Sales;Chief Revenue Officer
Jo Lund;jo@aster.example;Marketing;Chief Marketing Officer
Max Roe;max@aster.example;Operations;Chief Operating Officer
"""
RATED = ("goal_told", "goals_linked", "skills_enough", "handover_process", "roles_clear", "accountability", "planning_joint", "reviews_act")
PICKS = {
    "Ines": ["margin", "lower_cost", "systems"],
    "Dana": ["new_customers", "sell_more", "new_market"],
    "Jo": ["better_known", "new_customers", "partners"],
}


class Room(Struct):
    """Where the console is served, and a look into its tables."""

    address: str
    sessions: Sessions

    def answer(self, link: str, level: int, picks: list[str]) -> None:
        """Start, answer and submit by somebody's link, as the pages do."""
        now = datetime.now(UTC)
        values: dict[str, Any] = dict.fromkeys(RATED, level) | {"priorities_committed": picks}
        with self.sessions.writer() as session:
            who = find_invitation(session, link.rpartition("/")[2])
            start(session, who, consent="agreed", now=now)
            save_page(session, who, PageAnswers(values=values, comments={}, mistakes={}), {}, now=now)
            submit(session, who, now)


@pytest.fixture
def room() -> Iterator[Room]:
    url = databases.migrated_database("sqlite")
    settings = Settings(database_url=url, secret_key=KEY, port=free_port())
    engine = open_engine(url)
    sessions = Sessions(engine, {KEYRING: open_keyring(settings)})
    with sessions.writer() as session:
        people.make_house(session, datetime.now(UTC))
    try:
        with listening(settings):
            yield Room(settings.address, sessions)
    finally:
        engine.dispose()
        databases.drop(url)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


def sit_down(chromium: Browser, room: Room, faults: list[str], **options: Any) -> tuple[BrowserContext, Page]:
    """A browser that notes whatever should not happen."""
    context = chromium.new_context(base_url=room.address, **options)
    page = context.new_page()
    host = urlsplit(room.address).netloc
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" and "status of 4" not in said.text else None)
    page.on("request", lambda sent: faults.append(sent.url) if urlsplit(sent.url).netloc != host else None)
    return context, page


def sign_in(page: Page) -> None:
    page.goto("/console")
    page.get_by_label("Email address").fill(people.ANA)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def set_up(page: Page) -> None:
    """From an empty console to an open wave of four."""
    page.get_by_role("link", name="New client").click()
    page.get_by_label("Name of the client").fill("Aster Works")
    page.get_by_role("button", name="Create client").click()
    page.get_by_label("Title", exact=True).fill("Leadership 2027")
    page.get_by_text("Pulse", exact=True).click()
    page.get_by_label("Sponsor", exact=True).fill("Rosa Vane")
    page.get_by_label("Who reads answers with names").fill("Ana Merrow")
    page.get_by_role("button", name="Create engagement").click()
    page.get_by_role("link", name="Paste the roster").click()
    page.get_by_label("One person a line").fill(ROSTER.replace("Finance", "Finanz"))
    page.get_by_role("button", name="Add to the roster").click()
    page.get_by_role("link", name="Row 2: Finanz is not a function here").click()
    page.get_by_label("One person a line").fill(ROSTER)
    page.get_by_role("button", name="Add to the roster").click()
    page.get_by_role("link", name="Plan a wave").first.click()
    page.get_by_label("Name of the wave").fill("Q1 2027")
    page.get_by_text("By function, even where").click()
    page.get_by_role("button", name="Plan the wave").click()
    page.get_by_role("button", name="Open the wave").click()
    expect(page.get_by_text("The wave is open.")).to_be_visible()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def test_desk__from_sign_in_to_a_report_that_is_read(chromium: Browser, room: Room) -> None:
    faults: list[str] = []
    context, page = sit_down(chromium, room, faults, viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
    sign_in(page)
    set_up(page)

    links = {}
    for name in PICKS:
        page.get_by_role("button", name=f"Copy the link of {name}").click()
        expect(page.get_by_role("button", name="Copied")).to_be_visible()
        links[name] = page.evaluate("navigator.clipboard.readText()")
        expect(page.get_by_role("button", name=f"Copy the link of {name}")).to_be_visible()
    assert len(set(links.values())) == 3
    visitor, welcome = sit_down(chromium, room, faults, viewport=PHONE)
    welcome.goto(links["Ines"])
    expect(welcome.get_by_text("Ines").first).to_be_visible()
    visitor.close()
    for level, (name, picks) in enumerate(PICKS.items(), start=2):
        room.answer(links[name], level, picks)

    page.reload()
    expect(page.get_by_text("of 4 submitted")).to_be_visible()
    assert page.locator(".big").inner_text().split()[0] == "3"
    page.get_by_role("link", name="Close the wave").click()
    page.get_by_role("button", name="Close the wave").click()
    page.get_by_role("link", name="Read the results").click()
    expect(page.get_by_text("Alignment index")).to_be_visible()
    expect(page.get_by_role("heading", name="Where functions see it differently")).to_be_visible()
    assert fits(page)

    page.get_by_role("button", name="Make the gap report").click()
    address = str(page.get_by_role("link", name="Gap report (PDF)").get_attribute("href"))
    answer = context.request.get(address)
    assert answer.body().startswith(b"%PDF")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)
    for said in ("Aster Works", "Q1 2027", "Merrow & Pike"):
        assert said in text
    page.get_by_role("button", name="Sign out").locator("visible=true").click()
    assert not context.request.get(address).body().startswith(b"%PDF")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    context.close()
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_phone__sign_in_and_round__fit_and_can_be_touched(chromium: Browser, room: Room, scheme: Any) -> None:
    faults: list[str] = []
    context, page = sit_down(chromium, room, faults, viewport=PHONE, color_scheme=scheme)
    page.goto("/console/sign-in")
    assert fits(page)
    sign_in(page)
    set_up(page)
    assert fits(page)
    for pressed in page.locator("main button:visible, main input:visible, .head .btn:visible").all():
        box = pressed.bounding_box()
        assert box is not None
        assert box["height"] >= 44, pressed.inner_text()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    context.close()
    assert faults == []


def test_without_script_and_by_keyboard__the_round_is_set_up(chromium: Browser, room: Room) -> None:
    faults: list[str] = []
    context, page = sit_down(chromium, room, faults, viewport=DESK, java_script_enabled=False)
    page.goto("/console/sign-in")
    for text in (people.ANA, people.PASSWORD):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="No engagements yet")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # "Skip to content" is the first stop of every page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="New client")).to_be_visible()
    page.goto("/console")
    set_up(page)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)  # copying needs a script; the links stand in fields
    assert page.get_by_label("Link of Ines Okafor").input_value().startswith(f"{room.address}/r/")
    context.close()
    assert faults == []
