"""Guaranteed bounds of the index: what it could be once everybody who was invited has answered (decision 48, scoring 10.2).

N counts everybody invited of the team itself, n those whose answers enter the index (decision 54). Missing are the N - n others: those
who sent nothing, and those who sent too little to count, as nothing keeps the latter from changing what they sent. Every one of
them answers every item with lists of full length; those who answered before keep their answers and their open cells. In all that is
left open the bounds give way: whether somebody who sent too little comes back, whether a new member gives every rating the same
level and is screened, whether a block that nobody has compared so far enters.
"""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from scoring.additions import Addition, Offer, add_to_allocation, add_to_lists, add_to_ratings, add_to_terms
from scoring.answers import TeamAnswers
from scoring.certainties import Bounds
from scoring.coding import Coded, design_of, entering_items, list_shape
from scoring.cut_limits import largest_cut
from scoring.design import Bools, Floats
from scoring.estimates import Band
from scoring.index import block_deltas
from scoring.pace import paces_of
from scoring.results import BLOCKS
from scoring.screening import STRAIGHT_FROM, Screened, all_one_level, all_one_split, counting, gave_one_level, near_equal_split
from scoring.thresholds import SECONDS_A_RATING
from survey_definitions.schema import DefinitionItem, Item, PickItem, RankingItem


@dataclass(frozen=True)
class Room:
    """What one block can come to. `low`, `high`: mean delta where it enters; `may_enter`, `may_leave`: whether it can, and can not.

    `delta` (n, n) of the respondents, NaN where open; `hidden`: whether a new member's answers can be screened out of it.
    """

    low: float
    high: float
    may_enter: bool
    may_leave: bool
    delta: Floats
    addition: Addition
    hidden: bool


def team_bounds(answers: TeamAnswers, coded: Coded, screened: Screened, asked: dict[str, Bools], n: int) -> Bounds | None:
    """Bounds of A and I of the completed wave. None where nobody is missing.

    coded, screened, asked: as `code_team`, `screen` and `who_is_asked` give them for the people of `answers`, all of the team itself.
    n: how many enter the index, `Index.n`. Below two people the status is `too_few` and both are None; where every completion would
    leave the index void, `void`.

    A lies in [average.low, average.high] and I in [index.low, index.high] for every completion. The upper ends are reached (but for
    the unit of an allocation, and unless the best answers would be screened as given without distinction); the lower end of A is
    reached by one missing member, and by several but for lists. The lower end of I takes every new member to be as far as possible
    from everybody at once and kappa as 1, the least that it can be, so it is wider. Manski (2003).
    """
    missing = answers.invited - n
    if missing <= 0:
        return None
    if n < 2:
        return Bounds(missing=missing, status="too_few")
    entering = [item for _, item in entering_items(answers.instrument)]
    whole = _with_open_items(coded, answers, entering, asked)
    kept = whole.rows(counting(whole))
    rest = range(max(0, answers.invited - len(whole.ids)), answers.invited - len(kept.ids) + 1)
    rooms = _rooms(kept, _dropped(kept, screened), rest, answers, {item.code: item for item in entering})
    if rooms is None:
        return Bounds(missing=missing, status="void")
    weights = dict(zip(BLOCKS, kept.design.weights, strict=True))
    bases = _bases({block: room for block, room in rooms.items() if weights[block] > 0})
    if not bases:
        return Bounds(missing=missing, status="too_few")
    low, high, cut = np.inf, 0.0, 0.0
    for basis in bases:
        total = sum(weights[block] for block in basis)
        shares = {block: weights[block] / total for block in basis}
        low = min(low, sum(share * rooms[block].low for block, share in shares.items()))
        high = max(high, sum(share * rooms[block].high for block, share in shares.items()))
        cut = max(cut, _cut(rooms, shares, len(kept.ids), rest.stop - 1))
    average = Band(100 * (1 - high), 100 * (1 - low))
    return Bounds(missing=missing, average=average, index=Band(min(average.low, 100 * (1 - cut)), average.high))


