import io
from typing import Any

from pypdf import PdfReader

from api.db.engine import Sessions
from api.services.reports import issue_report, make_report
from api.services.waves import close_wave
from api.tokens import Keyring
from tests.api.people import NOON
from tests.api.services.test_results_of_a_wave import closed


def words(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_report__draft_says_so__issued_does_not_and_prints_its_hash(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave: Any = closed(session, keyring)
        close_wave(session, wave, keyring, NOON)
        report = make_report(session, wave, "team", NOON)
        draft, hash_of_draft = words(report.pdf), report.model_hash
        issue_report(session, report, NOON)
        issued = words(report.pdf)
    assert "Draft, not issued" in draft
    assert "Draft, not issued" not in issued
    assert report.model_hash != hash_of_draft
    assert report.model_hash in issued.replace(" ", "")
