"""Every form in which a reference case may ask a metric: the keys of the answer, and values worked out by hand or by counting."""

from itertools import permutations, product
from typing import Any

import numpy as np
import pytest

from tests.scoring.cases import METRICS, evaluate

N = None
PICKS = {"k": 2, "M": 4}
BLOCKS = {"weights": {"R": 0.3, "P": 0.4, "A": 0.15, "D": 0.15}, "levels": 5, "options": 4}
KAPPA = {"J": 4, "m": 5, "k": 2, "M": 6, "q": 3, "L": 2, "c": 3, "weights": BLOCKS["weights"]}
TEAM = {
    "R": [[1, 5], [1, 5]],
    "P_midranks": [[1, 2, 3.5, 3.5], [1, 2, 3.5, 3.5]],
    "A_shares": [[0.5, 0.5], [0.5, 0.5]],
    "D": [[0, 1], [0, 1]],
}
RANKS = [[1, 2, 3], [1, 2, 3], [1, 3, 2], [3, 2, 1]]
CYCLE = [[1, 2, 3], [3, 1, 2], [2, 3, 1]]

# metric, input, params, and what is asked of it; None: any number.
FORMS: list[tuple[str, Any, dict[str, Any], dict[str, Any]]] = [
    ("ad_cutoff", [5, 7.5], {}, {"5": 5 / 6, "7.5": 1.25}),
    (
        "alignment_index",
        TEAM,
        BLOCKS,
        {
            "A": 100.0,
            "blocks": {"R": 100.0, "P": 100.0, "A": 100.0, "D": 100.0},
            "max_cut_normalised": 0.0,
            "deepest_split": [1, 0],
            "delta": [[0.0, 0.0], [0.0, 0.0]],
        },
    ),
    ("alignment_index_kappa", KAPPA, {}, {"2": 1.0, "3": None, "4": None, "10": None, "16": None, "20": None, "50": None}),
    ("alignment_index_kappa", KAPPA, {"sizes": [2]}, {"2": 1.0}),
    ("bennett_s_single_item", [2, 2], {}, {"pair_agreement": 1 / 3, "S": -1 / 3, "fleiss_kappa_single_item": -1 / 3}),
    (
        # By hand: rho is 1, 0.5, 0.5 with the third and -1, -1, -0.5 with the fourth.
        "between_function",
        {"ranks": RANKS, "groups": [0, 0, 1, 1]},
        {},
        {
            "F": (6.5 / 4 - 1.5 / 2) / (1.5 / 2 / 2),
            "R2": 1 - (1.5 / 2) / (6.5 / 4),
            "distinct_labelings": 3,
            "p_exact_permanova": None,
            "mean_between": 1.25,
            "mean_within": 0.75,
            "silo_gap_points": 50.0,
            "overall_mean": 6.5 / 6,
        },
    ),
    ("bh_fdr", [0.01, 0.04, 0.02], {}, {"adjusted": [0.03, 0.04, 0.03], "rejected_at_05": 3}),
    (
        "constant_sum_distance",
        [[100, 0], [0, 100]],
        {},
        {"tv": [[0.0, 1.0], [1.0, 0.0]], "jsd_bits": [[0.0, 1.0], [1.0, 0.0]], "gjsd_bits": 1.0},
    ),
    ("constant_sum_null", [2, 3], {}, {"2": 1 / 3, "3": 0.4}),
    ("earth_mover_1d", {"sales": [1, 2], "marketing": [3, 4]}, {}, {"emd": 2.0}),
    ("earth_mover_1d", [[1, 2], [3, 4]], {}, {"emd": 2.0}),
    ("earth_mover_1d", {"u": [0, 1], "v": [1], "uw": [3, 1], "vw": [2]}, {}, {"emd": 0.75}),
    ("earth_mover_1d", {"a": [[1], [4]], "b": {"u": [0, 1], "v": [1], "uw": [3, 1], "vw": [2]}}, {}, {"a": 3.0, "b": 0.75}),
    ("icc_bliese", [[1, 2], [3, 4]], {}, {"ICC1": (4 - 0.5) / (4 + 0.5), "ICC2": (4 - 0.5) / 4}),
    ("jackknife", CYCLE, {}, {"U": 1.5, "loo": [1.5, 1.5, 1.5], "se": 0.0, "lower": 1.5, "upper": 1.5}),
    ("jensen_shannon", {"a": [[1, 0], [0, 1]]}, {}, {"a_base2": 1.0, "a_nats": np.sqrt(np.log(2))}),
    (
        "kemeny_consensus",
        CYCLE,
        {},
        {
            "score_sum_kendall": 4,
            "optimal_orders": [[0, 1, 2], [1, 2, 0], [2, 0, 1]],
            "mean_rank_borda": [2.0, 2.0, 2.0],
            "borda_order": [0, 1, 2],
        },
    ),
    ("kemeny_consensus", RANKS[:2], {}, {"score_sum_kendall": 0, "consrank_rank_vector": [1, 2, 3]}),
    ("kendall_tau_b", [[1, 2, 3], [1, 2, 3]], {}, {"tau_b": 1.0, "p": 1 / 3}),
    (
        "kendall_w",
        CYCLE,
        {},
        {
            "W": 0.0,
            "W_tie_corrected": 0.0,
            "chi2": 0.0,
            "df": 2,
            "p_chi2": 1.0,
            "mean_pairwise_spearman": -0.5,
            "mean_pairwise_kendall_tau_b": -1 / 3,
            "S": 0.0,
            "rank_sums": [6.0, 6.0, 6.0],
        },
    ),
    (
        "kendall_w_null",
        [[2, 4], [4, 3]],
        {},
        {"n=2,k=4": {"EW": 0.5, "var_mean_rho": 1 / 3}, "n=4,k=3": {"EW": 0.25, "var_mean_rho": 1 / 12}},
    ),
    ("krippendorff_alpha", [[1, 2, N], [1, 2, 3]], {}, {"nominal": 1.0, "ordinal": 1.0, "interval": 1.0, "ratio": 1.0}),
    ("mean_spearman_pairwise_complete", [[1, 2, 3, N], [N, 1, 2, 3], [4, 3, 2, 1]], {}, {"pairwise": [1.0, -1.0, -1.0], "mean": -1 / 3}),
    ("overlap_null", [[1, 2], [2, 4]], {}, {"1 of 2": {"E_overlap": 0.5, "E_jaccard": 0.5, "P_exact_set": 0.5}, "2 of 4": None}),
    (
        "overlap_null",
        {"k": 1, "M": 2},
        {},
        {"p": [0.5, 0.5], "E_overlap": 0.5, "E_jaccard": 0.5, "sd_overlap": 0.5, "P_exact_set": 0.5, "P_exact_ordered": 0.5},
    ),
    (
        # Both agree before, are opposed after: swapping nobody or both gives -2 and 2, swapping one 0.
        "paired_change",
        {"wave1": [[1, 2, 3], [1, 2, 3]], "wave2": [[1, 2, 3], [3, 2, 1]]},
        {},
        {"disagreement_wave1": 0.0, "disagreement_wave2": 2.0, "drop": -2.0, "p_exact_two_sided": 1.0, "min_attainable_p": 0.5},
    ),
    ("permanova_anosim", {"D": [[0, 1, 2], [1, 0, 2], [2, 2, 0]], "groups": ["x", "x", "y"]}, {}, {"F": 5.0, "R2": 5 / 6}),
    ("permanova_anosim", {"D": [[0, 1, 2], [1, 0, 2], [2, 2, 0]], "groups": [7, 7, 8]}, {}, {"F": 5.0, "R2": 5 / 6}),
    ("permutation_count", ["[2, 2]", "[5, 5]"], {}, {"[2, 2]": 3, "[5, 5]": 126}),
    (
        "prediction_gap",
        {"top3": [[1, 2], [2, 3]], "predicted": [100, 20], **PICKS},
        {},
        {"actual": [50.0, 50.0], "gap": [50.0, -30.0], "mean_gap": 10.0, "mae": 40.0, "chance_actual": 50.0},
    ),
    ("reliable_change_index", {"pre": 10, "post": 14, "sd": 2, "rxx": 0.5}, {}, {"SE": np.sqrt(2), "S_diff": 2.0, "RCI": 2.0}),
    (
        "rwg",
        [[1, 5], [1, 4], [1, 1]],
        {},
        {
            "rwg_items": [1.0, 0.0],
            "rwg_items_slight_skew": [1.0, 0.0],
            "rwg_J": 0.0,
            "rwg_J_star": 1 - (13 / 3) / 2 / 2,
            "ad_mean_items": [0.0, 14 / 9],
            "ad_median_items": [0.0, 4 / 3],
            "ad_mean_J": 7 / 9,
            "ad_median_J": 2 / 3,
            "variances": [0.0, 13 / 3],
            "alpha_interval": None,
            "alpha_ordinal": None,
        },
    ),
    ("rwg", [1, 1, 5, 5], {}, {"rwg": 0.0, "n": 4}),
    ("rwg", {"a": [3, 3], "b": [3]}, {}, {"a": {"rwg_unclipped": 1.0, "ad_mean": 0.0}, "b": {"n": 1}}),
    ("rwg_null_variance", [5, 7], {}, {"5": 2.0, "7": 4.0}),
    ("rwg_null_variance", {"uniform": [0.2] * 5, "poles": [0.5, 0, 0, 0, 0.5]}, {}, {"uniform": 2.0, "poles": 4.0}),
    (
        "topk_kendall_footrule",
        [["a", "b"], ["b", "c"]],  # pairs: ab against b first, ac, bc: 1 + 1 + 0; places 1 3, 2 1, 3 2
        {},
        {
            "K_p0": 2.0,
            "K_phalf": 2.0,
            "K_p0_normalised": 0.5,
            "K_phalf_normalised": 0.4,
            "footrule_l_kplus1": 4.0,
            "footrule_normalised": 4 / 6,
        },
    ),
    (
        "topk_set_agreement",
        [[1, 2], [2, 4]],  # numbers 1 to 4, the last one among them
        PICKS,
        {
            "mean_overlap": 0.5,
            "mean_jaccard": 1 / 3,
            "exact_set_rate": 0.0,
            "corrected_overlap": 0.0,
            "W_tie_corrected_unordered": 0.5,
            "W_tie_corrected_ordered": None,
            "mean_spearman_ordered": None,
        },
    ),
]


