"""The interval of A: by plain enumeration, where there is none, and without a library of distributions."""

import math
import subprocess
import sys

import msgspec
import numpy as np
import pytest
from answers_at_random import random_team
from tables import WHOLE, ratings, team

from scoring import score_team
from scoring.stability import average_interval


def test_interval__one_rating_and_one_missing__as_worked_out_by_hand() -> None:
    """Five of six: 1, 2, 2, 3, 5 of five levels. Squared differences of pairs sum to 46; without each in turn 24, 35, 35, 36, 8."""
    x = np.array([1.0, 2, 2, 3, 5])
    found = average_interval((x[:, None] - x) ** 2 / 4, invited=6)
    logs = [math.log(total / 6 / 4) for total in (24, 35, 35, 36, 8)]
    mean = sum(logs) / 5
    se = math.sqrt(4 / 5 * sum((log - mean) ** 2 for log in logs)) * math.sqrt(1 - 5 / 6)
    factor = math.exp(2.7764451051977987 * se)  # t(4), 97.5 %
    assert found
    assert (found.n, found.invited, found.coverage, found.status) == (5, 6, 0.95, "ok")
    assert found.average
    assert found.average.low == pytest.approx(100 * (1 - 46 / 10 / 4 * factor))
    assert found.average.high == pytest.approx(100 * (1 - 46 / 10 / 4 / factor))


def test_interval__wider_than_what_the_missing_could_reach__ends_there() -> None:
    """The same five: a sixth who says 5 adds 16 + 9 + 9 + 4 + 0 = 38 to the 46, one who says 3 adds 4 + 1 + 1 + 0 + 4 = 10."""
    score = score_team(team("respondent q01\n a 1\n b 2\n c 2\n d 3\n e 5", ratings(1), invited=6))
    assert score.interval
    assert score.interval.average
    assert score.interval.average.low == pytest.approx(100 * (1 - 84 / 15 / 4))
    assert score.interval.average.high == pytest.approx(100 * (1 - 56 / 15 / 4))


@pytest.mark.parametrize(("n", "invited"), [(0, 5), (2, 5), (4, 9), (5, 5), (9, 9)])
def test_interval__census_or_below_five__none(n: int, invited: int) -> None:
    assert score_team(msgspec.structs.replace(random_team(WHOLE, n, 1), invited=invited)).interval is None


@pytest.mark.parametrize("levels", ["3 3 3 3 3", "3 3 3 3 1"])
def test_interval__all_alike_or_all_but_one__no_variation(levels: str) -> None:
    table = "respondent q01\n" + "\n".join(f"{id_} {level}" for id_, level in zip("abcde", levels.split(), strict=True))
    found = score_team(team(table, ratings(1), invited=8)).interval
    assert found
    assert (found.average, found.status) == (None, "no_variation")


@pytest.mark.parametrize("seed", range(5))
def test_interval__random_team__holds_a_and_lies_within_what_is_possible(seed: int) -> None:
    score = score_team(msgspec.structs.replace(random_team(WHOLE, 6, seed, missing=0.1), invited=8))
    assert score.interval
    assert score.interval.average
    assert score.interval.average.low <= score.index.average <= score.interval.average.high <= 100


def test_interval__one_in_ten_missing__covers_a_of_all_ten_about_as_often_as_it_says() -> None:
    """Nine of ten of finite teams: 400 draws, 95 % give 380 with a standard deviation of 4.4; the page reports 94 to 95 %."""
    rng = np.random.default_rng(3)
    inside = 0
    for _ in range(400):
        x = rng.integers(1, 6, (10, 12)).astype(float)
        delta = ((x[:, None] - x) ** 2).mean(axis=2) / 4
        whole = 100 * (1 - delta[np.triu_indices(10, 1)].mean())
        found = average_interval(delta[:9, :9], invited=10)
        assert found
        assert found.average
        inside += found.average.low <= whole <= found.average.high
    assert 360 <= inside <= 398


def test_server_path__somebody_missing__no_library_of_distributions_loaded() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests/scoring']\n"
        "import msgspec\n"
        "from answers_at_random import random_team\n"
        "from tables import WHOLE\n"
        "from scoring import score_team\n"
        "score = score_team(msgspec.structs.replace(random_team(WHOLE, 6, 1), invited=9))\n"
        "assert score.interval and score.bounds\n"
        "print([name for name in sys.modules if name.startswith('scipy')])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
