"""A CSV or XLSX file as rows of text, headings first."""

import csv
import io
import warnings
from pathlib import Path

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


def _read_csv(path: Path) -> list[list[str]]:
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            message = "this is not UTF-8 text. Save the sheet as 'CSV UTF-8' or as XLSX."
            raise AnswersFileFault(str(path), (FileFault(line, "", message),)) from error
    if "\0" in text:
        raise AnswersFileFault(str(path), (FileFault(0, "", "this is not a text file. Give a CSV or XLSX file."),))
    heading = text.partition("\n")[0]
    # A heading holds no quoted separators in practice; the one that occurs most often is the separator.
    separator = max(SEPARATORS, key=heading.count)
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    except csv.Error as error:
        raise AnswersFileFault(str(path), (FileFault(0, "", f"the file cannot be read as CSV: {error}."),)) from error


def _read_xlsx(path: Path) -> list[list[str]]:
    # openpyxl alone takes 0.3 s to import; only who gives a workbook pays for it.
    import zipfile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and validations that it does not keep; cells are read all the same
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            sheet = book["Answers"] if "Answers" in book.sheetnames else book.worksheets[0]
            rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        message = "this is not a workbook that can be read. Save it again as XLSX, or as CSV."
        raise AnswersFileFault(str(path), (FileFault(0, "", message),)) from error
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # a spreadsheet keeps 4 as 4.0
    return str(cell).strip()
