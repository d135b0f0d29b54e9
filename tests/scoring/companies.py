"""Small companies that answer the shipped instrument: a function, and the values that this function's head gave."""

from collections.abc import Mapping
from typing import Any

from scoring import Respondent, TeamAnswers, score_team
from scoring.directions import Sealed
from scoring.findings import find
from scoring.results import Finding
from survey_definitions.loading import load_instrument
from survey_definitions.schema import Instrument

Row = tuple[str, Mapping[str, Any]]


def company(*rows: Row, facts: Mapping[str, Any] | None = None, sealed: Sealed | None = None, of: Instrument | None = None) -> TeamAnswers:
    """People a, b, c, ... in the order of the rows."""
    people = tuple(Respondent(id=chr(97 + at), function=function) for at, (function, _) in enumerate(rows))
    return TeamAnswers(
        team="t",
        wave="w",
        instrument=of or load_instrument("sales-marketing"),
        respondents=people,
        values={person.id: values for person, (_, values) in zip(people, rows, strict=True)},
        invited=len(people),
        ask_all=True,
        sealed=sealed,
        facts=facts or {},
    )


def found(answers: TeamAnswers, *kinds: str) -> list[Finding]:
    """The findings of these kinds, of every kind where none is named."""
    return [finding for finding in find(score_team(answers), answers) if not kinds or finding.kind in kinds]


def paid(measure: str, **parts: str) -> dict[str, dict[str, str]]:
    """An answer on what decides one's pay."""
    return {"reward_measure": {"measure": measure, **parts}}
