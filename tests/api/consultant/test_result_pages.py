"""Results and reports of a closed wave."""

import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import AuditEntry
from api.db.scope import scope
from api.services.waves import close_wave
from api.tokens import Keyring
from scoring.released import MODES
from tests.api.consultant.browsing import Desk
from tests.api.people import NOON, House, answer, found, make_open_wave

ANSWERS = {
    "Ines": {"clarity": 2, "trust": 3, "committed": ["margin", "north", "churn"], "budget": {"product": 50, "sales": 30, "people": 20}},
    "Dana": {"clarity": 5, "trust": 2, "committed": ["hiring", "platform", "churn"], "budget": {"product": 10, "sales": 70, "people": 20}},
    "Jo": {"clarity": 1, "trust": 4, "committed": ["margin", "hiring", "platform"], "budget": {"product": 30, "sales": 30, "people": 40}},
    "Max": {"clarity": 3, "trust": 5, "committed": ["margin", "north", "hiring"], "budget": {"product": 80, "sales": 10, "people": 10}},
}


@pytest.fixture
def mode() -> str:
    return "function"


@pytest.fixture
def results(desk: Desk, house: House, sessions: Sessions, keyring: Keyring, mode: str) -> str:
    """The address of the results of a closed wave of four, which is open in the browser."""
    with sessions.writer() as session:
        scope(session, house.firm.id)
        wave = make_open_wave(session, keyring, mode=mode)
        for name, values in ANSWERS.items():
            answer(session, found(session, wave, keyring, name), **values)
        close_wave(session, wave, keyring, NOON)
    address = f"/console/waves/{wave.id}/results"
    desk.open(address)
    return address


@pytest.mark.parametrize("mode", MODES)
def test_results__each_mode__show_index_blocks_and_how_many_answered(desk: Desk, results: str, mode: str) -> None:
    page = desk.page
    assert (page.status, page.path) == (200, results)
    title = "Alignment index" if mode in ("consultant", "aggregate") else "Alignment index, any two of you"
    assert re.search(rf"{title} (\d+|–)", page.text)
    assert "Answered 4 of 4 Everybody answered." in page.text
    assert "Alignment by block" in page.text
    by_function = {"Finance", "Sales", "Marketing", "Operations"} <= set(re.findall(r"[A-Z][a-z]+", page.text.partition("Agreement")[2]))
    assert by_function is (mode in ("mixed", "named", "function"))
    if not by_function:
        assert "Ines" not in page.html
        assert not re.search(r"heat-\d", page.html)


def test_results__list_and_round__lead_to_them(desk: Desk, results: str) -> None:
    assert desk.open("/console").links["Read the results"] == results
    page = desk.open(results.removesuffix("/results"))
    assert page.links["Read the results"] == results
    assert "4 of 4 submitted" in page.text


def test_report__made_downloaded_issued_released(desk: Desk, results: str, sessions: Sessions, house: House) -> None:
    assert "None made yet." in desk.page.text
    page = desk.press("Make the gap report")
    assert page.path == results
    assert "The report is made. Read it, then issue it." in page.text
    assert "Gap report (PDF) Draft" in page.text

    download = desk.client.get(page.links["Gap report (PDF)"])
    assert (download.status_code, download.headers["content-type"]) == (200, "application/pdf")
    assert download.headers["content-disposition"] == 'inline; filename="gap-report-aster-q4-2026-draft.pdf"'
    assert download.content.startswith(b"%PDF")
    document = PdfReader(io.BytesIO(download.content))
    text = " ".join(sheet.extract_text() for sheet in document.pages)
    assert len(document.pages) >= 3
    for said in ("Aster", "Q4 2026", "Merrow & Pike"):
        assert said in text

    page = desk.press("Issue it")
    assert "The report is issued and will not change." in page.text
    assert "Gap report (PDF) Issued" in page.text
    assert not any("Issue it" in form.buttons for form in page.forms)
    issued = desk.client.get(page.links["Gap report (PDF)"])
    assert issued.headers["content-disposition"] == 'inline; filename="gap-report-aster-q4-2026.pdf"'
    assert issued.content.startswith(b"%PDF")
    assert "draft" in text.casefold()
    assert "Draft, not issued" in text
    assert "Draft, not issued" not in " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(issued.content)).pages)

    page = desk.press("Release the wave")
    assert "The wave is released." in page.text
    assert "Released" in page.text
    desk.open(results)
    assert not any("Release the wave" in form.buttons for form in desk.page.forms)

    with sessions.reader() as session:
        scope(session, house.firm.id)
        logged = [(entry.event, entry.actor) for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number))]
    actor = f"consultant:{house.administrator.id}"
    assert [entry for entry in logged if entry[0] in ("report_made", "report_issued", "wave_released")] == [
        ("report_made", actor), ("report_issued", actor), ("wave_released", actor)
    ]  # fmt: skip


def test_report__issued_again__supersedes_the_first(desk: Desk, results: str) -> None:
    assert results
    desk.press("Make the gap report")
    first = desk.page
    desk.press("Issue it")
    desk.press("Make the gap report")
    page = desk.press("Issue it")
    assert "Issued" in page.text
    assert "Superseded" in page.text
    desk.page = first
    again = desk.press("Issue it")
    assert again.status == 409
    assert "Only a draft can be issued." in again.text
