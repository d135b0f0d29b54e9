"""Texts that a person may type to break the page or reach out of it: they are letters, and nothing else."""

import io
from typing import Any

import pdfplumber
import pypdf
import pytest
from msgspec.structs import replace

from reports import compose_report, render_report
from reports.model import Strips
from scoring.released import Position, Released
from survey_definitions.actions import ActionCatalogue
from survey_definitions.loading import load_instrument
from survey_definitions.schema import Instrument
from tests.reports import teams

TEXTS = {
    "markup": '<b>bold</b> <font size="400">HUGE</font> & <img src="/etc/passwd"/> <a href="javascript:alert(1)">x</a>',
    "unclosed": "<para><b>never closed <i>",
    "entities": "&amp; &lt;b&gt; &#0; &#x1F600; &bogus;",
    "evaluated_colour": "<font color=\"[[getattr(pow,'__globals__')]]\">x</font>",
    "draw_hook": '<onDraw name="x" label="y"/><seq template="%(x)s"/><bullet>b</bullet>',
    "path": "../../../../etc/passwd file:///etc/hostname",
    "address": "https://example.org/" + "a" * 3000,
    "long_word": "W" * 100_000,
    "many_words": "word " * 200_000,
    "soft_hyphens": "inter\u00adnational" * 200,
    "marks": "Z" + "\u0301\u0316\u0323\u0334" * 200 + "algo",
    "override": "invoice\u202egnp.exe\u202c",
    "controls": "a\x00b\x07c\x1b[31md\x7f\x85e",
    "surrogates": "a\ud800b\udfff",
    "noncharacters": "a\ufffe\uffff\U0010ffff\ue000 b",
    "separators": "a\u2028b\u2029c\vd\fe\r\nf",
    "empty": "",
    "blanks": "   \u00a0\u2003 ",
    "pdf_syntax": "a) /AA << /S /JavaScript /JS (app.alert\\(1\\)) >> endobj %%EOF",
    "formats": "%s %d %(x)s {0} {x} $x ${x} \\n \\x41",
    "emoji": "Great 😀🎯👍🏽🇬🇧 work",
    "thai_devanagari": "การจัดแนว रणनीतिक",
    "east": "战略一致性评估 経営戦略の整合性 전략 정렬",
    "arabic": "التوافق الاستراتيجي 2026",
    "hebrew": "יישור אסטרטגי 2026",
    "greek_cyrillic": "Στρατηγική Стратегия Việt",
    "nfd": "U\u0308ni\u0308code\u0301",
}


def poisoned(text: str) -> tuple[Any, Released, Instrument]:
    """A brief, a release and an instrument that hold this text wherever a person's text can stand."""
    base = teams.instrument()
    line = text[:400] or "x"
    functions = tuple(replace(function, text=line) if number < 2 else function for number, function in enumerate(base.functions))
    priorities = tuple(replace(option, text=line) if number < 2 else option for number, option in enumerate(base.priorities))
    banks = tuple(
        replace(
            bank,
            title=line if number == 2 else bank.title,
            items=tuple(replace(item, text=line) if at == 0 else item for at, item in enumerate(bank.items)),
        )
        for number, bank in enumerate(base.banks)
    )
    asked = replace(base, functions=functions, priorities=priorities, banks=banks)
    answers = teams.answers_of(9, asked=asked)
    released = teams.shown(answers)
    picks = {code: tuple(Position(text, found.value) for found in rows) for code, rows in released.picks.items()}
    findings = tuple(replace(finding, sentence=text) if number < 4 else finding for number, finding in enumerate(released.findings))
    brief = teams.brief(
        client=text,
        firm=text,
        wave=text,
        title=text,
        prepared_for=text,
        consultant=text,
        contact=text,
        handling=text,
        version=text,
        mode_sentences=(text, text),
    )
    return brief, replace(released, picks=picks, findings=findings), asked


