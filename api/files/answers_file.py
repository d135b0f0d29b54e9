"""From the rows of an answers file to teams that can be scored: wide (one row a respondent) or long (respondent, item, value)."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from api.files.faults import AnswersFileFault, FileFault
from api.files.sheet import read_sheet
from scoring.answers import Respondent, TeamAnswers
from survey_definitions.notation import parse_value
from survey_definitions.schema import Instrument, Item
from survey_definitions.values import ValueFault

RESERVED = ("respondent", "function", "wave")
LONG = ("item", "value")


class _Cell(Struct, frozen=True):
    row: int
    key: tuple[str, str]  # team, wave
    respondent: str
    function: str
    item: Item | None
    column: str
    text: str


class _Reader:
    """Collects faults while reading, so that the reader of the report sees all of them at once."""

    def __init__(self, path: Path, instrument: Instrument, by: str | None) -> None:
        self.path = path
        self.instrument = instrument
        self.by = by
        self.items: dict[str, Item] = {item.code: item for _, item in instrument.items()}
        self.faults: list[FileFault] = []
        self.parsed: dict[tuple[str, str], Any] = {}  # a column holds few distinct texts; each is read once
        self.functions = {
            spelling.casefold(): function.code
            for function in instrument.functions
            for spelling in (function.code, function.text, *function.synonyms)
        }

    def fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(FileFault(row, column, message))

    def columns(self, rows: list[list[str]]) -> dict[str, int]:
        """Heading (lower case) -> index; faults for doubles and for a missing respondent column."""
        found: dict[str, int] = {}
        heading = rows[0]
        if not any(heading):
            self.fault(1, "", "the first row is empty. The headings must stand there: take out the empty rows above them.")
            return found
        titled = "respondent" in (name.casefold() for name in heading)
        filled = {index for row in rows[1:] for index, text in enumerate(row) if text}
        for index, name in enumerate(heading):
            key = name.casefold()
            if not key and (index not in filled or not titled):
                continue  # spreadsheets export formatted but empty columns as well; a title above the headings is one fault, not many
            if not key:
                self.fault(1, _letter(index), "this column has no heading. Name it or take it out.")
            elif key in found:
                self.fault(1, name, f"this heading stands in columns {_letter(found[key])} and {_letter(index)}. Keep one of them.")
            else:
                found[key] = index
        if "respondent" not in found:
            message = (
                "there is no column 'respondent'. Row 1 must hold the headings, among them this one for a name or number of each person."
            )
            self.fault(1, "", message)
        if self.by and self.by.casefold() not in found:
            self.fault(1, "", f"there is no column {self.by!r} to split the file by.{_nearest(self.by, heading)}")
        return found

    def function(self, row: int, text: str) -> str:
        """The function's code; an instrument without functions takes any text as it stands."""
        if not text or not self.instrument.functions:
            return text
        code = self.functions.get(text.casefold())
        if code is None:
            known = ", ".join(function.code for function in self.instrument.functions)
            self.fault(row, "function", f"the instrument has no function {text!r}. Use one of: {known}.")
            return ""
        return code

    def value(self, row: int, column: str, item: Item, text: str) -> Any:  # noqa: ANN401 - the forms are in scoring.answers
        """The canonical value of a cell, or None where it is blank or wrong."""
        key = (item.code, text)
        if key not in self.parsed:
            try:
                self.parsed[key] = (parse_value(self.instrument, item, text), None)
            except ValueFault as error:
                self.parsed[key] = (None, str(error))
        value, message = self.parsed[key]
        if message is not None:
            self.fault(row, column, message)
        return value


def read_answers(path: Path, instrument: Instrument, *, by: str | None = None) -> tuple[TeamAnswers, ...]:
    """The teams and waves of a file, in order of name. AnswersFileFault lists everything that is wrong."""
    reader = _Reader(path, instrument, by)
    rows = read_sheet(path)
    columns = reader.columns(rows)
    long = all(name in columns and name not in reader.items for name in LONG)
    if reader.faults:
        raise AnswersFileFault(str(path), tuple(reader.faults))
    cells = _long_cells(reader, rows, columns) if long else _wide_cells(reader, rows, columns)
    people: dict[tuple[str, str], dict[str, Respondent]] = {}
    values: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    first_row: dict[tuple[tuple[str, str], str, str], int] = {}
    for cell in cells:
        # A person stands in one row of a wide file; a person's item in one row of a long one.
        mark = (cell.key, cell.respondent, cell.item.code if long and cell.item else "")
        first = first_row.setdefault(mark, cell.row)
        if first != cell.row:
            if long or cell.item is None:  # the second row is named once, not for each of its answers
                what = f"item {cell.item.code!r} of respondent" if cell.item else "respondent"
                reader.fault(cell.row, "respondent", f"{what} {cell.respondent!r} stands in row {first} already. Keep one of them.")
            continue
        person = Respondent(id=cell.respondent, name=cell.respondent, function=cell.function)
        known = people.setdefault(cell.key, {}).setdefault(cell.respondent, person)
        if known.function != person.function:
            reader.fault(cell.row, "function", f"respondent {cell.respondent!r} has another function in an earlier row.")
        answers = values.setdefault(cell.key, {}).setdefault(cell.respondent, {})
        if cell.item is not None and cell.text:
            value = reader.value(cell.row, cell.column, cell.item, cell.text)
            if value is not None:
                answers[cell.item.code] = value
    if not people and not reader.faults:
        reader.fault(2, "", "there are no answers under the headings.")
    if reader.faults:
        raise AnswersFileFault(str(path), tuple(sorted(reader.faults, key=lambda fault: fault.row)))
    return _teams(instrument, path, people, values, grouped="function" in columns)


