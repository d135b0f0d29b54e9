"""A strategy of new customers beside the people and the budget that could win them."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.commitments import commitments, points_for
from scoring.checks.sentences import finding_of, say
from scoring.facts import amount_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed
from survey_definitions.effort_rules import StrategyFit


def unfit_roles(rule: StrategyFit, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:
    """At most one finding. New customers come first where most hold them to be committed, else where enough effort goes to them.

    Size: the share of people who named them, or of the points they get, times what the smaller of both facts lacks to the whole.
    """
    facts = {name: (fact, amount_of(answers, fact)) for name, fact in (("hunters", rule.hunters), ("budget", rule.budget))}
    few = {
        name: percent
        for name, (_, percent) in facts.items()
        if percent is not None and round(percent / 100, 9) <= round(rule.share_up_to, 9)
    }
    held = commitments(answers, people, rule.committed)
    spent = points_for(answers, score, rule.effort)
    if few and held.held(rule.priority, rule.named_from):
        case, n, item, share = "committed", held.n, held.item, held.named[rule.priority] / held.n
        values, words = held.values(rule.priority), held.words(rule.priority)
    elif few and spent is not None and round(spent[0] / spent[1], 9) >= round(rule.effort_from, 9):
        case, n, item, share = "effort", spent[2], rule.effort.item, spent[0] / spent[1]
        values, words = {"points": spent[0], "total": spent[1]}, {"people": counted(spent[2], "person", "people")}
    else:
        return []
    subject = say(rule, {**values, **words}, case)
    values |= few
    return [
        finding_of(
            rule,
            subject=rule.priority,
            size=share * (1 - min(few.values()) / 100),
            items=(item, *(facts[name][0] for name in few)),
            n=n,
            values=values,
            words={"subject": subject, "having": listed([say(rule, {name: percent}, name) for name, percent in few.items()])},
            private=held.private and case == "committed",
        )
    ]
