"""Two agreements kept apart: of the team with one another, and of the team with the direction that the sponsor sealed (decision 3).

The committed list of each person against the sealed one is *knowledge*; the chosen list against the own committed one is *will*.
Neither enters the index. The sponsor's own answers are left out of both comparisons with what the sponsor sealed.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
from msgspec.structs import replace

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.coding import chosen_of, list_shape, ranks_rows
from scoring.design import Floats, ListShape
from scoring.directions import GoalKnown, Knowledge, Quadrant, Sealed, Will
from scoring.disagreement import list_delta
from scoring.guesses import goal_key, last_day
from scoring.items import number_of
from scoring.labelings import LISTED
from scoring.pairs import mean_over_pairs
from scoring.random_teams import nothing_shared
from survey_definitions.schema import Instrument, PickItem, RankingItem, TextItem


def committed_items(instrument: Instrument) -> list[PickItem | RankingItem]:
    """The lists of what the company has committed to: from the client's priorities, and in the index."""
    return [
        item
        for _, item in instrument.items()
        if isinstance(item, PickItem | RankingItem) and item.options_from == "priorities" and item.in_index and not item.fact
    ]


def holds_all(length: int, declared: int, options: int) -> float:
    """Probability that a random list of t out of M holds all s declared options: C(M - s, t - s) / C(M, t); 0 for a shorter list.

    >>> round(holds_all(3, 3, 12), 6), holds_all(2, 3, 12)
    (0.004545, 0.0)
    """
    length = min(length, options)
    return comb(options - declared, length - declared) / comb(options, length) if length >= declared else 0.0


def direction_p(picks: Floats, declared: Sequence[int]) -> tuple[float | None, float | None]:
    """How rarely other priorities would do as well: (p of the total named, p of the people who hold every one).

    `picks` (n, M) is 1 where a person names an option, `declared` are columns. Had the sponsor declared any other s of the M options:
    the share of the C(M, s) choices that people name as often in all, and that as many people hold whole. Exact, and true however
    alike people answer, since their lists stay as they are; the smallest p is 1 / C(M, s). None above 20,000 choices.
    Pitman (1937), J Royal Statistical Society Supplement 4:119.

    >>> direction_p(np.array([[1.0, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]]), [0, 1])
    (0.16666666666666666, 0.16666666666666666)
    """
    size = len(declared)
    if comb(picks.shape[1], size) > LISTED:
        return None, None
    choices = np.array(list(combinations(range(picks.shape[1]), size)))
    named = picks.sum(axis=0)[choices].sum(axis=1)
    whose = picks > 0
    held = np.logical_and.reduce([whose[:, choices[:, place]] for place in range(size)]).sum(axis=0)
    total, whole = picks[:, list(declared)].sum(), picks[:, list(declared)].all(axis=1).sum()
    return float((named >= total).mean()), float((held >= whole).mean())


def _others(people: tuple[Respondent, ...], sealed: Sealed) -> tuple[Respondent, ...]:
    """The team without the sponsor."""
    return tuple(person for person in people if not sealed.by or person.id != sealed.by)


def knowledge_of(answers: TeamAnswers, people: tuple[Respondent, ...]) -> tuple[Knowledge, ...]:
    """Each committed list against the sealed priorities. Nothing where no priority is sealed that the list offers.

    A list counts from its first answer: options, own wordings, which match nothing, or "nothing was agreed", which names none and
    is as long as the list may be. "Not my area" and blanks are left out. n = 0 or 1: `too_few`, without agreement and quadrant.
    """
    if answers.sealed is None:
        return ()
    others = _others(people, answers.sealed)
    found = []
    for item in committed_items(answers.instrument):
        codes = [option.code for option in answers.instrument.options_of(item)]
        declared = tuple(dict.fromkeys(code for code in answers.sealed.priorities if code in codes))
        if declared:
            found.append(_knowledge(answers, others, item, codes, declared, left_out=len(others) < len(people)))
    return tuple(found)


