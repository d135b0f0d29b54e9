"""Answers reference cases by calling the engine's public functions; no arithmetic and no case is known here.

`evaluate(metric, data, params)` takes `input` and `params` of a case and returns the keys of its `expected`. Left out are statistics
that the engine does not have: Aitchison distance, a_wg, ANOSIM, Holm, Bonferroni, Benjamini-Yekutieli and tau_x.
"""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring.allocations import chance_variation, divergence, divergence_distance, divergence_of_all, total_variation
from scoring.chance import kappa_of_design
from scoring.change import benjamini_hochberg, compare_waves, rejected, reliable_change
from scoring.concordance import compare_concordance, exact_tail, kendall_tau_p, kendall_w, null_moments, smallest_p
from scoring.consensus import borda_order, borda_ranks, kemeny
from scoring.definitions import (
    alpha_of_counts,
    bennett_s,
    brennan_prediger,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    pair_agreement,
)
from scoring.functions import compare_functions, compare_groups, earth_mover, permanova
from scoring.index import index_of_matrices
from scoring.labelings import permutation_count
from scoring.overlaps import measure_overlap, overlap_null
from scoring.pairs import mean_over_pairs, pair_values
from scoring.predictions import prediction_gap
from scoring.priorities import kendall_tau_b, mean_kendall_tau, mean_spearman, mid_ranks_of_picks, rank_disagreement, spearman
from scoring.ratings import (
    SLIGHT_SKEW,
    deviation,
    deviation_limit,
    deviations,
    mean_deviation,
    mean_square_difference,
    null_variance,
    r_wg,
    r_wg_items,
    r_wg_j,
    r_wg_star,
    variance_of_shares,
    variances,
)
from scoring.reliability import group_reliability, rater_reliability
from scoring.stability import jackknife
from scoring.toplists import footrule, footrule_share, kendall_distance, kendall_distance_share

Answer = dict[str, Any]
TEAM_SIZES = tuple(range(2, 17))  # the sizes for which a chance constant is worked out when none is named


def evaluate(metric: str, data: Any, params: Mapping[str, Any]) -> Answer:
    """The answer to one reference case, as plain JSON values; a dictionary of inputs of one form is answered key by key."""
    answer = METRICS[metric]
    if isinstance(data, Mapping) and metric not in TAKE_MAPPINGS:
        return {key: evaluate(metric, value, params) for key, value in data.items()}
    found: Answer = _plain(answer(data, params))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def _text(number: float) -> str:
    """A size as the cases write it: 5 and 5.0 are "5"."""
    return f"{number:g}"


def _is_matrix(data: Any) -> bool:
    return len(data) > 0 and isinstance(data[0], list | tuple)


def _tau_b(data: Any, _: Mapping[str, Any]) -> Answer:
    first, second = data
    return {"tau_b": kendall_tau_b(first, second), "p": kendall_tau_p(first, second)}


def _w(data: Any, _: Mapping[str, Any]) -> Answer:
    found, test = kendall_w(data), compare_concordance(data, rng=np.random.default_rng(0))
    return {
        "W": found.w_uncorrected,
        "W_tie_corrected": found.w,
        "chi2": found.chi2,
        "df": found.df,
        "p_chi2": found.p_chi2,
        "mean_pairwise_spearman": mean_spearman(data),
        "mean_pairwise_kendall_tau_b": mean_kendall_tau(data),
        "S": found.s,
        "rank_sums": found.rank_sums,
        "p": test.p,
        "p_method": test.p_method,
    }


def _w_exact_p(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping):
        table = exact_tail(data["n"], data["k"])
        return {str(round(chi2, 3)): p for chi2, p in zip(table.chi2, table.p, strict=True)}
    return {f"n={n},k={k}": _critical(n, k) for n, k in data}


def _critical(n: int, k: int) -> Answer:
    table = exact_tail(n, k)
    place = table.critical()
    return {
        "max_W_p": smallest_p(n, k),
        "smallest_W_with_p_le_05": None if place is None else table.w[place],
        "p_at_that_W": None if place is None else table.p[place],
        "S_crit": None if place is None else table.s[place],
    }


