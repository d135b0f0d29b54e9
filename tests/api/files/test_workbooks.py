"""Workbooks as people keep them: several sheets, charts, formulas, merged cells."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from api.files.faults import AnswersFileFault
from api.files.sheet import read_sheet

ROWS = [["respondent", "function", "q1"], ["Ana", "sales", 4], ["Ben", "sales", 2.0]]
TEXTS = [["respondent", "function", "q1"], ["Ana", "sales", "4"], ["Ben", "sales", "2"]]


@pytest.fixture
def book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    return book


def saved(book: openpyxl.Workbook, tmp_path: Path) -> Path:
    path = tmp_path / "answers.xlsx"
    book.save(path)
    return path


def fault(book: openpyxl.Workbook, tmp_path: Path) -> str:
    with pytest.raises(AnswersFileFault) as caught:
        read_sheet(saved(book, tmp_path))
    (only,) = caught.value.faults
    return str(only)


def test_sheets_before_the_answers__empty_or_of_notes__the_one_with_respondents_is_read(tmp_path, book):
    book.create_sheet("Empty", 0)
    book.create_sheet("Notes", 0)["A1"] = "Sent out in May"
    assert read_sheet(saved(book, tmp_path)) == TEXTS


def test_chart_sheet_first__the_answers_are_read(tmp_path, book):
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=3, min_row=1, max_row=3), titles_from_data=True)
    book.create_chartsheet("Chart", 0).add_chart(chart)
    assert read_sheet(saved(book, tmp_path)) == TEXTS


def test_chart_sheet_without_a_chart__is_refused_in_words(tmp_path, book):
    book.create_chartsheet("Chart", 0)
    assert "not a workbook that can be read" in fault(book, tmp_path)


def test_two_sheets_of_answers__both_are_named(tmp_path, book):
    book.create_sheet("Autumn").append(["Respondent", "q1"])
    assert "'Sheet', 'Autumn'" in fault(book, tmp_path)


def test_two_sheets_of_answers__the_one_named_answers_is_read(tmp_path, book):
    book.active.title = "Answers"
    book.create_sheet("Autumn", 0).append(["Respondent", "q1"])
    assert read_sheet(saved(book, tmp_path)) == TEXTS


def test_formula_without_a_stored_result__place_and_remedy(tmp_path, book):
    """It would be read as an empty cell, that is as not answered."""
    book.active["C2"] = "=1+3"
    assert fault(book, tmp_path).startswith("row 2, column q1: the result of this formula is not stored")


def test_merged_cells__are_named(tmp_path, book):
    """Ben's function would be lost."""
    book.active.merge_cells("B2:B3")
    assert "B2:B3" in fault(book, tmp_path)