def _with_open_items(coded: Coded, answers: TeamAnswers, entering: list[Item], asked: dict[str, Bools]) -> Coded:
    """The same answers with a column for every item of the index: one that nobody has answered yet may still be answered."""
    known = {code for codes in coded.codes.values() for code in codes}
    if all(item.code in known for item in entering):
        return coded
    n = len(coded.ids)
    design = design_of(answers.instrument, entering)
    codes = {block: tuple(item.code for own, item in entering_items(answers.instrument) if own == block) for block in BLOCKS}
    at = {block: {code: column for column, code in enumerate(coded.codes[block])} for block in BLOCKS}

    def rows(block: str, found: tuple[Floats, ...], widths: list[int]) -> tuple[Floats, ...]:
        return tuple(
            found[at[block][code]] if code in at[block] else np.full((n, width), np.nan)
            for code, width in zip(codes[block], widths, strict=True)
        )

    ratings = rows("ratings", tuple(coded.ratings[:, [column]] for column in range(coded.ratings.shape[1])), [1] * len(design.levels))
    cells: dict[str, tuple[Bools, Bools]] = {}
    for block in BLOCKS:
        shown, given = np.zeros((n, len(codes[block])), dtype=np.bool_), np.zeros((n, len(codes[block])), dtype=np.bool_)
        for column, code in enumerate(codes[block]):
            known_at = at[block].get(code)
            shown[:, column] = asked[code] if known_at is None else coded.asked[block][:, known_at]
            given[:, column] = False if known_at is None else coded.answered[block][:, known_at]
        cells[block] = shown, given
    return replace(
        coded,
        design=design,
        ratings=np.column_stack(ratings) if ratings else np.empty((n, 0)),
        lists=rows("priorities", coded.lists, [shape.size for shape in design.lists]),
        allocations=rows("allocation", coded.allocations, list(design.parts)),
        terms=rows("definitions", coded.terms, [len(options) for options in design.terms]),
        codes=codes,
        asked={block: shown for block, (shown, _) in cells.items()},
        answered={block: given for block, (_, given) in cells.items()},
    )


def _dropped(kept: Coded, screened: Screened) -> Bools:
    """Whose ratings were screened out of the index, by whatever rule, (n,)."""
    gone = {id_ for id_, row in zip(screened.coded.ids, screened.coded.ratings, strict=True) if np.isnan(row).all()}
    return np.array([id_ in gone for id_ in kept.ids], dtype=np.bool_)


def _rated_too_fast(kept: Coded, answers: TeamAnswers) -> Bools:
    """Who would be screened for speed if not all ratings were the same, (n,)."""
    if not answers.seconds:
        return np.zeros(len(kept.ids), dtype=np.bool_)
    paces = paces_of(answers)
    fast = [round(paces.get(id_, np.inf), 9) < SECONDS_A_RATING for id_ in kept.ids]
    return np.array(fast, dtype=np.bool_) & ~np.isnan(kept.ratings).all(axis=1)


def _all_same(x: Floats) -> bool:
    """Whether all who rated gave the same ratings."""
    given = np.nan_to_num(x[~np.isnan(x).all(axis=1)])
    return bool((given == given[:1]).all())


def _rooms(kept: Coded, dropped: Bools, rest: range, answers: TeamAnswers, items: dict[str, Item]) -> dict[str, Room] | None:
    """What each block can come to; None where too many have given every rating the same level for any index."""
    u = rest.stop - 1
    straight, fast = gave_one_level(kept.ratings), _rated_too_fast(kept, answers)
    alike = all_one_level(kept.ratings, straight) or (bool(fast.any()) and _all_same(kept.ratings))
    straight |= fast | dropped
    flats = [near_equal_split(rows) for rows in kept.allocations]
    screened = replace(
        kept,
        ratings=np.where(straight[:, None], np.nan, kept.ratings),
        allocations=tuple(np.where(levelled[:, None], np.nan, rows) for rows, levelled in zip(kept.allocations, flats, strict=True)),
    )
    deltas = block_deltas(screened)
    rooms: dict[str, Room] = {}
    every = np.isin(np.arange(u + 1), rest)
    if "ratings" in deltas:
        hidden = kept.ratings.shape[1] >= STRAIGHT_FROM or bool(answers.seconds)
        heard = _heard(rest, len(kept.ids), int(straight.sum())) if hidden else every
        addition = add_to_ratings(screened.ratings, kept.design, u)
        room = _room(deltas["ratings"], addition, heard, hidden=hidden)
        if not heard.any() and not alike:
            return None
        # Where all ratings are the same, those of a new member may be so too, and nobody is screened.
        rooms["ratings"] = replace(room, low=0.0, may_enter=True) if alike else room
    if "priorities" in deltas:
        addition_or_none = add_to_lists(screened.lists, kept.design, _offers(kept, answers, items), u)
        rooms["priorities"] = _room(deltas["priorities"], addition_or_none or _loose(deltas["priorities"], 4.0, u), every, hidden=False)
    if "allocation" in deltas:
        rooms["allocation"] = _allocation_room(kept, screened, flats, deltas["allocation"], rest)
    if "definitions" in deltas:
        none = tuple(isinstance(item, DefinitionItem) and item.no_agreed for item in (items[code] for code in kept.codes["definitions"]))
        rooms["definitions"] = _room(deltas["definitions"], add_to_terms(screened.terms, kept.design, none, u), every, hidden=False)
    return rooms


def _heard(rest: range, answered: int, screened: int) -> Bools:
    """Of how many new members k = 0..u the answers may count, (u + 1,), where at most half of all may be screened.

    v members are added and v - k of them screened: 2 (screened + v - k) <= answered + v.
    """
    k = np.arange(rest.stop)
    most = np.minimum(rest.stop - 1, answered + 2 * k - 2 * screened)
    return np.asarray(np.maximum(rest.start, k) <= most, dtype=np.bool_)


