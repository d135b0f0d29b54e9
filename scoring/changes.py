"""What moved between waves: results of `scoring.wave_change` and `scoring.trend`."""

from typing import Literal

import msgspec
from msgspec import Struct

from scoring.estimates import Status

Verdict = Literal["moved", "worse", "not_distinguishable", "not_testable"]
MovedKind = Literal["average", "index", "block", "area_agreement", "area_mean", "item_agreement", "item_mean"]


class Moved(Struct, frozen=True, kw_only=True):
    """One figure in two waves, for the people who answered in both. `change` = after - before.

    `average`, `index` and `block` are in points, `..._agreement` on the scale 0 (chance) to 1 (identical), `..._mean` in levels.
    `verdict`: "moved" is towards the good direction, "worse" against it (decision 35). `detectable` is the smallest change that
    stands out. `p_adjusted` belongs to its `family` of so many tests, one screen (Benjamini and Hochberg). `by_rule`: decided by a
    rule from simulated teams, not by a test. `complete`: nobody who answered in both waves answered this in one of them only.
    """

    kind: MovedKind
    code: str = ""
    before: float | None = None
    after: float | None = None
    change: float | None = None
    n: int = 0
    p: float | None = None
    p_adjusted: float | None = None
    p_min: float | None = None
    p_method: str = ""
    family: int = 0
    detectable: float | None = None
    verdict: Verdict = "not_testable"
    by_rule: bool = False
    complete: bool = True
    status: Status = "ok"


class WaveChange(Struct, frozen=True, kw_only=True):
    """Two waves of one team. total = stayers + composition, in points of A on the items of `entered`.

    `entered` are comparable items of the index whose options are the same in both. A list of priorities whose entries were changed
    stands in `relisted`: its own agreement is compared (decision 18), but no answer to it can change places with one of the other
    wave, so it is in no tested figure.
    """

    team: str
    before: str
    after: str
    basis: Literal["core", "comparable"] = "core"
    stayers: tuple[str, ...] = ()  # respondent ids; () where the mode does not attribute
    n_stayers: int = 0
    joined: int = 0  # answered in the later wave, and not (or too little) in the earlier one
    left: int = 0
    comparable: tuple[str, ...] = ()  # item codes asked alike in both
    changed: tuple[str, ...] = ()  # asked in both, not alike
    relisted: tuple[str, ...] = ()
    entered: tuple[str, ...] = ()
    total_before: float | None = None  # A of everybody whose answers count
    total_after: float | None = None
    total: float | None = None
    by_stayers: float | None = None
    by_composition: float | None = None
    average: Moved | None = None
    index: Moved | None = None
    opposite: bool = False  # I moved the other way than A: both are printed (decision 55)
    blocks: tuple[Moved, ...] = ()
    areas: tuple[Moved, ...] = ()
    items: tuple[Moved, ...] = ()
    level_changed: bool = False
    status: Status = "ok"


def headcount(change: WaveChange) -> WaveChange:
    """Two waves and how many people answered both, came and went: nothing of what they answered."""
    return WaveChange(
        team=change.team,
        before=change.before,
        after=change.after,
        basis=change.basis,
        n_stayers=change.n_stayers,
        joined=change.joined,
        left=change.left,
    )


class Trend(Struct, frozen=True, kw_only=True):
    """The core index over four and more waves: slope of A per wave among those who answered every one, sign tested by permutation."""

    waves: tuple[str, ...]
    values: tuple[float | None, ...] = ()  # A of the stayers, wave by wave
    slope: float | None = None
    p: float | None = None
    p_min: float | None = None
    p_method: str = ""
    n: int = 0
    stayers: tuple[str, ...] = msgspec.field(default=())
    entered: tuple[str, ...] = ()
    status: Status = "ok"
