"""Answers reference cases by calling the engine's public functions; no arithmetic and no case is known here.

`evaluate(metric, data, params)` takes `input` and `params` of a case and returns the keys of its `expected`. Left out are statistics
that the engine does not have: Aitchison distance, a_wg, ANOSIM, Holm, Bonferroni, Benjamini-Yekutieli and tau_x.
"""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from scoring import (
    allocations,
    chance,
    change,
    concordance,
    consensus,
    definitions,
    functions,
    index,
    labelings,
    overlaps,
    pairs,
    predictions,
    priorities,
    ratings,
    reliability,
    stability,
    toplists,
)
from tests.scoring.case_forms import holds_several

Answer = dict[str, Any]
ALPHAS: tuple[definitions.Metric, ...] = ("nominal", "ordinal", "interval", "ratio")
TEAM_SIZES = (*range(2, 17), 20, 50)  # for which a chance constant is worked out when none is named; 200 take half a minute


def evaluate(metric: str, data: Any, params: Mapping[str, Any]) -> Answer:
    """The answer to one reference case, as plain JSON values; a dictionary of inputs of one form is answered key by key."""
    if holds_several(metric, data):
        return {key: evaluate(metric, value, params) for key, value in data.items()}
    found: Answer = _plain(METRICS[metric](data, params))
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


def _fields(found: object, names: str) -> Answer:
    """The fields of a result under the names of the cases, written as key=field."""
    return {key: getattr(found, field) for key, field in (name.split("=") for name in names.split())}


def _text(number: float) -> str:
    """A size as the cases write it: 5 and 5.0 are "5"."""
    return f"{number:g}"


def _is_matrix(data: Any) -> bool:
    return len(data) > 0 and isinstance(data[0], list | tuple)


def _w(data: Any, _: Mapping[str, Any]) -> Answer:
    test = concordance.compare_concordance(data, rng=np.random.default_rng(0))
    return {
        **_fields(concordance.kendall_w(data), "W=w_uncorrected W_tie_corrected=w chi2=chi2 df=df p_chi2=p_chi2 S=s rank_sums=rank_sums"),
        **_fields(test, "p=p p_method=p_method"),
        "mean_pairwise_spearman": priorities.mean_spearman(data),
        "mean_pairwise_kendall_tau_b": priorities.mean_kendall_tau(data),
    }


def _w_exact_p(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping):
        table = concordance.exact_tail(data["n"], data["k"])
        return {str(round(chi2, 3)): p for chi2, p in zip(table.chi2, table.p, strict=True)}
    return {f"n={n},k={k}": _critical(n, k) for n, k in data}


def _critical(n: int, k: int) -> Answer:
    table = concordance.exact_tail(n, k)
    place = table.critical()
    return {
        "max_W_p": concordance.smallest_p(n, k),
        "smallest_W_with_p_le_05": None if place is None else table.w[place],
        "p_at_that_W": None if place is None else table.p[place],
        "S_crit": None if place is None else table.s[place],
    }


def _top_sets(data: Any, params: Mapping[str, Any]) -> Answer:
    options = params["M"]
    found = overlaps.measure_overlap(data, options=options)
    ordered, unordered = (priorities.mid_ranks_of_picks(data, options=options, ordered=kept) for kept in (True, False))
    return {
        **_fields(found, "mean_overlap=overlap mean_jaccard=jaccard exact_set_rate=identical corrected_overlap=corrected"),
        "W_tie_corrected_unordered": concordance.kendall_w(unordered).w,
        "W_tie_corrected_ordered": concordance.kendall_w(ordered).w,
        "mean_spearman_ordered": priorities.mean_spearman(ordered),
    }


def _overlap_null(k: int, M: int) -> Answer:
    names = "p=p E_overlap=overlap E_jaccard=jaccard sd_overlap=overlap_sd P_exact_set=same_set P_exact_ordered=same_order"
    return _fields(overlaps.overlap_null(k, M), names)


def _top_lists(data: Any, _: Mapping[str, Any]) -> Answer:
    first, second = data
    return {
        "K_p0": toplists.kendall_distance(first, second, penalty=0),
        "K_phalf": toplists.kendall_distance(first, second),
        "K_p0_normalised": toplists.kendall_distance_share(first, second, penalty=0),
        "K_phalf_normalised": toplists.kendall_distance_share(first, second),
        "footrule_l_kplus1": toplists.footrule(first, second),
        "footrule_normalised": toplists.footrule_share(first, second),
    }


def _kemeny(data: Any, _: Mapping[str, Any]) -> Answer:
    found = _fields(consensus.kemeny(data, limit=5_000), "score_sum_kendall=score optimal_orders=orders consrank_rank_vector=ranks")
    return {**found, "mean_rank_borda": consensus.borda_ranks(data), "borda_order": consensus.borda_order(data)}


