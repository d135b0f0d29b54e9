"""Many teams in one file: the same bytes however many processes, and little held at once."""

import random
import tracemalloc
from pathlib import Path

import pytest

from api.files import portfolio
from api.files.answers_file import open_answers, read_answers
from api.files.faults import AnswersFileFault
from api.files.portfolio import written_scores
from api.files.spool import Record, Spool
from survey_definitions.loading import load_instrument
from survey_definitions.schema import Instrument

TOML = """
id = "three"
title = "Three questions"
[[banks]]
area = "all"
title = "All"
items = [
  {type = "M", code = "clear", text = "How clear?", points = 5},
  {type = "M", code = "pace", text = "How fast?", points = 5},
  {type = "M", code = "open", text = "How open?", points = 5},
]
"""


@pytest.fixture
def instrument(tmp_path: Path) -> Instrument:
    (tmp_path / "three.toml").write_text(TOML)
    return load_instrument(tmp_path / "three.toml")


def many(tmp_path: Path, teams: int, *, shuffled: bool = False, name: str = "many.csv") -> Path:
    rng = random.Random(3)
    rows = [
        f"team{team:04},p{person},{rng.randint(1, 5)},{rng.randint(1, 5)},{rng.choice(['', 1, 2, 3, 4, 5])}"
        for team in range(teams)
        for person in range(4)
    ]
    if shuffled:
        rng.shuffle(rows)
    path = tmp_path / name
    path.write_text("unit,respondent,clear,pace,open\n" + "\n".join(rows) + "\n")
    return path


def written(path: Path, instrument: Instrument, form: str, workers: int) -> str:
    with open_answers(path, instrument, by="unit") as file:
        return "".join(written_scores(file, form, minimum=0, workers=workers))


@pytest.mark.parametrize("form", ["json", "csv", "text"])
def test_written__one_process_or_two__same_bytes(
    tmp_path: Path, instrument: Instrument, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = many(tmp_path, 70)
    alone = written(path, instrument, form, 1)
    monkeypatch.setattr(portfolio, "ALONE_UP_TO", 40)
    assert written(path, instrument, form, 2) == alone
    assert alone.count("team0069") >= 1


def test_written__few_teams__no_other_process(tmp_path: Path, instrument: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)  # calling it would fail
    assert written(many(tmp_path, 3), instrument, "json", 2).count('"team"') == 3


@pytest.mark.parametrize("held", [3, 10_000])
def test_rows_in_any_order__held_or_put_away__the_same_teams(
    tmp_path: Path, instrument: Instrument, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = read_answers(many(tmp_path, 9), instrument, by="unit")
    monkeypatch.setattr(Spool.__init__, "__kwdefaults__", {"held": held})
    assert read_answers(many(tmp_path, 9, shuffled=True, name="many.csv"), instrument, by="unit") == ordered
    assert [team.team for team in ordered] == [f"team{number:04}" for number in range(9)]


def test_spool__accents_and_cases__order_of_python_in_memory_and_in_the_database() -> None:
    names = ["zebra", "Über", "über", "Zebra", "", "ärger", "\U0001d49c", "a b", "\uff21"]
    orders = []
    for held in (2, 100):
        kept = Spool(held=held)
        for row, name in enumerate(names, start=2):
            kept.add(Record(name, "w", row, "p", "", "", {"q": [1, "x", {"k": 2.5}]}))
        orders.append([(key, [record.row for record in records], records[0].values) for key, records in kept.teams()])
        kept.close()
    assert orders[0] == orders[1]
    assert [key[0] for key, _, _ in orders[0]] == sorted(names)


def test_faults__across_teams_and_kinds__all_at_once_in_order_of_rows(
    tmp_path: Path, instrument: Instrument, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Spool.__init__, "__kwdefaults__", {"held": 2})
    path = tmp_path / "broken.csv"
    path.write_text(
        "unit,respondent,clear,pace,open\nnorth,Ana,4,4,4\nsouth,Ana,9,4,4\nnorth,Ben,1,2,3\nnorth,Ana,7,1,1\n,Caro,1,1,1\nsouth,Dan,x,1,1\n"
    )
    with pytest.raises(AnswersFileFault) as caught:
        read_answers(path, instrument, by="unit")
    # The second row of Ana must go: that her 7 does not fit either is not worth a line.
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(3, "clear"), (5, "respondent"), (6, "unit"), (7, "clear")]


def test_reading__ten_times_the_teams__no_more_is_held(tmp_path: Path, instrument: Instrument, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Spool.__init__, "__kwdefaults__", {"held": 200})

    def peak(teams: int) -> int:
        path = many(tmp_path, teams)
        tracemalloc.start()
        with open_answers(path, instrument, by="unit") as file:
            assert sum(1 for _ in file.spool.teams()) == teams
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)
    assert peak(2_000) < 1.5 * peak(200)
