"""What is heard, with the places behind it that stand apart or low in the same wave: places to look at, never reasons."""

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of, say
from scoring.checks.vanity import heard_by_many
from scoring.results import AllocationScore, DefinitionScore, Finding, ItemScore, PriorityScore, TeamScore
from scoring.wording import counted, quoted
from survey_definitions.schema import DefinitionItem, Item, RatingItem
from survey_definitions.word_rules import ComplaintUndecided, SymptomCause

_PRINTED = 3


def weakness_of(item: Item, score: TeamScore) -> str:
    """How a place stands, by the thresholds of its own findings: a case of `SymptomCause`, or "" where it stands well or is not known."""
    code = item.code
    term = next((part for part in score.definitions if part.code == code), None)
    if term is not None:
        return _of_term(term)
    picks = next((part for part in score.priorities if part.code == code), None)
    if picks is not None:
        return _of_list(picks)
    effort = next((part for part in score.allocations if part.code == code), None)
    if effort is not None:
        return _of_allocation(effort)
    line = score.item(code)
    return _of_rating(item, line) if isinstance(item, RatingItem) and line is not None else ""


def _of_term(term: DefinitionScore) -> str:
    if term.n < thresholds.PEOPLE or term.agreement is None:
        return ""
    if term.none >= 2 and round(term.none / term.n, 9) >= round(thresholds.DEFINITION_MISSING_FROM, 9):
        return "undefined"
    return "definition" if round(term.agreement, 9) < thresholds.DEFINITION_CONTESTED_BELOW else ""


def _of_list(picks: PriorityScore) -> str:
    known = picks.n >= thresholds.PEOPLE and picks.agreement.value is not None
    return "priorities" if known and round(picks.agreement.value or 0.0, 9) < thresholds.PRIORITIES_APART_BELOW else ""


def _of_allocation(effort: AllocationScore) -> str:
    known = effort.n >= thresholds.PEOPLE and effort.agreement is not None
    return "allocation" if known and round(effort.agreement or 0.0, 9) < thresholds.ALLOCATION_APART_BELOW else ""


def _of_rating(item: RatingItem, line: ItemScore) -> str:
    if line.n < thresholds.PEOPLE or line.mean is None or line.agreement is None or item.size < 2:
        return ""
    if round(line.agreement, 9) < thresholds.ITEM_SPLIT_BELOW:
        return "split"
    place = (line.mean - 1) / (item.size - 1)
    return "low" if round(1 - place if item.reversed else place, 9) <= thresholds.LOW_UP_TO else ""


def symptom_causes(rule: SymptomCause, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding a symptom that was heard by many, where a place behind it is weak. Size: share who heard it."""
    items = {item.code: item for _, item in answers.instrument.items()}
    found = []
    for cause in rule.causes:
        line, symptom = score.item(cause.symptom), items.get(cause.symptom)
        if line is None or symptom is None or not heard_by_many(line):
            continue
        # What is for the consultant alone is no place that others could be sent to.
        places = [items[code] for code in cause.places if code in items and (symptom.private or not items[code].private)]
        weak = [(item, case) for item in places if (case := weakness_of(item, score))]
        if not weak:
            continue
        told = [say(rule, {"text": _name(item)}, case) for item, case in weak[:_PRINTED]]
        found.append(
            finding_of(
                rule,
                subject=cause.symptom,
                size=line.counts["yes"] / line.n,
                items=(cause.symptom, *(item.code for item, _ in weak)),
                n=line.n,
                values={"heard": line.counts["yes"]} | {item.code: case for item, case in weak},
                words={"people": counted(line.n, "person", "people"), "symptom": quoted(symptom.text), "places": "; ".join(told)},
                private=symptom.private,
            )
        )
    return found


def complaints_undecided(rule: ComplaintUndecided, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding where many have heard both complaints. Size: the smaller of the two shares."""
    items = {item.code: item for _, item in answers.instrument.items()}
    one, other = score.item(rule.one), score.item(rule.other)
    if one is None or other is None or not (heard_by_many(one) and heard_by_many(other)) or not {rule.one, rule.other} <= set(items):
        return []
    term = items.get(rule.definition)
    contested = isinstance(term, DefinitionItem) and weakness_of(term, score) != "" and not term.private
    return [
        finding_of(
            rule,
            subject=rule.one,
            size=min(one.counts["yes"] / one.n, other.counts["yes"] / other.n),
            items=(rule.one, rule.other, *([rule.definition] if contested else [])),
            n=max(one.n, other.n),
            values={"heard": one.counts["yes"], "other_heard": other.counts["yes"], "answered": one.n, "other_answered": other.n},
            words={
                "first": quoted(items[rule.one].text),
                "second": quoted(items[rule.other].text),
                "people": counted(one.n, "person", "people"),
                "other_people": counted(other.n, "person", "people"),
                "term": _name(term) if contested and term is not None else "",
            },
            case="contested" if contested else "",
            private=items[rule.one].private or items[rule.other].private,
        )
    ]


def _name(item: Item) -> str:
    return quoted(item.term if isinstance(item, DefinitionItem) else item.text)
