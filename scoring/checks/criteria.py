"""Conditions and limits of a term that people draw differently: which functions count a condition, and which do not.

A condition is contested where two functions stand on opposite sides, or where between a third and two thirds of all people count it.
A function's side is that of more than half of those of its people who answered; a function that is itself divided has none.
"""

from collections.abc import Mapping

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import function_text
from scoring.checks.sentences import finding_of, say
from scoring.results import DefinitionPart, DefinitionScore, Finding, TeamScore
from scoring.wording import listed, quoted
from survey_definitions.schema import DefinitionItem, Instrument
from survey_definitions.word_rules import CriteriaContested

_PRINTED = 3


def side_of(counts: Mapping[str, int]) -> str | None:
    """The answer of more than half, None for a tie or no answer.

    >>> side_of({"in": 2, "out": 1}), side_of({"in": 1, "out": 1}), side_of({})
    ('in', None, None)
    """
    total = sum(counts.values())
    return next((option for option, count in counts.items() if 2 * count > total), None)


def sides_of(part: DefinitionPart) -> dict[str, list[str]]:
    """Answer -> the functions on that side; functions in the order of their codes, divided ones left out."""
    found: dict[str, list[str]] = {}
    for function in sorted(part.by_function):
        side = side_of(part.by_function[function])
        if side is not None:
            found.setdefault(side, []).append(function)
    return found


def is_contested(part: DefinitionPart) -> bool:
    """Whether a condition divides functions or the whole team; a limit counts only where functions stand on different ones.

    Answers of fewer than three people divide nobody.
    """
    people = sum(part.counts.values())
    if people < thresholds.PEOPLE:
        return False
    if len(sides_of(part)) > 1:
        return True
    share = part.counts["in"] / people if part.kind == "criterion" else 0.0
    return round(thresholds.CRITERION_SPLIT_FROM, 9) <= round(share, 9) <= round(1 - thresholds.CRITERION_SPLIT_FROM, 9)


def criteria_contested(rule: CriteriaContested, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a term with conditions: those that are contested, the ones that divide functions first.

    Size: contested conditions and limits as a share of all of them.
    """
    items = {item.code: item for _, item in answers.instrument.items() if isinstance(item, DefinitionItem)}
    found = (_contested(rule, answers.instrument, items[term.code], term) for term in score.definitions if term.code in items)
    return [finding for finding in found if finding is not None]


def _contested(rule: CriteriaContested, instrument: Instrument, item: DefinitionItem, score: DefinitionScore) -> Finding | None:
    parts = [part for part in score.parts if part.kind in {"criterion", "threshold"}]
    contested = sorted((part for part in parts if is_contested(part)), key=_place)
    if not contested:
        return None
    told = [_told(rule, instrument, item, part) for part in contested[:_PRINTED]]
    values: dict[str, object] = {"contested": len(contested), "parts": len(parts)}
    for part in contested:
        values |= {f"{part.code}_{option}": count for option, count in part.counts.items() if count}
    if len(contested) > _PRINTED:
        values["more"] = len(contested) - _PRINTED
        told.append(say(rule, values, "more"))
    return finding_of(
        rule,
        subject=item.code,
        size=len(contested) / len(parts),
        items=(item.code,),
        n=score.n,
        values=values,
        words={"term": quoted(score.term), "told": "; ".join(told)},
        private=item.private,
    )


def _place(part: DefinitionPart) -> tuple[bool, float, str]:
    """Those that divide functions first, then those nearest to an even split."""
    return len(sides_of(part)) < 2, round(max(part.counts.values()) / sum(part.counts.values()), 9), part.code


def _told(rule: CriteriaContested, instrument: Instrument, item: DefinitionItem, part: DefinitionPart) -> str:
    sides = {side: listed([function_text(instrument, code) for code in codes]) for side, codes in sides_of(part).items()}
    if part.kind == "threshold":
        texts = {option.code: option.text for option in item.threshold.options} if item.threshold else {}
        limits = [f"{quoted(texts.get(side, side))} for {names}" for side, names in sorted(sides.items())]
        return say(rule, {"limits": listed(limits)}, "limit")
    condition = quoted(next(criterion.text for criterion in item.criteria if criterion.code == part.code))
    if len(sides) > 1:
        return say(rule, {"condition": condition, "inside": sides["in"], "outside": sides["out"]}, "functions")
    return say(rule, {"condition": condition, "inside": part.counts["in"], "outside": part.counts["out"]}, "people")
