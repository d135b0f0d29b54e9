"""Top lists and rankings, definitions and allocations of one team: who said what, and how far the answers agree."""

import numpy as np

from scoring.allocations import allocation_agreement, chance_variation, flat_share, total_variation
from scoring.answers import Respondent, TeamAnswers
from scoring.coding import chosen_of, list_shape, named_rows, parts_of, ranks_rows, shares_rows, term_rows
from scoring.concordance import kendall_w
from scoring.consensus import borda_ranks, kemeny
from scoring.definitions import bennett_s
from scoring.design import Bools, Floats
from scoring.disagreement import NOBODY, list_delta, term_delta
from scoring.pairs import mean_over_pairs, pair_places
from scoring.priorities import contested_shares
from scoring.random_teams import nothing_shared
from scoring.results import AllocationScore, Band, DefinitionPart, DefinitionScore, Estimate, PriorityScore
from survey_definitions.schema import AllocationItem, DefinitionItem, PickItem, RankingItem


def _agreement(delta: Floats, n: int, size: int) -> Estimate:
    """1 - mean delta on a scale where 0 is chance, with the band of Var = 2 / (n (n-1) (M-1)) (scoring, 3.2)."""
    mean = mean_over_pairs(delta)
    if mean is None or n < 2 or size < 2:
        return Estimate(n=n, status="too_few")
    sd = float(np.sqrt(2 / (n * (n - 1) * (size - 1))))
    return Estimate(
        value=1 - mean, n=n, n_pairs=n * (n - 1) // 2, chance=0.0, chance_band=Band(max(-1.0, -1.959964 * sd), min(1.0, 1.959964 * sd))
    )


def _shared(named: Floats) -> tuple[float | None, float | None]:
    """Mean number of entries that two people have in common, and the share of pairs with the same set. named: (n, M) of 0 and 1.

    A person who says that nothing was agreed shares no entry with anybody.
    """
    n = len(named)
    if n < 2:
        return None, None
    common = named @ named.T
    length = np.diag(common)
    pairs = pair_places(n)
    same = (common == length[:, None]) & (common == length) & (length > 0)
    return float(common[pairs].mean()), float(same[pairs].mean())


def _chance_shared(lengths: list[int], size: int) -> float | None:
    """Entries that two lists of the given lengths would have in common at random: mean over pairs of t_i t_j / M.

    Who says that nothing was agreed counts as t places, and own wordings count: both lower what is found by design (decision 52).
    """
    n = len(lengths)
    return (sum(lengths) ** 2 - sum(length * length for length in lengths)) / (n * (n - 1) * size) if n >= 2 and size else None


def priority_score(
    answers: TeamAnswers,
    people: tuple[Respondent, ...],
    item: PickItem | RankingItem,
    *,
    rows: Floats | None = None,
    delta: Floats | None = None,
) -> PriorityScore:
    """One top list or ranking. rows (n, M) and delta (n, n) of these people, where they have been worked out."""
    codes = [option.code for option in answers.instrument.options_of(item)]
    shape = list_shape(answers.instrument, item)
    values = [answers.value(person, item.code) for person in people]
    rows = ranks_rows(shape, codes, values) if rows is None else rows
    delta = list_delta(rows, nothing_shared=nothing_shared(shape)) if delta is None else delta
    chosen = [chosen_of(value) for value in values]
    answered = ~np.isnan(rows[:, 0]) if shape.size else np.zeros(len(values), dtype=np.bool_)
    nobody = answered & (rows[:, 0] == NOBODY) if shape.size else answered
    n, none = int(answered.sum()), int(sum(value == "none" for value in values if isinstance(value, str)))
    given = [(value, entries) for value, entries, known in zip(values, chosen, answered.tolist(), strict=True) if known]
    named = named_rows(codes, [entries for _, entries in given], shape.places)
    ranks = rows[answered & ~nobody]
    # Own wordings in alphabetical order: their place says nothing about who wrote them.
    own = tuple(sorted({entry[4:] for entries in chosen for entry in entries if entry.startswith("own:")}))
    mean_ranks = dict(zip(codes, borda_ranks(ranks), strict=True)) if len(ranks) else {}
    found = kemeny(ranks) if len(ranks) >= 2 else None
    # In a ranking of every option all people name the same ones: what they have in common is the order, which `agreement` tells.
    whole = isinstance(item, RankingItem) and shape.places >= shape.size
    shared, identical = (None, None) if whole else _shared(named)
    return PriorityScore(
        code=item.code,
        type=item.type,
        size=shape.size,
        places=shape.places,
        n=n,
        none=none,
        counts={code: int(people) for code, people in zip(codes, named.sum(axis=0).tolist(), strict=True)},
        mean_ranks={code: rank for code, rank in mean_ranks.items() if rank is not None},
        orders=tuple(tuple(codes[at] for at in order) for order in _orders(found.order, found.orders)) if found else (),
        shared=shared,
        chance_shared=None
        if whole
        else _chance_shared([shape.places if value == "none" else min(shape.places, len(entries)) for value, entries in given], shape.size),
        identical=identical,
        agreement=_agreement(delta, n, shape.size),
        w=kendall_w(ranks).w if len(ranks) >= 2 else None,
        own=own,
        contested_shares=dict(zip(codes, contested_shares(ranks) or (), strict=False)),
        contested_exact=len(ranks) >= 2 and len(set(named.sum(axis=1).tolist()) - {0.0}) == 1,
        status="ok" if n >= 2 else "too_few",
    )


