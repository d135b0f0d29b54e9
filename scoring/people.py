"""Between people and between functions: everything read off the one matrix of pairwise disagreement."""

import numpy as np

from scoring.answers import Respondent, TeamAnswers
from scoring.design import Floats, seed_of
from scoring.functions import Cells, compare_functions, compare_groups
from scoring.index import Reading
from scoring.items import area_mean_of, area_ratings, banks_by_area
from scoring.results import Between, Estimate, FunctionScore, Pair, Status

PAIRS_UP_TO = 40  # people; above, a list of pairs is no longer read by anybody
BANDS = ("further apart than chance", "0 to 50", "above 50")


def functions_in_order(answers: TeamAnswers, people: tuple[Respondent, ...]) -> list[str]:
    """Functions that somebody has: the instrument's in its order, then others by name."""
    present = {person.function for person in people if person.function}
    known = [function.code for function in answers.instrument.functions if function.code in present]
    return known + sorted(present - set(known))


def function_cells(reading: Reading, people: tuple[Respondent, ...]) -> Cells:
    """Mean disagreement within and between the functions of those who enter the index."""
    if reading.composed is None:
        return Cells(status="too_few")
    return compare_functions(reading.composed.delta, _groups(reading, people))


def _groups(reading: Reading, people: tuple[Respondent, ...]) -> list[str]:
    function = {person.id: person.function for person in people}
    return [function[id_] for id_ in reading.ids]


def _aligned(delta: float | None) -> float | None:
    return None if delta is None else 100 * (1 - delta)


def function_scores(
    answers: TeamAnswers, people: tuple[Respondent, ...], columns: dict[str, Floats], cells: Cells
) -> tuple[FunctionScore, ...]:
    """Each function: size, alignment within, mean rating of every area and item."""
    areas = {area: area_ratings(banks) for area, banks in banks_by_area(answers).items()}
    order = functions_in_order(answers, people)
    means = _means_by_function(order, people, columns)
    found = []
    for code in order:
        within = _aligned(cells.by_group.get(code))
        counted = cells.sizes.get(code, 0)
        found.append(
            FunctionScore(
                code=code,
                n=sum(person.function == code for person in people),
                within=Estimate(
                    value=within,
                    n=counted,
                    n_pairs=counted * (counted - 1) // 2,
                    chance=0.0 if within is not None else None,
                    status="ok" if within is not None else "too_few",
                ),
                area_means={area: area_mean_of(items, means[code]) for area, items in areas.items() if items},
                item_means=means[code],
            )
        )
    return tuple(found)


def _means_by_function(order: list[str], people: tuple[Respondent, ...], columns: dict[str, Floats]) -> dict[str, dict[str, float | None]]:
    """Function -> item -> mean of the levels given there, None where nobody of the function answered."""
    if not order or not columns:
        return {code: {} for code in order}
    levels = np.column_stack(list(columns.values()))
    known = ~np.isnan(levels)
    member = np.array([[person.function == code for person in people] for code in order], dtype=np.float64)
    # Levels are whole numbers, whose sums are exact in whatever order they are added.
    sums, counts = member @ np.where(known, levels, 0.0), member @ known
    means = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0).tolist()
    return {
        code: {item: mean if count else None for item, mean, count in zip(columns, row, given, strict=True)}
        for code, row, given in zip(order, means, counts.tolist(), strict=True)
    }


def between_scores(answers: TeamAnswers, people: tuple[Respondent, ...], cells: Cells) -> tuple[Between, ...]:
    """Alignment between each two functions."""
    order = functions_in_order(answers, people)
    found = []
    for at, a in enumerate(order):
        for b in order[at + 1 :]:
            delta = cells.by_pair.get((a, b), cells.by_pair.get((b, a)))
            n_pairs = cells.sizes.get(a, 0) * cells.sizes.get(b, 0)
            found.append(Between(a=a, b=b, value=_aligned(delta), n_pairs=n_pairs, status="ok" if delta is not None else "too_few"))
    return tuple(found)


def silo_gap(answers: TeamAnswers, people: tuple[Respondent, ...], reading: Reading, cells: Cells) -> Estimate:
    """100 (mean between - mean within) in index points, with the permutation p of PERMANOVA or `not_testable`."""
    n = sum(cells.sizes.values())
    if reading.composed is None or cells.silo_gap is None:
        return Estimate(n=n, status="too_few")
    rng = np.random.default_rng(seed_of(answers.instrument.id, answers.wave, "silo_gap"))
    test = compare_groups(reading.composed.delta, _groups(reading, people), squared=True, rng=rng)
    status: Status = "ok" if test.p is not None else "no_variation" if test.status == "no_variation" else "not_testable"
    return Estimate(value=cells.silo_gap, n=n, n_pairs=n * (n - 1) // 2, chance=0.0, p=test.p, p_method=test.p_method, status=status)


def pair_scores(reading: Reading) -> tuple[Pair, ...]:
    """Each two people, up to 40 people; bands, since the value of one pair moves by about 16 points by chance alone."""
    if reading.composed is None or len(reading.ids) > PAIRS_UP_TO:
        return ()
    found = []
    for i, a in enumerate(reading.ids):
        for j in range(i + 1, len(reading.ids)):
            if not reading.composed.observed[i, j]:
                found.append(Pair(a=a, b=reading.ids[j], value=None, band="", status="too_few"))
                continue
            value = 100 * (1 - float(reading.composed.delta[i, j]))
            rounded = round(value, 9)
            band = BANDS[0] if rounded < 0 else BANDS[1] if rounded <= 50 else BANDS[2]
            found.append(Pair(a=a, b=reading.ids[j], value=value, band=band))
    return tuple(found)
