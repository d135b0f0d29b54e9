"""A small TOML file with what the sponsor declared, for `parallax score ANSWERS --sealed FILE`.

sponsor = "Ana"                          # the respondent whose answers are left out; leave it out where the sponsor is not asked
priorities = ["new_customers", "margin"] # codes of the list

[goal]                                   # any of its parts, as in the answers to a goal question
measure = "customers_booked"
direction = "up"
amount = 100
unit = "customers"
deadline = "2027-Q2"
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from scoring.directions import Sealed
from survey_definitions.faults import Fault, InstrumentFault, ValueFault, listed, nearest
from survey_definitions.schema import Instrument, TextItem
from survey_definitions.sources import Part, read_toml
from survey_definitions.values import check_value

KEYS = ("priorities", "goal", "sponsor")
MOST = 6  # as many as the longest list that can be asked for


def read_sealed(path: Path, instrument: Instrument) -> Sealed:
    """The sealed direction of a file; InstrumentFault with everything that is wrong, each with its line and a remedy."""
    part = read_toml(path)
    table = part.table
    goal, goal_faults = _goal(part, table.get("goal", {}), instrument)
    faults = [*_head_faults(part, table), *_priority_faults(part, table.get("priorities", []), instrument), *goal_faults]
    if not faults and not table.get("priorities") and not goal:
        faults.append(part.fault("", "The file declares nothing.", "Give priorities = [...], or a table [goal], or both."))
    if faults:
        raise InstrumentFault(faults)
    return Sealed(priorities=tuple(table.get("priorities", ())), goal=goal, by=str(table.get("sponsor", "")).strip())


def check_sponsor(path: Path, sealed: Sealed, respondents: set[str]) -> None:
    """InstrumentFault where the sponsor is none of the respondents: the comparison would silently hold the sponsor's own answer."""
    if sealed.by and sealed.by not in respondents:
        hint = nearest(sealed.by, respondents)
        remedy = f"Write the name as in the column respondent, or leave the line out.{hint}"
        raise InstrumentFault([Fault(str(path), "sponsor", f'No respondent of the answers file is "{sealed.by}".', remedy)])


def _head_faults(part: Part, table: dict[str, Any]) -> Iterator[Fault]:
    for key in table:
        if key not in KEYS:
            yield part.fault(key, f'There is no key "{key}" here.{nearest(key, KEYS)}', f"Keys: {listed(KEYS)}.", key)
    if not isinstance(table.get("sponsor", ""), str):
        yield part.fault("sponsor", "The sponsor is a text.", 'Write sponsor = "the name in the column respondent".', "sponsor")


def _priority_faults(part: Part, priorities: object, instrument: Instrument) -> Iterator[Fault]:
    if not isinstance(priorities, list) or not all(isinstance(code, str) for code in priorities):
        yield part.fault("priorities", "Priorities are a list of codes.", 'Write priorities = ["one", "two", "three"].', "priorities")
        return
    known = [option.code for option in instrument.priorities]
    if priorities and not known:
        yield part.fault(
            "priorities", "The instrument has no priorities.", "Add [[priorities]] to it, or leave them out here.", "priorities"
        )
        return
    for code in priorities:
        if code not in known:
            message = f'"{code}" is no priority of the instrument.{nearest(code, known)}'
            yield part.fault("priorities", message, f"Priorities: {listed(known)}.", code)
    if len(set(priorities)) < len(priorities):
        yield part.fault("priorities", "A priority stands here twice.", "Name each once.", "priorities")
    if len(priorities) > MOST:
        yield part.fault(
            "priorities", f"There are {len(priorities)} priorities.", f"Declare {MOST} at most; three are usual.", "priorities"
        )


def _goal(part: Part, goal: object, instrument: Instrument) -> tuple[dict[str, Any], list[Fault]]:
    """The goal in its normal form, and what is wrong with it."""
    if not isinstance(goal, dict):
        return {}, [part.fault("goal", "The goal is a table of its parts.", "Begin it with a line [goal].", "goal")]
    if not goal:
        return {}, []
    # TOML has dates of its own; answers hold them as text.
    given = {key: entry.isoformat() if isinstance(entry, date) else entry for key, entry in goal.items()}
    items = [item for _, item in instrument.items() if isinstance(item, TextItem) and item.form == "goal"]
    if not items:
        message, remedy = "The instrument asks for no goal.", 'Add an item of the type F with form = "goal", or leave the goal out here.'
        return {}, [part.fault("goal", message, remedy, "goal")]
    try:
        checked: dict[str, Any] = check_value(instrument, items[0], given) or {}
    except ValueFault as fault:
        wrong = next((key for key, entry in given.items() if _is_wrong(instrument, items[0], key, entry)), "")
        return {}, [part.fault("goal" + (f".{wrong}" if wrong else ""), fault.message, "Correct this part.", wrong or "goal")]
    return checked, []


def _is_wrong(instrument: Instrument, item: TextItem, key: str, entry: object) -> bool:
    try:
        check_value(instrument, item, {key: entry})
    except ValueFault:
        return True
    return False
