"""From answers to arrays: what each block of the index needs, with the reason for every open cell kept apart.

Columns stand in the order of item codes and rows in the order of respondent ids, so that neither the order of a file nor that
of a questionnaire changes a single bit of the result.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from scoring.allocations import shares as shares_of
from scoring.answers import Respondent, TeamAnswers
from scoring.design import Bools, Design, Floats, ListShape
from scoring.disagreement import NOBODY
from scoring.once import once
from scoring.random_teams import midranks_of
from scoring.rated import rating_columns
from scoring.results import BLOCKS
from scoring.shown import who_is_asked
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, Item, PickItem, RankingItem, RatingItem


@dataclass(frozen=True)
class Coded:
    """Answers of n people to the items of the index.

    ratings (n, J), NaN where open; lists: mid-ranks (n, M) each; allocations: shares (n, q) each; terms: option numbers (n, parts)
    each. Rows of NaN are open, rows of NOBODY say that nothing was agreed. `codes`: block -> item codes, one per column, list,
    allocation or term. `asked` and `answered`: block -> (n, items of the block). `apart`: code of a list or term -> (n, n), how far
    each two people are apart on it, where that has been worked out: screening takes away people, but nothing of these answers.
    """

    ids: tuple[str, ...]
    design: Design
    ratings: Floats
    lists: tuple[Floats, ...]
    allocations: tuple[Floats, ...]
    terms: tuple[Floats, ...]
    codes: dict[str, tuple[str, ...]]
    asked: dict[str, Bools]
    answered: dict[str, Bools]
    apart: dict[str, Floats] = field(default_factory=dict)

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
        if keep.all():
            return self
        return replace(
            self,
            ids=tuple(id_ for id_, kept in zip(self.ids, keep, strict=True) if kept),
            ratings=self.ratings[keep],
            lists=tuple(rows[keep] for rows in self.lists),
            allocations=tuple(rows[keep] for rows in self.allocations),
            terms=tuple(rows[keep] for rows in self.terms),
            asked={block: cells[keep] for block, cells in self.asked.items()},
            answered={block: cells[keep] for block, cells in self.answered.items()},
            apart={code: delta[keep][:, keep] for code, delta in self.apart.items()},
        )

    def only(self, codes: Collection[str]) -> "Coded":
        """The answers of the same people to some of the items."""
        kept = {block: [at for at, code in enumerate(names) if code in codes] for block, names in self.codes.items()}
        ratings, lists, allocations, terms = (kept[block] for block in BLOCKS)
        design = Design(
            tuple(self.design.levels[at] for at in ratings),
            tuple(self.design.lists[at] for at in lists),
            tuple(self.design.parts[at] for at in allocations),
            tuple(self.design.terms[at] for at in terms),
            self.design.weights,
        )
        return Coded(
            ids=self.ids,
            design=design,
            ratings=self.ratings[:, ratings],
            lists=tuple(self.lists[at] for at in lists),
            allocations=tuple(self.allocations[at] for at in allocations),
            terms=tuple(self.terms[at] for at in terms),
            codes={block: tuple(names[at] for at in kept[block]) for block, names in self.codes.items()},
            asked={block: cells[:, kept[block]] for block, cells in self.asked.items()},
            answered={block: cells[:, kept[block]] for block, cells in self.answered.items()},
            apart=self.apart,
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
    if isinstance(item, DefinitionItem):  # as `parts_of`, without naming the parts
        return "definitions" if item.options or item.criteria or item.threshold or len(item.owner) >= 2 else None
    return None


def rating_of(item: RatingItem, value: object) -> float:
    """The level as a number, NaN where there is none."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= item.size:
        return float(value)
    return float("nan")


def chosen_of(value: object) -> list[str]:
    """The options of a top list or ranking in the order given, own wordings included, each once."""
    return list(dict.fromkeys([entry for entry in value if isinstance(entry, str)])) if isinstance(value, list | tuple) else []


