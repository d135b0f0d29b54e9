"""The fact sheet from a file: what is read, and that every fault is named with its row."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.files.facts_file import read_facts
from api.files.faults import AnswersFileFault
from survey_definitions.loading import load_instrument

WHOLE = load_instrument("sales-marketing")


def given(tmp_path: Path, content: str, instrument: str = "sales-marketing") -> dict[str, Any]:
    path = tmp_path / "facts.csv"
    path.write_text(content, encoding="utf-8")
    return read_facts(path, load_instrument(instrument))


def faults(tmp_path: Path, content: str, instrument: str = "sales-marketing") -> list[str]:
    with pytest.raises(AnswersFileFault) as caught:
        given(tmp_path, content, instrument)
    return [str(fault) for fault in caught.value.faults]


def test_facts__one_of_each_form__in_the_forms_of_scoring(tmp_path: Path) -> None:
    content = """\
Item,Value,Source,Date
fact_goal_written,yes:board papers,minutes,2026-11-03
fact_sla_exists,dk,,
fact_leads_written,400,plan,2026-01-31
fact_contact_hours_measured,30.5,,
fact_revenue_growth,-4,,
fact_shared_owned,growth|new_customers,,
fact_shared_defined,none,,
fact_planning_owner,each,,
FACT_ANALYTICS_OWNER,none,,
fact_pay_sales,measure=customers_booked,,

fact_units,,,
"""
    assert given(tmp_path, content) == {
        "fact_goal_written": {"answer": "yes", "evidence": "board papers"},
        "fact_sla_exists": {"answer": "dk", "evidence": ""},
        "fact_leads_written": 400,
        "fact_contact_hours_measured": 30.5,
        "fact_revenue_growth": -4,
        "fact_shared_owned": ["growth", "new_customers"],
        "fact_shared_defined": "none",
        "fact_planning_owner": "each",
        "fact_analytics_owner": "none",
        "fact_pay_sales": {"measure": "customers_booked"},
    }


def test_facts__workbook__read_with_its_dates(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["item", "value", "source", "date"], ["fact_leads_written", 400, "plan", "2026-01-31 00:00:00"]):
        book.active.append(row)
    book.save(tmp_path / "facts.xlsx")
    assert read_facts(tmp_path / "facts.xlsx", WHOLE) == {"fact_leads_written": 400}


def test_facts__wrong_rows__each_named_with_row_and_remedy(tmp_path: Path) -> None:
    content = """\
item,value,date
fact_goal_writen,yes,
goal_told,3,
,yes,
fact_leads_written,many,
fact_leads_measured,250,last week
fact_goal_amount,maybe,
fact_leads_measured,300,
"""
    assert [line.split(":")[0] for line in faults(tmp_path, content)] == [
        "row 2, column item",
        "row 3, column item",
        "row 4, column item",
        "row 5, column value",
        "row 6, column date",
        "row 7, column value",
        "row 8, column item",
    ]
    said = faults(tmp_path, content)
    assert said[0] == "row 2, column item: the fact sheet has no item 'fact_goal_writen'. Did you mean 'fact_goal_written'?"
    assert said[1] == "row 3, column item: 'goal_told' is asked of people, it is no fact. Put it into the answers file."
    assert said[4] == "row 6, column date: 'last week' is no date. Write it as 2027-03-31, or leave it blank."
    assert said[6] == "row 8, column item: 'fact_leads_measured' stands in row 6 already. Keep one of them."


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("item", ["row 1: there is no column 'value'. Row 1 must hold the headings, item and value among them."]),
        (
            "item,value,owner",
            ["row 1, column owner: a file of facts has the columns item, value, source and date. Take this one out."],
        ),
        ("item,value,Value", ["row 1, column Value: this heading stands there twice. Keep one."]),
    ],
)
def test_facts__wrong_headings__named(tmp_path: Path, heading: str, expected: list[str]) -> None:
    assert faults(tmp_path, f"{heading}\nfact_goal_written,yes,x\n") == expected


def test_facts__instrument_without_fact_sheet__refused(tmp_path: Path) -> None:
    assert faults(tmp_path, "item,value\nfact_goal_written,yes\n", "pulse") == [
        "the instrument 'pulse' has no fact sheet. Leave the facts out."
    ]


def test_facts__no_file__said(tmp_path: Path) -> None:
    with pytest.raises(AnswersFileFault, match="1 fault"):
        read_facts(tmp_path / "gone.csv", WHOLE)
