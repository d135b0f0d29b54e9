"""What one team costs: processor seconds of score and findings, start-up and chance constants of complete answers not counted."""

import tempfile
from pathlib import Path

from api.files.answers_file import read_answers
from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.findings import find
from survey_definitions.loading import load_instrument
from tests.benchmarks.clock import processor_seconds
from tests.benchmarks.files import write_fifteen
from tests.scoring.answers_at_random import random_team

FULL = "sales-marketing"


def fifteen() -> TeamAnswers:
    """The fifteen of the file."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "fifteen.csv"
        write_fifteen(path)
        (team,) = read_answers(path, load_instrument(FULL))
    return team


def team_seconds(team: TeamAnswers, rounds: int = 5) -> float:
    """Score and findings of one team."""

    def work() -> None:
        find(score_team(team), team)

    work()
    return processor_seconds(work, rounds)


def random_seconds(people: int, rounds: int = 5) -> float:
    """The same for people who answer at random, with functions."""
    return team_seconds(random_team(load_instrument(FULL), people, 1), rounds)


def mask_seconds(people: int = 10) -> float:
    """What a team costs more whose open cells nobody else left open: its chance constants are worked out for it alone."""
    teams = [random_team(load_instrument(FULL), people, seed, missing=0.05) for seed in range(6)]
    score_team(teams[0])
    fresh = [processor_seconds(lambda team=team: score_team(team), 1) for team in teams[1:]]  # type: ignore[misc]  # bound by default
    again = [processor_seconds(lambda team=team: score_team(team), 1) for team in teams[1:]]  # type: ignore[misc]  # bound by default
    return min(new - known for new, known in zip(fresh, again, strict=True))


def report_seconds(team: TeamAnswers) -> float:
    """The gap report of one team, warm."""
    from datetime import date

    from api.files.file_report import team_report

    def make() -> bytes:
        return team_report(team, client="Quillstone", wave="Q3", on=date(2026, 11, 25))

    make()
    return processor_seconds(make, 3)
