"""How often the interval that is shown holds the value that it is for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from scoring.team import score_team
from survey_definitions.loading import load_instrument
from tests.simulation.unshared_teams import drawn_team

# n of N answered, and whoever is missing is so by chance alone.
CELLS = ((5, 7), (6, 8), (8, 10), (12, 15))


@dataclass(frozen=True)
class Sample:
    """Some of the teams of one cell."""

    n: int
    invited: int
    noise: float
    teams: int
    seed: int


def samples(teams: int, *, chunk: int = 100) -> Iterator[Sample]:
    for n, invited in CELLS:
        for noise in (0.3, 0.7):
            for number, at in enumerate(range(0, teams, chunk)):
                yield Sample(n, invited, noise, min(chunk, teams - at), seed=1_000_000 * n + int(1_000 * noise) * 100 + number)


def held(sample: Sample) -> tuple[Sample, int, int, float]:
    """(sample, intervals shown, intervals that hold A of all N, summed width).

    People answer as one drawn person does, except that each answer is drawn anew with probability `noise`.
    """
    instrument = load_instrument("pulse")
    rng = np.random.default_rng(sample.seed)
    shown = inside = 0
    width = 0.0
    for _ in range(sample.teams):
        whole = drawn_team(instrument, sample.invited, "ordinary", rng)
        truth = drawn_team(instrument, 1, "ordinary", rng).values["p00"]
        values = {
            id_: {code: value if rng.random() < sample.noise else truth.get(code, value) for code, value in given.items()}
            for id_, given in whole.values.items()
        }
        whole = replace(whole, values=values)
        part = replace(whole, respondents=whole.respondents[: sample.n])
        true, score = score_team(whole).index.average, score_team(part)
        band = score.interval.average if score.interval else None
        if band is None or true is None:
            continue
        shown += 1
        inside += band.low - 1e-9 <= true <= band.high + 1e-9
        width += band.high - band.low
    return sample, shown, inside, width
