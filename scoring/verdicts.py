"""What may be said of a change: one test, a rule for few people, or a family of tests on one screen (decisions 35, 46)."""

from collections.abc import Sequence

from msgspec.structs import replace

from scoring import thresholds
from scoring.change import benjamini_hochberg
from scoring.changes import Moved, Verdict


def verdict_of(change: float, *, passed: bool, good: int = 1) -> Verdict:
    """The word for a change; `good` is +1 where up is good and -1 where down is. No change is never a moved one.

    >>> verdict_of(4.0, passed=True), verdict_of(4.0, passed=True, good=-1), verdict_of(0.0, passed=True), verdict_of(9.0, passed=False)
    ('moved', 'worse', 'not_distinguishable', 'not_distinguishable')
    """
    direction = round(change * good, 9)
    if not passed or direction == 0:
        return "not_distinguishable"
    return "moved" if direction > 0 else "worse"


def judged_alone(moved: Moved) -> Moved:
    """One figure tested for itself: p at most .05. Without a p it stays `not_testable`."""
    if moved.p is None or moved.change is None:
        return moved
    return replace(moved, verdict=verdict_of(moved.change, passed=round(moved.p, 9) <= thresholds.TESTED_UP_TO), family=1)


def judged_by_rule(moved: Moved, detectable: float) -> Moved:
    """One figure of fewer than six people: at least the smallest change that stands out among simulated teams."""
    if moved.change is None:
        return moved
    passed = round(abs(moved.change), 9) >= round(detectable, 9)
    return replace(moved, detectable=detectable, verdict=verdict_of(moved.change, passed=passed), by_rule=True, status="ok")


def judged_together(family: Sequence[tuple[Moved, int, float]], *, q: float = thresholds.FALSE_DISCOVERIES) -> tuple[Moved, ...]:
    """A family of m tests, each with its good direction and its size for the order: Benjamini and Hochberg at rate q.

    Where even the smallest p that the design can reach exceeds q / m, nothing can be rejected alone: the family is not run, all of it
    is `not_testable` and ordered by size. Figures without a p are in no family and stay as they are.
    Benjamini & Hochberg (1995), JRSS B 57:289.

    >>> few = [(Moved(kind="block", code=code, change=9.0, p=p, p_min=0.03125), 1, 9.0) for code, p in (("a", 0.03125), ("b", 0.5))]
    >>> [(moved.code, moved.verdict, moved.p_adjusted) for moved in judged_together(few)]
    [('a', 'moved', 0.0625), ('b', 'not_distinguishable', 0.5)]
    >>> [moved.verdict for moved in judged_together([*few, *few])]
    ['not_testable', 'not_testable', 'not_testable', 'not_testable']
    """
    tested = [moved for moved, _, _ in family if moved.p is not None]
    m = len(tested)
    smallest = min((moved.p_min for moved in tested if moved.p_min is not None), default=1.0)
    if not m or round(smallest * m, 9) > q:
        ordered = sorted(family, key=lambda entry: (-round(abs(entry[2]), 9), entry[0].code, entry[0].kind))
        return tuple(
            replace(moved, p=None, verdict="not_testable", family=m, status="not_testable" if moved.status == "ok" else moved.status)
            for moved, _, _ in ordered
        )
    adjusted = benjamini_hochberg([moved.p for moved, _, _ in family])
    found = []
    for (moved, good, _), value in zip(family, adjusted, strict=True):
        if value is None or moved.change is None:
            found.append(replace(moved, family=m))
            continue
        verdict = verdict_of(moved.change, passed=round(value, 9) <= q, good=good)
        found.append(replace(moved, p_adjusted=value, verdict=verdict, family=m))
    return tuple(found)