def _wide_cells(reader: _Reader, rows: list[list[str]], columns: dict[str, int]) -> Iterator[_Cell]:
    by = reader.by.casefold() if reader.by else None
    lower = {code.casefold(): item for code, item in reader.items.items()}
    item_columns: list[tuple[int, str, Item]] = []
    for name, index in columns.items():
        if name in lower:
            item_columns.append((index, rows[0][index], lower[name]))
        elif name not in RESERVED and name != by:
            known = [*reader.items, *RESERVED]
            message = (
                f"the instrument has no item with this code.{_nearest(rows[0][index], known)} Take the column out if it is not an answer."
                + ("" if by else f" If it holds the teams, `parallax score` splits by it: --by {rows[0][index]!r}.")
            )
            reader.fault(1, rows[0][index], message)
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        person = _person(reader, number, row, columns, by)
        if person is None:
            continue
        key, respondent, function = person
        yield _Cell(number, key, respondent, function, None, "", "")
        for index, column, item in item_columns:
            if row[index]:
                yield _Cell(number, key, respondent, function, item, column, row[index])


def _long_cells(reader: _Reader, rows: list[list[str]], columns: dict[str, int]) -> Iterator[_Cell]:
    by = reader.by.casefold() if reader.by else None
    for name, index in columns.items():
        if name not in (*RESERVED, *LONG) and name != by:
            message = "a long file has the columns respondent, item, value, and may have function and wave. Take this one out."
            reader.fault(1, rows[0][index], message)
    lower = {code.casefold(): item for code, item in reader.items.items()}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        person = _person(reader, number, row, columns, by)
        code = row[columns["item"]]
        item = lower.get(code.casefold())
        if item is None:
            reader.fault(number, "item", f"the instrument has no item {code!r}.{_nearest(code, list(reader.items))}")
        elif person is not None:
            key, respondent, function = person
            yield _Cell(number, key, respondent, function, item, "value", row[columns["value"]])


def _person(
    reader: _Reader, number: int, row: list[str], columns: dict[str, int], by: str | None
) -> tuple[tuple[str, str], str, str] | None:
    def cell(name: str) -> str:
        return row[columns[name]] if name in columns else ""

    respondent = cell("respondent")
    if not respondent:
        reader.fault(number, "respondent", "this row has answers but no respondent. Give the person a name or number.")
        return None
    if by and not cell(by):
        reader.fault(number, reader.by or "", "this row belongs to no team: the cell is empty.")
        return None
    return (cell(by) if by else "", cell("wave")), respondent, reader.function(number, cell("function"))


def _teams(
    instrument: Instrument,
    path: Path,
    people: dict[tuple[str, str], dict[str, Respondent]],
    values: dict[tuple[str, str], dict[str, dict[str, Any]]],
    *,
    grouped: bool,
) -> tuple[TeamAnswers, ...]:
    answered = {code for team in values.values() for answers in team.values() for code in answers}
    asked = restricted(instrument, answered)
    return tuple(
        TeamAnswers(
            team=key[0] or path.stem,
            wave=key[1],
            instrument=asked,
            # Who left every cell empty was asked and has not answered: part of N, not of n.
            respondents=tuple(sorted((who for id_, who in people[key].items() if values[key][id_]), key=lambda who: who.id)),
            values=values[key],
            invited=len(people[key]),
            ask_all=not grouped,
        )
        for key in sorted(people)
    )


def restricted(instrument: Instrument, codes: set[str]) -> Instrument:
    """The instrument with only these items: what nobody in the file was asked is not part of what was asked."""
    banks = tuple(
        msgspec.structs.replace(bank, items=tuple(item for item in bank.items if item.code in codes)) for bank in instrument.banks
    )
    return msgspec.structs.replace(instrument, banks=tuple(bank for bank in banks if bank.items))


def _letter(index: int) -> str:
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.casefold(), [entry.casefold() for entry in known], n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
