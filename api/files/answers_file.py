"""From the rows of an answers file to teams that can be scored: wide (one row a respondent) or long (respondent, item, value).

A file is read twice: once row by row for everything that is wrong and for the items that anybody answered, then team by team. Of a
portfolio no more than some thousand rows are held at once.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from api.files.faults import AnswersFileFault, FileFault
from api.files.headings import nearest, read_headings
from api.files.sheet import sheet_rows
from api.files.spool import Key, Record, Spool
from scoring.answers import Respondent, TeamAnswers
from scoring.directions import Sealed
from survey_definitions.notation import parse_value
from survey_definitions.schema import Instrument, Item
from survey_definitions.values import ValueFault

RESERVED = ("respondent", "function", "wave")
LONG = ("item", "value")
_PARSED = 20_000  # texts whose value is kept


class AskedOf(Struct, frozen=True):
    """What all teams of a file have in common: items that nobody in it answered were not asked."""

    instrument: Instrument
    path: str
    ask_all: bool
    facts: dict[str, Any] = {}  # the fact sheet, of the one team that the file is about
    sealed: Sealed | None = None  # what its sponsor declared

    def team(self, key: Key, records: list[Record]) -> TeamAnswers:
        """The answers of one team and wave."""
        people: dict[str, Respondent] = {}
        values: dict[str, dict[str, Any]] = {}
        for record in records:
            id_ = record.respondent
            people.setdefault(id_, Respondent(id=id_, name=id_, function=record.function))
            values.setdefault(id_, {}).update(record.values)
        return TeamAnswers(
            team=key[0] or Path(self.path).stem,
            wave=key[1],
            instrument=self.instrument,
            # Who left every cell empty was asked and has not answered: part of N, not of n.
            respondents=tuple(people[id_] for id_ in sorted(people) if values[id_]),
            values=values,
            invited=len(people),
            ask_all=self.ask_all,
            facts=self.facts,
            sealed=self.sealed,
        )


class AnswersFile(Struct, frozen=True):
    """A file without faults: its teams and waves in order of name, each as records that `asked.team` puts together."""

    asked: AskedOf
    spool: Spool


class _Reader:
    """Collects faults while reading, so that the reader of the report sees all of them at once."""

    def __init__(self, instrument: Instrument, by: str | None) -> None:
        self.instrument = instrument
        self.by = by
        self.items: dict[str, Item] = {item.code: item for _, item in instrument.items()}
        self.lower = {code.casefold(): item for code, item in self.items.items()}
        self.faults: list[FileFault] = []
        self.value_faults: list[FileFault] = []
        self.answered: set[str] = set()
        self.parsed: dict[tuple[str, str], tuple[Any, str | None]] = {}  # a column holds few distinct texts; each is read once
        self.columns: list[tuple[int, str, Item]] = []  # of items in a wide file: place, heading, item
        self.functions = {
            spelling.casefold(): function.code
            for function in instrument.functions
            for spelling in (function.code, function.text, *function.synonyms)
        }

    def fault(self, row: int, column: str, message: str) -> None:
        self.faults.append(FileFault(row, column, message))

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

    def value(self, row: int, column: str, item: Item, text: str, into: dict[str, Any]) -> None:
        """Puts the canonical value of a cell among the values, unless it is blank or wrong."""
        key = (item.code, text)
        found = self.parsed.get(key)
        if found is None:
            try:
                found = (parse_value(self.instrument, item, text), None)
            except ValueFault as error:
                found = (None, str(error))
            if len(self.parsed) >= _PARSED:
                self.parsed.clear()
            self.parsed[key] = found
        value, message = found
        if message is not None:
            self.value_faults.append(FileFault(row, column, message))
        elif value is not None:
            into[item.code] = value
            self.answered.add(item.code)

    def person(self, number: int, row: list[str], columns: dict[str, int]) -> tuple[Key, str, str] | None:
        """Team and wave, respondent, function."""

        def cell(name: str) -> str:
            return row[columns[name]] if name in columns else ""

        respondent = cell("respondent")
        if not respondent:
            self.fault(number, "respondent", "this row has answers but no respondent. Give the person a name or number.")
            return None
        team = cell(self.by.casefold()) if self.by else ""
        if self.by and not team:
            self.fault(number, self.by, "this row belongs to no team: the cell is empty.")
            return None
        return (team, cell("wave")), respondent, self.function(number, cell("function"))


def read_answers(path: Path, instrument: Instrument, *, by: str | None = None) -> tuple[TeamAnswers, ...]:
    """The teams and waves of a file, in order of name. AnswersFileFault lists everything that is wrong."""
    with open_answers(path, instrument, by=by) as file:
        return tuple(file.asked.team(key, records) for key, records in file.spool.teams())


@contextmanager
def open_answers(path: Path, instrument: Instrument, *, by: str | None = None) -> Iterator[AnswersFile]:
    """The file read once, ready to be gone through team by team. AnswersFileFault lists everything that is wrong."""
    with closing(Spool()) as spool:
        reader = _Reader(instrument, by)
        grouped = _fill(spool, reader, path)
        _check_people(reader, spool)
        if reader.faults:
            raise AnswersFileFault(str(path), tuple(sorted(reader.faults, key=lambda fault: fault.row)))
        yield AnswersFile(AskedOf(restricted(instrument, reader.answered), str(path), not grouped), spool)


def _fill(spool: Spool, reader: _Reader, path: Path) -> bool:
    """Puts every row into the spool; whether the file says who has which function."""
    rows = enumerate(sheet_rows(path), start=1)
    heading = next((row for _, row in rows), [])
    width, unnamed = len(heading), [index for index, name in enumerate(heading) if not name]
    columns, early = read_headings(heading, set(), reader.by)
    long = all(name in columns and name not in reader.items for name in LONG)
    if not early:
        (_check_long_headings if long else _check_wide_headings)(reader, heading, columns)
    record_of = _long_record if long else _wide_record
    some, filled = any(heading), set[int]()
    for number, row in rows:
        if not any(row):
            continue
        some = True
        if unnamed or len(row) > width:
            filled.update(index for index in (*unnamed, *range(width, len(row))) if index < len(row) and row[index])
        if early:
            continue
        record = record_of(reader, number, row if len(row) >= width else row + [""] * (width - len(row)), columns)
        if record is not None:
            spool.add(record)
    if not some:
        raise AnswersFileFault(str(path), (FileFault(0, "", "the file is empty. Its first row must hold the headings."),))
    if faults := read_headings(heading, filled, reader.by)[1]:
        raise AnswersFileFault(str(path), tuple(faults))
    return "function" in columns


def _check_wide_headings(reader: _Reader, heading: list[str], columns: dict[str, int]) -> None:
    by = reader.by.casefold() if reader.by else None
    for name, index in columns.items():
        if name in reader.lower:
            reader.columns.append((index, heading[index], reader.lower[name]))
        elif name not in RESERVED and name != by:
            known = [*reader.items, *RESERVED]
            message = (
                f"the instrument has no item with this code.{nearest(heading[index], known)} Take the column out if it is not an answer."
                + ("" if by else f" If it holds the teams, `parallax score` splits by it: --by {heading[index]!r}.")
            )
            reader.fault(1, heading[index], message)


def _check_long_headings(reader: _Reader, heading: list[str], columns: dict[str, int]) -> None:
    by = reader.by.casefold() if reader.by else None
    for name, index in columns.items():
        if name not in (*RESERVED, *LONG) and name != by:
            message = "a long file has the columns respondent, item, value, and may have function and wave. Take this one out."
            reader.fault(1, heading[index], message)


def _wide_record(reader: _Reader, number: int, row: list[str], columns: dict[str, int]) -> Record | None:
    person = reader.person(number, row, columns)
    if person is None:
        return None
    (team, wave), respondent, function = person
    values: dict[str, Any] = {}
    for index, heading, item in reader.columns:
        if row[index]:
            reader.value(number, heading, item, row[index], values)
    return Record(team, wave, number, respondent, function, "", values)


def _long_record(reader: _Reader, number: int, row: list[str], columns: dict[str, int]) -> Record | None:
    person = reader.person(number, row, columns)
    code = row[columns["item"]]
    item = reader.lower.get(code.casefold())
    if item is None:
        reader.fault(number, "item", f"the instrument has no item {code!r}.{nearest(code, list(reader.items))}")
        return None
    if person is None:
        return None
    (team, wave), respondent, function = person
    values: dict[str, Any] = {}
    if text := row[columns["value"]]:
        reader.value(number, "value", item, text, values)
    return Record(team, wave, number, respondent, function, item.code, values)


def _check_people(reader: _Reader, spool: Spool) -> None:
    """A person stands in one row of a wide file, a person's item in one row of a long one, with one function throughout."""
    doubled: set[int] = set()
    some = False
    for _, records in spool.teams():
        some = True
        first: dict[tuple[str, str], int] = {}
        functions: dict[str, str] = {}
        for record in records:
            earlier = first.setdefault((record.respondent, record.item), record.row)
            if earlier != record.row:
                doubled.add(record.row)
                what = f"item {record.item!r} of respondent" if record.item else "respondent"
                message = f"{what} {record.respondent!r} stands in row {earlier} already. Keep one of them."
                reader.fault(record.row, "respondent", message)
            elif functions.setdefault(record.respondent, record.function) != record.function:
                reader.fault(record.row, "function", f"respondent {record.respondent!r} has another function in an earlier row.")
    # What stands in a row that must go is not worth a fault of its own.
    reader.faults += [fault for fault in reader.value_faults if fault.row not in doubled]
    if not some and not reader.faults:
        reader.fault(2, "", "there are no answers under the headings.")


def restricted(instrument: Instrument, codes: set[str]) -> Instrument:
    """The instrument with only these items: what nobody in the file was asked is not part of what was asked."""
    banks = tuple(
        msgspec.structs.replace(bank, items=tuple(item for item in bank.items if item.code in codes)) for bank in instrument.banks
    )
    return msgspec.structs.replace(instrument, banks=tuple(bank for bank in banks if bank.items))