def _knowledge(
    answers: TeamAnswers,
    others: tuple[Respondent, ...],
    item: PickItem | RankingItem,
    codes: list[str],
    declared: tuple[str, ...],
    *,
    left_out: bool,
) -> Knowledge:
    shape = list_shape(answers.instrument, item)
    values = {person.id: answers.value(person, item.code) for person in others}
    lists = {id_: chosen_of(value)[: shape.places] for id_, value in values.items()}
    given = [id_ for id_, value in values.items() if value == "none" or lists[id_]]
    hits = {id_: len(set(declared) & set(lists[id_])) for id_ in given}
    n, size = len(given), len(declared)
    if n == 0:
        return Knowledge(code=item.code, declared=declared, left_out=left_out, status="too_few")
    lengths = [len(lists[id_]) or shape.places for id_ in given]
    p_named, p_all = direction_p(
        np.array([[float(code in lists[id_]) for code in codes] for id_ in given]), [codes.index(code) for code in declared]
    )
    known = Knowledge(
        code=item.code,
        declared=declared,
        n=n,
        left_out=left_out,
        named={code: sum(code in lists[id_] for id_ in given) for code in declared},
        all_named=sum(count == size for count in hits.values()),
        none_named=sum(count == 0 for count in hits.values()),
        mean_named=sum(hits.values()) / n,
        chance_named=sum(lengths) * size / (n * shape.size),
        chance_all=sum(sorted(holds_all(length, size, shape.size) for length in lengths)) / n,
        p_named=p_named,
        p_all=p_all,
        agreement=_agreement(shape, codes, [values[id_] for id_ in given]),
        persons=hits,
        status="ok" if n >= 2 else "too_few",
    )
    return replace(known, quadrant=quadrant_of(known, shape.size))


def _agreement(shape: ListShape, codes: list[str], values: Sequence[object]) -> float | None:
    """How far these people agree with one another: 1 - mean pairwise disagreement of their lists, 0 as random lists do."""
    if len(values) < 2:
        return None
    rows = ranks_rows(shape, codes, values)
    mean = mean_over_pairs(list_delta(rows, nothing_shared=nothing_shared(shape)))
    return None if mean is None else 1 - mean


def quadrant_of(known: Knowledge, options: int) -> Quadrant | None:
    """Which of the four the team is in: agreeing or apart, and on what was declared or not. None where it cannot be said.

    Together: agreement as high as the aim. Then on the declared ones where people name at least half of them on average, more than
    they name all but one choice of twenty; and elsewhere where they name fewer than half. Apart: somebody is on the declared ones
    where people name them more often, or as many hold all of them, as of no more than one choice in twenty; nobody where no one
    holds all and the total is no more than that. None below five people or three options, and in between.
    """
    if known.n < thresholds.QUADRANT_PEOPLE or options < thresholds.QUADRANT_OPTIONS or known.agreement is None:
        return None
    half = round((known.mean_named or 0.0) / len(known.declared), 9) >= thresholds.DECLARED_HALF_FROM
    named, held = (p is not None and round(p, 9) <= thresholds.TESTED_UP_TO for p in (known.p_named, known.p_all))
    if round(known.agreement, 9) >= thresholds.AGREED_PRIORITIES_FROM:
        if not half:
            return "together_elsewhere"
        return "together_on_declared" if named else None
    if named or (known.all_named and held):
        return "apart_some_on_declared"
    return None if known.all_named else "apart_nobody_on_declared"


def goals_known_of(answers: TeamAnswers, people: tuple[Respondent, ...]) -> tuple[GoalKnown, ...]:
    """Each goal item against the sealed goal, part by part. Nothing where no goal is sealed.

    `not_testable` where the sealed measure is not of the instrument's list: own wordings match nothing until they are merged.
    Amounts are equal as numbers, units but for case and blanks; deadlines by their last day, so 2027-Q2 is 2027-06-30.
    """
    if answers.sealed is None or not answers.sealed.goal:
        return ()
    others = _others(people, answers.sealed)
    goals = [item for _, item in answers.instrument.items() if isinstance(item, TextItem) and item.form == "goal"]
    return tuple(_goal_known(answers, others, item, answers.sealed.goal, left_out=len(others) < len(people)) for item in goals)