def _room(delta: Floats, addition: Addition, heard: Bools, *, hidden: bool) -> Room:
    """The mean of the block over all pairs that have something in common, for every number of new members that are heard."""
    known = delta[np.triu(~np.isnan(delta), 1)]
    k = np.flatnonzero(heard)
    among = k * (k - 1) // 2 if addition.apart > 0 else 0 * k  # questions that can tell nobody apart compare nobody
    pairs = len(known) + k * int(addition.links.sum()) + among
    some = pairs > 0
    low = (float(known.sum()) + k[some] * addition.least) / pairs[some]
    high = (float(known.sum()) + addition.most[k[some]]) / pairs[some]
    return Room(
        low=float(low.min(initial=np.inf)) if len(low) else 0.0,
        high=float(high.max(initial=0.0)),
        may_enter=bool(some.any()),
        may_leave=not some.all() or not len(k),
        delta=delta,
        addition=addition,
        hidden=hidden,
    )


def _loose(delta: Floats, apart: float, u: int) -> Addition:
    """New members of whom only the largest disagreement is known."""
    n = len(delta)
    k = np.arange(u + 1)
    return Addition(np.ones(n, dtype=np.bool_), 0.0, apart * (k * n + k * (k - 1) / 2), np.full(n, apart), apart)


def _allocation_room(kept: Coded, screened: Coded, flats: list[Bools], delta: Floats, rest: range) -> Room:
    """Allocations near the equal split are screened, and the whole block where most are."""
    answered = int(np.any([~np.isnan(rows[:, 0]) for rows in kept.allocations], axis=0).sum())
    levelled = int(np.any(flats, axis=0).sum())
    heard = _heard(rest, answered, levelled)
    u = rest.stop - 1
    alike = [all_one_split(rows) and bool(near[~np.isnan(rows[:, 0])].all()) for rows, near in zip(kept.allocations, flats, strict=True)]
    if len(kept.allocations) == 1:
        room = _room(delta, add_to_allocation(screened.allocations[0], u), heard, hidden=True)
    else:
        # A new member may be screened in one question and not in another: what pairs have in common is open, and any number may differ.
        apart = max((2 * q - 1) / (q - 1) for q in kept.design.parts)
        room = _room(delta, _loose(delta, apart, u), heard, hidden=True)
        if any(alike) or not room.may_enter:
            room = replace(room, low=0.0, high=apart, may_enter=True)
        elif not np.isnan(delta[np.triu_indices(len(delta), 1)]).all():
            mean = float(np.nanmean(delta[np.triu_indices(len(delta), 1)]))
            room = replace(room, low=min(room.low, mean), high=max(room.high, mean))
    leaves = room.may_leave or 2 * (levelled + u) > answered + u
    # Where all have given the same equal split, a new member may do so too, and nobody is screened.
    return replace(room, low=0.0 if any(alike) else room.low, may_enter=room.may_enter or any(alike), may_leave=leaves)


def _offers(kept: Coded, answers: TeamAnswers, items: dict[str, Item]) -> tuple[Offer, ...]:
    """What each priorities question lets a new member give. One wording of one's own leaves a place less for the instrument's."""
    found = []
    for code in kept.codes["priorities"]:
        item = items[code]
        if not isinstance(item, PickItem | RankingItem):
            continue
        places = list_shape(answers.instrument, item).places
        own = isinstance(item, PickItem) and item.own
        none = isinstance(item, PickItem) and (bool(item.none_text) or (own and places == 1))
        found.append(Offer((places - 1, places) if own and places > 1 else (places,), none))
    return tuple(found)


def _bases(rooms: dict[str, Room]) -> list[tuple[str, ...]]:
    """Every set of blocks on which the completed index could rest."""
    sure = [block for block, room in rooms.items() if room.may_enter and not room.may_leave]
    open_ = [block for block, room in rooms.items() if room.may_enter and room.may_leave]
    sets = [(*sure, *more) for size in range(len(open_) + 1) for more in combinations(open_, size)]
    return [basis for basis in sets if basis]


def _cut(rooms: dict[str, Room], shares: dict[str, float], n: int, u: int) -> float:
    """No smaller than C of any completion: every cell at the most that it can be."""
    total, farthest, single, apart = np.zeros((n, n)), np.zeros(n), 0.0, 0.0
    for block, share in shares.items():
        room, added = rooms[block], rooms[block].addition
        filled = np.where(np.isnan(room.delta), room.high, room.delta)
        # A cell without anything in common takes the mean of the block.
        reach = np.where(added.links, added.farthest, room.high)
        alone = float(added.most[min(1, u)]) + float((~added.links).sum()) * room.high
        total += share * filled
        farthest += share * (np.maximum(reach, room.high) if room.hidden else reach)
        single += share * (max(alone, n * room.high) if room.hidden else alone)
        apart += share * (max(added.apart, room.high) if room.hidden else added.apart)
    np.fill_diagonal(total, 0.0)
    return largest_cut(total, farthest, single=single, apart=apart, added=u)
