"""What leaves the engine for one audience: the shape of a release. Only `scoring.disclosure.release` makes one."""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from scoring.changes import Trend, WaveChange
from scoring.results import Finding, TeamScore

Mode = Literal["mixed", "named", "function", "consultant", "aggregate"]
Audience = Literal["team", "consultant"]
MODES: tuple[Mode, ...] = ("mixed", "named", "function", "consultant", "aggregate")


class Position(Struct, frozen=True):
    """One answer that may be shown: under which label (a name, a function, or "" for nobody's) and its value."""

    label: str
    value: Any


class Bands(Struct, frozen=True):
    """What is said of an item whose answers are kept back: words, never figures."""

    level: str  # "" where the team is too small for it
    divergence: str


class Suppressed(Struct, frozen=True):
    """A cell that is not shown, and why, in words that can be printed."""

    what: str
    reason: str


class Released(Struct, frozen=True, kw_only=True):
    """A team's results as one audience may see them. Cells kept back have value None and status "suppressed" in `score`."""

    mode: Mode
    audience: Audience
    score: TeamScore
    names: dict[str, str] = msgspec.field(default_factory=dict)  # respondent id -> label; empty where the mode does not attribute
    positions: dict[str, tuple[Position, ...]] = msgspec.field(default_factory=dict)  # rating item -> dots
    picks: dict[str, tuple[Position, ...]] = msgspec.field(default_factory=dict)  # T, R item -> label and tuple of option codes
    bands: dict[str, Bands] = msgspec.field(default_factory=dict)  # item -> words
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    changes: tuple[WaveChange, ...] = ()  # against the wave before, where there is one
    trend: Trend | None = None  # from four waves on
