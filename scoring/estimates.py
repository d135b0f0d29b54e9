"""The smallest pieces of a result: a status word, an interval, one number with what it rests on."""

from typing import Literal

from msgspec import Struct

Status = Literal["ok", "too_few", "no_variation", "not_testable", "suppressed", "heuristic", "basis_changed", "void"]


class Band(Struct, frozen=True):
    """An interval, both ends included."""

    low: float
    high: float


class Estimate(Struct, frozen=True, kw_only=True):
    """One number with what it rests on. `chance` is its expectation under independent uniform answers."""

    value: float | None = None
    n: int = 0
    n_pairs: int = 0
    status: Status = "ok"
    chance: float | None = None
    chance_band: Band | None = None
    p: float | None = None
    p_method: str = ""


class Reference(Struct, frozen=True):
    """The index of independent people with ordinary answering habits (decision 44): simulated mean and 95 % limit."""

    mean: float
    limit: float
