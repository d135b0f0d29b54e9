"""Random teams kept as pairs, so that one more pattern of open cells costs only what that pattern changes.

In a portfolio nearly every team leaves other cells open. The answers of random teams are therefore drawn once per design, size and
habit, and each pattern is laid over the same teams: the sum of a pair loses the cells that one of the two left open. What
comes out is what `random_teams` gives for these teams with that pattern, by far fewer operations (a test compares the two).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.design import Bools, Design, Floats
from scoring.disagreement import allocation_delta, list_delta
from scoring.random_teams import Habit, draw_teams

Whole = NDArray[np.int16]


@dataclass(frozen=True)
class _Question:
    """One question of random teams. `total`: (pairs, teams), disagreement summed over its cells.

    `at`: its first column in a mask. `cells`: (cells, n, teams) answers as whole numbers, empty where the question is one cell.
    `scale`: 1 / E0 of each cell, 0 where it cannot differ. `ordered`: cells are levels, compared by squares; else options.
    """

    at: int
    total: Floats
    cells: Whole
    scale: Floats
    ordered: bool

    def apart(self, cell: int, left: NDArray[np.intp], right: NDArray[np.intp]) -> Floats:
        """What one cell adds to the total of some of the pairs, (pairs, teams)."""
        first, second = self.cells[cell, left], self.cells[cell, right]
        steps: Floats = np.subtract(first, second, dtype=np.float64) if self.ordered else (first != second).astype(np.float64)
        if self.ordered:
            steps *= steps
        steps *= self.scale[cell]
        return steps

    def masked(self, mask: Bools, left: NDArray[np.intp], right: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """The total over the cells that both of a pair answered, and how many those are, (pairs,)."""
        known = mask[:, self.at : self.at + len(self.scale)] & (self.scale > 0)
        both = known[left] & known[right]
        total = self.total
        changed = np.flatnonzero(~both.all(axis=0) & (self.scale > 0)) if len(self.cells) else ()
        if len(changed):
            total = total.copy()
            for cell in changed:
                lost = np.flatnonzero(~both[:, cell])
                total[lost] -= self.apart(int(cell), left[lost], right[lost])
        return total, both.sum(axis=1).astype(np.float64)


def _of_cells(at: int, answers: Floats, scale: Sequence[float], *, ordered: bool) -> _Question:
    """A question of several cells from answers (teams, n, cells)."""
    teams, n, _ = answers.shape
    left, right = np.triu_indices(n, 1)
    cells = np.ascontiguousarray(answers.transpose(2, 1, 0), dtype=np.int16)
    question = _Question(at, np.zeros((len(left), teams)), cells, np.asarray(scale), ordered)
    for cell in np.flatnonzero(question.scale > 0):
        question.total[:] += question.apart(int(cell), left, right)
    return question


def _of_matrices(at: int, delta: Floats) -> _Question:
    """A question of one cell from its matrices (teams, n, n)."""
    left, right = np.triu_indices(delta.shape[-1], 1)
    total = np.ascontiguousarray(delta[:, left, right].T)
    # A list that is always given in full, or an allocation of one part, has nothing in which two people could differ.
    scale = np.array([0.0 if np.isnan(total[:1, :1]).any() else 1.0])
    return _Question(at, total, np.empty((0, delta.shape[-1], 0), dtype=np.int16), scale, ordered=False)


@dataclass(frozen=True)
class PairedTeams:
    """Disagreement of each pair of each team. `delta`: (pairs, teams), pairs as `np.triu_indices`; `means`: block -> (teams,)."""

    delta: Floats
    means: dict[str, Floats]


@dataclass(frozen=True)
class MaskedTeams:
    """Random teams of one design and size with complete answers, ready for any pattern of open cells."""

    n: int
    blocks: dict[str, tuple[_Question, ...]]
    weights: dict[str, float]

    def with_mask(self, mask: Bools) -> PairedTeams:
        """The same teams without the cells that `mask` (n, columns) leaves open, as `compose` joins the blocks."""
        left, right = np.triu_indices(self.n, 1)
        joined: list[tuple[str, Floats, float]] = []
        for name, questions in self.blocks.items():
            found = [question.masked(mask, left, right) for question in questions]
            answered = np.sum([common > 0 for _, common in found], axis=0)
            observed = answered > 0
            if not observed.any() or self.weights[name] <= 0:
                continue
            value: Floats | None = None
            for total, common in found:
                if not common.any():
                    continue
                share = np.divide(1.0, common * answered, out=np.zeros(len(common)), where=common > 0)[:, None]
                part = total * share
                value = part if value is None else np.add(value, part, out=value)
            assert value is not None  # noqa: S101 - some question is observed
            mean = value.sum(axis=0) / observed.sum()
            value[~observed] = mean
            joined.append((name, value, self.weights[name]))
        whole = sum(weight for _, _, weight in joined)
        means = {name: value.mean(axis=0) for name, value, _ in joined}
        delta = np.zeros((len(left), 1))
        for _, value, weight in joined:
            delta = delta + value * (weight / whole)
        return PairedTeams(delta, means)


def keep_teams(design: Design, n: int, *, teams: int, habit: Habit, rng: np.random.Generator) -> MaskedTeams:
    """Draws the teams as `random_teams` does, from the same numbers."""
    drawn = draw_teams(design, n, teams=teams, habit=habit, rng=rng)
    ratings, lists, allocations, terms = (int(start) for start in np.cumsum((0, *design.widths[:3])))
    blocks: dict[str, tuple[_Question, ...]] = {}
    if drawn.ratings is not None:
        scale = [6 / (m * m - 1) if m >= 2 else 0.0 for m in design.levels]
        blocks["ratings"] = (_of_cells(ratings, drawn.ratings, scale, ordered=True),)
    if drawn.lists:
        blocks["priorities"] = tuple(_of_matrices(at, list_delta(ranks)) for at, ranks in enumerate(drawn.lists, start=lists))
    if drawn.allocations:
        kept = [_of_matrices(at, allocation_delta(shares)) for at, shares in enumerate(drawn.allocations, start=allocations)]
        blocks["allocation"] = tuple(kept)
    if drawn.terms:
        found = []
        for answers, options in zip(drawn.terms, design.terms, strict=True):
            found.append(_of_cells(terms, answers, [c / (c - 1) if c >= 2 else 0.0 for c in options], ordered=False))
            terms += len(options)
        blocks["definitions"] = tuple(found)
    return MaskedTeams(n, blocks, dict(zip(("ratings", "priorities", "allocation", "definitions"), design.weights, strict=True)))