def _w_null(data: Any, _: Mapping[str, Any]) -> Answer:
    moments = {f"n={n},k={k}": null_moments(n, k) for n, k in data}
    return {key: {"EW": found.expected_w, "var_mean_rho": found.variance_of_mean_spearman} for key, found in moments.items()}


def _pairwise_spearman(data: Any, _: Mapping[str, Any]) -> Answer:
    # The cases take two common options as enough; the engine asks for three where nothing else is said.
    return {"pairwise": pair_values(spearman(data, common=2)), "mean": mean_spearman(data, common=2)}


def _top_sets(data: Any, params: Mapping[str, Any]) -> Answer:
    options = params["M"]
    found = measure_overlap(data, options=options)
    ordered, unordered = (mid_ranks_of_picks(data, options=options, ordered=kept) for kept in (True, False))
    return {
        "mean_overlap": found.overlap,
        "mean_jaccard": found.jaccard,
        "exact_set_rate": found.identical,
        "corrected_overlap": found.corrected,
        "W_tie_corrected_unordered": kendall_w(unordered).w,
        "W_tie_corrected_ordered": kendall_w(ordered).w,
        "mean_spearman_ordered": mean_spearman(ordered),
    }


def _overlap_null(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping):
        return _one_overlap_null(data["k"], data["M"])
    return {f"{k} of {m}": _one_overlap_null(k, m) for k, m in data}


def _one_overlap_null(k: int, m: int) -> Answer:
    null = overlap_null(k, m)
    return {
        "p": null.p,
        "E_overlap": null.overlap,
        "E_jaccard": null.jaccard,
        "sd_overlap": null.overlap_sd,
        "P_exact_set": null.same_set,
        "P_exact_ordered": null.same_order,
    }


def _top_lists(data: Any, _: Mapping[str, Any]) -> Answer:
    first, second = data
    return {
        "K_p0": kendall_distance(first, second, penalty=0),
        "K_phalf": kendall_distance(first, second),
        "K_p0_normalised": kendall_distance_share(first, second, penalty=0),
        "K_phalf_normalised": kendall_distance_share(first, second),
        "footrule_l_kplus1": footrule(first, second),
        "footrule_normalised": footrule_share(first, second),
    }


def _kemeny(data: Any, _: Mapping[str, Any]) -> Answer:
    found = kemeny(data, limit=5_000)
    return {
        "score_sum_kendall": found.score,
        "optimal_orders": found.orders,
        "mean_rank_borda": borda_ranks(data),
        "borda_order": borda_order(data),
        "consrank_rank_vector": found.ranks,
    }


def _rwg(data: Any, params: Mapping[str, Any]) -> Answer:
    levels = params.get("levels", params.get("m", 5))
    if not _is_matrix(data):
        return {
            "rwg": r_wg(data, levels=levels, clipped=True),
            "rwg_unclipped": r_wg(data, levels=levels),
            "n": len([rating for rating in data if rating is not None]),
            "ad_mean": deviation(data),
            "ad_median": deviation(data, around="median"),
            "mean_pairwise_sqdiff": mean_square_difference(data),
        }
    return {
        "rwg_items": r_wg_items(data, levels=levels, clipped=True),
        "rwg_items_slight_skew": r_wg_items(data, null=SLIGHT_SKEW, clipped=True),
        "rwg_J": r_wg_j(data, levels=levels),
        "rwg_J_star": r_wg_star(data, levels=levels),
        "ad_mean_items": deviations(data),
        "ad_median_items": deviations(data, around="median"),
        "ad_mean_J": mean_deviation(data),
        "ad_median_J": mean_deviation(data, around="median"),
        "variances": variances(data),
        "alpha_interval": krippendorff_alpha(data, metric="interval"),
        "alpha_ordinal": krippendorff_alpha(data, metric="ordinal"),
    }


def _null_variances(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping):
        return {name: variance_of_shares(shares) for name, shares in data.items()}
    return {_text(levels): null_variance(levels) for levels in data}


def _deviation_limits(data: Any, _: Mapping[str, Any]) -> Answer:
    return {_text(levels): deviation_limit(levels) for levels in data}


