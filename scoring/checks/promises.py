"""What was promised in writing beside what was measured."""

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.hours import apart
from scoring.checks.sentences import finding_of
from scoring.facts import amount_of
from scoring.results import Finding, TeamScore
from survey_definitions.fact_rules import Promise, PromiseMissed


def shortfall(written: float, measured: float, *, more_is_better: bool = True) -> float:
    """By how much a promise was missed, 0 where it was kept, up to 1: 1 - measured / written, or 1 - written / measured.

    >>> shortfall(400, 300), shortfall(24, 30, more_is_better=False).__round__(9), shortfall(400, 500), shortfall(0, 0)
    (0.25, 0.2, 0.0, 0.0)
    """
    low, high = (measured, written) if more_is_better else (written, measured)
    return max(0.0, 1 - low / high) if high > 0 else 0.0


def is_missed(written: float, measured: float, *, more_is_better: bool = True) -> bool:
    """Whether the measured value misses the written one by more than a tenth of the written one.

    >>> is_missed(100, 90), is_missed(100, 89), is_missed(24, 27, more_is_better=False)
    (False, True, True)
    """
    missing = written - measured if more_is_better else measured - written
    return round(missing, 9) > round(thresholds.PROMISE_MISSED_FROM * written, 9)


def promises_missed(rule: PromiseMissed, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a promise that was missed by more than a tenth. Size: `shortfall`.

    Hours that differ by a factor of two are left to `hours_apart`, which prints the same two figures with what people believe.
    """
    found = (_missed(rule, promise, answers) for promise in rule.promises)
    return [finding for finding in found if finding is not None]


def _missed(rule: PromiseMissed, promise: Promise, answers: TeamAnswers) -> Finding | None:
    written, measured = amount_of(answers, promise.written), amount_of(answers, promise.measured)
    more = promise.better == "more"
    if written is None or measured is None or not is_missed(written, measured, more_is_better=more):
        return None
    if not more and apart(written, measured):
        return None
    return finding_of(
        rule,
        subject=promise.written,
        size=shortfall(written, measured, more_is_better=more),
        items=(promise.written, promise.measured),
        n=0,
        values={"written": written, "measured": measured},
        words={"promise": promise.text},
    )
