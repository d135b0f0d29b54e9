"""`parallax score --explain` as an analyst types it."""

from pathlib import Path

import pytest

from api.cli import main

INSTRUMENT = """
id = "spring"
title = "Spring survey"
functions = [{code = "sales", text = "Sales"}, {code = "finance", text = "Finance"}]
weights = {ratings = 0.6, priorities = 0.4}

[[banks]]
area = "direction"
title = "Direction"
items = [
  {type = "M", code = "clear", text = "How clear is the goal?", points = 5},
  {type = "M", code = "pace", text = "How fast do we decide?", points = 5},
  {type = "T", code = "top", text = "Which two?", pick = 2, options = [
    {code = "a", text = "A"}, {code = "b", text = "B"}, {code = "c", text = "C"}, {code = "d", text = "D"}]},
]
"""

ANSWERS = """\
respondent,unit,wave,function,clear,pace,top
Ana,North,May,sales,4,2,a|b
Ben,North,May,sales,4,3,a|c
Caro,North,May,finance,2,3,
Dan,North,May,finance,5,3,b|d
Eva,South,May,sales,1,5,c|d
Finn,South,May,finance,1,5,c|d
Ana,North,June,sales,4,2,a|b
Ben,North,June,sales,4,3,a|c
"""

SCORE = ["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--explain"]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "spring.toml").write_text(INSTRUMENT)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("files")
def test_explain__team_and_wave_named_in_small_letters__its_figures_step_by_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--team", "north", "--wave", "may"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("North · May · how each figure came about")
    # clear: 4 4 2 5, pace: 2 3 3 3. Ana and Ben differ by one step in one of two items: 1 / 4 / 2; they share one of two picks of four.
    assert "(1 × 0 × 0 + 1 × 1 × 1) / 4 / 2 = 0.1250" in text
    assert "they share 1 of 2: 4 / (4 − 2) × (1 − 1 / 2) = 1.0000" in text
    for title in ("Who counts", "Blocks", "Any two people (A)", "The index (I)", "The word", "What stands out"):
        assert title in text


def test_explain__one_team_in_the_file__no_need_to_name_it(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [line.replace(",North,May,", ",") for line in ANSWERS.splitlines() if ",North,May," in line]
    (files / "answers.csv").write_text("\n".join(["respondent,function,clear,pace,top", *rows]))
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--explain", "--out", "why.txt"]) == 0
    assert capsys.readouterr().out == ""
    assert "4 were asked, 4 sent answers, 4 count" in (files / "why.txt").read_text()


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ([], "one team at a time. Choose with --team and --wave: North / June, North / May, South / May."),
        (["--team", "North"], "one team at a time. Choose with --team and --wave: North / June, North / May."),
        (["--team", "West"], "there is no row of the team 'West'. The file has North / June, North / May, South / May."),
        (["--team", "South", "--wave", "June"], "there is no row of the team 'South' and the wave 'June'. The file has North / June,"),
    ],
)
def test_explain__several_teams_or_none_meant__exit_code_2_and_they_are_named(
    capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert main([*SCORE, *more]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_explain__hundreds_of_teams__twenty_named_and_the_others_counted(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"p{team}{person},t{team:03d},{1 + team % 5},3" for team in range(120) for person in "ab"]
    (files / "answers.csv").write_text("\n".join(["respondent,unit,clear,pace", *rows]))
    assert main(SCORE) == 2
    told = capsys.readouterr().err
    assert "t000, t001," in told
    assert "t019 and 100 more." in told


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("more", [["--team", "North"], ["--wave", "May"]])
def test_score__a_team_named_without_explain__exit_code_2(capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    assert main([*[word for word in SCORE if word != "--explain"], *more]) == 2
    assert "--explain" in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_explain__as_json__exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--team", "South", "--format", "json"]) == 2
    assert "text" in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_explain__team_below_the_minimum__only_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SCORE, "--team", "South", "--minimum", "3"]) == 0
    text = capsys.readouterr().out
    assert "2 answered. Everything else is kept back: fewer than 3 people." in text
    assert " = " not in text
    assert "Eva" not in text


@pytest.mark.usefixtures("files")
def test_explain__a_block_of_few_people__not_to_be_worked_out_from_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Three of the four named their picks: with a minimum of four that block is kept back, and so is the only other one."""
    assert main([*SCORE, "--team", "North", "--wave", "May", "--minimum", "4"]) == 0
    text = capsys.readouterr().out
    assert "ratings: kept back." in text
    assert "priorities: kept back." in text
    assert "What each block contributes is kept back" in text
    assert all(name not in text for name in ("Ana", "Ben", "Caro", "Dan", "sales", "finance"))
    assert "top" not in text
