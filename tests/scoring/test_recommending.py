import pytest
from tables import WHOLE

from scoring.recommending import recommend
from scoring.results import Evidence, Finding
from survey_definitions.actions import Action, ActionCatalogue, Meeting, Trigger


def finding(kind: str, subject: str, size: float, weight: int = 1, *, private: bool = False, certainty: str = "descriptive") -> Finding:
    evidence = Evidence(items=(subject,), n=5, values={}, formula="x")
    return Finding(
        kind=kind, subject=subject, sentence="s", size=size, weight=weight, certainty=certainty, evidence=evidence, private=private
    )


def action(code: str, *when: Trigger, **more: object) -> Action:
    texts = dict.fromkeys(("because", "deliverable", "measure", "measure_source", "owner", "gives_up", "draft"), "text")
    given = {"theme": code, "moves": (), "executive_hours": 2, "earliest_weeks": 2} | texts | more
    return Action(code=code, title="Do this thing", when=when, meeting=Meeting(attendees="all", minutes=60), **given)


def codes(findings: list[Finding], *actions: Action, **more: object) -> list[str]:
    return [found.action for found in recommend(findings, ActionCatalogue(version="1", actions=actions), WHOLE, **more)]


LOW = Trigger(finding="item_low", subjects=("q1",))
ANY = Trigger(finding="item_split")


def test_recommend__no_evidence__nothing() -> None:
    assert codes([finding("item_low", "q2", 1.0)], action("a", LOW)) == []
    assert codes([], action("a", LOW)) == []


def test_recommend__ranked_by_certainty_then_size_times_weight() -> None:
    findings = [finding("item_low", "q1", 0.9, 1), finding("item_split", "q3", 0.5, 3), finding("area_low", "x", 0.1, certainty="tested")]
    actions = (action("low", LOW), action("split", ANY), action("area", Trigger(finding="area_low")))
    assert codes(findings, *actions) == ["area", "split", "low"]


def test_recommend__one_theme__once_and_at_most_limit() -> None:
    findings = [finding("item_low", "q1", 0.9), finding("item_split", "q3", 0.5)]
    assert codes(findings, action("a", LOW, theme="t"), action("b", ANY, theme="t"), action("c", ANY)) == ["a", "c"]
    assert codes(findings, action("a", LOW), action("b", ANY), limit=1) == ["a"]


@pytest.mark.parametrize(("size", "expected"), [(0.69, []), (0.7, ["a"])])
def test_recommend__trigger_with_a_least_size(size: float, expected: list[str]) -> None:
    assert codes([finding("priorities_apart", "top", size)], action("a", Trigger(finding="priorities_apart", at_least=0.7))) == expected


def test_recommend__private_action_or_evidence__only_where_asked() -> None:
    findings = [finding("item_low", "q1", 0.9, private=True), finding("item_split", "q3", 0.5)]
    actions = (action("low", LOW), action("split", ANY, private=True))
    assert codes(findings, *actions) == []
    assert codes(findings, *actions, private=True) == ["low", "split"]


def test_recommend__other_instrument__left_out() -> None:
    assert codes([finding("item_low", "q1", 0.9)], action("a", LOW, instruments=("other",)), action("b", LOW, instruments=("small",))) == [
        "b"
    ]


def test_recommend__evidence__every_finding_that_calls_for_it() -> None:
    findings = [finding("item_split", "q3", 0.5), finding("item_low", "q1", 0.9), finding("item_split", "q4", 0.6)]
    (found,) = recommend(findings, ActionCatalogue(version="1", actions=(action("a", LOW, ANY),)), WHOLE)
    assert [entry.subject for entry in found.evidence] == ["q1", "q4", "q3"]
    assert found.rank == 1
