"""Whether the input of a reference case is one input or a dictionary of several, which is answered key by key."""

from collections.abc import Mapping
from typing import Any

# One input of these is a mapping with one of these names; of any other metric a mapping holds several inputs.
OWN_NAMES = {
    "alignment_index": {"R", "P_midranks", "A_shares", "D"},
    "alignment_index_kappa": {"J", "m", "k", "M", "q", "L", "c", "weights"},
    "between_function": {"ranks", "groups"},
    "kendall_w_exact_p": {"n", "k"},
    "overlap_null": {"k", "M"},
    "paired_change": {"wave1", "wave2"},
    "permanova_anosim": {"D", "groups"},
    "prediction_gap": {"top3", "predicted"},
    "reliable_change_index": {"pre", "post"},
}
FREE_NAMES = {"jensen_shannon", "rwg_null_variance"}  # one input of these is a mapping with any names


def holds_several(metric: str, data: Any) -> bool:
    """Whether a mapping names several inputs, instead of being one by itself."""
    if not isinstance(data, Mapping) or metric == "earth_mover_1d":
        return False
    if metric in FREE_NAMES:
        return bool(data) and all(isinstance(value, Mapping) for value in data.values())
    if metric in OWN_NAMES:
        return bool(data) and not set(data) & OWN_NAMES[metric]
    return True