def _bennett(data: Any, params: Mapping[str, Any]) -> Answer:
    options = params.get("c", params.get("options"))
    return {"pair_agreement": pair_agreement(data), "S": bennett_s(data, options=options), "fleiss_kappa_single_item": fleiss_kappa([data])}


def _fleiss(data: Any, _: Mapping[str, Any]) -> Answer:
    return {"kappa": fleiss_kappa(data)}


def _gwet(data: Any, _: Mapping[str, Any]) -> Answer:
    return {"AC1": gwet_ac1(data), "BP": brennan_prediger(data), "alpha_nominal": alpha_of_counts(data)}


def _alpha(data: Any, _: Mapping[str, Any]) -> Answer:
    return {
        "nominal": krippendorff_alpha(data),
        "ordinal": krippendorff_alpha(data, metric="ordinal"),
        "interval": krippendorff_alpha(data, metric="interval"),
        "ratio": krippendorff_alpha(data, metric="ratio"),
    }


def _icc_bliese(data: Any, _: Mapping[str, Any]) -> Answer:
    found = group_reliability(data)
    return {"ICC1": found.icc1, "ICC2": found.icc2}


def _icc(data: Any, _: Mapping[str, Any]) -> Answer:
    found = rater_reliability(data)
    return {
        "ICC1_1": found.one_way_single,
        "ICC2_1": found.absolute_single,
        "ICC3_1": found.consistent_single,
        "ICC1_k": found.one_way_mean,
        "ICC2_k": found.absolute_mean,
        "ICC3_k": found.consistent_mean,
    }


def _allocation_distances(data: Any, _: Mapping[str, Any]) -> Answer:
    return {"tv": total_variation(data), "jsd_bits": divergence(data), "gjsd_bits": divergence_of_all(data)}


def _allocation_nulls(data: Any, _: Mapping[str, Any]) -> Answer:
    return {_text(parts): chance_variation(parts) for parts in data}


def _jensen_shannon(data: Any, _: Mapping[str, Any]) -> Answer:
    found: Answer = {}
    for name, (first, second) in data.items():
        found[f"{name}_base2"] = divergence_distance(first, second)
        found[f"{name}_nats"] = divergence_distance(first, second, base=math.e)
    return found


def _earth_mover(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping) and ("u" in data or not any(isinstance(each, Mapping) or _is_matrix(each) for each in data.values())):
        return {"emd": _one_earth_mover(data)}
    if isinstance(data, Mapping):
        return {name: _one_earth_mover(each) for name, each in data.items()}
    return {"emd": _one_earth_mover(data)}


def _one_earth_mover(data: Any) -> float | None:
    if isinstance(data, Mapping) and "u" in data:
        return earth_mover(data["u"], data["v"], data.get("uw"), data.get("vw"))
    first, second = data.values() if isinstance(data, Mapping) else data
    return earth_mover(first, second)


def _permanova(data: Any, _: Mapping[str, Any]) -> Answer:
    found = permanova(data["D"], data["groups"])
    return {"F": found.f, "R2": found.r2}


def _permutation_counts(data: Any, _: Mapping[str, Any]) -> Answer:
    return {str(sizes): permutation_count(json.loads(sizes) if isinstance(sizes, str) else sizes) for sizes in data}


def _between(data: Any, _: Mapping[str, Any]) -> Answer:
    delta, groups = rank_disagreement(data["ranks"]), data["groups"]
    found, cells = permanova(delta, groups, squared=True), compare_functions(delta, groups)
    test = compare_groups(delta, groups, squared=True, rng=np.random.default_rng(0), reach=None)
    return {
        "F": found.f,
        "R2": found.r2,
        "distinct_labelings": permutation_count(tuple(cells.sizes.values())),
        "p_exact_permanova": test.p,
        "mean_between": cells.between,
        "mean_within": cells.within,
        "silo_gap_points": cells.silo_gap,
        "overall_mean": mean_over_pairs(delta),
    }


def _families(data: Any, _: Mapping[str, Any]) -> Answer:
    return {"adjusted": benjamini_hochberg(data), "rejected_at_05": rejected(data, q=0.05)}


