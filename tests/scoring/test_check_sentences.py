"""Properties of every check, on teams that answer and fact sheets that are filled in at random."""

import random
import re
from typing import Any

import msgspec
import pytest
from answers_at_random import random_team

from scoring import TeamAnswers, score_team
from scoring.checks.running import run_checks
from scoring.disclosure import reduced
from scoring.results import Finding
from scoring.team import team_of
from survey_definitions.loading import load_instrument
from survey_definitions.schema import DefinitionItem, EvidenceItem, Instrument, Item, NumberItem, PickItem, TextItem

FULL = load_instrument("sales-marketing")


def _parts(instrument: Instrument, rng: random.Random) -> dict[str, Any]:
    parts = {
        "measure": rng.choice([measure.code for measure in instrument.measures]),
        "direction": rng.choice(["up", "down"]),
        "amount": rng.randint(0, 3),
        "unit": rng.choice(["percent", "euros"]),
        "deadline": rng.choice(["2027", "2027-Q3", "2028-01"]),
        "quality": "qualified",
    }
    return {part: value for part, value in parts.items() if rng.random() < 0.7}


def _fact(item: Item, rng: random.Random) -> Any:
    if isinstance(item, EvidenceItem):
        return {"answer": rng.choice(["yes", "partly", "no", "dk"]), "evidence": ""}
    if isinstance(item, NumberItem):
        return rng.choice([item.minimum, min(item.maximum, 17), min(item.maximum, 100), "dk"])
    if isinstance(item, PickItem):
        codes = [option.code for option in item.options]
        return rng.choice([rng.sample(codes, rng.randint(1, len(codes))), "none", "dk"])
    if isinstance(item, DefinitionItem) and item.options:
        return rng.choice([*[option.code for option in item.options], "none", "dk"])
    return _parts(FULL, rng) if isinstance(item, TextItem) and item.form == "incentive" else "Moved to annual contracts"


def anybody(seed: int) -> TeamAnswers:
    rng = random.Random(seed)
    answers = random_team(FULL, rng.choice([3, 4, 7, 12]), seed, missing=0.1)
    texts = [item for _, item in FULL.items() if isinstance(item, TextItem) and item.form in {"goal", "incentive"}]
    values = {id_: {**given, **{item.code: _parts(FULL, rng) for item in texts}} for id_, given in answers.values.items()}
    facts = {item.code: _fact(item, rng) for item in FULL.facts if rng.random() < 0.8}
    return msgspec.structs.replace(answers, values=values, facts=facts)


def checked(answers: TeamAnswers) -> list[Finding]:
    return run_checks(answers, team_of(answers), score_team(answers))


def numbers_in(value: object) -> list[float]:
    if isinstance(value, dict):
        return [number for entry in value.values() for number in numbers_in(entry)]
    if isinstance(value, list | tuple):
        return [number for entry in value for number in numbers_in(entry)]
    return [float(value)] if isinstance(value, int | float) and not isinstance(value, bool) else []


@pytest.mark.parametrize("seed", range(12))
def test_findings__of_every_check__print_no_figure_that_is_not_in_their_evidence(seed: int) -> None:
    findings = checked(anybody(seed))
    assert findings
    for finding in findings:
        text = re.sub(r"“[^”]*”", "", finding.sentence)
        known = [float(finding.evidence.n), *numbers_in(finding.evidence.values)]
        outside = [word for word in re.findall(r"\d+(?:\.\d+)?", text) if not any(abs(float(word) - number) < 0.0501 for number in known)]
        assert outside == [], finding
        assert not re.search(r"[{}]|\b1 people\b|\bnan\b|None", text), finding.sentence
        assert 0 <= finding.size <= 1


@pytest.mark.parametrize("seed", range(4))
def test_findings__people_and_facts_in_another_order__same_bytes(seed: int) -> None:
    answers = anybody(seed)
    turned = msgspec.structs.replace(
        answers, respondents=tuple(reversed(answers.respondents)), facts=dict(reversed(list(answers.facts.items())))
    )
    assert msgspec.json.encode(checked(answers)) == msgspec.json.encode(checked(turned))
    assert msgspec.json.encode(score_team(answers).pay_links) == msgspec.json.encode(score_team(turned).pay_links)


@pytest.mark.parametrize("seed", range(3))
def test_findings__items_absent__only_what_the_fact_sheet_says_is_left(seed: int) -> None:
    answers = reduced(anybody(seed), lambda _: False)
    assert {code for finding in checked(answers) for code in finding.evidence.items} <= {fact.code for fact in FULL.facts}


@pytest.mark.parametrize(
    "odd", [None, 3, "text", [], {}, {"measure": ["a"]}, {"measure": None, "amount": "x", "deadline": 5}, float("nan")]
)
def test_findings__odd_values_everywhere__no_exception(odd: object) -> None:
    answers = anybody(1)
    values = {id_: {item.code: odd for _, item in FULL.items()} for id_ in answers.values}
    odd_team = msgspec.structs.replace(answers, values=values, facts={item.code: odd for item in FULL.facts})
    checked(odd_team)
    assert score_team(odd_team).pay_links == ()


@pytest.mark.parametrize("name", ["leadership-team", "pulse"])
def test_findings__of_another_instrument__do_without_what_it_lacks(name: str) -> None:
    answers = random_team(load_instrument(name), 6, 3)
    facts = {item.code: _fact(item, random.Random(1)) for item in FULL.facts}
    findings = checked(msgspec.structs.replace(answers, facts=facts))
    known = {item.code for _, item in answers.instrument.items()} | {fact.code for fact in answers.instrument.facts}
    assert {code for finding in findings for code in finding.evidence.items} <= known
