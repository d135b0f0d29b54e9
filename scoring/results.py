"""Every result of scoring: frozen, named, a value or None with a status word. Never NaN, never an exception for odd data.

Points of alignment are 0 (what independent uniform answers give on average) to 100 (identical answers), and can be negative.
Values are unrounded; `shown` is what pages and paper print. Longer than other modules on purpose: whoever reads a result finds all
of it in one place.
"""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from scoring.certainties import Bounds, Camps, Interval, Style
from scoring.directions import GoalKnown, Knowledge, Will
from scoring.estimates import Band, Estimate, Reference, Status
from scoring.matrices import PayLink, Rung, View

__all__ = [
    "BLOCKS",
    "LEVELS",
    "AllocationScore",
    "AreaScore",
    "Band",
    "Between",
    "Contested",
    "DefinitionPart",
    "DefinitionScore",
    "Estimate",
    "Evidence",
    "Finding",
    "FunctionScore",
    "Index",
    "ItemScore",
    "Pair",
    "Prediction",
    "PriorityScore",
    "Recommendation",
    "Reference",
    "Severity",
    "Split",
    "Status",
    "TeamScore",
]

Severity = Literal["high", "medium", "low", ""]
BLOCKS = ("ratings", "priorities", "allocation", "definitions")
LEVELS = ("far apart", "partly shared", "mostly shared", "shared", "in step")


class Split(Struct, frozen=True, kw_only=True):
    """The deepest split: the ids on the smaller side (ties: the side without the first respondent)."""

    members: tuple[str, ...]
    others: tuple[str, ...]
    exact: bool = True


class Index(Struct, frozen=True, kw_only=True):
    """The alignment index with its two readings."""

    value: float | None = None  # I = min(A, U), signed, unrounded
    shown: int | None = None  # floor(round(I, 6)), never below 0
    average: float | None = None  # A: any two of you
    across_split: float | None = None  # U: across the deepest split
    average_shown: int | None = None
    level: str | None = None  # one of LEVELS, None where no word may be said
    level_reason: str = ""  # why there is none, or what held it back
    borderline: bool = False
    chance_band: Band | None = None  # 2.5 to 97.5 % of random teams
    chance_95: float | None = None  # 95 % of random teams are below
    reference: Reference | None = None
    above_reference: bool | None = None
    basis: str = ""  # the blocks that entered, joined by +
    contributions: dict[str, float] = msgspec.field(default_factory=dict)  # block -> points of 100 - A that it accounts for
    leave_one_out: Band | None = None
    kappa: float | None = None
    split: Split | None = None
    n: int = 0
    n_pairs: int = 0
    status: Status = "ok"
    version: str = "1"


class ItemScore(Struct, frozen=True, kw_only=True):
    """One item. `agreement` is r*_wg for ratings, corrected overlap or mean Spearman for priorities, and so on, as 0..1 scale."""

    code: str
    type: str
    area: str
    n: int = 0  # answered with information
    asked: int = 0
    dk: int = 0
    none: int = 0  # "nothing was agreed" / "no agreed definition"
    mean: float | None = None
    sd: float | None = None  # n - 1
    agreement: float | None = None
    deviation: float | None = None  # AD around the mean, in points
    mean_difference: float | None = None  # mean |x_i - x_j| over pairs
    counts: dict[str, int] = msgspec.field(default_factory=dict)  # level or option code -> people
    chance_band: Band | None = None  # of `agreement`
    polarised: bool = False  # a rating of six people or more on which they stand further apart than 95 % of random teams
    status: Status = "ok"


class AreaScore(Struct, frozen=True, kw_only=True):
    """One area: maturity (mean rating) and agreement (r*_wg(J))."""

    code: str
    title: str
    n: int = 0
    items: int = 0
    mean: float | None = None
    agreement: float | None = None
    status: Status = "ok"


class FunctionScore(Struct, frozen=True, kw_only=True):
    """One function: its size, alignment within, and the mean rating it gives each area."""

    code: str
    n: int
    within: Estimate
    area_means: dict[str, float | None] = msgspec.field(default_factory=dict)
    item_means: dict[str, float | None] = msgspec.field(default_factory=dict)


class Between(Struct, frozen=True, kw_only=True):
    """Alignment between two functions."""

    a: str
    b: str
    value: float | None
    n_pairs: int
    profile: float | None = None  # levels that the ratings of the two lie apart; None where it could not be told from chance
    profile_p: float | None = None
    profile_adjusted: float | None = None  # p within the pairs of functions
    status: Status = "ok"


class Contested(Struct, frozen=True, kw_only=True):
    """What a team is furthest apart on. `value`: agreement of the rating, or share of the option in the disagreement on its list."""

    item: str
    option: str = ""
    value: float
    n: int
    chance_band: Band | None = None
    beyond_chance: bool = False


class Pair(Struct, frozen=True, kw_only=True):
    """Two respondents. `band`: "further apart than chance", "0 to 50", "above 50"."""

    a: str
    b: str
    value: float | None
    band: str
    status: Status = "ok"


