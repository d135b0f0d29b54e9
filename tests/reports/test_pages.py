"""The file as a reader, a screen reader and a printer meet it."""

import re
import subprocess
import sys
from pathlib import Path

import pdfplumber
import pypdf
import pytest

from reports import compose_report, gap_report, render_report
from reports.model import Report, decode, digest_of, encode
from survey_definitions.actions import ActionCatalogue
from tests.reports import teams

IN_ORDER = [
    "Executive alignment: gap report",
    "Summary",
    "Shared priorities",
    "Declared priorities",
    "Alignment index",
    "agree",
    "Three findings",
    "Three proposed decisions",
    "Nothing here says who is right",
    "Where the distance is",
    "What the missing points are made of",
    "Which three of these has the company committed",
    "Question by question",
    "What the words mean",
    "Division of effort",
    "Predictions",
    "Draft to adopt",
    "What this report does not say",
    "How answers are kept",
    "SHA-256",
    "The figures behind the strips",
]


def text_of(path: Path) -> str:
    """The text as poppler reads it."""
    return subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout


def test_text__whole_report__reads_in_order(nine_pdf: Path) -> None:
    text = text_of(nine_pdf)
    at = 0
    for words in IN_ORDER:
        found = text.find(words, at)
        assert found >= 0, f"{words!r} does not follow the place before it"
        at = found


def test_fonts__whole_report__embedded_subset_and_mapped(nine_pdf: Path) -> None:
    rows = subprocess.run(["pdffonts", str(nine_pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert rows
    for row in rows:
        assert re.search(r"TrueType .* yes yes yes ", row), row
        assert "Helvetica" not in row


def test_file__whole_report__passes_qpdf(nine_pdf: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", str(nine_pdf)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("profile", ["ua1", "2a"])
@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="decision 39: page-validation runs on Python 3.11 and the summary names it elsewhere"
)
def test_file__whole_report__meets_profile(nine_pdf: Path, profile: str) -> None:
    import page

    checked = page.validate_pdf(str(nine_pdf), profile=profile)
    assert checked.is_compliant, [failure.rule_id for failure in checked.failures]


def test_catalogue__whole_report__has_title_language_outline_labels_and_no_actions(nine_pdf: Path) -> None:
    reader = pypdf.PdfReader(nine_pdf)
    root = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Executive alignment: gap report – Larkspur Software"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert [entry["/Title"] for entry in reader.outline][:3] == ["Cover", "Summary", "Where the distance is"]
    assert reader.page_labels[0] == "Cover"
    assert reader.page_labels[1] == "2"
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)


def test_pages__whole_report__nothing_outside_margins_and_none_nearly_empty(nine_pdf: Path) -> None:
    with pdfplumber.open(nine_pdf) as document:
        for page in document.pages:
            words = page.extract_words()
            assert min(word["x0"] for word in words) >= 53
            assert max(word["x1"] for word in words) <= page.width - 53
            assert min(word["top"] for word in words) >= 20
            assert max(word["bottom"] for word in words) <= page.height - 20
            assert min(char["size"] for char in page.chars if char["upright"]) >= 7.4
            assert len(words) > 40 or page.page_number == 1
    assert len(document.pages) <= 16


def test_headings__whole_report__never_last_on_a_page(nine_pdf: Path) -> None:
    with pdfplumber.open(nine_pdf) as document:
        for page in document.pages[1:]:
            body = [char for char in page.chars if char["bottom"] < page.height - 62 and char["text"].strip()]
            lowest = max(body, key=lambda char: char["bottom"])
            assert lowest["size"] < 11.4, f"page {page.page_number} ends in a heading"


def test_bytes__same_inputs__same_file(nine: Report, catalogue: ActionCatalogue) -> None:
    assert render_report(nine) == render_report(nine)
    brief, released = teams.brief(), teams.shown(teams.answers_of(5))
    first = gap_report(brief, released, teams.instrument(), catalogue)
    assert first == gap_report(brief, released, teams.instrument(), catalogue)


def test_bytes__other_zone_locale_and_hash_seed__same_file() -> None:
    program = (
        "import hashlib; from tests.reports import teams; from reports import gap_report;"
        "from survey_definitions.loading import load_actions;"
        "print(hashlib.sha256(gap_report(teams.brief(), teams.shown(teams.answers_of(4)), teams.instrument(), load_actions())).hexdigest())"
    )
    settings = [
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "RL_invariant": "0", "SOURCE_DATE_EPOCH": "1"},
        {"TZ": "UTC", "PYTHONHASHSEED": "2", "LC_ALL": "C", "RL_trustedHosts": "*", "RL_useA85": "1"},
    ]
    sums = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PATH": "/usr/bin:/bin", **extra}, capture_output=True, text=True, check=True
        ).stdout
        for extra in settings
    }
    assert len(sums) == 1


def test_model__through_json__comes_back_with_its_digest(nine: Report) -> None:
    again = decode(encode(nine))
    assert again == nine
    assert digest_of(again) == nine.digest


def test_digest__printed_on_method_page(nine: Report, nine_pdf: Path) -> None:
    assert nine.digest in text_of(nine_pdf).replace("\n", "")


def test_letter_and_draft__built__page_size_and_word(catalogue: ActionCatalogue, tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    brief = teams.brief(paper="letter", draft=True)
    path.write_bytes(gap_report(brief, teams.shown(teams.answers_of(4)), teams.instrument(), catalogue))
    reader = pypdf.PdfReader(path)
    assert tuple(round(float(side)) for side in reader.pages[0].mediabox[2:]) == (612, 792)
    assert "Draft, not issued" in reader.pages[1].extract_text()


def test_language__without_texts__refused(catalogue: ActionCatalogue) -> None:
    with pytest.raises(ValueError, match="'fr' is not available; available: en"):
        compose_report(teams.brief(language="fr"), teams.shown(teams.answers_of(4)), teams.instrument(), catalogue)
