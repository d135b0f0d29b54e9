"""How often a team without any shared view is told of one: an index above its limit, a camp, a line between functions, a change."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scoring.change_patterns import change_findings
from scoring.findings import find
from scoring.team import score_team
from scoring.wave_change import compare_team_waves
from survey_definitions.loading import load_instrument
from tests.simulation.unshared_teams import Habit, asked_again, drawn_team

SIZES = (3, 5, 8, 15)
HABITS: tuple[Habit, ...] = ("random", "ordinary")
CLAIMS = ("index above its limit", "a camp", "functions apart", "a change")
KEPT = 0.5  # share of answers that somebody repeats in the second wave


@dataclass(frozen=True)
class Task:
    """Some of the teams of one cell of the table."""

    habit: Habit
    n: int
    teams: int
    seed: int


def tasks(teams: int, *, chunk: int = 100) -> Iterator[Task]:
    for habit in HABITS:
        for n in SIZES:
            for number, at in enumerate(range(0, teams, chunk)):
                yield Task(habit, n, min(chunk, teams - at), seed=10_000 * n + number + (0 if habit == "random" else 5_000_000))


def count(task: Task) -> tuple[Task, Counter[str]]:
    """Teams of a task that are told each thing, and one of them or several."""
    instrument = load_instrument("sales-marketing")
    rng = np.random.default_rng(task.seed)
    found: Counter[str] = Counter()
    for _ in range(task.teams):
        first = drawn_team(instrument, task.n, task.habit, rng)
        second = asked_again(first, task.habit, rng, kept=KEPT)
        score = score_team(first)
        kinds = {finding.kind for finding in find(score, first)}
        change = compare_team_waves(first, second)
        told = {
            "index above its limit": bool(score.index.above_reference),
            "a camp": "camps" in kinds,
            "functions apart": "functions_apart" in kinds,
            "a change": bool(change_findings(change, second)),
        }
        found.update(claim for claim, said in told.items() if said)
        found["a camp, functions apart or a change"] += told["a camp"] or told["functions apart"] or told["a change"]
    return task, found