def _rwg(data: Any, params: Mapping[str, Any]) -> Answer:
    levels = params.get("levels", params.get("m", 5))
    if not _is_matrix(data):
        return {
            "rwg": ratings.r_wg(data, levels=levels, clipped=True),
            "rwg_unclipped": ratings.r_wg(data, levels=levels),
            "n": len([rating for rating in data if rating is not None]),
            "ad_mean": ratings.deviation(data),
            "ad_median": ratings.deviation(data, around="median"),
            "mean_pairwise_sqdiff": ratings.mean_square_difference(data),
        }
    return {
        "rwg_items": ratings.r_wg_items(data, levels=levels, clipped=True),
        "rwg_items_slight_skew": ratings.r_wg_items(data, null=ratings.SLIGHT_SKEW, clipped=True),
        "rwg_J": ratings.r_wg_j(data, levels=levels),
        "rwg_J_star": ratings.r_wg_star(data, levels=levels),
        "ad_mean_items": ratings.deviations(data),
        "ad_median_items": ratings.deviations(data, around="median"),
        "ad_mean_J": ratings.mean_deviation(data),
        "ad_median_J": ratings.mean_deviation(data, around="median"),
        "variances": ratings.variances(data),
        "alpha_interval": definitions.krippendorff_alpha(data, metric="interval"),
        "alpha_ordinal": definitions.krippendorff_alpha(data, metric="ordinal"),
    }


def _bennett(data: Any, params: Mapping[str, Any]) -> Answer:
    options = params.get("c", params.get("options"))
    return {
        "pair_agreement": definitions.pair_agreement(data),
        "S": definitions.bennett_s(data, options=options),
        "fleiss_kappa_single_item": definitions.fleiss_kappa([data]),
    }


def _icc(data: Any, _: Mapping[str, Any]) -> Answer:
    single = "ICC1_1=one_way_single ICC2_1=absolute_single ICC3_1=consistent_single"
    mean = "ICC1_k=one_way_mean ICC2_k=absolute_mean ICC3_k=consistent_mean"
    return _fields(reliability.rater_reliability(data), f"{single} {mean}")


def _jensen_shannon(data: Any, _: Mapping[str, Any]) -> Answer:
    found: Answer = {}
    for name, (first, second) in data.items():
        found[f"{name}_base2"] = allocations.divergence_distance(first, second)
        found[f"{name}_nats"] = allocations.divergence_distance(first, second, base=math.e)
    return found


def _earth_mover(data: Any, _: Mapping[str, Any]) -> Answer:
    if isinstance(data, Mapping) and any(isinstance(each, Mapping) or _is_matrix(each) for each in data.values()):
        return {name: _one_earth_mover(each) for name, each in data.items()}
    return {"emd": _one_earth_mover(data)}


def _one_earth_mover(data: Any) -> float | None:
    if isinstance(data, Mapping) and "u" in data:
        return functions.earth_mover(data["u"], data["v"], data.get("uw"), data.get("vw"))
    first, second = data.values() if isinstance(data, Mapping) else data
    return functions.earth_mover(first, second)


def _between(data: Any, _: Mapping[str, Any]) -> Answer:
    delta, groups = priorities.rank_disagreement(data["ranks"]), data["groups"]
    cells = functions.compare_functions(delta, groups)
    test = functions.compare_groups(delta, groups, squared=True, rng=np.random.default_rng(0), reach=None)
    return {
        **_fields(functions.permanova(delta, groups, squared=True), "F=f R2=r2"),
        **_fields(cells, "mean_between=between mean_within=within silo_gap_points=silo_gap overall_mean=overall"),
        "distinct_labelings": labelings.permutation_count(tuple(cells.sizes.values())),
        "p_exact_permanova": test.p,
    }


def _reliable_change(data: Any, _: Mapping[str, Any]) -> Answer:
    found = change.reliable_change(data["pre"], data["post"], sd=data["sd"], reliability=data["rxx"])
    return _fields(found, "SE=se S_diff=se_difference RCI=index")


def _jackknife(data: Any, _: Mapping[str, Any]) -> Answer:
    found = stability.jackknife(priorities.rank_disagreement(data))
    return _fields(found, "U=value loo=without se=se lower=lower upper=upper lower_log=lower_log upper_log=upper_log")


def _paired_change(data: Any, _: Mapping[str, Any]) -> Answer:
    cross = priorities.rank_disagreement([*data["wave1"], *data["wave2"]])
    found = change.compare_waves(cross, rng=np.random.default_rng(0), reach=None)
    waves = _fields(found, "disagreement_wave1=before disagreement_wave2=after drop=drop")
    return {**waves, **_fields(found.test, "p_exact_two_sided=p min_attainable_p=p_min")}


