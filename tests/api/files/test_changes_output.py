"""Changes in what `parallax score` writes of a file with several waves."""

import csv
import io
import json
from pathlib import Path

import pytest

from api.cli import main

INSTRUMENT = """
id = "spring"
title = "Spring survey"
core = ["clear", "pace"]

[[banks]]
area = "direction"
title = "Direction"
items = [
  {type = "M", code = "clear", text = "How clear is the goal?", points = 5},
  {type = "M", code = "pace", text = "How fast do we decide?", points = 5},
]
"""
# Ratings of the eight of the north in three quarters: apart, apart, of one mind. Ivo came for the second.
NORTH = {
    "2026-Q1": {"ana": "15", "ben": "51", "caro": "33", "dan": "14", "eva": "52", "finn": "11", "gil": "55", "hana": "24"},
    "2026-Q2": {"ana": "25", "ben": "41", "caro": "32", "dan": "15", "eva": "51", "finn": "21", "gil": "54", "hana": "25", "ivo": "33"},
    "2026-Q3": dict.fromkeys(("ana", "ben", "caro", "dan", "eva", "finn", "gil", "hana", "ivo"), "34"),
}
SOUTH = {"2026-Q1": {"uma": "15", "vic": "42"}}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    rows = ["respondent,unit,wave,clear,pace"]
    for unit, waves in {"north": NORTH, "south": SOUTH}.items():
        rows += [f"{who},{unit},{wave},{level[0]},{level[1]}" for wave, people in waves.items() for who, level in people.items()]
    (tmp_path / "spring.toml").write_text(INSTRUMENT)
    (tmp_path / "answers.csv").write_text("\n".join(rows) + "\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(files: Path, form: str, *more: str) -> str:
    order = ["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--format", form, "--out", "out", *more]
    assert main(order) == 0
    return (files / "out").read_text()


def test_json__three_waves_of_a_team__each_later_one_with_its_change(files: Path) -> None:
    first, second, third, south = json.loads(written(files, "json"))["teams"]
    assert "change" not in first
    assert "change" not in south
    assert (second["change"]["before"], third["change"]["before"]) == ("2026-Q1", "2026-Q2")
    assert {name: second["change"][name] for name in ("n", "joined", "left", "entered")} == {
        "n": 8, "joined": 1, "left": 0, "entered": ["clear", "pace"],
    }  # fmt: skip
    assert second["change"]["stayers"] + second["change"]["composition"] == pytest.approx(second["change"]["total"])
    assert second["change"]["average"]["verdict"] == "not_distinguishable"
    assert (third["change"]["average"]["after"], third["change"]["average"]["verdict"]) == (100.0, "moved")
    assert third["change"]["average"]["change"] == pytest.approx(100 - second["index"]["average"])
    assert "trend" not in third


def test_text__one_line_on_what_moved(files: Path) -> None:
    lines = [line for line in written(files, "text").splitlines() if line.startswith("Since")]
    assert [line.partition(":")[0] for line in lines] == ["Since 2026-Q1", "Since 2026-Q2"]
    assert "within the range of ordinary fluctuation" in lines[0]
    assert lines[1].startswith("Since 2026-Q2: The 9 people who answered both times stand ")
    assert "points closer than in 2026-Q2 (p = 0.0" in lines[1]


def test_csv__rows_of_scope_change__under_their_wave(files: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(files, "csv"))))
    changes = [row for row in rows if row["scope"] == "change"]
    assert {row["wave"] for row in changes} == {"2026-Q2", "2026-Q3"}
    moved = next(row for row in changes if (row["wave"], row["measure"]) == ("2026-Q3", "average"))
    assert (moved["status"], moved["n"]) == ("moved", "9")
    assert float(next(row["value"] for row in changes if (row["wave"], row["measure"]) == ("2026-Q3", "average_p"))) <= 0.05
    places = [(row["team"], row["wave"]) for row in rows]
    assert places == sorted(places)


def test_minimum__one_person_came__no_change_from_which_the_answers_could_be_worked_out(files: Path) -> None:
    _, second, third, _ = json.loads(written(files, "json", "--minimum", "3"))["teams"]
    assert (second["change"]["status"], second["change"]["average"], second["change"]["items"]) == ("suppressed", None, [])
    assert third["change"]["average"]["verdict"] == "moved"


def test_four_waves__a_trend_of_those_who_answered_each(files: Path) -> None:
    text = (files / "answers.csv").read_text()
    more = [f"{who},north,2026-Q4,3,4" for who in NORTH["2026-Q1"]]
    (files / "answers.csv").write_text(text + "\n".join(more) + "\n")
    last = json.loads(written(files, "json"))["teams"][3]
    assert (last["wave"], last["trend"]["n"], last["trend"]["waves"]) == ("2026-Q4", 8, ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"])
    assert last["trend"]["slope"] > 0
    assert last["trend"]["values"][2:] == [100.0, 100.0]


def test_text__all_but_one_answered_as_before__no_test_is_claimed(files: Path) -> None:
    alike = NORTH["2026-Q1"] | {"hana": "25"}
    rows = [
        f"{who},north,{wave},{level[0]},{level[1]}"
        for wave, people in (("1", NORTH["2026-Q1"]), ("2", alike))
        for who, level in people.items()
    ]
    (files / "answers.csv").write_text("\n".join(["respondent,unit,wave,clear,pace", *rows]) + "\n")
    (line,) = [line for line in written(files, "text").splitlines() if line.startswith("Since")]
    assert line == "Since 1: Of the 8 people who answered both times too few answered otherwise for a test of the change."
