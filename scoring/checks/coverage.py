"""Priorities beside the targets and the assignments of salespeople, as the fact sheet lists them."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.commitments import commitments
from scoring.checks.sentences import finding_of, say
from scoring.facts import choices_of
from scoring.results import Finding, TeamScore
from scoring.wording import listed
from survey_definitions.effort_rules import GoalCoverage


def uncovered_goals(rule: GoalCoverage, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each priority that most hold to be committed and that one of the two lists lacks.

    Size: the share of people who named it, times the share of the lists that are filled in and lack it.
    """
    held = commitments(answers, people, rule.committed)
    lists = {name: (fact, choices_of(answers, fact)) for name, fact in (("targets", rule.targets), ("assigned", rule.assigned))}
    known = {name: options for name, (_, options) in lists.items() if options is not None}
    found = []
    for cover in rule.covers:
        missing = [name for name, options in known.items() if cover.option not in options]
        if not missing or not held.held(cover.priority, rule.named_from):
            continue
        found.append(
            finding_of(
                rule,
                subject=cover.priority,
                size=held.named[cover.priority] / held.n * len(missing) / len(known),
                items=(held.item, *(lists[name][0] for name in missing)),
                n=held.n,
                values={**held.values(cover.priority), "missing_in": missing},
                words={**held.words(cover.priority), "missing": listed([say(rule, {}, name) for name in missing])},
                private=held.private,
            )
        )
    return found
