"""What a mode keeps back is in no page, no alternative text and no metadata."""

import io
import re

import pdfplumber
import pypdf
import pytest
from msgspec.structs import replace

from reports import compose_report, render_report
from reports.model import HeatTable, Report, Strips, encode
from scoring.released import MODES, Audience, Bands, Mode, Suppressed
from survey_definitions.actions import ActionCatalogue
from tests.reports import teams


def blocks_of(report: Report, kind: type) -> list[object]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


@pytest.mark.parametrize("audience", ["team", "consultant"])
@pytest.mark.parametrize("mode", MODES)
def test_release__every_mode_and_reader__builds_without_holes(mode: Mode, audience: Audience, catalogue: ActionCatalogue) -> None:
    released = teams.shown(teams.answers_of(9), mode=mode, audience=audience)
    report = compose_report(teams.brief(), released, teams.instrument(), catalogue)
    totals = mode == "aggregate" or (mode == "consultant" and audience == "team")
    keys = [section.key for section in report.sections]
    assert keys[0] == "summary"
    assert ("items" in keys and "distance" in keys) is not totals
    with pdfplumber.open(io.BytesIO(render_report(report))) as document:
        assert all(len(page.extract_words()) > 60 for page in document.pages[1:])
    if totals:
        assert keys == ["summary", "limits", "method"]
        assert "Alignment by kind of question" in str(report.sections[0])
        assert "No gap" not in str(report.sections[0])
        assert not blocks_of(report, HeatTable)
        assert not blocks_of(report, Strips)


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_words__report__adapts_without_figures_of_items(mode: Mode, catalogue: ActionCatalogue) -> None:
    report = compose_report(teams.brief(), teams.kept_back(teams.answers_of(9), mode=mode), teams.instrument(), catalogue)
    keys = [section.key for section in report.sections]
    assert keys == ["summary", "distance", "priorities", "items", "definitions", "limits", "method"]
    assert not blocks_of(report, HeatTable)
    (strips,) = blocks_of(report, Strips)
    assert isinstance(strips, Strips)
    assert all(not row.counts and not row.mean and not row.apart and row.words for row in strips.rows)
    assert all(
        name.text not in encode(report).decode()
        for name in teams.instrument().functions
        if name.text not in {"Operations", "People", "Sales", "Marketing", "Finance"}
    )
    with pdfplumber.open(io.BytesIO(render_report(report))) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
        assert all(len(page.extract_words()) > 60 for page in document.pages[1:])
    assert "Fewer than five people could stand behind this figure" in text
    assert "None" not in re.findall(r"\bNone\b", text)
    assert "nan" not in text.split()


def test_bands_for_protected_items__mixed__words_in_place_of_dots(catalogue: ActionCatalogue) -> None:
    released = teams.shown(teams.answers_of(9), mode="mixed")
    hidden = "people_fit"
    quiet = tuple(
        replace(item, mean=None, sd=None, agreement=None, mean_difference=None, deviation=None, counts={}, status="suppressed")
        if item.code == hidden
        else item
        for item in released.score.items
    )
    released = replace(
        released,
        score=replace(released.score, items=quiet),
        positions={code: rows for code, rows in released.positions.items() if code != hidden},
        bands={hidden: Bands("low", "far apart from each other")},
        suppressed=(Suppressed("Answers about people", "a protected question"),),
        findings=(),
    )
    report = compose_report(teams.brief(), released, teams.instrument(), catalogue)
    (strips,) = blocks_of(report, Strips)
    assert isinstance(strips, Strips)
    row = next(row for row in strips.rows if row.code == hidden)
    assert row.words == ("low", "far apart from each other")
    assert not row.counts
    assert not row.alternative
    assert not row.ends


def test_hidden_cells__heat__hatched_word_and_no_figure(catalogue: ActionCatalogue) -> None:
    released = teams.shown(teams.answers_of(9))
    hidden, *others = released.score.functions
    secret = hidden.area_means["strategy"]
    quiet = replace(hidden, area_means=dict.fromkeys(hidden.area_means))
    released = replace(
        released, score=replace(released.score, functions=(quiet, *others)), suppressed=(Suppressed("a function", "a reason"),), findings=()
    )
    report = compose_report(teams.brief(), released, teams.instrument(), catalogue)
    (heat,) = blocks_of(report, HeatTable)
    assert isinstance(heat, HeatTable)
    row = next(row for row in heat.rows if row.label == teams.instrument().functions[0].text)
    assert secret is not None
    assert [(cell.text, cell.note, cell.step, cell.hidden) for cell in row.cells] == [("not shown", "", None, True)] * len(row.cells)


def test_names__of_people__stay_out_where_labels_are_functions(catalogue: ActionCatalogue) -> None:
    data = render_report(compose_report(teams.brief(), teams.shown(teams.answers_of(9)), teams.instrument(), catalogue))
    reader = pypdf.PdfReader(io.BytesIO(data))
    everything = "".join(page.extract_text() for page in reader.pages) + str(reader.xmp_metadata and reader.xmp_metadata.rdf_root.toxml())
    assert "Person 1" not in everything
    assert "r001" not in everything
