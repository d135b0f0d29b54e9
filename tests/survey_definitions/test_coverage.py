"""docs/coverage.md is whole: every construct, item, action and document of the map exists, and every item stands in it with its text."""

from pathlib import Path
from typing import NamedTuple

import pytest

from survey_definitions.checks import FINDING_KINDS
from survey_definitions.loading import load_actions, load_instrument, packaged_instruments
from survey_definitions.schema import Item

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "coverage.md"
IDS = (Path(__file__).parent / "construct_ids.txt").read_text(encoding="utf-8").split()
FULL = load_instrument("sales-marketing", depth=True)
BRIEF = {item.code for _, item in load_instrument("sales-marketing").items()}
ITEMS = {item.code: item for _, item in FULL.items()}
FACTS = {fact.code: fact for fact in FULL.facts}
ACTIONS = {action.code: action.title for action in load_actions().actions}


class Row(NamedTuple):
    """One line of the map: a construct and one thing that carries it."""

    construct: str
    meaning: str
    kind: str
    name: str
    text: str
    state: str


def rows() -> list[Row]:
    found = []
    for line in MAP.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            construct, meaning, carrier, text, state = (part.strip() for part in line.strip("|").split("|"))
            kind, _, name = carrier.partition(" ")
            found.append(Row(construct.strip("`"), meaning, kind, name.strip("`"), text, state))
    return found


def own_rows() -> set[tuple[str, str, str]]:
    """The lines of the last table: what instruments ask beyond the constructs."""
    lines = [
        line.strip("|").split("|") for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith(("| item `", "| fact `"))
    ]
    return {(*carrier.strip().replace("`", "").split(" "), text.strip()) for carrier, text in lines}


ROWS = rows()


def test_constructs__of_the_checked_in_list__each_have_a_row() -> None:
    assert len(IDS) == len(set(IDS))
    assert [construct for construct in IDS if construct not in {row.construct for row in ROWS}] == []


def test_rows__of_the_map__name_only_constructs_of_the_list() -> None:
    assert {row.construct for row in ROWS} - set(IDS) == set()


def test_rows__of_the_map__say_one_meaning_a_construct_and_nothing_twice() -> None:
    assert len({(row.construct, row.meaning) for row in ROWS}) == len(IDS)
    assert len({(row.construct, row.kind, row.name) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("kind", "known", "state"), [("item", ITEMS, "asked"), ("fact", FACTS, "on the fact sheet")])
def test_items__as_tagged_in_the_files__are_the_rows_of_the_map(kind: str, known: dict[str, Item], state: str) -> None:
    meanings = {row.construct: row.meaning for row in ROWS}
    wanted = {
        Row(
            construct,
            meanings.get(construct, "?"),
            kind,
            item.code,
            item.text,
            state if item.fact or item.code in BRIEF else "asked in depth",
        )
        for item in known.values()
        for construct in item.constructs
    }
    there = {row for row in ROWS if row.kind == kind}
    missing = ["| `{}` | {} | {} `{}` | {} | {} |".format(*row) for row in sorted(wanted - there)]
    assert missing == [], "put these rows into docs/coverage.md"
    assert there - wanted == set(), "take these rows out of docs/coverage.md, or tag the item with the construct"


def test_actions__in_the_map__exist_with_the_title_shown() -> None:
    shown = {(row.name, row.text, row.state) for row in ROWS if row.kind == "action"}
    assert {name for name, _, _ in shown} - set(ACTIONS) == set()
    assert {(name, ACTIONS[name], "in the catalogue") for name, _, _ in shown} == shown


def test_checks__in_the_map__are_findings_of_the_engine_or_said_to_be_planned() -> None:
    for row in ROWS:
        if row.kind == "check":
            assert row.state == "planned" or row.state.removeprefix("finding ") in FINDING_KINDS, row


def test_checks__that_items_feed__stand_in_the_map_and_no_others() -> None:
    fed = {check for item in (*ITEMS.values(), *FACTS.values()) for check in item.feeds}
    assert fed == {row.name for row in ROWS if row.kind == "check"}


def test_documents__said_to_be_here__are_files_of_the_project() -> None:
    documents = [row for row in ROWS if row.kind == "document"]
    assert {row.state for row in documents} <= {"here", "planned", "set aside"}
    assert [row for row in documents if row.state == "here" and not (ROOT / row.text.partition(":")[0]).exists()] == []


def test_rows__of_the_map__are_of_the_five_kinds() -> None:
    assert {row.kind for row in ROWS} == {"item", "fact", "check", "action", "document"}


@pytest.mark.parametrize("name", packaged_instruments())
def test_instruments__every_item_and_fact__stands_in_the_map_with_its_text(name: str) -> None:
    instrument = load_instrument(name)
    shown = {(row.kind, row.name, row.text) for row in ROWS} | own_rows()
    asked = [("item", item.code, item.text) for _, item in instrument.items()] + [
        ("fact", fact.code, fact.text) for fact in instrument.facts
    ]
    assert ["| {} `{}` | {} |".format(*entry) for entry in asked if entry not in shown] == []
