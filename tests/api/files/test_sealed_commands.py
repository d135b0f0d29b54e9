"""`parallax score ANSWERS --sealed FILE` and `--in-depth`, from the command line to what comes out."""

import json
from pathlib import Path

import pytest

from api.cli import main
from scoring.answers import TeamAnswers

ANSWERS = """respondent,function,wave,priorities_committed,priorities_chosen,goal
Ana,chief_executive,w1,new_customers|margin|people,new_customers|margin|people,measure=customers_booked;deadline=2027-Q2
Ben,sales,w1,new_customers|margin|people,systems|partners|people,measure=customers_booked;deadline=2027-06-30
Caro,marketing,w1,new_customers|systems|partners,new_customers|systems|partners,measure=leads
Dirk,finance,w1,lower_cost|systems|partners,lower_cost|systems|partners,
"""
SEALED = 'sponsor = "Ana"\npriorities = ["new_customers", "margin", "people"]\n[goal]\nmeasure = "customers_booked"\ndeadline = "2027-Q2"\n'


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    answers, sealed = tmp_path / "answers.csv", tmp_path / "sealed.toml"
    answers.write_text(ANSWERS, encoding="utf-8")
    sealed.write_text(SEALED, encoding="utf-8")
    return str(answers), str(sealed)


def score(files: tuple[str, str], *more: str) -> int:
    return main(["score", files[0], "--instrument", "sales-marketing", "--sealed", files[1], *more])


def test_json__sealed__counted_without_the_sponsor(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert score(files, "--format", "json") == 0
    (team,) = json.loads(capsys.readouterr().out)["teams"]
    (declared,) = team["declared"]
    assert (declared["n"], declared["all_named"], declared["none_named"]) == (3, 1, 1)
    assert declared["named"] == {"new_customers": 2, "margin": 1, "people": 1}
    assert (team["goal_known"][0]["same_measure"], team["goal_known"][0]["same_deadline"]) == (1, 1)
    assert team["will"][0]["n"] == 4


def test_text__sealed__in_two_lines(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert score(files) == 0
    said = capsys.readouterr().out
    assert "priorities_committed: of 3 others, 1 named every declared priority; none: 1" in said
    assert "goal: of 3 others, 1 named the declared measure, 1 with its date" in said


def test_without_sealed__nothing_of_it(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", files[0], "--instrument", "sales-marketing", "--format", "json"]) == 0
    (team,) = json.loads(capsys.readouterr().out)["teams"]
    assert (team["declared"], team["goal_known"]) == ([], [])


@pytest.mark.parametrize(
    ("sealed", "more", "said"),
    [
        ('priorities = ["margn"]', (), 'Did you mean "margin"'),
        ('sponsor = "Anna"\npriorities = ["margin"]', (), 'No respondent of the answers file is "Anna"'),
        ('priorities = ["margin"]', ("--by", "function"), "into several"),
    ],
)
def test_fault__of_the_sealed_file__named_and_nothing_written(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str], sealed: str, more: tuple[str, ...], said: str
) -> None:
    Path(files[1]).write_text(sealed, encoding="utf-8")
    assert score(files, *more) == 2
    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


def test_minimum__fewer_than_so_many__no_counts(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert score(files, "--format", "json", "--minimum", "4") == 0
    (team,) = json.loads(capsys.readouterr().out)["teams"]
    assert [(one["all_named"], one["named"], one["status"]) for one in team["declared"]] == [(0, {}, "suppressed")]
    assert [one["status"] for one in team["goal_known"]] == ["suppressed"]
    assert team["views"] == []


def test_report__sealed__reaches_the_team(files: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[TeamAnswers] = []
    monkeypatch.setattr("api.files.file_report.team_report", lambda team, **_: seen.append(team) or b"%PDF")
    out = tmp_path / "out.pdf"
    arguments = [
        "report",
        files[0],
        "--instrument",
        "sales-marketing",
        "--sealed",
        files[1],
        "--client",
        "A",
        "--wave",
        "w1",
        "--out",
        str(out),
    ]
    assert main(arguments) == 0
    assert seen[0].sealed is not None
    assert seen[0].sealed.by == "Ana"


def test_in_depth__column_of_depth__is_known_only_then(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "respondent,function,goal_known\nAna,sales,sales:5|finance:2\nBen,finance,sales:1|finance:4\nCaro,people,sales:2\n", "utf-8"
    )
    arguments = ["score", str(path), "--instrument", "sales-marketing", "--format", "json"]
    assert main(arguments) == 2
    capsys.readouterr()
    assert main([*arguments, "--in-depth"]) == 0
    (team,) = json.loads(capsys.readouterr().out)["teams"]
    about = {view["about"]: view for view in team["views"] if view["item"] == "goal_known"}
    assert (about["sales"]["own"], about["sales"]["others"], about["finance"]["gap"]) == (5.0, 1.5, 2.0)


def test_template__in_depth__has_the_columns_of_depth(tmp_path: Path) -> None:
    sizes = []
    for more in ((), ("--in-depth",)):
        out = tmp_path / f"answers{len(more)}.xlsx"
        assert main(["template", "--instrument", "sales-marketing", "--out", str(out), *more]) == 0
        sizes.append(out)
    from openpyxl import load_workbook

    heads = [{cell.value for cell in next(load_workbook(path).active.iter_rows(max_row=1))} for path in sizes]
    assert heads[1] - heads[0] == {"goal_known"}
