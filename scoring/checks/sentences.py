"""Sentences of rules, filled: the words that an evaluator wrote ready for print, and the figures of the evidence."""

from collections.abc import Mapping
from typing import Any, Literal

from scoring.results import Evidence, Finding
from scoring.wording import plain
from survey_definitions.rule import Rule


def say(rule: Rule, fields: Mapping[str, Any], case: str = "") -> str:
    """The sentence of a rule, or that of one of its cases. Numbers are written plainly, words as they are.

    A rule promises by its class which fields its evaluator gives (`Rule.fields`); a missing one is a mistake in the evaluator.

    >>> from survey_definitions.pay_rules import MeasureLadder
    >>> rule = MeasureLadder(code="r", finding="f", title="t", formula="x", goal="g", sentence="{people} are paid by {measure}.")
    >>> say(rule, {"people": "3 people", "measure": "“Leads”"})
    '3 people are paid by “Leads”.'
    """
    written = {name: plain(value) if isinstance(value, int | float) else str(value) for name, value in fields.items()}
    sentence = rule.says[case] if case else rule.sentence
    return sentence.format_map(written)


def finding_of(
    rule: Rule,
    *,
    subject: str,
    size: float,
    items: tuple[str, ...],
    n: int,
    values: Mapping[str, Any],
    words: Mapping[str, str] | None = None,
    case: str = "",
    private: bool = False,
    certainty: Literal["tested", "outside_chance", "descriptive"] = "descriptive",
) -> Finding:
    """The finding of a rule. Its sentence has every field of `values`, and of `words` on top; `values` alone are the evidence.

    Every number that a sentence prints therefore stands in `values`, in whatever words it is said. size is held to 0..1.
    """
    return Finding(
        kind=rule.finding,
        subject=subject,
        sentence=say(rule, {**values, **(words or {})}, case),
        size=min(1.0, max(0.0, size)),
        weight=rule.weight,
        certainty=certainty,
        evidence=Evidence(items=items, n=n, values=dict(values), formula=rule.formula),
        private=private,
    )
