"""Every rule of the catalogue, each by the evaluator of its check."""

import tomllib
from collections.abc import Callable
from functools import lru_cache
from importlib import resources
from typing import Any

import msgspec

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.incentives import pay_conflicts
from scoring.results import Finding, TeamScore
from survey_definitions.pay_rules import PayConflict
from survey_definitions.rules import CheckCatalogue

# The rule is Any here, since each evaluator takes the class that stands beside it.
Evaluator = Callable[[Any, TeamAnswers, tuple[Respondent, ...], TeamScore], list[Finding]]

EVALUATORS: dict[type, Evaluator] = {
    PayConflict: pay_conflicts,
}


@lru_cache(maxsize=1)
def packaged_checks() -> CheckCatalogue:
    """The rules that come with the product. A test holds them against the shipped instruments, `load_checks`, so this need not."""
    content = (resources.files("survey_definitions") / "checks.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(content), CheckCatalogue)


def run_checks(
    answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore, catalogue: CheckCatalogue | None = None
) -> list[Finding]:
    """The findings of every rule, in the order of the catalogue; the packaged one where none is given."""
    return [finding for rule in (catalogue or packaged_checks()).rules for finding in EVALUATORS[type(rule)](rule, answers, people, score)]
