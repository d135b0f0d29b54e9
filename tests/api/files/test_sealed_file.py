"""The file with what the sponsor declared: read whole, or every fault named with its line."""

from pathlib import Path

import pytest

from api.files.sealed_file import check_sponsor, read_sealed
from scoring.directions import Sealed
from survey_definitions.faults import InstrumentFault
from survey_definitions.loading import load_instrument

FULL = load_instrument("sales-marketing")
WHOLE = """
sponsor = "Ana"
priorities = ["new_customers", "margin", "people"]

[goal]
measure = "customers_booked"
direction = "up"
amount = 100
unit = "customers"
deadline = 2027-06-30
"""


def read(tmp_path: Path, text: str) -> Sealed:
    path = tmp_path / "sealed.toml"
    path.write_text(text, encoding="utf-8")
    return read_sealed(path, FULL)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(InstrumentFault) as caught:
        read(tmp_path, text)
    return [f"{fault.line} {fault.place}: {fault.message}" for fault in caught.value.faults]


def test_whole_file__every_part__as_answers_hold_it(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Sealed(
        priorities=("new_customers", "margin", "people"),
        goal={"measure": "customers_booked", "direction": "up", "amount": 100, "unit": "customers", "deadline": "2027-06-30"},
        by="Ana",
    )


@pytest.mark.parametrize("text", ['priorities = ["margin"]', '[goal]\nmeasure = "revenue"'])
def test_part_of_it__alone__is_enough(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).by == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('priorities = ["margn"]', '1 priorities: "margn" is no priority of the instrument. Did you mean "margin"?'),
        ('priorities = ["margin", "margin"]', "1 priorities: A priority stands here twice."),
        ('priorities = "margin"', "1 priorities: Priorities are a list of codes."),
        ('goal = "grow"', "1 goal: The goal is a table of its parts."),
        ('priorites = ["margin"]', '1 priorites: There is no key "priorites" here. Did you mean "priorities"?'),
        ('sponsor = 3\npriorities = ["margin"]', "1 sponsor: The sponsor is a text."),
        ('\n[goal]\nmeasure = "revenu"', "3 goal.measure: "),
        ('[goal]\nmeasure = "revenue"\ndeadline = "soon"', "3 goal.deadline: Enter the deadline as"),
        ('[goal]\nmesure = "revenue"', '2 goal.mesure: There is no part "mesure". Did you mean "measure"?'),
        ("", "0 : The file declares nothing."),
        ('priorities = ["a"', "1 "),
    ],
)
def test_fault__of_each_kind__named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in faults(tmp_path, text)), faults(tmp_path, text)


def test_faults__several__all_named_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, 'priorities = ["margn", "peple"]\nother = 1\n[goal]\namount = "many"')) == 4


def test_no_file__said(tmp_path: Path) -> None:
    with pytest.raises(InstrumentFault, match="cannot be read"):
        read_sealed(tmp_path / "none.toml", FULL)


def test_sponsor__not_among_the_respondents__refused_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(InstrumentFault, match='Did you mean "Ana"'):
        check_sponsor(tmp_path, Sealed(priorities=("margin",), by="ana"), {"Ana", "Ben"})
    check_sponsor(tmp_path, Sealed(priorities=("margin",), by="Ana"), {"Ana", "Ben"})
    check_sponsor(tmp_path, Sealed(priorities=("margin",)), {"Ben"})