def unlike(found: Any, expected: Any) -> bool:
    """Whether an answer differs; where None is expected any number, list or mapping will do."""
    if expected is None:
        return found is None
    if isinstance(expected, dict):
        return any(key not in found or unlike(found[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(found) != len(expected) or any(unlike(*both) for both in zip(found, expected, strict=True))
    return found != pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("metric", "data", "params", "expected"), FORMS)
def test_form__each_metric__answers_every_key(metric: str, data: Any, params: dict[str, Any], expected: dict[str, Any]) -> None:
    found = evaluate(metric, data, params)
    assert not unlike(found, expected), found


# Lists by name are shares there.
IN_A_DICTIONARY = [form for form in FORMS if form[:2] != ("rwg_null_variance", [5, 7])]


@pytest.mark.parametrize(("metric", "data", "params", "expected"), IN_A_DICTIONARY)
def test_form__in_a_dictionary__is_answered_by_name(metric: str, data: Any, params: dict[str, Any], expected: dict[str, Any]) -> None:
    if metric == "earth_mover_1d":
        found = evaluate(metric, {"first": {"u": [1], "v": [2]}, "second": [[1], [3]]}, params)
        assert found == {"first": 1.0, "second": 2.0}
    else:
        found = evaluate(metric, {"first": data, "second": data}, {"sizes": [2], **params})
        asked = {key: value for key, value in expected.items() if metric != "alignment_index_kappa" or key == "2"}
        assert not unlike(found, {"first": asked, "second": asked}), found


def test_forms__every_metric_of_the_reference__is_among_them() -> None:
    # Three are held by their own cases, in the one form they have; the tables of exact p stand below.
    assert {form[0] for form in FORMS} | {"icc", "fleiss_kappa", "gwet_ac1", "kendall_w_exact_p"} == set(METRICS)


def by_listing(n: int, k: int) -> list[float]:
    """S of all rankings of k by n people, the first person's order fixed."""
    orders = [np.array(order) for order in permutations(range(1, k + 1))]
    sums = (sum((np.array(order) for order in rest), orders[0]) for rest in product(orders, repeat=n - 1))
    return [float(((total - n * (k + 1) / 2) ** 2).sum()) for total in sums]


@pytest.mark.parametrize(("n", "k"), [(2, 3), (2, 5), (3, 3), (3, 4), (5, 3)])
def test_exact_p__small_tables__are_those_of_all_rankings(n: int, k: int) -> None:
    listed = by_listing(n, k)
    by_chi2 = {str(round(12 * s / (n * k * (k + 1)), 3)): sum(other >= s for other in listed) / len(listed) for s in listed}
    assert evaluate("kendall_w_exact_p", {"n": n, "k": k}, {}) == pytest.approx(by_chi2)
    small = [s for s in sorted(set(listed)) if sum(other >= s for other in listed) / len(listed) <= 0.05]
    found = evaluate("kendall_w_exact_p", [[n, k]], {})[f"n={n},k={k}"]
    assert found["max_W_p"] == pytest.approx(listed.count(max(listed)) / len(listed))
    if small:
        expected = {
            "S_crit": small[0],
            "smallest_W_with_p_le_05": 12 * small[0] / (n**2 * (k**3 - k)),
            "p_at_that_W": sum(s >= small[0] for s in listed) / len(listed),
        }
        assert {key: found[key] for key in expected} == pytest.approx(expected)
    else:
        assert [found[key] for key in ("S_crit", "smallest_W_with_p_le_05", "p_at_that_W")] == [None] * 3


def test_exact_p__dictionary_of_tables__is_answered_by_name() -> None:
    found = evaluate("kendall_w_exact_p", {"a": {"n": 3, "k": 3}, "b": [[3, 3]]}, {})
    assert (found["a"]["6.0"], found["b"]["n=3,k=3"]["max_W_p"]) == pytest.approx((1 / 36, 1 / 36))
