"""What holds of every check whatever is answered: figures stand in the evidence, order changes nothing, each mode keeps its promise."""

import random
import re
from typing import Any, get_args

import msgspec
import pytest
from answers_at_random import random_team

from scoring import TeamAnswers, score_team
from scoring.disclosure import release
from scoring.findings import find
from scoring.released import Audience, Mode
from survey_definitions.loading import load_instrument
from survey_definitions.schema import Instrument, Item

WHOLE = load_instrument("sales-marketing")
PROTECTED = {item.code for _, item in WHOLE.items() if item.sensitivity == "protected" or item.private}
FACTS = {fact.code for fact in WHOLE.facts}


def fact_value(item: Item, rng: random.Random) -> Any:
    """Some value of a fact, don't know among them."""
    if item.type == "Y":
        return {"answer": rng.choice(["yes", "partly", "no", "dk"]), "evidence": ""}
    if item.type == "K":
        return rng.choice(["dk", *[rng.randint(1, 90) for _ in range(4)]])
    if item.type == "D":
        return rng.choice(["dk", "none", *[option.code for option in item.options]])
    if item.type == "T":
        return [option.code for option in item.options if rng.random() < 0.6] or "none"
    return None


def company(seed: int, n: int = 9) -> TeamAnswers:
    """n people who tick at random and say some hours, with a fact sheet filled in at random, a quarter of it left blank."""
    rng = random.Random(seed)
    answers = random_team(WHOLE, n, seed, missing=0.1)
    values = {id_: given | {"lead_first_contact_hours": rng.choice([0, 2, 24, 47.5])} for id_, given in answers.values.items()}
    facts = {fact.code: fact_value(fact, rng) for fact in WHOLE.facts if rng.random() < 0.75}
    return msgspec.structs.replace(answers, values=values, facts=facts)


@pytest.mark.parametrize("seed", range(12))
def test_sentences__every_figure__stands_in_the_evidence(seed: int) -> None:
    answers = company(seed)
    findings = [finding for finding in find(score_team(answers), answers) if set(finding.evidence.items) & FACTS]
    assert len(findings) > 10
    for finding in findings:
        assert 0 < finding.size <= 1
        known = {float(finding.evidence.n)} | {float(value) for value in finding.evidence.values.values() if isinstance(value, int | float)}
        figures = {float(figure) for figure in re.findall(r"\d+(?:\.\d+)?", re.sub(r"“[^”]*”", "", finding.sentence))}
        assert figures <= known, finding.sentence


def shuffled(instrument: Instrument, rng: random.Random) -> Instrument:
    """The same instrument with items, options and facts in another order."""

    def turned(item: Item) -> Item:
        lists = {name: getattr(item, name) for name in ("options", "criteria", "owner") if getattr(item, name, ())}
        return msgspec.structs.replace(item, **{name: tuple(rng.sample(entries, len(entries))) for name, entries in lists.items()})

    banks = (
        msgspec.structs.replace(bank, items=tuple(turned(item) for item in rng.sample(bank.items, len(bank.items))))
        for bank in instrument.banks
    )
    facts = tuple(turned(fact) for fact in rng.sample(instrument.facts, len(instrument.facts)))
    return msgspec.structs.replace(instrument, banks=tuple(banks), facts=facts)


@pytest.mark.parametrize("seed", range(4))
def test_findings__people_items_options_and_facts_in_another_order__the_same(seed: int) -> None:
    answers, rng = company(seed), random.Random(seed)
    turned = msgspec.structs.replace(
        answers,
        instrument=shuffled(answers.instrument, rng),
        respondents=tuple(rng.sample(answers.respondents, len(answers.respondents))),
        facts=dict(rng.sample(list(answers.facts.items()), len(answers.facts))),
    )
    here, there = find(score_team(answers), answers), find(score_team(turned), turned)
    assert [(each.kind, each.subject, each.sentence) for each in here] == [(each.kind, each.subject, each.sentence) for each in there]


@pytest.mark.parametrize("mode", get_args(Mode))
@pytest.mark.parametrize("audience", get_args(Audience))
def test_release__what_functions_said_of_words__only_where_the_mode_shows_functions(mode: Mode, audience: Audience) -> None:
    answers = company(2)
    score = score_team(answers)
    released = release(score, answers, find(score, answers), mode=mode, audience=audience)
    shown = {term.code for term in released.score.definitions if any(part.by_function for part in term.parts)}
    kinds = {finding.kind for finding in released.findings}
    if mode == "aggregate" or (mode, audience) == ("consultant", "team"):
        assert (shown, kinds) == (set(), set())
    else:
        assert shown == {"qualified_lead", "new_customer", "successful_customer", "ready_to_hand_over"}
        assert {"criterion_contested", "terms_unwritten"} <= kinds
    if (mode, audience) == ("mixed", "team"):
        of_facts = [finding for finding in released.findings if set(finding.evidence.items) & FACTS]
        assert of_facts
        assert not any(set(finding.evidence.items) & PROTECTED for finding in of_facts)
        assert not kinds & {"symptom_cause", "complaint_undecided"}


@pytest.mark.parametrize("odd", [None, "", 7, [], {}, {"answer": 3}, "yes", -1.5, ["x", 4], {"heard": True}])
def test_findings__odd_values_on_the_sheet__never_an_exception(odd: Any) -> None:
    answers = msgspec.structs.replace(company(1), facts=dict.fromkeys(FACTS, odd))
    assert find(score_team(answers), answers)
