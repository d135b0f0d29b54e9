"""From answers to arrays: what each block of the index needs, with the reason for every open cell kept apart.

Columns stand in the order of item codes and rows in the order of respondent ids, so that neither the order of a file nor that
of a questionnaire changes a single bit of the result.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from scoring.allocations import shares as shares_of
from scoring.answers import Respondent, TeamAnswers
from scoring.design import Bools, Design, Floats, ListShape
from scoring.disagreement import NOBODY
from scoring.random_teams import midranks_of
from scoring.results import BLOCKS
from survey_definitions.schema import AllocationItem, Bank, DefinitionItem, Item, PickItem, RankingItem, RatingItem


@dataclass(frozen=True)
class Coded:
    """Answers of n people to the items of the index.

    ratings (n, J), NaN where open; lists: mid-ranks (n, M) each; allocations: shares (n, q) each; terms: option numbers (n, parts)
    each. Rows of NaN are open, rows of NOBODY say that nothing was agreed. `codes`: block -> item codes, one per column, list,
    allocation or term. `asked` and `answered`: block -> number of its items per person (n,).
    """

    ids: tuple[str, ...]
    design: Design
    ratings: Floats
    lists: tuple[Floats, ...]
    allocations: tuple[Floats, ...]
    terms: tuple[Floats, ...]
    codes: dict[str, tuple[str, ...]]
    asked: dict[str, Floats]
    answered: dict[str, Floats]

    @property
    def mask(self) -> Bools:
        """Answered cells, (n, columns) in the order of `Design.widths`; "nothing was agreed" is an answer (decision 50)."""
        return np.column_stack(
            [
                ~np.isnan(self.ratings),
                *[~np.isnan(rows[:, :1]) for rows in self.lists],
                *[~np.isnan(rows[:, :1]) for rows in self.allocations],
                *[~np.isnan(rows) for rows in self.terms],
            ]
        )

    def rows(self, keep: Bools) -> "Coded":
        """The same answers of some of the people."""
        return replace(
            self,
            ids=tuple(id_ for id_, kept in zip(self.ids, keep, strict=True) if kept),
            ratings=self.ratings[keep],
            lists=tuple(rows[keep] for rows in self.lists),
            allocations=tuple(rows[keep] for rows in self.allocations),
            terms=tuple(rows[keep] for rows in self.terms),
            asked={block: counts[keep] for block, counts in self.asked.items()},
            answered={block: counts[keep] for block, counts in self.answered.items()},
        )


def block_of(item: Item) -> str | None:
    """The block that an item enters, or None (decision 31)."""
    if item.fact or not item.in_index:
        return None
    if isinstance(item, RatingItem):
        return "ratings" if item.size >= 2 else None
    if isinstance(item, PickItem | RankingItem):
        return "priorities"
    if isinstance(item, AllocationItem):
        return "allocation"
    return "definitions" if isinstance(item, DefinitionItem) and parts_of(item) else None


def rating_of(item: RatingItem, value: Any) -> float:
    """The level as a number, NaN where there is none."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= item.size:
        return float(value)
    return float("nan")


def chosen_of(value: Any) -> list[str]:
    """The options of a top list or ranking in the order given, own wordings included, each once."""
    return list(dict.fromkeys(entry for entry in value if isinstance(entry, str))) if isinstance(value, list | tuple) else []


def list_shape(answers: TeamAnswers, item: PickItem | RankingItem) -> ListShape:
    """Options, places and whether order counts."""
    size = len(answers.instrument.options_of(item))
    if isinstance(item, PickItem):
        return ListShape(size, min(item.pick, size), item.ordered)
    return ListShape(size, min(item.rank, size), ordered=True)


def ranks_row(shape: ListShape, options: list[str], value: Any) -> Floats:
    """Mid-ranks (M,) of one person: unpicked options share the bottom. NaN where open, NOBODY for "nothing was agreed".

    Own wordings match nothing (decision 33): somebody who names nothing else shares nothing with anybody.
    """
    if value == "none":
        return np.full(shape.size, NOBODY)
    chosen = chosen_of(value)[: shape.places]
    if not chosen:
        return np.full(shape.size, np.nan)
    columns = [options.index(code) for code in chosen if code in options]
    if not columns:
        return np.full(shape.size, NOBODY)
    top, bottom = midranks_of(shape, len(columns))
    ranks = np.full(shape.size, bottom)
    ranks[columns] = top
    return ranks


def shares_row(item: AllocationItem, value: Any) -> Floats:
    """Shares (q,) that sum to 1; NaN where open or where the points are more than 1 % off the total."""
    if not isinstance(value, dict):
        return np.full(len(item.options), np.nan)
    points = [value.get(option.code, 0) for option in item.options]
    if not all(isinstance(point, int | float) and not isinstance(point, bool) for point in points):
        return np.full(len(item.options), np.nan)
    row: Floats = shares_of([points], total=item.total)[0]
    return row


