"""Figures that two functions share: each with one definition, one owner, and a place in the reports of both, by the fact sheet."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of, say
from scoring.facts import choices_of, fact_item
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.fact_rules import FiguresUnowned
from survey_definitions.schema import PickItem

_PRINTED = 3


def figures_unowned(rule: FiguresUnowned, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding with the figures that fail and what each lacks, those that lack most first. Size: what is lacking, as a share.

    A list that the sheet leaves blank, or does not know, is not held against any figure.
    """
    checks = [(rule.defined, say(rule, {}, "defined")), (rule.owned, say(rule, {}, "owned"))]
    checks += [(entry.fact, say(rule, {"function": entry.text}, "reported")) for entry in rule.reported]
    lists = {code: picks for code, _ in checks if (picks := choices_of(answers, code)) is not None}
    fact = next((fact_item(answers, code) for code in lists), None)
    if not isinstance(fact, PickItem):
        return []
    options = answers.instrument.options_of(fact)
    lacks = {option: [text for code, text in checks if code in lists and option.code not in lists[code]] for option in options}
    failing = sorted((option for option in options if lacks[option]), key=lambda option: (-len(lacks[option]), option.code))
    if not failing:
        return []
    told = [f"{quoted(option.text)} has {listed(lacks[option])}" for option in failing[:_PRINTED]]
    values = {"failing": len(failing), "figures": len(options)}
    if len(failing) > _PRINTED:
        values["more"] = len(failing) - _PRINTED
        told.append(f"{counted(values['more'], 'more figure lacks', 'more figures lack')} something too")
    return [
        finding_of(
            rule,
            subject=rule.owned,
            size=sum(map(len, lacks.values())) / (len(options) * len(lists)),
            items=tuple(lists),
            n=0,
            values=values,
            words={"figures": counted(len(options), "figure", "figures"), "told": "; ".join(told)},
        )
    ]