def list_shape(instrument: Instrument, item: PickItem | RankingItem) -> ListShape:
    """Options, places and whether order counts."""
    size = len(instrument.options_of(item))
    if isinstance(item, PickItem):
        return ListShape(size, min(item.pick, size), item.ordered)
    return ListShape(size, min(item.rank, size), ordered=True)


def places_of(options: Sequence[str]) -> dict[str, int]:
    """Option code -> its column, the first of several of one code."""
    return {code: at for at, code in reversed(list(enumerate(options)))}


def named_rows(options: Sequence[str], lists: Sequence[Sequence[str]], places: int) -> Floats:
    """Who named what among the first `places` entries of the own list: 1 or 0, (n, M); what is no option does not count."""
    place = places_of(options)
    rows = np.zeros((len(lists), len(options)))
    for row, entries in zip(rows, lists, strict=True):
        row[[place[code] for code in entries[:places] if code in place]] = 1.0
    return rows


def ranks_rows(shape: ListShape, options: list[str], values: Sequence[object]) -> Floats:
    """Mid-ranks (n, M) of everybody: unpicked options share the bottom. NaN where open, NOBODY for "nothing was agreed".

    Own wordings match nothing (decision 33): somebody who names nothing else shares nothing with anybody.
    """
    place = places_of(options)
    rows = np.full((len(values), shape.size), np.nan)
    for row, value in zip(rows, values, strict=True):
        if value == "none":
            row[:] = NOBODY
            continue
        chosen = chosen_of(value)[: shape.places]
        if not chosen:
            continue
        columns = [place[code] for code in chosen if code in place]
        if not columns:
            row[:] = NOBODY
            continue
        top, row[:] = midranks_of(shape, len(columns))
        row[columns] = top
    return rows


def shares_rows(item: AllocationItem, values: Sequence[object]) -> Floats:
    """Shares (n, q), rows that sum to 1; NaN where open or where the points are more than 1 % off the total."""
    points = np.full((len(values), len(item.options)), np.nan)
    for row, value in zip(points, values, strict=True):
        if isinstance(value, dict):
            given = [value.get(option.code, 0) for option in item.options]
            if all(isinstance(point, int | float) and not isinstance(point, bool) for point in given):
                row[:] = given
    return shares_of(points, total=item.total)


PartKind = Literal["tick", "criterion", "threshold", "owner"]


def parts_of(item: DefinitionItem) -> tuple[tuple[str, PartKind, tuple[str, ...]], ...]:
    """The parts that a definition is compared by: (code, kind, option codes). One tick, or criteria with threshold and owner."""
    if item.options:
        return ((item.code, "tick", tuple(option.code for option in item.options)),)
    parts: list[tuple[str, PartKind, tuple[str, ...]]] = [(criterion.code, "criterion", ("out", "in")) for criterion in item.criteria]
    if item.threshold:
        parts.append(("threshold", "threshold", tuple(option.code for option in item.threshold.options)))
    if len(item.owner) >= 2:
        parts.append(("owner", "owner", tuple(option.code for option in item.owner)))
    return tuple(parts)


def term_rows(item: DefinitionItem, values: Sequence[object]) -> Floats:
    """Option numbers (n, parts) of everybody; NaN where open, NOBODY for "no agreed definition"."""
    parts = parts_of(item)
    rows = np.full((len(values), len(parts)), np.nan)
    for row, value in zip(rows, values, strict=True):
        if value == "none":
            row[:] = NOBODY
        elif isinstance(value, str):
            if parts and parts[0][1] == "tick" and value in parts[0][2]:
                row[0] = parts[0][2].index(value)
        elif isinstance(value, dict):
            row[:] = [_option_number(value, *part) for part in parts]
    return rows


def _option_number(value: dict[str, object], code: str, kind: PartKind, options: tuple[str, ...]) -> float:
    if kind == "criterion":
        ticked = value.get("criteria")
        return float(code in ticked) if isinstance(ticked, list | tuple) else float("nan")
    chosen = value.get(kind)
    return float(options.index(chosen)) if kind != "tick" and isinstance(chosen, str) and chosen in options else float("nan")