def parts_of(item: DefinitionItem) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """The parts that a definition is compared by: (code, kind, option codes). One tick, or criteria with threshold and owner."""
    if item.options:
        return ((item.code, "tick", tuple(option.code for option in item.options)),)
    parts = [(criterion.code, "criterion", ("out", "in")) for criterion in item.criteria]
    if item.threshold:
        parts.append(("threshold", "threshold", tuple(option.code for option in item.threshold.options)))
    if len(item.owner) >= 2:
        parts.append(("owner", "owner", tuple(option.code for option in item.owner)))
    return tuple(parts)


def term_row(item: DefinitionItem, value: Any) -> Floats:
    """Option numbers (parts,) of one person; NaN where open, NOBODY for "no agreed definition"."""
    parts = parts_of(item)
    row = np.full(len(parts), np.nan)
    if value == "none":
        row[:] = NOBODY
    elif isinstance(value, str):
        if parts and parts[0][1] == "tick" and value in parts[0][2]:
            row[0] = parts[0][2].index(value)
    elif isinstance(value, dict):
        ticked = value.get("criteria")
        for at, (code, kind, options) in enumerate(parts):
            if kind == "criterion" and isinstance(ticked, list | tuple):
                row[at] = float(code in ticked)
            elif kind in {"threshold", "owner"} and value.get(kind) in options:
                row[at] = options.index(value[kind])
    return row


def _answered(row: Floats) -> bool:
    return bool(np.isfinite(row).any())


def _row(answers: TeamAnswers, item: Item, value: Any) -> Floats:
    if isinstance(item, RatingItem):
        return np.array([rating_of(item, value)])
    if isinstance(item, PickItem | RankingItem):
        return ranks_row(list_shape(answers, item), [option.code for option in answers.instrument.options_of(item)], value)
    if isinstance(item, AllocationItem):
        return shares_row(item, value)
    return term_row(item, value) if isinstance(item, DefinitionItem) else np.empty(0)


def code_team(answers: TeamAnswers, codes: Collection[str] | None = None) -> Coded:
    """All answers that enter the index, or those to the items named in `codes`.

    An item that nobody answered is as if it were not in the instrument (decision 50).
    """
    people = sorted(answers.respondents, key=lambda person: person.id)
    n = len(people)
    found: dict[str, list[tuple[Item, Floats]]] = {block: [] for block in BLOCKS}
    asked = {block: np.zeros(n) for block in BLOCKS}
    answered = {block: np.zeros(n) for block in BLOCKS}
    for bank, item in sorted(answers.instrument.items(), key=lambda entry: entry[1].code):
        block = block_of(item)
        if block is None or (codes is not None and item.code not in codes):
            continue
        rows = [_row(answers, item, answers.value(person, item.code)) for person in people]
        known = np.array([_answered(row) for row in rows], dtype=np.bool_)
        if not known.any():
            continue
        found[block].append((item, np.array(rows)))
        answered[block] += known
        asked[block] += known | _asked(answers, people, bank, item)
    return _assembled(answers, tuple(person.id for person in people), found, asked, answered)


def _asked(answers: TeamAnswers, people: list[Respondent], bank: Bank, item: Item) -> Bools:
    return np.array([answers.asked(person, bank, item) for person in people], dtype=np.bool_)


def _assembled(
    answers: TeamAnswers,
    ids: tuple[str, ...],
    found: dict[str, list[tuple[Item, Floats]]],
    asked: dict[str, Floats],
    answered: dict[str, Floats],
) -> Coded:
    ratings = [rows for _, rows in found["ratings"]]
    weights = answers.instrument.weights
    design = Design(
        levels=tuple(item.size for item, _ in found["ratings"] if isinstance(item, RatingItem)),
        lists=tuple(list_shape(answers, item) for item, _ in found["priorities"] if isinstance(item, PickItem | RankingItem)),
        parts=tuple(rows.shape[1] for _, rows in found["allocation"]),
        terms=tuple(
            tuple(len(options) for _, _, options in parts_of(item)) for item, _ in found["definitions"] if isinstance(item, DefinitionItem)
        ),
        weights=(weights.ratings, weights.priorities, weights.allocation, weights.definitions),
    )
    return Coded(
        ids=ids,
        design=design,
        ratings=np.column_stack(ratings) if ratings else np.empty((len(ids), 0)),
        lists=tuple(rows for _, rows in found["priorities"]),
        allocations=tuple(rows for _, rows in found["allocation"]),
        terms=tuple(rows for _, rows in found["definitions"]),
        codes={block: tuple(item.code for item, _ in entries) for block, entries in found.items()},
        asked=asked,
        answered=answered,
    )
