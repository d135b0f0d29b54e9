"""Who knows whose goal: perceptions of how well another function's goal could be stated, and ratings of how goals are known.

Which items these are is told by the items themselves, by what they feed; no code of an item stands here.
"""

from math import floor

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import function_text
from scoring.checks.sentences import finding_of, say
from scoring.coding import rating_of
from scoring.facts import answer_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted, decimal, quoted
from survey_definitions.goal_rules import GoalsOfPeers
from survey_definitions.schema import PerceptionItem, RatingItem


def unknown_goals(rule: GoalsOfPeers, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each function whose goal others cannot state, and one for each rating on which most are low."""
    scattered = rule.together is not None and answer_of(answers, rule.together) == "no"
    also = say(rule, {}, "scattered") if scattered else ""
    found = []
    for _, item in answers.instrument.items():  # noqa: PERF102 - not a dictionary: items() lists (bank, item)
        if rule.reads in item.feeds and isinstance(item, PerceptionItem):
            for about in item.about or tuple(function.code for function in answers.instrument.functions):
                found += _of_function(rule, answers, people, item, about, also)
        elif rule.reads in item.feeds and isinstance(item, RatingItem):
            found += _of_rating(rule, answers, people, item, also)
    return found


def _of_function(
    rule: GoalsOfPeers, answers: TeamAnswers, people: tuple[Respondent, ...], item: PerceptionItem, about: str, also: str
) -> list[Finding]:
    """Size: what is missing to the top of the scale. Only ratings of people of other functions count, three or more."""
    given: list[tuple[str, int]] = []
    for person in people:
        value = answers.value(person, item.code)
        level = value.get(about) if isinstance(value, dict) else None
        if person.function and about not in person.functions and isinstance(level, int) and 1 <= level <= item.size:
            given.append((person.function, level))
    n = len(given)
    if n < thresholds.PEOPLE or item.size < 2:
        return []
    mean = sum(level for _, level in given) / n
    place = (mean - 1) / (item.size - 1)
    if round(place, 9) > round(rule.place_up_to, 9):
        return []
    values = {"function": about, "mean": mean, "levels": item.size, "people": n}
    words = {
        "item": quoted(item.text),
        "function": function_text(answers.instrument, about),
        "people": counted(n, "person", "people"),
        "mean": decimal(mean),
        "also": also,
    }
    items = (item.code, *([rule.together] if also and rule.together else []))
    return [finding_of(rule, subject=item.code, size=1 - place, items=items, n=n, values=values, words=words, private=item.private)]


def _of_rating(rule: GoalsOfPeers, answers: TeamAnswers, people: tuple[Respondent, ...], item: RatingItem, also: str) -> list[Finding]:
    """Size: the share of people who are low."""
    levels = [level for person in people if (level := rating_of(item, answers.value(person, item.code))) == level]
    bound = floor(round(1 + rule.place_up_to * (item.size - 1), 9))
    low = sum(level <= bound for level in levels)
    if len(levels) < thresholds.PEOPLE or item.reversed or round(low / len(levels), 9) < round(rule.share_from, 9):
        return []
    values = {"low": low, "level": bound, "levels": item.size, "people": len(levels)}
    return [
        finding_of(
            rule,
            subject=item.code,
            size=low / len(levels),
            items=(item.code, *([rule.together] if also and rule.together else [])),
            n=len(levels),
            values=values,
            words={"item": quoted(item.text), "people": counted(len(levels), "person", "people"), "also": also},
            case="rating",
            private=item.private,
        )
    ]
