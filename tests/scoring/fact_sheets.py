"""Fact sheets, and what is found of them: alone, or beside the answers of a small company."""

from collections.abc import Mapping
from typing import Any

from companies import Row, company, found

from scoring.recommending import recommend
from scoring.results import Finding
from survey_definitions.loading import load_actions

NOBODY_SAYS: tuple[Row, ...] = (("marketing", {}), ("sales", {}), ("finance", {}))


def said(facts: Mapping[str, Any], *kinds: str, rows: tuple[Row, ...] = NOBODY_SAYS) -> list[Finding]:
    return found(company(*rows, facts=facts), *kinds)


def actions_for(*findings: Finding, limit: int = 5) -> list[str]:
    return [entry.action for entry in recommend(findings, load_actions(), company(*NOBODY_SAYS).instrument, limit=limit)]


def answer(word: str) -> dict[str, str]:
    return {"answer": word, "evidence": ""}
