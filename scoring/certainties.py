"""How sure one may be: what missing members could change, what a sample leaves open, whether a split is more than chance, and style."""

from typing import Literal

from msgspec import Struct

from scoring.estimates import Band, Status


class Bounds(Struct, frozen=True, kw_only=True):
    """Where A and I would lie once every missing member has answered everything, whatever they answer (decision 48). In points."""

    missing: int
    average: Band | None = None
    index: Band | None = None
    status: Status = "ok"


class Interval(Struct, frozen=True, kw_only=True):
    """Jackknife-t interval of A on the log scale, times sqrt(1 - n/N).

    For those N only, and only if who is missing has nothing to do with what they think. `average` is None for a census and below
    five people (scoring, part 10.1).
    """

    average: Band | None = None
    n: int = 0
    invited: int = 0
    coverage: float = 0.95
    status: Status = "ok"


class Camps(Struct, frozen=True, kw_only=True):
    """Whether the deepest split is deeper than in teams without camps (decision 45), and whether it follows function.

    `penalty` = A - U in points; `limit` is its 95 % point in simulated teams without camps, of the same n, instrument and A.
    `found` asks more than that (`scoring.camps.camps_of`): somebody who stands alone deepens a split without being a camp.
    `smaller`, `larger` are the sizes of the two sides: 0 where the mode does not attribute.
    """

    penalty: float | None = None
    limit: float | None = None
    found: bool = False
    smaller: int = 0
    larger: int = 0
    agreement: float | None = None  # adjusted Rand index of the two sides with the functions: 1 the same division, 0 chance
    p: float | None = None
    p_min: float | None = None
    p_method: Literal["", "exact", "mc"] = ""
    follows_function: bool = False
    status: Status = "ok"


class Style(Struct, frozen=True, kw_only=True):
    """How much of the agreement on ratings could be a shared way of ticking (scoring, part 4.1).

    `agreement` is r*_wg(J) of all ratings that enter the index, `skewed` the same under the slightly skewed null, `concordance` the
    overall concordance with one's own ratings shuffled over items as chance. `shared`: agreement that is mostly style.
    """

    agreement: float | None = None
    skewed: float | None = None
    concordance: float | None = None
    shared: bool = False
    n: int = 0
    items: int = 0
    status: Status = "ok"
