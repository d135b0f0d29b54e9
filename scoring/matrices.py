"""Tables of functions against functions: how each is seen, what each is paid for, and where each measure leads."""

from typing import Literal

import msgspec
from msgspec import Struct

from scoring.estimates import Status


class View(Struct, frozen=True, kw_only=True):
    """One line of the perception matrix: how `about` sees itself on an item and how others see it. Means of levels 1..`levels`."""

    item: str
    about: str
    levels: int
    own: float | None = None
    own_n: int = 0
    others: float | None = None
    others_n: int = 0
    by: dict[str, tuple[float, int]] = msgspec.field(default_factory=dict)  # function of the raters -> mean, people
    gap: float | None = None  # own - others
    status: Status = "ok"


class PayLink(Struct, frozen=True, kw_only=True):
    """One cell of the incentive matrix: the measure that `a` is paid by against the one that `b` is paid by.

    `sign`: 1 where reaching a's measure helps b to reach its own, -1 where a can reach it at the cost of b, 0 where neither is known.
    `rule` names the rule of the checks that decided, "" for 0.
    """

    a: str
    b: str
    a_measure: str
    b_measure: str
    sign: Literal[-1, 0, 1]
    rule: str = ""
    people: int = 0  # who named the two measures


class Rung(Struct, frozen=True, kw_only=True):
    """One measure that a function is judged by, traced upwards: `path` ends at the company goal, and is empty for an orphan."""

    function: str
    measure: str
    path: tuple[str, ...] = ()
    people: int = 0
    amounts: int = 0  # people who named an amount
    deadlines: int = 0  # people who named a deadline