@pytest.mark.parametrize("name", TEXTS)
def test_text__everywhere__stays_text_inside_the_page(name: str, catalogue: ActionCatalogue) -> None:
    brief, released, asked = poisoned(TEXTS[name])
    data = render_report(compose_report(brief, released, asked, catalogue))
    reader = pypdf.PdfReader(io.BytesIO(data))
    for page in reader.pages:
        assert "/XObject" not in page.get("/Resources", {}), "a picture was read"
        for annotation in page.get("/Annots", []):
            assert "/A" not in annotation.get_object(), "a link leads out of the report"
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            seen = [char for char in page.chars if char["text"].strip()]
            outside = [
                char["text"]
                for char in seen
                if char["x0"] < 50 or char["x1"] > page.width - 50 or char["top"] < 18 or char["bottom"] > page.height - 18
            ]
            assert not outside, f"page {page.page_number}: {outside[:10]}"
        assert len(document.pages) <= 40


@pytest.mark.parametrize(
    ("name", "missing"), [("emoji", "😀"), ("thai_devanagari", "ก"), ("east", ""), ("arabic", ""), ("hebrew", ""), ("greek_cyrillic", "")]
)
def test_missing__characters_without_a_glyph__are_told_before_publishing(name: str, missing: str, catalogue: ActionCatalogue) -> None:
    report = compose_report(teams.brief(client=TEXTS[name]), teams.shown(teams.answers_of(3)), teams.instrument(), catalogue)
    assert missing in report.missing
    assert bool(missing) == bool(report.missing)


def test_names__long__fit_with_twelve_functions_and_fifteen_people(catalogue: ActionCatalogue) -> None:
    base = teams.instrument()
    long = tuple(
        replace(base.functions[0], code=f"function_{number}", text=f"{number} " + "Very long name of a function and its seat "[:57])
        for number in range(12)
    )
    asked = replace(
        base, functions=long, banks=tuple(replace(bank, asked_of=(), not_asked_of=()) for bank in base.banks if not bank.module)
    )
    released = teams.shown(teams.answers_of(15, asked=asked))
    data = render_report(compose_report(teams.brief(client="C" + "lient with a long name " * 9), released, asked, catalogue))
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            assert all(char["x0"] >= 50 and char["x1"] <= page.width - 50 for char in page.chars if char["text"].strip())


@pytest.mark.parametrize("people", [0, 1, 2, 3, 4, 40, 200])
def test_team__of_any_size__builds(people: int, catalogue: ActionCatalogue) -> None:
    report = compose_report(teams.brief(), teams.shown(teams.answers_of(people)), teams.instrument(), catalogue)
    assert render_report(report).startswith(b"%PDF-1.7")
    if people < 3:
        assert report.sections[0].title == "Too few answers for a picture of the team"
        assert [section.key for section in report.sections] == ["summary", "limits", "method"]


def test_brand__colour_without_contrast_or_form__refused(catalogue: ActionCatalogue) -> None:
    released = teams.shown(teams.answers_of(3))
    for brand, message in (
        ({"brand": "#FFEE00"}, "contrast"),
        ({"brand": "red"}, "hexadecimal"),
        ({"brand": "#12436D;"}, "hexadecimal"),
        ({"step0": "#000000"}, "not step0"),
    ):
        report = compose_report(teams.brief(brand=brand), released, teams.instrument(), catalogue)
        with pytest.raises(ValueError, match=message):
            render_report(report)


@pytest.mark.parametrize("name", ["pulse", "leadership-team", "sales-marketing"])
def test_instrument__packaged__builds_with_every_rating(name: str, catalogue: ActionCatalogue) -> None:
    asked = load_instrument(name)
    report = compose_report(teams.brief(), teams.shown(teams.answers_of(7, asked=asked)), asked, catalogue)
    strips = [row.code for section in report.sections for block in section.blocks if isinstance(block, Strips) for row in block.rows]
    assert sorted(strips) == sorted(item.code for item in teams.items_of(asked) if item.type == "M" and not item.private)
    assert render_report(report).startswith(b"%PDF-1.7")
