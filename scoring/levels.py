"""The word for an index, and every gate that can hold it back (decisions 16, 17, 46). Thresholds stand here only."""

import math

from msgspec import Struct

from scoring.results import LEVELS, Band

BOUNDS = (20.0, 40.0, 60.0, 80.0)
LEVEL_FROM_N = 5  # no word below
STEADY_UP_TO_N = 7  # up to here only if nobody's leaving would change it
RESPONSE_FOR_FULL = 0.8  # below, "in step" is not said
RESPONSE_FOR_ANY = 0.6
GATE_SD = 20.0  # a block gates only if chance moves it by less than this
ORDINARY = "not distinguishable from ordinary answering habits"


class Standing(Struct, frozen=True, kw_only=True):
    """What the word rests on: I, n, invited N, block values, their chance SD, the reference limit and the leave-one-out range."""

    value: float
    n: int
    invited: int
    blocks: dict[str, float]
    block_sd: dict[str, float]
    limit: float
    leave_one_out: Band | None


def shown(value: float) -> int:
    """The printed number: rounded down, never below 0, so that 100 is said only of identical answers."""
    return max(0, math.floor(round(value, 6)))


def band_of(value: float) -> int:
    """Number 0..4 of the level in which a value lies."""
    return sum(round(value, 6) >= bound for bound in BOUNDS)


def borderline(standing: Standing) -> bool:
    """Whether the value is so near a threshold, or so dependent on one person, that the next word is as good."""
    n = standing.n
    near = 10 if n <= 4 else 7 if n <= 6 else 5 if n <= 9 else 4
    if any(abs(round(standing.value, 6) - bound) <= near for bound in BOUNDS):
        return True
    range_ = standing.leave_one_out
    return range_ is not None and band_of(range_.low) != band_of(range_.high)


def _no_word(standing: Standing, own: int) -> str:
    """Why no word may be said, or nothing."""
    n, range_ = standing.n, standing.leave_one_out
    if n < LEVEL_FROM_N:
        return f"no level below {LEVEL_FROM_N} people"
    if standing.invited and round(n / standing.invited, 9) < RESPONSE_FOR_ANY:
        return "fewer than 60 % of those invited answered enough"
    if n <= STEADY_UP_TO_N and range_ is not None and band_of(range_.low) != band_of(range_.high):
        return f"with {n} people, leaving out one of them would change the level"
    return ORDINARY if own and round(standing.value, 9) <= round(standing.limit, 9) else ""


def level_of(standing: Standing) -> tuple[str | None, str]:
    """The word and, where one was held back or none may be said, the reason."""
    own = band_of(standing.value)
    if reason := _no_word(standing, own):
        return None, reason
    gates = {block: band_of(value) + 2 for block, value in standing.blocks.items() if standing.block_sd.get(block, GATE_SD) < GATE_SD}
    cap = 3 if standing.invited and round(standing.n / standing.invited, 9) < RESPONSE_FOR_FULL else 4
    level = min(own, cap, *gates.values())
    if level == own:
        return LEVELS[level], ""
    if level == cap:
        return LEVELS[level], "held back: fewer than 80 % of those invited answered enough"
    weakest = min(gates, key=lambda block: (standing.blocks[block], block))
    return LEVELS[level], f"held back by the weakest block: {weakest}"
