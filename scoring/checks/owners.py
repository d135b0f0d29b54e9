"""Owners that are named several times, or not at all: of terms by answers, of plans, figures and tasks by the fact sheet."""

from collections.abc import Collection, Iterator

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import choice_of, fact_item
from scoring.results import DefinitionPart, Finding, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.fact_rules import OwnerOnSheet
from survey_definitions.schema import DefinitionItem
from survey_definitions.word_rules import TermOfNobody, TermOwners


def term_owners(rule: TermOwners, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """Terms of which two or more owners are named, none by two thirds. Size: 1 less the share of the most named."""
    found = []
    for item, part in _owner_parts(answers, score):
        named = {code: count for code, count in part.counts.items() if count and code not in rule.nobody}
        n = sum(part.counts.values())
        if len(named) < 2 or round(max(named.values()) / n, 9) >= round(thresholds.OWNER_CLEAR_FROM, 9):
            continue
        texts = {option.code: option.text for option in item.owner}
        said = sorted((code for code, count in part.counts.items() if count), key=lambda code: (-part.counts[code], code))
        found.append(
            finding_of(
                rule,
                subject=item.code,
                size=1 - max(named.values()) / n,
                items=(item.code,),
                n=n,
                values={f"named_{code}": part.counts[code] for code in said},
                words={
                    "term": quoted(item.term),
                    "people": counted(n, "person", "people"),
                    "named": listed([f"{quoted(texts[code])} ({part.counts[code]})" for code in said]),
                },
                private=item.private,
            )
        )
    return found


def terms_of_nobody(rule: TermOfNobody, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """Terms that a third of the people and more, two at least, say nobody owns. Size: their share."""
    found = []
    for item, part in _owner_parts(answers, score):
        n = sum(part.counts.values())
        answer = next((option for option in item.owner if option.code in rule.nobody), None)
        count = _count(part, rule.nobody)
        if answer is None or count < 2 or round(count / n, 9) < round(thresholds.OWNER_NOBODY_FROM, 9):
            continue
        found.append(
            finding_of(
                rule,
                subject=item.code,
                size=count / n,
                items=(item.code,),
                n=n,
                values={"count": count},
                words={"term": quoted(item.term), "people": counted(n, "person", "people"), "answer": quoted(answer.text)},
                private=item.private,
            )
        )
    return found


def owners_on_sheet(rule: OwnerOnSheet, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """Facts whose answer is one of those that the rule speaks of. Size: a half, since a sheet has one answer."""
    found = []
    for owner in rule.owners:
        choice, fact = choice_of(answers, owner.fact), fact_item(answers, owner.fact)
        if choice not in owner.answers or not isinstance(fact, DefinitionItem):
            continue
        text = next((option.text for option in fact.options if option.code == choice), "")
        words = {"what": owner.text, "answer": quoted(text)}
        found.append(finding_of(rule, subject=owner.fact, size=0.5, items=(owner.fact,), n=0, values={"answer": choice}, words=words))
    return found


def _owner_parts(answers: TeamAnswers, score: TeamScore) -> Iterator[tuple[DefinitionItem, DefinitionPart]]:
    """Definitions with the part on who owns the term, where three people and more answered it."""
    items = {item.code: item for _, item in answers.instrument.items() if isinstance(item, DefinitionItem)}
    for term in score.definitions:
        for part in term.parts:
            if part.kind == "owner" and term.code in items and sum(part.counts.values()) >= thresholds.PEOPLE:
                yield items[term.code], part


def _count(part: DefinitionPart, codes: Collection[str]) -> int:
    return sum(count for code, count in part.counts.items() if code in codes)
