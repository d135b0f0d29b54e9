"""Odd data: every metric answers with plain JSON, never NaN, never an exception."""

import json
from typing import Any

import numpy as np
import pytest

from tests.scoring.cases import METRICS, evaluate

N = None
PICKS = {"k": 3, "M": 12}
PERSONS = np.array([np.random.default_rng(i).permutation(6) for i in range(15)]).tolist()
BLOCKS = {"weights": {"R": 0.3, "P": 0.4, "A": 0.15, "D": 0.15}, "levels": 5, "options": 4}
MATRICES: list[Any] = [
    [],
    [[1]],
    [[1], [1]],
    [[1, 2]],
    [[N, N]] * 3,
    [[1, 2, 3]] * 2,
    [[1, 1, 1], [1, 2, 3]],
    [[1, N, 3], [2, 1, N]],
    [[2, 2]] * 200,
]
VECTORS: list[Any] = [[], [0], [1], [1, 1], [0, 0, 0], [5, 0]]

ODD: dict[str, list[Any]] = {
    "ad_cutoff": VECTORS,
    "alignment_index": [{}, {"R": [[1]]}, {"R": [[1, 2], [1, 2]]}, {"R": [[N], [N]]}, {"R": [[1, N], [N, 2]], "D": [[0], [N]]}],
    "bennett_s_single_item": VECTORS,
    "between_function": [
        {"ranks": [], "groups": []},
        {"ranks": [[1, 2, 3]], "groups": [1]},
        {"ranks": [[1, 2, 3]] * 4, "groups": [0, 0, 1, 1]},
        {"ranks": [[1, 1, 1]] * 4, "groups": [0, 0, 1, 1]},
        {"ranks": [[1, 2], [1, 2], [2, 1]], "groups": [0, 0, 1]},
        {"ranks": PERSONS, "groups": [0] * 5 + [1] * 5 + [2] * 5},
    ],
    "bh_fdr": [[], [N], [0.5], [1, 0, 0.5]],
    "constant_sum_distance": [*MATRICES, [[0, 0], [50, 50]], [[-5, 105], [50, 50]]],
    "constant_sum_null": VECTORS,
    "earth_mover_1d": [
        {"sales": [], "marketing": [1]},
        {"sales": [1, N], "marketing": [1]},
        {"a": [[1], [1]], "b": {"u": [1], "v": [2], "uw": [0], "vw": [1]}},
        {"u": [1, 2], "v": [3]},
        [[1, 2], [3, 4]],
    ],
    "fleiss_kappa": MATRICES,
    "gwet_ac1": MATRICES,
    "icc": MATRICES,
    "icc_bliese": MATRICES,
    "jackknife": [*MATRICES, [[1, 2, 3]] * 5, [[1, 2, 3]] * 5 + [[3, 2, 1]], [[1, 2, 3], [1, 1, 1], [2, 3, 1], [3, 2, 1]]],
    "jensen_shannon": [{"a": [[0, 0], [1, 0]], "b": [[1], [1]]}, {}],
    "kemeny_consensus": [*MATRICES, [list(range(16)), list(range(15, -1, -1))]],
    "kendall_tau_b": [[[], []], [[1], [1]], [[1, 1], [1, 2]], [[1, N, 3, 4], [2, 1, 3, N]], [[1, 2], [2, 1]]],
    "kendall_w": [*MATRICES, [[1, 2, N], [1, 2, 3], [2, 1, 3]], [[2, 2, 2, 8, 8, 8]] * 15],
    "kendall_w_exact_p": [{"n": 0, "k": 0}, {"n": 1, "k": 3}, {"n": 2, "k": 12}, [[1, 1], [2, 3], [20, 12]]],
    "kendall_w_null": [[], [[1, 4], [2, 1], [0, 0]]],
    "krippendorff_alpha": [*MATRICES, [[-1, 2], [1, 2]]],
    "mean_spearman_pairwise_complete": MATRICES,
    "overlap_null": [{"k": 0, "M": 3}, {"k": 5, "M": 3}, {"k": 3, "M": 3}, [[1, 1], [0, 0]]],
    "paired_change": [
        {"wave1": [], "wave2": []},
        {"wave1": [[1, 2]], "wave2": [[2, 1]]},
        {"wave1": [[1, 2, 3]] * 3, "wave2": [[1, 2, 3]] * 3},
        {"wave1": [[1, 1, 1]] * 3, "wave2": [[1, 2, 3]] * 3},
        {"wave1": [[1, 2, 3]] * 17, "wave2": [[1, 2, 3]] * 16 + [[3, 2, 1]]},
    ],
    "permanova_anosim": [
        {"D": [], "groups": []},
        {"D": [[0]], "groups": ["a"]},
        {"D": [[0, 1], [1, 0]], "groups": ["a", "b"]},
        {"D": [[0, 0], [0, 0]], "groups": ["a", "a"]},
        {"D": [[0, N, 1], [N, 0, 1], [1, 1, 0]], "groups": [1, 1, 2]},
        {"D": [[0, 1, 1], [1, 0, 1], [1, 1, 0]], "groups": [1, N, "a"]},
    ],
    "permutation_count": [["[1]", "[0, 2]", "[]", "[15]"]],
    "prediction_gap": [
        {"top3": [], "predicted": [], **PICKS},
        {"top3": [[1, 2, 3]], "predicted": [50], **PICKS},
        {"top3": [[1, 2, 3], N, []], "predicted": [50, N], **PICKS},
    ],
    "reliable_change_index": [{"pre": 1, "post": 2, "sd": 0, "rxx": 0.8}, {"pre": 1, "post": 2, "sd": 1, "rxx": 3}],
    "rwg": [*MATRICES, *VECTORS, {"a": [], "b": [1, 5], "c": [[1, 2], [2, 1]]}, [N, 4]],
    "rwg_null_variance": [*VECTORS, {"a": [], "b": [0, 0], "c": [1]}],
    "topk_kendall_footrule": [[[], []], [["a"], ["b", "c"]], [["a", "a"], ["a"]]],
    "topk_set_agreement": [[], [[1, 2, 3]], [[], [1, 2, 3], N], [["a", "b"], ["b"]], [list(range(12))] * 3],
}
PARAMS = {"topk_set_agreement": PICKS, "alignment_index": BLOCKS}


@pytest.mark.parametrize(("metric", "data"), [(metric, data) for metric, many in ODD.items() for data in many])
def test_odd_data__any_metric__answers_in_plain_json(metric: str, data: Any) -> None:
    assert json.dumps(evaluate(metric, data, PARAMS.get(metric, {})), allow_nan=False)


def test_odd_data__every_metric__is_tried() -> None:
    assert set(ODD) | {"alignment_index_kappa"} == set(METRICS)


def test_dictionary__of_one_form__is_answered_key_by_key() -> None:
    found = evaluate("krippendorff_alpha", {"a": [[1, 2, 3], [1, 2, 3]], "b": [[1], [2]]}, {})
    assert (found["a"]["nominal"], found["b"]["nominal"]) == (1.0, 0.0)
