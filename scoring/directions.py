"""The team beside the direction that the sponsor sealed before the first invitation (decisions 3 and 4)."""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from scoring.estimates import Status

Quadrant = Literal["together_on_declared", "together_elsewhere", "apart_some_on_declared", "apart_nobody_on_declared"]


class Sealed(Struct, frozen=True, kw_only=True):
    """What was declared: up to three priorities by option code, the goal in parts as an F item of the form `goal` holds it.

    `by` is the respondent id of the sponsor, whose answers are left out of the comparison; "" where the sponsor is not asked.
    """

    priorities: tuple[str, ...] = ()
    goal: dict[str, Any] = msgspec.field(default_factory=dict)
    by: str = ""


class Knowledge(Struct, frozen=True, kw_only=True):
    """Who named the declared priorities: the committed list of each person, the sponsor left out, against the sealed one.

    `agreement` is that of these people with one another, 0..1 as everywhere. `persons`: id -> declared ones named; private to each.
    """

    code: str
    declared: tuple[str, ...]
    n: int = 0
    left_out: bool = False  # whether the sponsor is one of the team, and so not among these people
    named: dict[str, int] = msgspec.field(default_factory=dict)  # declared option -> people who named it
    all_named: int = 0  # people who named every one
    none_named: int = 0
    mean_named: float | None = None
    chance_named: float | None = None  # expectation of mean_named for lists of the same lengths at random
    chance_all: float | None = None  # probability that one such list holds every declared one
    p_named: float | None = None  # share of all choices of so many options that these people name as often in all
    p_all: float | None = None  # share of them that as many of these people hold whole
    agreement: float | None = None
    quadrant: Quadrant | None = None
    persons: dict[str, int] = msgspec.field(default_factory=dict)
    status: Status = "ok"


class GoalKnown(Struct, frozen=True, kw_only=True):
    """Who named the sealed goal: by measure, by measure and deadline, and with the amount as well. The sponsor is left out.

    What the sealed goal leaves open, a deadline say, is not compared.
    """

    code: str
    asked: int = 0  # people who were asked for the goal
    n: int = 0  # people who wrote one, or a part of one
    left_out: bool = False  # whether the sponsor is one of the team
    same_measure: int = 0
    same_deadline: int = 0  # measure and deadline
    same_amount: int = 0  # measure, deadline, amount and unit
    status: Status = "ok"


class Will(Struct, frozen=True, kw_only=True):
    """The list that each would choose against the list that each holds to be committed: `shared` entries of `places` on average."""

    committed: str
    chosen: str
    n: int = 0
    places: int = 0
    shared: float | None = None
    chance_shared: float | None = None
    all_kept: int = 0  # people whose two lists are the same set
    dropped: dict[str, int] = msgspec.field(default_factory=dict)  # option -> people who hold it committed and would not choose it
    added: dict[str, int] = msgspec.field(default_factory=dict)  # option -> people who would choose it and do not hold it committed
    persons: dict[str, int] = msgspec.field(default_factory=dict)  # id -> entries in both; private to each
    status: Status = "ok"
