"""The fact sheet from a file: one row a fact, columns item and value, and if wanted source and date. Values as in answers files."""

import difflib
from datetime import date
from pathlib import Path
from typing import Any

from api.files.faults import AnswersFileFault, FileFault
from api.files.sheet import read_sheet
from survey_definitions.notation import parse_value
from survey_definitions.schema import Instrument, Item
from survey_definitions.values import ValueFault

COLUMNS = ("item", "value", "source", "date")
NEEDED = ("item", "value")


def read_facts(path: Path, instrument: Instrument) -> dict[str, Any]:
    """Item code -> value, in the forms of `scoring.answers`; blank values are left out. AnswersFileFault lists everything that is wrong.

    Source and date are for people who read the file: the date must be one, neither is scored.
    """
    rows = read_sheet(path)
    columns, faults = _columns(rows[0])
    facts = {item.code.casefold(): item for item in instrument.facts}
    asked = {item.code.casefold() for _, item in instrument.items()}
    if not facts:
        faults.append(FileFault(0, "", f"the instrument {instrument.id!r} has no fact sheet. Leave the facts out."))
    if faults:
        raise AnswersFileFault(str(path), tuple(faults))
    found: dict[str, Any] = {}
    first: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        code = row[columns["item"]]
        item = facts.get(code.casefold())
        if item is None:
            faults.append(FileFault(number, "item", _unknown(code, sorted(facts), asked)))
        elif item.code in first:
            faults.append(FileFault(number, "item", f"{item.code!r} stands in row {first[item.code]} already. Keep one of them."))
        else:
            first[item.code] = number
            faults += _date_faults(number, row[columns["date"]] if "date" in columns else "")
            value, value_faults = _value(instrument, item, number, row[columns["value"]])
            faults += value_faults
            found |= {item.code: value} if value is not None else {}
    if faults:
        raise AnswersFileFault(str(path), tuple(faults))
    return found


def _columns(heading: list[str]) -> tuple[dict[str, int], list[FileFault]]:
    """Heading (lower case) -> index, and what is wrong with the headings."""
    found: dict[str, int] = {}
    faults = []
    for index, name in enumerate(heading):
        key = name.casefold()
        if not key:
            continue  # spreadsheets export formatted but empty columns as well
        if key not in COLUMNS:
            faults.append(FileFault(1, name, "a file of facts has the columns item, value, source and date. Take this one out."))
        elif key in found:
            faults.append(FileFault(1, name, "this heading stands there twice. Keep one."))
        found.setdefault(key, index)
    faults += [
        FileFault(1, "", f"there is no column {name!r}. Row 1 must hold the headings, item and value among them.")
        for name in NEEDED
        if name not in found
    ]
    return found, faults


def _unknown(code: str, facts: list[str], asked: set[str]) -> str:
    if not code:
        return "this row names no item. Write the code of a fact, or take the row out."
    if code.casefold() in asked:
        return f"{code!r} is asked of people, it is no fact. Put it into the answers file."
    near = difflib.get_close_matches(code.casefold(), facts, n=1)
    return f"the fact sheet has no item {code!r}." + (f" Did you mean {near[0]!r}?" if near else "")


def _date_faults(row: int, text: str) -> list[FileFault]:
    try:
        date.fromisoformat(text.partition(" ")[0] or "2000-01-01")  # a workbook gives a date with its time of day
    except ValueError:
        return [FileFault(row, "date", f"{text!r} is no date. Write it as 2027-03-31, or leave it blank.")]
    return []


def _value(instrument: Instrument, item: Item, row: int, text: str) -> tuple[Any, list[FileFault]]:
    """The value of a cell, None where it is blank, and what is wrong with it."""
    try:
        return parse_value(instrument, item, text), []
    except ValueFault as error:
        return None, [FileFault(row, "value", str(error))]