def _prediction_gap(data: Any, params: Mapping[str, Any]) -> Answer:
    given = {**params, **data}
    found = predictions.prediction_gap(given["top3"], given["predicted"], options=given["M"], places=given.get("k"))
    return _fields(found, "actual=found gap=gap mean_gap=mean_gap mae=size chance_actual=chance")


def _alignment_index(data: Any, params: Mapping[str, Any]) -> Answer:
    blocks = {block: data.get(block) for block in ("R", "P_midranks", "A_shares", "D")}
    levels, options = params.get("levels", 5), params.get("options", 4)
    found = index.index_of_matrices(**blocks, levels=levels, options=options, weights=params["weights"])
    return _fields(found, "A=average blocks=blocks max_cut_normalised=cut deepest_split=split delta=delta")


DESIGN = {"J": "ratings", "m": "levels", "k": "picks", "M": "priorities", "q": "parts", "L": "definitions", "c": "options"}
METRICS: dict[str, Callable[[Any, Mapping[str, Any]], Answer]] = {
    "ad_cutoff": lambda data, _: {_text(levels): ratings.deviation_limit(levels) for levels in data},
    "alignment_index": _alignment_index,
    "alignment_index_kappa": lambda data, params: {
        _text(n): chance.kappa_of_design(n, **{name: data[key] for key, name in DESIGN.items()}, weights=data["weights"])
        for n in params.get("sizes", TEAM_SIZES)
    },
    "bennett_s_single_item": _bennett,
    "between_function": _between,
    "bh_fdr": lambda data, _: {"adjusted": change.benjamini_hochberg(data), "rejected_at_05": change.rejected(data, q=0.05)},
    "constant_sum_distance": lambda data, _: {
        "tv": allocations.total_variation(data),
        "jsd_bits": allocations.divergence(data),
        "gjsd_bits": allocations.divergence_of_all(data),
    },
    "constant_sum_null": lambda data, _: {_text(parts): allocations.chance_variation(parts) for parts in data},
    "earth_mover_1d": _earth_mover,
    "fleiss_kappa": lambda data, _: {"kappa": definitions.fleiss_kappa(data)},
    "gwet_ac1": lambda data, _: {
        "AC1": definitions.gwet_ac1(data),
        "BP": definitions.brennan_prediger(data),
        "alpha_nominal": definitions.alpha_of_counts(data),
    },
    "icc": _icc,
    "icc_bliese": lambda data, _: _fields(reliability.group_reliability(data), "ICC1=icc1 ICC2=icc2"),
    "jackknife": _jackknife,
    "jensen_shannon": _jensen_shannon,
    "kemeny_consensus": _kemeny,
    "kendall_tau_b": lambda data, _: {"tau_b": priorities.kendall_tau_b(*data), "p": concordance.kendall_tau_p(*data)},
    "kendall_w": _w,
    "kendall_w_exact_p": _w_exact_p,
    "kendall_w_null": lambda data, _: {
        f"n={n},k={k}": _fields(concordance.null_moments(n, k), "EW=expected_w var_mean_rho=variance_of_mean_spearman") for n, k in data
    },
    "krippendorff_alpha": lambda data, _: {metric: definitions.krippendorff_alpha(data, metric=metric) for metric in ALPHAS},
    # The cases take two common options as enough; the engine asks for three where nothing else is said.
    "mean_spearman_pairwise_complete": lambda data, _: {
        "pairwise": pairs.pair_values(priorities.spearman(data, common=2)),
        "mean": priorities.mean_spearman(data, common=2),
    },
    "overlap_null": lambda data, _: (
        _overlap_null(**data) if isinstance(data, Mapping) else {f"{k} of {m}": _overlap_null(k, m) for k, m in data}
    ),
    "paired_change": _paired_change,
    "permanova_anosim": lambda data, _: _fields(functions.permanova(data["D"], data["groups"]), "F=f R2=r2"),
    "permutation_count": lambda data, _: {str(sizes): labelings.permutation_count(json.loads(str(sizes))) for sizes in data},
    "prediction_gap": _prediction_gap,
    "reliable_change_index": _reliable_change,
    "rwg": _rwg,
    "rwg_null_variance": lambda data, _: (
        {name: ratings.variance_of_shares(shares) for name, shares in data.items()}
        if isinstance(data, Mapping)
        else {_text(levels): ratings.null_variance(levels) for levels in data}
    ),
    "topk_kendall_footrule": _top_lists,
    "topk_set_agreement": _top_sets,
}