def _orders(preferred: tuple[int, ...], orders: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """The optimum that Borda prefers first, then the others, at most twenty."""
    return (preferred, *[order for order in orders if order != preferred])[:20]


def definition_score(
    answers: TeamAnswers, people: tuple[Respondent, ...], item: DefinitionItem, *, rows: Floats | None = None, delta: Floats | None = None
) -> DefinitionScore:
    """One term: part by part and together. rows (n, parts) and delta (n, n) of these people, where they have been worked out."""
    parts = parts_of(item)
    rows = term_rows(item, [answers.value(person, item.code) for person in people]) if rows is None else rows
    delta = term_delta(rows, tuple(len(options) for _, _, options in parts)) if delta is None else delta
    answered: Bools = np.asarray(~np.isnan(rows).all(axis=1)) if parts else np.zeros(len(people), dtype=np.bool_)
    rows = rows[answered]
    none = int((rows == NOBODY).all(axis=1).sum()) if parts else 0
    mean = mean_over_pairs(delta)
    functions = [person.function for person, known in zip(people, answered.tolist(), strict=True) if known]
    found = []
    for at, (code, kind, options) in enumerate(parts):
        chosen = rows[:, at].tolist()
        counts = {option: chosen.count(number) for number, option in enumerate(options)}
        s = bennett_s(list(counts.values()), alone=none)
        found.append(
            DefinitionPart(
                code=code,
                kind=kind,
                counts=counts,
                agreement=s,
                by_function=_by_function(functions, chosen, options),
                status="ok" if s is not None else "too_few",
            )
        )
    return DefinitionScore(
        code=item.code,
        term=item.term,
        n=len(rows),
        none=none,
        agreement=None if mean is None else 1 - mean,
        parts=tuple(found),
        status="ok" if mean is not None else "too_few",
    )


def _by_function(functions: list[str], chosen: list[float], options: tuple[str, ...]) -> dict[str, dict[str, int]]:
    """Function -> option -> people; people without a function, and options that nobody of a function chose, are left out."""
    found: dict[str, dict[str, int]] = {}
    named = [(function, options[int(number)]) for function, number in zip(functions, chosen, strict=True) if function and number >= 0]
    for function, option in sorted(named):  # what is open or "no agreed definition" is below nought, or no number
        counts = found.setdefault(function, {})
        counts[option] = counts.get(option, 0) + 1
    return found


def allocation_score(
    answers: TeamAnswers, people: tuple[Respondent, ...], item: AllocationItem, *, rows: Floats | None = None
) -> AllocationScore:
    """One allocation: mean points, and how many points two people would have to move to say the same. rows: (n, q), where known."""
    rows = shares_rows(item, [answers.value(person, item.code) for person in people]) if rows is None else rows
    rows = rows[~np.isnan(rows[:, 0])]
    if not len(rows):
        return AllocationScore(code=item.code, n=0, status="too_few")
    mean = mean_over_pairs(total_variation(rows)) if len(rows) >= 2 else None
    chance = chance_variation(len(item.options))
    return AllocationScore(
        code=item.code,
        n=len(rows),
        means={option.code: float(share) * item.total for option, share in zip(item.options, rows.mean(axis=0), strict=True)},
        to_move=None if mean is None else mean * item.total,
        chance_to_move=None if chance is None else chance * item.total,
        agreement=allocation_agreement(rows) if len(rows) >= 2 else None,
        flat_share=flat_share(rows),
        status="ok" if mean is not None else "too_few",
    )