def _reliable_change(data: Any, _: Mapping[str, Any]) -> Answer:
    found = reliable_change(data["pre"], data["post"], sd=data["sd"], reliability=data["rxx"])
    return {"SE": found.se, "S_diff": found.se_difference, "RCI": found.index}


def _jackknife(data: Any, _: Mapping[str, Any]) -> Answer:
    found = jackknife(rank_disagreement(data))
    return {
        "U": found.value,
        "loo": found.without,
        "se": found.se,
        "lower": found.lower,
        "upper": found.upper,
        "lower_log": found.lower_log,
        "upper_log": found.upper_log,
    }


def _paired_change(data: Any, _: Mapping[str, Any]) -> Answer:
    found = compare_waves(rank_disagreement([*data["wave1"], *data["wave2"]]), rng=np.random.default_rng(0), reach=None)
    return {
        "disagreement_wave1": found.before,
        "disagreement_wave2": found.after,
        "drop": found.drop,
        "p_exact_two_sided": found.test.p,
        "min_attainable_p": found.test.p_min,
    }


def _prediction_gap(data: Any, params: Mapping[str, Any]) -> Answer:
    given = {**params, **data}
    found = prediction_gap(given["top3"], given["predicted"], options=given["M"], places=given.get("k"))
    return {"actual": found.found, "gap": found.gap, "mean_gap": found.mean_gap, "mae": found.size, "chance_actual": found.chance}


def _alignment_index(data: Any, params: Mapping[str, Any]) -> Answer:
    blocks = {block: data.get(block) for block in ("R", "P_midranks", "A_shares", "D")}
    found = index_of_matrices(**blocks, levels=params.get("levels", 5), options=params.get("options", 4), weights=params["weights"])
    return {
        "A": found.average,
        "blocks": found.blocks,
        "max_cut_normalised": found.cut,
        "deepest_split": found.split,
        "delta": found.delta,
    }


def _kappa(data: Any, params: Mapping[str, Any]) -> Answer:
    return {
        _text(n): kappa_of_design(
            n,
            ratings=data["J"],
            levels=data["m"],
            picks=data["k"],
            priorities=data["M"],
            parts=data["q"],
            definitions=data["L"],
            options=data["c"],
            weights=data["weights"],
        )
        for n in params.get("sizes", TEAM_SIZES)
    }


METRICS: dict[str, Callable[[Any, Mapping[str, Any]], Answer]] = {
    "ad_cutoff": _deviation_limits,
    "alignment_index": _alignment_index,
    "alignment_index_kappa": _kappa,
    "bennett_s_single_item": _bennett,
    "between_function": _between,
    "bh_fdr": _families,
    "constant_sum_distance": _allocation_distances,
    "constant_sum_null": _allocation_nulls,
    "earth_mover_1d": _earth_mover,
    "fleiss_kappa": _fleiss,
    "gwet_ac1": _gwet,
    "icc": _icc,
    "icc_bliese": _icc_bliese,
    "jackknife": _jackknife,
    "jensen_shannon": _jensen_shannon,
    "kemeny_consensus": _kemeny,
    "kendall_tau_b": _tau_b,
    "kendall_w": _w,
    "kendall_w_exact_p": _w_exact_p,
    "kendall_w_null": _w_null,
    "krippendorff_alpha": _alpha,
    "mean_spearman_pairwise_complete": _pairwise_spearman,
    "overlap_null": _overlap_null,
    "paired_change": _paired_change,
    "permanova_anosim": _permanova,
    "permutation_count": _permutation_counts,
    "prediction_gap": _prediction_gap,
    "reliable_change_index": _reliable_change,
    "rwg": _rwg,
    "rwg_null_variance": _null_variances,
    "topk_kendall_footrule": _top_lists,
    "topk_set_agreement": _top_sets,
}
TAKE_MAPPINGS = frozenset(
    {
        "alignment_index",
        "alignment_index_kappa",
        "between_function",
        "earth_mover_1d",
        "jensen_shannon",
        "kendall_w_exact_p",
        "overlap_null",
        "paired_change",
        "permanova_anosim",
        "prediction_gap",
        "reliable_change_index",
        "rwg_null_variance",
    }
)
