"""Figures that are praised while nobody can say what they became one step later."""

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of, choice_of, fact_item, is_filled, is_unknown
from scoring.results import Finding, ItemScore, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.schema import DefinitionItem, EvidenceItem, Item
from survey_definitions.word_rules import Praise, VanityExposed


def heard_by_many(line: ItemScore | None) -> bool:
    """Whether a symptom was heard by three people and by half of those who answered, as everywhere (decision 27)."""
    heard = line.counts.get("yes", 0) if line else 0
    return line is not None and heard >= thresholds.SYMPTOM_PEOPLE and heard / line.n >= thresholds.SYMPTOM_FROM


def is_left_open(answers: TeamAnswers, praise: Praise, fact: Item) -> bool:
    """Whether the sheet has no answer to a fact: not known, no, only partly, or a choice that leaves the question open."""
    if is_unknown(answers, fact.code):
        return True
    if isinstance(fact, EvidenceItem):
        return answer_of(answers, fact.code) != "yes"
    choice = choice_of(answers, fact.code) if isinstance(fact, DefinitionItem) else None
    return choice == "none" or any(choice in bad.options for bad in praise.bad if bad.item == fact.code)


def vanity_exposed(rule: VanityExposed, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a figure that is praised, or whose next step is not known.

    Heard, and the sheet leaves the next step open: share who heard it. Heard, and there is no sheet: half of that. Not heard, and the
    sheet leaves at least half of the next step open: half of the share that it leaves open. Where praise is heard, a fact that a sheet
    leaves blank is open too; where it is not, blank says nothing.
    """
    found = (_exposed(rule, praise, answers, score) for praise in rule.praises)
    return [finding for finding in found if finding is not None]


def _exposed(rule: VanityExposed, praise: Praise, answers: TeamAnswers, score: TeamScore) -> Finding | None:
    item = next((item for _, item in answers.instrument.items() if item.code == praise.symptom), None)
    line = score.item(praise.symptom)
    heard = item is not None and heard_by_many(line)
    facts = [fact for code in praise.facts if (fact := fact_item(answers, code)) is not None]
    told = [fact for fact in facts if is_filled(answers, fact.code)]
    left_open = [fact for fact in facts if (fact in told and is_left_open(answers, praise, fact)) or (heard and fact not in told)]
    share = len(left_open) / len(told) if told else 0.0
    if not heard and (not told or round(share, 9) < thresholds.OPEN_FACTS_FROM):
        return None
    sheet = bool(answers.facts) and bool(facts)
    if heard and sheet and not left_open:
        return None
    count = line.counts["yes"] if heard and line else 0
    n = line.n if heard and line else 0
    size = count / n if heard else share
    return finding_of(
        rule,
        subject=praise.symptom if heard else praise.facts[0],
        size=size if heard and sheet else size / 2,
        items=(*([praise.symptom] if heard else []), *(fact.code for fact in left_open)),
        n=n,
        values={"heard": count, "answered": n} if heard else {"open": len(left_open), "asked": len(told)},
        words={
            "people": counted(n, "person", "people"),
            "symptom": quoted(item.text) if item else "",
            "question": quoted(praise.question),
            "facts": listed([quoted(fact.text) for fact in left_open]),
        },
        case="" if heard and sheet else "heard" if heard else "sheet",
        private=bool(heard and item and item.private),
    )