def _goal_known(
    answers: TeamAnswers, others: tuple[Respondent, ...], item: TextItem, sealed: dict[str, object], *, left_out: bool
) -> GoalKnown:
    bank = next(bank for bank, entry in answers.instrument.items() if entry.code == item.code)
    values = [answers.value(person, item.code) for person in others]
    given = [value for value in values if isinstance(value, dict) and any(str(part or "").strip() for part in value.values())]
    asked = max(len(given), sum(answers.asked(person, bank, item) for person in others))
    key = goal_key(sealed)
    if key is None:
        return GoalKnown(code=item.code, asked=asked, n=len(given), left_out=left_out, status="not_testable")
    measure, deadline = key
    on_measure = [value for value in given if (own := goal_key(value)) and own[0] == measure]
    on_date = [value for value in on_measure if not deadline or last_day(value.get("deadline")) == deadline]
    amount = number_of(sealed.get("amount"))
    on_amount = [value for value in on_date if amount is None or (number_of(value.get("amount")), _unit(value)) == (amount, _unit(sealed))]
    return GoalKnown(
        code=item.code,
        asked=asked,
        n=len(given),
        left_out=left_out,
        same_measure=len(on_measure),
        same_deadline=len(on_date),
        same_amount=len(on_amount),
        status="ok" if asked >= 2 else "too_few",
    )


def _unit(goal: dict[str, object]) -> str:
    return "".join(str(goal.get("unit") or "").casefold().split())


def will_of(answers: TeamAnswers, people: tuple[Respondent, ...]) -> tuple[Will, ...]:
    """What each would choose against what each holds to be committed. Needs no seal; people without either list are left out.

    `shared` counts options only, chance is the mean of t t' / M. n = 0: `too_few` without figures; n = 1: `too_few` with them.
    """
    committed = committed_items(answers.instrument)
    chosen = [
        item
        for _, item in answers.instrument.items()
        if isinstance(item, PickItem | RankingItem) and item.options_from == "priorities" and "knowledge_and_will" in item.feeds
    ]
    return tuple(_will(answers, people, committed[0], item) for item in chosen if committed and item.code != committed[0].code)


def _will(answers: TeamAnswers, people: tuple[Respondent, ...], held: PickItem | RankingItem, wanted: PickItem | RankingItem) -> Will:
    codes = {option.code for option in answers.instrument.options_of(held)}
    shapes = list_shape(answers.instrument, held), list_shape(answers.instrument, wanted)
    places = min(shape.places for shape in shapes)
    pairs = {
        person.id: tuple(
            frozenset(chosen_of(answers.value(person, item.code))[: shape.places])
            for item, shape in zip((held, wanted), shapes, strict=True)
        )
        for person in people
    }
    both = {id_: (own, other) for id_, (own, other) in pairs.items() if own & codes and other}
    n = len(both)
    if n == 0:
        return Will(committed=held.code, chosen=wanted.code, places=places, status="too_few")
    options = [option.code for option in answers.instrument.options_of(held)]
    dropped = {code: sum(code in own and code not in other for own, other in both.values()) for code in options}
    added = {code: sum(code in other and code not in own for own, other in both.values()) for code in options}
    return Will(
        committed=held.code,
        chosen=wanted.code,
        n=n,
        places=places,
        shared=sum(len(own & other & codes) for own, other in both.values()) / n,
        chance_shared=sum(len(own) * len(other) for own, other in both.values()) / (n * len(codes)),
        all_kept=sum(own == other for own, other in both.values()),
        dropped={code: count for code, count in dropped.items() if count},
        added={code: count for code, count in added.items() if count},
        persons={id_: len(own & other & codes) for id_, (own, other) in both.items()},
        status="ok" if n >= 2 else "too_few",
    )
