"""Priorities beside what is given to them: effort, and the commission of salespeople."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.commitments import Commitments, commitments, points_for
from scoring.checks.sentences import finding_of, say
from scoring.facts import amount_of
from scoring.results import Finding, TeamScore
from scoring.wording import listed, quoted
from survey_definitions.effort_rules import Funding, PriorityFunding


def unfunded_priorities(rule: PriorityFunding, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:
    """One finding for each priority that most hold to be committed, or that was declared, and that gets little.

    Size: the share of people who named it (1 where it was declared), times what is missing to an even share of the effort or to half of
    the commission, whichever is more.
    """
    held = commitments(answers, people, rule.committed)
    found = (_unfunded(rule, funding, answers, score, held) for funding in rule.funding)
    return [finding for finding in found if finding is not None]


def _unfunded(rule: PriorityFunding, funding: Funding, answers: TeamAnswers, score: TeamScore, held: Commitments) -> Finding | None:
    declared = answers.sealed is not None and funding.priority in answers.sealed.priorities
    committed = held.held(funding.priority, rule.named_from)
    texts = {option.code: option.text for option in answers.instrument.priorities}
    if funding.priority not in texts or not (committed or declared):
        return None
    told: list[tuple[str, dict[str, object], str, float]] = []
    spent = points_for(answers, score, funding.effort)
    if spent is not None and round(spent[0] / spent[1], 9) <= round(rule.effort_up_to, 9):
        item = next(item for _, item in answers.instrument.items() if item.code == funding.effort.item)
        even = len(funding.effort.options) / len(getattr(item, "options", funding.effort.options))
        points: dict[str, object] = {"points": spent[0], "total": spent[1]}
        told.append((say(rule, points, "effort"), points, funding.effort.item, 1 - spent[0] / spent[1] / even))
    new = amount_of(answers, rule.commission_new) if rule.commission_new and funding.commission else None
    percent = None if new is None else new if funding.commission == "new" else 100 - new
    if percent is not None and rule.commission_new and round(percent / 100, 9) <= round(rule.commission_up_to, 9):
        paid: dict[str, object] = {"percent": percent}
        told.append((say(rule, paid, funding.commission), paid, rule.commission_new, 1 - 2 * percent / 100))
    if not told:
        return None
    values = held.values(funding.priority) if committed else {"priority": funding.priority, "declared": True}
    for _, figures, _, _ in told:
        values |= figures
    share = held.named[funding.priority] / held.n if committed else 1.0
    words = held.words(funding.priority) if committed else {"priority": quoted(texts[funding.priority])}
    return finding_of(
        rule,
        subject=funding.priority,
        size=share * max(missing for _, _, _, missing in told),
        items=(*([held.item] if committed else []), *(code for _, _, code, _ in told)),
        n=held.n if committed else (spent[2] if spent else 0),
        values=values,
        words={
            "subject": say(rule, {**values, **words}, "committed" if committed else "declared"),
            "getting": listed([sentence for sentence, _, _, _ in told]),
        },
        private=held.private and committed,
    )
