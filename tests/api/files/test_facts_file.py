"""The fact sheet from a file: what is read, and that every fault is named with its row."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from api.cli import main
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


ANSWERS = "respondent,function,goal_told\nAna,sales,4\nBen,marketing,4\nCaro,finance,4\n"
FACTS = "item,value\nfact_sla_exists,no\nfact_leads_written,400\nfact_leads_measured,250\n"
NO_AGREEMENT = "There is no written agreement on what marketing and sales do for each other, by the fact sheet."
MISSED = "Leads from marketing in a quarter: 400 as written, 250 as measured."


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "answers.csv").write_text(ANSWERS)
    (tmp_path / "facts.csv").write_text(FACTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


SCORE = ["score", "answers.csv", "--instrument", "sales-marketing"]


@pytest.mark.usefixtures("files")
def test_score__with_facts__text_ends_with_what_the_sheet_adds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--facts", "facts.csv"]) == 0
    assert capsys.readouterr().out.endswith(f"\n\nFrom the fact sheet\n  {NO_AGREEMENT}\n  {MISSED}\n")
    assert main(SCORE) == 0
    assert "fact sheet" not in capsys.readouterr().out


@pytest.mark.usefixtures("files")
def test_score__with_facts__json_has_them_and_is_as_before_without(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--format", "json", "--facts", "facts.csv"]) == 0
    (team,) = json.loads(capsys.readouterr().out)["teams"]
    assert team["fact_findings"][0] == {
        "kind": "sla_missing",
        "subject": "fact_sla_exists",
        "sentence": NO_AGREEMENT,
        "severity": "high",
        "items": ["fact_sla_exists"],
    }
    assert [found["sentence"] for found in team.pop("fact_findings")] == [NO_AGREEMENT, MISSED]
    assert main([*SCORE, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["teams"] == [team]


def test_score__with_facts_and_a_minimum__nothing_that_few_people_answered(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "facts.csv").write_text(FACTS + "fact_contact_hours_written,2\n")
    (files / "answers.csv").write_text("respondent,lead_first_contact_hours\nAna,24\nBen,24\nCaro,24\n")
    assert main([*SCORE, "--facts", "facts.csv"]) == 0
    assert "2 as written, 24 as believed." in capsys.readouterr().out
    assert main([*SCORE, "--facts", "facts.csv", "--minimum", "5"]) == 0
    said = capsys.readouterr().out
    assert "believed" not in said
    assert said.endswith(f"{NO_AGREEMENT}\n  {MISSED}\n")


def test_score__faults_of_facts__nothing_written(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "facts.csv").write_text("item,value\nfact_sla_exist,no\n")
    assert main([*SCORE, "--facts", "facts.csv", "--out", "scores.txt"]) == 2
    assert capsys.readouterr().err == (
        "facts.csv: 1 fault, nothing was written.\n"
        "  row 2, column item: the fact sheet has no item 'fact_sla_exist'. Did you mean 'fact_sla_exists'?\n"
    )
    assert not (files / "scores.txt").exists()


@pytest.mark.usefixtures("files")
def test_score__facts_of_several_teams__refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--facts", "facts.csv", "--by", "function"]) == 2
    assert "this is the fact sheet of one company, and --by function splits the answers into several." in capsys.readouterr().err


def test_report__with_facts__prints_what_they_say(files: Path) -> None:
    arguments = ["report", "answers.csv", "--instrument", "sales-marketing", "--client", "Aster", "--wave", "Q4"]
    assert main([*arguments, "--facts", "facts.csv", "--out", "with.pdf"]) == 0
    assert main([*arguments, "--out", "without.pdf"]) == 0
    with_facts, without = (
        " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(files / name).pages)
        for name in ("with.pdf", "without.pdf")
    )
    assert NO_AGREEMENT in with_facts
    assert "Sign one short agreement on what marketing and sales owe each other" in with_facts
    assert NO_AGREEMENT not in without