class Prediction(Struct, frozen=True, kw_only=True):
    """Predicted against found (decision 32). `of`: picks (0..t shared), area (mean 1..5), goal (colleagues).

    `persons`: respondent id -> (predicted, found); private to each person.
    """

    code: str
    of: str
    target: str
    n: int = 0
    predicted: float | None = None
    found: float | None = None
    chance: float | None = None
    no_chance: str = ""  # why there is no chance value
    gap: float | None = None  # predicted - found: above 0 people believe that they share more than they do
    size: float | None = None  # mean |predicted - found| of one person
    p: float | None = None  # of the sign of the gap, from six people on
    p_method: str = ""
    adjusted: float | None = None  # p within the predictions of the wave
    persons: dict[str, tuple[float, float]] = msgspec.field(default_factory=dict)
    status: Status = "ok"


class PriorityScore(Struct, frozen=True, kw_only=True):
    """A top list or ranking: who put what where, and the consensus order."""

    code: str
    type: str
    size: int  # M options
    places: int  # t
    n: int = 0
    none: int = 0
    counts: dict[str, int] = msgspec.field(default_factory=dict)  # option -> people who picked it
    mean_ranks: dict[str, float] = msgspec.field(default_factory=dict)  # Borda
    orders: tuple[tuple[str, ...], ...] = ()  # every Kemeny optimum (at most 20 kept)
    shared: float | None = None  # mean number of picks that two people share, 0..t; None for a ranking of every option
    chance_shared: float | None = None  # the same of random lists as long as those given: t * t / M where all are of length t
    identical: float | None = None  # share of pairs with the same set
    agreement: Estimate = Estimate()  # corrected overlap or mean pairwise Spearman, 0..1 scale
    w: float | None = None  # Kendall's W, tie-corrected
    own: tuple[str, ...] = ()  # own wordings, as written
    contested_shares: dict[str, float] = msgspec.field(default_factory=dict)  # option -> its share of 1 - mean Spearman
    contested_exact: bool = False  # exact share: everybody gave a list of one length
    status: Status = "ok"


class DefinitionPart(Struct, frozen=True, kw_only=True):
    """One sub-item of a definition: a criterion (in/out), the threshold, or the owner."""

    code: str
    kind: Literal["tick", "criterion", "threshold", "owner"]
    counts: dict[str, int]
    agreement: float | None  # Bennett's S
    by_function: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)  # function -> option -> people, of options named
    status: Status = "ok"


class DefinitionScore(Struct, frozen=True, kw_only=True):
    """One term: its parts, how many say that nothing was agreed, and the agreement over its parts."""

    code: str
    term: str
    n: int
    none: int
    agreement: float | None
    parts: tuple[DefinitionPart, ...] = ()
    status: Status = "ok"


class AllocationScore(Struct, frozen=True, kw_only=True):
    """Points over parts: mean per part, points that would have to move between two people, and flat answers."""

    code: str
    n: int
    means: dict[str, float] = msgspec.field(default_factory=dict)
    to_move: float | None = None  # mean total variation times the total
    chance_to_move: float | None = None
    agreement: float | None = None
    flat_share: float | None = None
    status: Status = "ok"


class TeamScore(Struct, frozen=True, kw_only=True):
    """Everything about one team in one wave."""

    team: str
    wave: str
    instrument_id: str
    instrument_version: str
    n: int
    invited: int
    index: Index
    core_index: Index
    blocks: dict[str, Estimate]
    areas: tuple[AreaScore, ...] = ()
    items: tuple[ItemScore, ...] = ()
    functions: tuple[FunctionScore, ...] = ()
    between: tuple[Between, ...] = ()
    silo_gap: Estimate = Estimate(status="too_few")
    pairs: tuple[Pair, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    priorities: tuple[PriorityScore, ...] = ()
    definitions: tuple[DefinitionScore, ...] = ()
    allocations: tuple[AllocationScore, ...] = ()
    bounds: Bounds | None = None  # None where everybody answered
    interval: Interval | None = None  # as bounds
    camps: Camps = Camps(status="too_few")
    style: Style = Style(status="too_few")
    knowledge: tuple[Knowledge, ...] = ()  # nothing where nothing was sealed
    goal_known: tuple[GoalKnown, ...] = ()
    will: tuple[Will, ...] = ()
    views: tuple[View, ...] = ()
    pay_links: tuple[PayLink, ...] = ()
    rungs: tuple[Rung, ...] = ()
    contested_items: tuple[Contested, ...] = ()
    contested_priorities: tuple[Contested, ...] = ()
    dk_share: float = 0.0
    flags: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)  # "straight_lining" etc. -> respondent ids
    status: Status = "ok"

    def item(self, code: str) -> ItemScore | None:
        """The score of one item, or None where it was not asked."""
        return next((score for score in self.items if score.code == code), None)


class Evidence(Struct, frozen=True, kw_only=True):
    """What a finding rests on: items, n, the figures that its sentence prints, and the formula by name."""

    items: tuple[str, ...]
    n: int
    values: dict[str, Any]
    formula: str


class Finding(Struct, frozen=True, kw_only=True):
    """A gap or pattern important enough to say. `certainty`: tested, outside_chance, descriptive (decision 35)."""

    kind: str  # see scoring.findings
    subject: str  # item, area, term or function code that it is about
    sentence: str
    size: float  # 0..1, how large within its kind
    weight: int = 1
    certainty: Literal["tested", "outside_chance", "descriptive"] = "descriptive"
    evidence: Evidence
    severity: Severity = ""  # size times weight by the table of thresholds; "" for strengths
    private: bool = False


class Recommendation(Struct, frozen=True, kw_only=True):
    """An action of the catalogue with the findings that call for it."""

    action: str  # code
    evidence: tuple[Finding, ...]
    rank: int