def _rows(answers: TeamAnswers, item: Item, people: tuple[Respondent, ...]) -> Floats:
    values = [answers.value(person, item.code) for person in people]
    if isinstance(item, PickItem | RankingItem):
        return ranks_rows(list_shape(answers.instrument, item), [option.code for option in answers.instrument.options_of(item)], values)
    if isinstance(item, AllocationItem):
        return shares_rows(item, values)
    return term_rows(item, values) if isinstance(item, DefinitionItem) else np.empty((len(people), 0))


def design_of(instrument: Instrument, items: Iterable[Item]) -> Design:
    """The design of those of the items that can enter the index, in the order of their codes."""
    entering = [item for item in sorted(items, key=lambda item: item.code) if block_of(item)]
    weights = instrument.weights
    return Design(
        levels=tuple(item.size for item in entering if isinstance(item, RatingItem)),
        lists=tuple(list_shape(instrument, item) for item in entering if isinstance(item, PickItem | RankingItem)),
        parts=tuple(len(item.options) for item in entering if isinstance(item, AllocationItem)),
        terms=tuple(tuple(len(options) for _, _, options in parts_of(item)) for item in entering if isinstance(item, DefinitionItem)),
        weights=(weights.ratings, weights.priorities, weights.allocation, weights.definitions),
    )


@once
def entering_items(instrument: Instrument) -> tuple[tuple[str, Item], ...]:
    """The items that can enter the index, each after its block, in the order of their codes."""
    found = [(block, item) for _, item in instrument.items() if (block := block_of(item))]
    return tuple(sorted(found, key=lambda entry: entry[1].code))


@once
def _whole_design(instrument: Instrument) -> Design:
    return design_of(instrument, [item for _, item in entering_items(instrument)])


def code_team(answers: TeamAnswers, asked: dict[str, Bools] | None = None, columns: dict[str, Floats] | None = None) -> Coded:
    """All answers that enter the index; an item that nobody answered is as if it were not in the instrument (decision 50).

    asked and columns: as `who_is_asked` and `rating_columns` give them for the people in order of their ids.
    """
    people = tuple(sorted(answers.respondents, key=lambda person: person.id))
    shown = who_is_asked(answers, people) if asked is None else asked
    levels = rating_columns(answers, people) if columns is None else columns
    found: dict[str, list[tuple[Item, Floats, Bools]]] = {block: [] for block in BLOCKS}
    entering = entering_items(answers.instrument) if people else ()
    for block, item in entering:
        if isinstance(item, RatingItem):
            rows = levels[item.code]
            known: Bools = rows > 0  # an open one is NaN
        else:
            rows = _rows(answers, item, people)
            known = np.asarray(np.isfinite(rows).any(axis=1), dtype=np.bool_)
        if known.any():
            found[block].append((item, rows, known))
    kept = [item for entries in found.values() for item, _, _ in entries]
    # Where somebody answered everything, as nearly always, the design is that of the instrument.
    design = _whole_design(answers.instrument) if people and len(kept) == len(entering) else design_of(answers.instrument, kept)
    n = len(people)
    return Coded(
        ids=tuple(person.id for person in people),
        design=design,
        ratings=_side_by_side([rows for _, rows, _ in found["ratings"]], n, np.float64),
        lists=tuple(rows for _, rows, _ in found["priorities"]),
        allocations=tuple(rows for _, rows, _ in found["allocation"]),
        terms=tuple(rows for _, rows, _ in found["definitions"]),
        codes={block: tuple(item.code for item, _, _ in entries) for block, entries in found.items()},
        asked={
            # An answer counts as asked for, whatever the routing says: a file may hold what the instrument would not have shown.
            block: _side_by_side([shown[item.code] | known for item, _, known in entries], n, np.bool_)
            for block, entries in found.items()
        },
        answered={block: _side_by_side([known for _, _, known in entries], n, np.bool_) for block, entries in found.items()},
    )


def _side_by_side(columns: list[np.ndarray[Any, Any]], n: int, kind: type) -> np.ndarray[Any, Any]:
    """Columns (n,) as one array (n, columns), also where there is none."""
    return np.ascontiguousarray(np.array(columns, dtype=kind).reshape(len(columns), n).T)
