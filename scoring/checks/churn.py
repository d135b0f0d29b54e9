"""A loss that is counted over everybody while most customers are bound by contracts; read from the fact sheet alone."""

import re

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import amount_of, choice_of, is_filled
from scoring.results import Finding, TeamScore
from survey_definitions.pay_rules import HiddenChurn


def hidden_churn(rule: HiddenChurn, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """At most one finding. Size: the share of customers with a contract of a year or more."""
    percent = amount_of(answers, rule.bound)
    if choice_of(answers, rule.base.item) not in rule.base.options or percent is None:
        return []
    if round(percent / 100, 9) < round(rule.bound_from, 9):
        return []
    lowered = bool(rule.lowered and is_filled(answers, rule.lowered) and speaks_of(str(answers.facts[rule.lowered]), rule.words))
    items = (rule.base.item, rule.bound, *([rule.lowered] if lowered and rule.lowered else []))
    values = {"percent": percent, "base": choice_of(answers, rule.base.item)}
    return [
        finding_of(rule, subject=rule.base.item, size=percent / 100, items=items, n=0, values=values, case="lowered" if lowered else "")
    ]


def speaks_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether a word of the text begins with one of these, whatever the case.

    >>> speaks_of("We moved most to Annual contracts.", ("contract", "annual")), speaks_of("Better onboarding", ("contract",))
    (True, False)
    """
    return any(re.search(rf"(?<!\w){re.escape(word)}", text.casefold()) for word in words)
