import numpy as np
import pytest

from scoring.chance import _at_point, constants, kappa_of_design, packaged, reference
from scoring.design import Design, ListShape, mask_key, mask_of_key
from scoring.disagreement import allocation_delta, compose, list_delta, mean_of, term_delta
from scoring.publishing import designs_of
from scoring.random_teams import random_teams, skewed_shares
from scoring.splits import largest_cuts
from survey_definitions.loading import load_instrument, packaged_instruments

DESIGN = Design(levels=(5,) * 20, lists=(ListShape(12, 3),), parts=(5,), terms=((4,),) * 4)
SINGLE = {
    "ratings": Design(levels=(5,) * 6),
    "picks": Design(lists=(ListShape(12, 3),)),
    "ranking": Design(lists=(ListShape(8, 8, ordered=True),)),
    "allocation": Design(parts=(5,)),
    "definitions": Design(terms=((4,),) * 4),
    "parts": Design(terms=((2, 2, 2, 3), (4,))),
}


@pytest.mark.parametrize("n", range(2, 16))
def test_average__random_teams__nought_at_every_size(n: int) -> None:
    rng = np.random.default_rng(n)
    mask = np.ones((n, sum(DESIGN.widths)), dtype=bool)
    composed = random_teams(DESIGN, n, mask, teams=2_000, habit="uniform", rng=rng)
    pairs = np.triu_indices(n, 1)
    averages = 100 * (1 - composed.delta[:, pairs[0], pairs[1]].mean(axis=1))
    for values in (averages, *[100 * (1 - means) for means in composed.means.values()]):
        assert abs(values.mean()) < 4 * values.std() / np.sqrt(len(values))


@pytest.mark.parametrize("name", SINGLE)
def test_average__one_block_with_open_cells__nought(name: str) -> None:
    design, n = SINGLE[name], 6
    rng = np.random.default_rng(3)
    mask = rng.random((n, sum(design.widths))) < 0.8
    mask[:2] = True
    composed = random_teams(design, n, mask, teams=2_000, habit="uniform", rng=rng)
    (means,) = composed.means.values()
    assert abs((1 - means).mean()) < 4 * means.std() / np.sqrt(len(means))


def two_camps(n: int, rows: tuple[list[float], list[float]]) -> np.ndarray:
    return np.array([rows[0]] * (n // 2) + [rows[1]] * (n - n // 2))


@pytest.mark.parametrize("n", [6, 8, 10])
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("picks", ([2.0] * 3 + [8.0] * 9, [8.0] * 9 + [2.0] * 3)),
        ("ranking", ([1.0, 2, 3, 4, 5, 6, 7, 8], [8.0, 7, 6, 5, 4, 3, 2, 1])),
    ],
)
def test_camps__equal_and_opposed_lists__below_nineteen_of_twenty_random_teams(
    n: int, name: str, rows: tuple[list[float], list[float]]
) -> None:
    design = SINGLE[name]
    composed = compose({"priorities": list_delta(two_camps(n, rows))}, {"priorities": 1.0})
    camps = min(
        100 * (1 - composed.delta[np.triu_indices(n, 1)].mean()),
        100 * (1 - largest_cuts(composed.delta[None])[0] / constants(design, n).kappa),
    )
    assert camps < fifth_percentile(design, n)


def fifth_percentile(design: Design, n: int) -> float:
    mask = np.ones((n, sum(design.widths)), dtype=bool)
    composed = random_teams(design, n, mask, teams=1_000, habit="uniform", rng=np.random.default_rng(1))
    pairs = np.triu_indices(n, 1)
    averages = 100 * (1 - composed.delta[:, pairs[0], pairs[1]].mean(axis=1))
    return float(np.quantile(np.minimum(averages, 100 * (1 - largest_cuts(composed.delta) / constants(design, n).kappa)), 0.05))


@pytest.mark.parametrize("n", [6, 10])
def test_camps__opposed_allocations_and_definitions__below_nineteen_of_twenty_random_teams(n: int) -> None:
    shares = allocation_delta(two_camps(n, ([0.6, 0.4, 0, 0, 0], [0, 0, 0, 0.4, 0.6])))
    terms = mean_of([term_delta(two_camps(n, ([0.0], [1.0])), (4,)) for _ in range(4)])
    for name, block, delta in (("allocation", "allocation", shares), ("definitions", "definitions", terms)):
        composed = compose({block: delta}, {block: 1.0})
        across = 100 * (1 - largest_cuts(composed.delta[None])[0] / constants(SINGLE[name], n).kappa)
        average = 100 * (1 - composed.delta[np.triu_indices(n, 1)].mean())
        assert min(average, across) < fifth_percentile(SINGLE[name], n)


def test_kappa__published_design__as_its_reference_says() -> None:
    found = [
        kappa_of_design(n, ratings=20, levels=5, picks=3, priorities=12, parts=5, definitions=4, options=4, weights=(0.3, 0.4, 0.15, 0.15))
        for n in (2, 3, 5, 8, 10, 15, 50, 200)
    ]
    assert found == pytest.approx([1.0, 1.066, 1.068, 1.058, 1.059, 1.061, 1.045, 1.035], abs=0.006)


def test_constants__asked_again__same_to_the_last_bit() -> None:
    first = constants(DESIGN, 7)
    constants.cache_clear()
    _at_point.cache_clear()
    assert constants(DESIGN, 7) == first


def test_constants__open_cells__wider_band_whatever_the_order_of_people() -> None:
    mask = np.ones((6, sum(DESIGN.widths)), dtype=bool)
    mask[0, :15] = mask[3, 5:25] = False
    other = mask[[3, 1, 2, 0, 4, 5]]
    assert mask_key(mask) == mask_key(other)
    few, whole = constants(DESIGN, 6, mask_key(mask)), constants(DESIGN, 6)
    assert few.high - few.low > whole.high - whole.low
    assert sorted(mask_of_key(mask_key(mask), 6, mask.shape[1]).sum(axis=1)) == sorted(mask.sum(axis=1))


def test_chance_band__five_percent_of_random_teams_outside() -> None:
    found = constants(DESIGN, 6)
    assert found.low < 0 < found.p95 < found.high


def test_reference__ordinary_habits__well_above_random() -> None:
    usual = reference(DESIGN, 8)
    assert 20 < usual.mean < 38
    assert usual.limit > usual.mean


def test_skewed_shares__five_levels__variance_of_the_published_habit() -> None:
    shares, levels = skewed_shares(5), np.arange(1, 6)
    assert shares == pytest.approx([0.05, 0.15, 0.20, 0.35, 0.25])
    assert shares @ levels**2 - (shares @ levels) ** 2 == pytest.approx(1.34)
    assert skewed_shares(7).sum() == pytest.approx(1.0)


@pytest.mark.parametrize("name", packaged_instruments())
def test_packaged__shipped_instrument__carries_its_constants(name: str) -> None:
    for design in designs_of(load_instrument(name)):
        assert design.digest in packaged(), "sizes of a shipped instrument changed: run python -m scoring.publishing"
