"""The limit of A - U holds in teams it was not made from, with and without open cells. Each line of the tables is a simulation."""

import numpy as np
import pytest

from scoring.camp_free import KNOTS, camp_limit, camp_limits, draw_camp_free, simulate_limits
from scoring.chance import constants, key_for, packaged
from scoring.design import Bools, Design, Floats, ListShape
from scoring.publishing import designs_of
from scoring.random_teams import Drawn, compose_drawn, draw_teams
from scoring.splits import largest_cuts
from survey_definitions.loading import load_instrument

PICKS = Design(lists=(ListShape(12, 3),))
RANKS = Design(lists=(ListShape(8, 8, ordered=True),))
RATINGS = Design(levels=(5,) * 24)
PARTS = Design(parts=(5,))
TERMS = Design(terms=((4,),) * 4)
WHOLE = designs_of(load_instrument("sales-marketing"))[0]
EACH = pytest.mark.parametrize("design", [PICKS, RANKS, RATINGS, PARTS, TERMS], ids=["picks", "ranks", "ratings", "parts", "terms"])


def delta_of(design: Design, drawn: Drawn, mask: Bools | None = None) -> Floats:
    n = next(x.shape[1] for x in (drawn.ratings, *drawn.lists, *drawn.allocations, *drawn.terms) if x is not None)
    return compose_drawn(design, drawn, np.ones((n, sum(design.widths)), dtype=np.bool_) if mask is None else mask).delta


def averages_and_penalties(delta: Floats, kappa: float) -> tuple[Floats, Floats]:
    mean = delta[:, *np.triu_indices(delta.shape[-1], 1)].mean(axis=1)
    return 100 * (1 - mean), 100 * (largest_cuts(delta) / kappa - mean)


def share_above(design: Design, n: int, drawn: Drawn, mask: Bools | None = None) -> float:
    kappa = constants(design, n, b"" if mask is None else key_for(mask)).kappa
    averages, penalties = averages_and_penalties(delta_of(design, drawn, mask), kappa)
    above = [penalty > camp_limit(design, n, average=a, kappa=kappa) for a, penalty in zip(averages, penalties, strict=True)]
    return float(np.mean(above))


@EACH
def test_teams__without_any_truth__answer_at_random(design: Design) -> None:
    drawn = draw_camp_free(design, np.zeros((2_000, 4)), np.random.default_rng(5))
    averages, _ = averages_and_penalties(delta_of(design, drawn), 1.0)
    assert abs(averages.mean()) < 4 * averages.std(ddof=1) / np.sqrt(2_000)


@EACH
def test_teams__with_more_of_a_truth__agree_more_up_to_hundred(design: Design) -> None:
    rng = np.random.default_rng(6)
    found = [
        averages_and_penalties(delta_of(design, draw_camp_free(design, np.full((500, 4), c), rng)), 1.0)[0].mean()
        for c in (0.2, 0.5, 0.8, 1.0)
    ]
    assert found == sorted(found)
    assert found[-1] > 99


def test_ratings__of_a_shared_truth__use_every_level_alike() -> None:
    """What is shared is which items stand high, not a habit: over many items each of the five levels is a fifth."""
    drawn = draw_camp_free(Design(levels=(5,) * 40), np.full((500, 3), 0.6), np.random.default_rng(7))
    assert np.bincount(drawn.ratings.astype(int).ravel(), minlength=6)[1:] / drawn.ratings.size == pytest.approx([0.2] * 5, abs=0.01)


@EACH
@pytest.mark.parametrize("n", [4, 5, 8, 15])
def test_limit__teams_of_other_kinds__exceed_it_in_one_of_twenty_at_most(design: Design, n: int) -> None:
    """Neither uniform answers nor ordinary habits (decision 44) are what the limit was made from. Three standard errors allowed."""
    rng = np.random.default_rng(n)
    teams = 2_000
    slack = 3 * (0.05 * 0.95 / teams) ** 0.5
    assert share_above(design, n, draw_teams(design, n, teams=teams, habit="uniform", rng=rng)) <= 0.05 + slack
    assert share_above(design, n, draw_teams(design, n, teams=teams, habit="ordinary", rng=rng)) <= 0.05 + slack
    even = np.repeat(rng.random(teams)[:, None], n, axis=1)
    assert share_above(design, n, draw_camp_free(design, even, rng)) <= 0.05 + slack


@pytest.mark.parametrize(("n", "missing"), [(5, 0.1), (5, 0.3), (8, 0.1), (8, 0.4), (15, 0.3)])
def test_limit__open_cells__still_holds(n: int, missing: float) -> None:
    rng = np.random.default_rng(n)
    for _ in range(3):
        mask = rng.random((n, sum(WHOLE.widths))) >= missing
        assert share_above(WHOLE, n, draw_teams(WHOLE, n, teams=600, habit="uniform", rng=rng), mask) <= 0.08
        assert share_above(WHOLE, n, draw_camp_free(WHOLE, np.full((600, n), 0.6), rng), mask) <= 0.08


def test_limit__open_cells__grows_with_kappa_above_a_shared_mean() -> None:
    """By hand: with L in points at kappa k, C may be k (L/100 + m); what it has over m grows as k - 1, then U is read at the new k."""
    whole = constants(PICKS, 6).kappa
    limit = camp_limit(PICKS, 6, average=40, kappa=whole)
    excess = whole * (limit / 100 + 0.6) - 0.6
    masked = 1 + 2 * (whole - 1)
    assert camp_limit(PICKS, 6, average=40, kappa=masked) == pytest.approx(100 * ((0.6 + 2 * excess) / masked - 0.6))


def test_limit__between_two_knots__is_the_larger_one_and_beyond_them_the_nearest() -> None:
    kappa, limits = constants(TERMS, 5).kappa, camp_limits(TERMS, 5)
    assert camp_limit(TERMS, 5, average=30, kappa=kappa) == max(limits[KNOTS.index(0.6)], limits[KNOTS.index(0.8)])
    assert camp_limit(TERMS, 5, average=99, kappa=kappa) == limits[0]
    assert camp_limit(TERMS, 5, average=-80, kappa=kappa) == limits[-1]


def test_limits__asked_again__same_to_the_last_bit() -> None:
    assert simulate_limits(PICKS, 7) == simulate_limits(Design(lists=(ListShape(12, 3),)), 7)


def test_limits__above_sixteen__lie_between_those_of_the_grid() -> None:
    low, middle, high = (camp_limits(WHOLE, n) for n in (20, 24, 28))
    assert all(min(a, c) <= b <= max(a, c) for a, b, c in zip(low, middle, high, strict=True))


@pytest.mark.parametrize("name", ["leadership-team", "pulse", "sales-marketing"])
def test_packaged__shipped_instrument__carries_the_limits_of_four_people_and_more(name: str) -> None:
    for design in designs_of(load_instrument(name)):
        kept = packaged()[design.digest].camps
        assert {*range(4, 17), 20, 200} <= set(kept)
        assert kept[6] == pytest.approx(simulate_limits(design, 6), abs=1e-4)
