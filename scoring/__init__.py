"""Divergence of small teams, corrected for chance. Pure: plain answers in, frozen results out; no web, no database, no clock.

Everything that an analyst calls can be imported from here. docs/methodology.md has a heading for each function: formula, reading,
example, limits, reference. What only moves data about (coding, masks, wording) stays in its module.
"""

from scoring.allocations import (
    allocation_agreement,
    chance_variation,
    divergence,
    divergence_distance,
    divergence_of_all,
    flat_share,
    is_flat,
    total_variation,
)
from scoring.answers import Respondent, TeamAnswers
from scoring.chance import kappa_of_design
from scoring.change import benjamini_hochberg, compare_waves, rejected, reliable_change
from scoring.concordance import compare_concordance, exact_tail, kendall_tau_p, kendall_w, null_moments, smallest_p
from scoring.consensus import borda_order, borda_ranks, kemeny, order_costs
from scoring.definitions import (
    alpha_of_counts,
    bennett_s,
    brennan_prediger,
    chance_modal_share,
    fleiss_kappa,
    gwet_ac1,
    gwet_ac2,
    krippendorff_alpha,
    modal_share,
    pair_agreement,
)
from scoring.disclosure import release
from scoring.explaining import explain
from scoring.faultlines import attribute_distances, faultline
from scoring.findings import find
from scoring.functions import compare_functions, compare_groups, earth_mover, energy_distance, permanova
from scoring.index import index_of_matrices
from scoring.labelings import permutation_count
from scoring.overlaps import common_picks, measure_overlap, overlap_null, overlap_pairs
from scoring.partitions import adjusted_rand, compare_partitions
from scoring.polarisation import is_polarised, polarisation_limit
from scoring.predictions import compare_predictions, prediction_gap
from scoring.priorities import (
    contested_shares,
    kendall_tau,
    kendall_tau_b,
    mean_kendall_tau,
    mean_spearman,
    mid_ranks,
    mid_ranks_of_picks,
    rank_disagreement,
    spearman,
)
from scoring.rank_biased import rank_biased_overlap, top_weight
from scoring.ratings import (
    deviation,
    deviation_limit,
    deviations,
    expected_difference,
    mean_deviation,
    mean_difference,
    mean_square_difference,
    null_variance,
    profile_concordance,
    r_wg,
    r_wg_items,
    r_wg_j,
    r_wg_star,
    variance_of_shares,
    variances,
)
from scoring.recommending import recommend
from scoring.reliability import group_reliability, rater_reliability
from scoring.results import TeamScore
from scoring.sealed import direction_p, holds_all, quadrant_of
from scoring.significance import compare_signs
from scoring.splits import deepest_split
from scoring.stability import average_interval, jackknife, leave_one_out, within_bounds
from scoring.style import skewed_agreement
from scoring.team import score_team
from scoring.toplists import footrule, footrule_share, kendall_distance, kendall_distance_share
from scoring.trend import trend
from scoring.wave_change import compare_team_waves

__all__ = [
    "Respondent",
    "TeamAnswers",
    "TeamScore",
    "adjusted_rand",
    "allocation_agreement",
    "alpha_of_counts",
    "attribute_distances",
    "average_interval",
    "benjamini_hochberg",
    "bennett_s",
    "borda_order",
    "borda_ranks",
    "brennan_prediger",
    "chance_modal_share",
    "chance_variation",
    "common_picks",
    "compare_concordance",
    "compare_functions",
    "compare_groups",
    "compare_partitions",
    "compare_predictions",
    "compare_signs",
    "compare_team_waves",
    "compare_waves",
    "contested_shares",
    "deepest_split",
    "deviation",
    "deviation_limit",
    "deviations",
    "direction_p",
    "divergence",
    "divergence_distance",
    "divergence_of_all",
    "earth_mover",
    "energy_distance",
    "exact_tail",
    "expected_difference",
    "explain",
    "faultline",
    "find",
    "flat_share",
    "fleiss_kappa",
    "footrule",
    "footrule_share",
    "group_reliability",
    "gwet_ac1",
    "gwet_ac2",
    "holds_all",
    "index_of_matrices",
    "is_flat",
    "is_polarised",
    "jackknife",
    "kappa_of_design",
    "kemeny",
    "kendall_distance",
    "kendall_distance_share",
    "kendall_tau",
    "kendall_tau_b",
    "kendall_tau_p",
    "kendall_w",
    "krippendorff_alpha",
    "leave_one_out",
    "mean_deviation",
    "mean_difference",
    "mean_kendall_tau",
    "mean_spearman",
    "mean_square_difference",
    "measure_overlap",
    "mid_ranks",
    "mid_ranks_of_picks",
    "modal_share",
    "null_moments",
    "null_variance",
    "order_costs",
    "overlap_null",
    "overlap_pairs",
    "pair_agreement",
    "permanova",
    "permutation_count",
    "polarisation_limit",
    "prediction_gap",
    "profile_concordance",
    "quadrant_of",
    "r_wg",
    "r_wg_items",
    "r_wg_j",
    "r_wg_star",
    "rank_biased_overlap",
    "rank_disagreement",
    "rater_reliability",
    "recommend",
    "rejected",
    "release",
    "reliable_change",
    "score_team",
    "skewed_agreement",
    "smallest_p",
    "spearman",
    "top_weight",
    "total_variation",
    "trend",
    "variance_of_shares",
    "variances",
    "within_bounds",
]
