"""A CSV or XLSX file as rows of text, headings first."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from api.files.faults import AnswersFileFault, FileFault

SEPARATORS = ",;\t"


def read_sheet(path: Path) -> list[list[str]]:
    """Rows of cell texts, stripped, all of the heading's length; AnswersFileFault where the file cannot be read.

    The rows keep their place, so that index + 1 is the row number that the spreadsheet shows.
    """
    if not path.is_file():
        raise AnswersFileFault(str(path), (FileFault(0, "", "there is no such file. Check the path."),))
    rows = _read_xlsx(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else _read_csv(path)
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise AnswersFileFault(str(path), (FileFault(0, "", "the file is empty. Its first row must hold the headings."),))
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def sheet_rows(path: Path) -> Iterator[list[str]]:
    """The rows of `read_sheet` one after another, as long as each was written, so that a large CSV file is never held as a whole."""
    if not path.is_file() or path.suffix.lower() in {".xlsx", ".xlsm"}:
        yield from read_sheet(path)
        return
    with path.open("rb") as raw:
        encoding = "utf-16" if raw.read(2) in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        with path.open(encoding=encoding, newline="\n") as text:
            separator = _separator(text.readline())
        with path.open(encoding=encoding, newline="") as text:
            for row in csv.reader(_without_nul(text), delimiter=separator, strict=True):
                yield [cell.strip() for cell in row]
    except (UnicodeError, csv.Error):
        _read_csv(path)  # read as a whole to say where
        raise


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise csv.Error
        yield line


def _separator(heading: str) -> str:
    """A heading holds no quoted separators in practice; the one that occurs most often is the separator."""
    return max(SEPARATORS, key=heading.count)


def _read_csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = "this is not UTF-8 text. Save the sheet as 'CSV UTF-8' or as XLSX."
        raise AnswersFileFault(str(path), (FileFault(line, "", message),)) from error
    if "\0" in text:
        raise AnswersFileFault(str(path), (FileFault(0, "", "this is not a text file. Give a CSV or XLSX file."),))
    separator = _separator(text.partition("\n")[0])
    rows: list[list[str]] = []
    try:
        # What was read before the fault stays in the list: its length says where.
        rows.extend([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        message = (
            f"from here the file cannot be read as CSV: {error}. Look for a quotation mark that is not closed or stands inside a cell "
            "(write it twice there), or save the sheet as XLSX."
        )
        raise AnswersFileFault(str(path), (FileFault(len(rows) + 1, "", message),)) from error
    return rows


def _read_xlsx(path: Path) -> list[list[str]]:
    book = _open(path)
    sheet = _answers_sheet(path, book)
    title, merged = sheet.title, sorted(str(cells) for cells in sheet.merged_cells.ranges)
    rows = list(sheet.iter_rows(values_only=True))
    formulas = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if _is_formula(cell)]
    if formulas:  # what they came to is read in a second pass: most workbooks of answers hold none
        rows = list(_open(path, results=True)[title].iter_rows(values_only=True))
    faults = [
        FileFault(0, "", f"the cells {cells} of the sheet {title!r} are merged: only one of them holds the value. Unmerge and fill each.")
        for cells in merged
    ]
    faults += [
        FileFault(
            r + 1,
            _text(rows[0][c]) or f"number {c + 1}",
            "the result of this formula is not stored in the file. Open the workbook and save it, or paste the value.",
        )
        for r, c in formulas
        if rows[r][c] is None
    ]
    if faults:
        raise AnswersFileFault(str(path), tuple(faults))
    return [[_text(cell) for cell in row] for row in rows]


def _open(path: Path, *, results: bool = False) -> Any:  # noqa: ANN401 - openpyxl has no types
    """The workbook with its formulas, or with what they came to when it was saved last."""
    # openpyxl alone takes 0.3 s to import; only who gives a workbook pays for it.
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that it does not keep; cells are read all the same
            return openpyxl.load_workbook(path, data_only=results)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, OSError) as error:
        # A broken part of the package shows itself as any of these; that of XML is a SyntaxError.
        message = "this is not a workbook that can be read. Save it again as XLSX, or as CSV."
        raise AnswersFileFault(str(path), (FileFault(0, "", message),)) from error


def _answers_sheet(path: Path, book: Any) -> Any:  # noqa: ANN401 - openpyxl has no types
    """The sheet 'Answers', else the only one with a heading 'respondent', else the first that holds anything."""
    if "Answers" in book.sheetnames and book["Answers"] in book.worksheets:
        return book["Answers"]
    filled = [sheet for sheet in book.worksheets if sheet.calculate_dimension() != "A1:A1" or sheet["A1"].value is not None]
    fitting = [sheet for sheet in filled if any(str(cell.value).strip().casefold() == "respondent" for cell in sheet[1])]
    if len(fitting) > 1:
        names = ", ".join(repr(sheet.title) for sheet in fitting)
        message = f"several sheets have a column 'respondent': {names}. Keep one, or name the right one 'Answers'."
        raise AnswersFileFault(str(path), (FileFault(0, "", message),))
    if not book.worksheets:
        raise AnswersFileFault(str(path), (FileFault(0, "", "the workbook has no sheet with cells. Give one with answers."),))
    return (fitting or filled or book.worksheets)[0]


def _is_formula(cell: object) -> bool:
    return type(cell).__name__ in {"ArrayFormula", "DataTableFormula"} or (isinstance(cell, str) and cell.startswith("="))


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a spreadsheet keeps 4 as 4.0
    return str(cell).strip()
