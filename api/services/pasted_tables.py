"""A table out of pasted text: the separator, the header if there is one, and which column is what."""

import csv
import io
import re

from msgspec import Struct

SEPARATORS = ("\t", ";", ",")
HEADINGS = {
    "name": ("name", "full name", "person", "respondent", "executive", "vor und nachname", "mitarbeiter"),
    "first": ("first name", "given name", "forename", "vorname"),
    "last": ("last name", "surname", "family name", "nachname"),
    "email": ("email", "e mail", "mail", "email address", "e mail address", "mail address", "address", "e mail adresse", "mailadresse"),
    "title": ("title", "job title", "position", "role", "titel", "rolle", "stelle"),
    "function": ("function", "department", "area", "unit", "business unit", "funktion", "abteilung", "bereich"),
    "seats": ("seats", "also speaks for", "speaks for", "other functions"),
    "tier": ("tier", "ebene", "level"),
}
_BY_HEADING = {heading: column for column, headings in HEADINGS.items() for heading in headings}
WITHOUT_HEADER = ("name", "email", "title", "function", "tier", "seats")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LONGEST_CELL = 100_000


class PastedRow(Struct, frozen=True):
    """One line: its number in the paste, and its cells by column."""

    number: int
    cells: dict[str, str]
    surplus: bool = False  # more cells than there are columns

    def cell(self, column: str) -> str:
        """The cell's text, "" where there is none."""
        return self.cells.get(column, "")


def read_table(text: str) -> list[PastedRow]:
    """The rows that hold anything, without the header. Never raises."""
    clean = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = _split(clean)
    if not lines:
        return []
    header = _header(lines[0][1])
    if header is not None:
        return [_row(number, cells, header) for number, cells in lines[1:]]
    columns = _guess([cells for _, cells in lines])
    return [_row(number, cells, columns) for number, cells in lines]


def _split(text: str) -> list[tuple[int, list[str]]]:
    """Numbered lines of cells, by the separator that cuts the most lines into the same number of cells."""
    best: list[tuple[int, list[str]]] = []
    most = (-1, -1)
    for separator in SEPARATORS:
        lines = _cut(text, separator)
        widths = [len(cells) for _, cells in lines]
        common = max(set(widths), key=widths.count) if widths else 0
        score = (widths.count(common) if common > 1 else 0, common)
        if score > most:
            best, most = lines, score
    return best


def _cut(text: str, separator: str) -> list[tuple[int, list[str]]]:
    lines = _cut_quoted(text, separator)
    if lines is None:  # a quote that is never closed would swallow every line after it
        plain = (line.split(separator) for line in text.split("\n"))
        lines = [(number, [cell.strip(' "') for cell in cells]) for number, cells in enumerate(plain, start=1)]
    tidy = [(number, [" ".join(cell.split()) for cell in cells]) for number, cells in lines]
    return [(number, cells) for number, cells in tidy if any(cell.strip(",;") for cell in cells)]


def _cut_quoted(text: str, separator: str) -> list[tuple[int, list[str]]] | None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    lines: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.count("\n") > 1 or len(cell) > _LONGEST_CELL for cell in cells):
                return None
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error:
        return None
    return lines


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading.casefold().replace("_", " ")))


def _header(cells: list[str]) -> tuple[str, ...] | None:
    """The columns that a header line names; None where the first line is a person."""
    known = [_BY_HEADING.get(_plain(cell), "") for cell in cells]
    named = [column for column in known if column]
    if any("@" in cell for cell in cells) or not named or (len(cells) > 1 and len(named) < 2):
        return None
    return tuple(known)


def _guess(lines: list[list[str]]) -> tuple[str, ...]:
    """Columns of a paste without header: name, address, title, function, tier, seats, with the address wherever it stands."""
    width = max(len(cells) for cells in lines)

    def share(place: int) -> float:
        return sum("@" in cells[place] for cells in lines if len(cells) > place) / len(lines)

    address = max(range(width), key=share)
    rest = [column for column in WITHOUT_HEADER if column != "email"]
    if share(address) == 0:
        return tuple(WITHOUT_HEADER) if width >= 4 else tuple(rest)
    order = iter(rest)
    columns = ["email" if place == address else next(order, "") for place in range(width)]
    if width == 3:  # a name, an address and one more: the function is what cannot be done without
        columns = ["function" if column == "title" else column for column in columns]
    return tuple(columns)


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> PastedRow:
    named: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and not named.get(column):
            named[column] = cell
    if "name" not in named and ("first" in named or "last" in named):
        named["name"] = f"{named.get('first', '')} {named.get('last', '')}".strip()
    wrapped = re.fullmatch(r"\s*\"?([^<>\"]*)\"?\s*<[^<>]*>\s*", named.get("email", ""))
    if wrapped and not named.get("name"):
        named["name"] = wrapped[1].strip()
    return PastedRow(number, named, surplus=any(cells[len(columns) :]))
