"""Index and blocks as they may be printed where exact figures would give answers away: rounded, and stripped of what points at people."""

import math

from msgspec.structs import replace

from scoring.results import Band, Estimate, Index, Reference

STEP = 5  # points


def nearest(value: float | None, step: int = STEP) -> float | None:
    """The nearest multiple of `step`, halves upward."""
    return None if value is None else float(step * math.floor(round(value, 9) / step + 0.5))


def suppressed_index(index: Index) -> Index:
    """Nothing but the number of people."""
    return Index(n=index.n, status="suppressed")


def index_to_five(index: Index) -> Index:
    """The index to the nearest five and what does not depend on answers, for modes that do not attribute (decision 26)."""
    if index.value is None:
        return Index(n=index.n, status=index.status, level_reason=index.level_reason)
    value = nearest(index.value)
    return Index(
        value=value,
        shown=max(0, int(value or 0)),
        chance_band=_rounded(index.chance_band),
        chance_95=None if index.chance_95 is None else float(round(index.chance_95)),
        reference=None if index.reference is None else Reference(float(round(index.reference.mean)), float(round(index.reference.limit))),
        basis=index.basis,
        n=index.n,
        n_pairs=index.n_pairs,
        status=index.status,
    )


def _rounded(band: Band | None) -> Band | None:
    return None if band is None else Band(float(math.floor(round(band.low, 6))), float(math.ceil(round(band.high, 6))))


def block_to_five(block: Estimate) -> Estimate:
    """One block to the nearest five."""
    return replace(block, value=nearest(block.value))
