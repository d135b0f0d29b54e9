"""What was answered item by item and area by area. All answers enter here, those of straight-liners too (decision 31)."""

from collections import Counter
from functools import lru_cache
from math import isfinite, sqrt
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from scoring.answers import TeamAnswers
from scoring.design import Floats, seed_of
from scoring.once import once
from scoring.pairs import mean_of_known
from scoring.polarisation import polarisation_limit
from scoring.ratings import null_variance, variances
from scoring.results import AllocationScore, AreaScore, Band, DefinitionScore, ItemScore, PriorityScore
from scoring.splits import EXACT_UP_TO
from survey_definitions.schema import (
    AllocationItem,
    Bank,
    DefinitionItem,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
)

_DRAWS = 4_000


@lru_cache(maxsize=2048)
def agreement_band(n: int, levels: int) -> Band | None:
    """2.5 to 97.5 % of r*_wg of one item of m levels when n people tick at random; None below two people.

    Simulated up to 16 people, above from the variance [mu4 - sigma^4 (n-3)/(n-1)] / (n sigma^4) (scoring, 12.4).
    """
    if n < 2 or levels < 2:
        return None
    variance = (levels**2 - 1) / 12
    if n <= EXACT_UP_TO:
        rng = np.random.default_rng(seed_of("rating", str(levels), str(n), "band"))
        values = 1 - rng.integers(0, levels, (_DRAWS, n)).var(axis=1, ddof=1) / variance
        low, high = np.quantile(values, (0.025, 0.975))
        return Band(float(low), float(high))
    fourth = float(np.mean((np.arange(levels) - (levels - 1) / 2) ** 4))
    sd = float(np.sqrt((fourth - variance**2 * (n - 3) / (n - 1)) / n) / variance)
    return Band(-1.959964 * sd, 1.959964 * sd)


def matured(item: RatingItem, levels: Floats) -> Floats:
    """Levels so that up is more mature, whichever way the item is worded."""
    return item.size + 1 - levels if item.reversed else levels


def number_of(value: object) -> float | None:
    """A plain number, or None."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) else None


def _is_dk(value: dict[str, object]) -> bool:
    """Whether an answer of several parts says "don't know": by its one word, or in each part."""
    return value.get("answer") == "dk" or (bool(value) and all(entry == "dk" for entry in value.values()))


def _counts(item: Item, values: list[Any]) -> dict[str, int]:
    """People per word; empty for numbers and texts."""
    if isinstance(item, EvidenceItem):
        found = Counter(value["answer"] for value in values if isinstance(value, dict) and value.get("answer") in {"yes", "partly", "no"})
        return {word: found[word] for word in ("yes", "partly", "no")}
    if isinstance(item, SymptomItem):
        heard = [bool(value.get("heard")) for value in values if isinstance(value, dict)]
        return {"yes": sum(heard), "no": len(heard) - sum(heard)}
    return {}


class _Ticks(Struct, frozen=True):
    """One rating item's figures; `counts` holds people per level from 0. Figures of fewer than two people mean nothing."""

    counts: list[int]
    n: int
    mean: float
    variance: float
    agreement: float
    deviation: float
    mean_difference: float


def _ticks(items: tuple[RatingItem, ...], columns: dict[str, Floats]) -> dict[str, _Ticks]:
    """The figures of every rating item at once, by code."""
    if not items:
        return {}
    levels = np.array([columns[item.code] for item in items])
    level = np.arange(max(item.size for item in items) + 1)
    counts = (levels[:, :, np.newaxis] == level).sum(axis=1)
    # Everything from the counts, and n (n - 1) s^2 in whole numbers: nothing is lost to rounding, and few people or many cost the same.
    n = counts.sum(axis=1)
    total = counts @ level
    pairs = np.maximum(n * (n - 1), 1)
    mean = total / np.maximum(n, 1)
    variance = (n * (counts @ (level * level)) - total * total) / pairs
    chance = np.array([max(item.size**2 - 1, 1) for item in items])
    away = (counts * np.abs(level - mean[:, np.newaxis])).sum(axis=1) / np.maximum(n, 1)
    below = counts.cumsum(axis=1)
    apart = 2 * (below * (n[:, np.newaxis] - below)).sum(axis=1) / pairs
    figures = (counts, n, mean, variance, 1 - variance * 12 / chance, away, apart)
    found = zip(*(figure.tolist() for figure in figures), strict=True)
    return {item.code: _Ticks(*figure) for item, figure in zip(items, found, strict=True)}


def _rating_score(area: str, item: RatingItem, ticks: _Ticks, *, asked: int, dk: int) -> ItemScore:
    """One rating item's line."""
    counts = {str(level): ticks.counts[level] for level in range(1, item.size + 1)}
    n = ticks.n
    if n < 2:
        mean = ticks.mean if n else None
        return ItemScore(code=item.code, type="M", area=area, n=n, asked=asked, dk=dk, counts=counts, mean=mean, status="too_few")
    agreement = ticks.agreement if item.size >= 2 else None
    return ItemScore(
        code=item.code,
        type="M",
        area=area,
        n=n,
        asked=asked,
        dk=dk,
        counts=counts,
        mean=ticks.mean,
        sd=sqrt(ticks.variance),
        agreement=agreement,
        deviation=ticks.deviation,
        mean_difference=ticks.mean_difference,
        chance_band=agreement_band(n, item.size),
        polarised=_polarised(agreement, n, item.size),
    )


def _polarised(agreement: float | None, n: int, levels: int) -> bool:
    """As `is_polarised` says of the ratings themselves; the limit is always below 0 and worked out only where it could matter."""
    if agreement is None or agreement >= 0:
        return False
    limit = polarisation_limit(n, levels=levels)
    return limit is not None and round(agreement, 9) < round(limit, 9)


def _number_score(values: list[Any], common: dict[str, Any]) -> ItemScore:
    known = [number for value in values if (number := number_of(value)) is not None]
    common["n"] = n = len(known)
    if not n:
        return ItemScore(**common, status="too_few")
    mean = sum(known) / n
    sd = sqrt(sum((number - mean) ** 2 for number in known) / (n - 1)) if n > 1 else None
    return ItemScore(**common, mean=mean, sd=sd, status="ok" if n > 1 else "too_few")


class Parts(dict[str, PriorityScore | DefinitionScore | AllocationScore]):
    """Scores of lists, definitions and allocations by item code, from which their item lines are taken."""


def _part_line(item: Item, part: PriorityScore | DefinitionScore | AllocationScore, common: dict[str, Any]) -> ItemScore:
    if isinstance(part, PriorityScore):
        return ItemScore(
            **common, agreement=part.agreement.value, counts=part.counts, chance_band=part.agreement.chance_band, status=part.status
        )
    if isinstance(part, DefinitionScore):
        ticked = part.parts[0].counts if isinstance(item, DefinitionItem) and item.options and part.parts else {}
        return ItemScore(**common, agreement=part.agreement, counts=ticked, status=part.status)
    return ItemScore(**common, agreement=part.agreement, status=part.status)


def _other_score(area: str, item: Item, answered: list[Any], *, asked: int, parts: Parts) -> ItemScore:
    """The line of an item that is no rating; `answered`: the values of all who did not skip it."""
    given = [value for value in answered if value != "dk" and not (isinstance(value, dict) and _is_dk(value))]
    common: dict[str, Any] = {
        "code": item.code,
        "type": item.type,
        "area": area,
        "n": len(given),
        "asked": asked,
        "dk": len(answered) - len(given),
        "none": given.count("none"),
    }
    if item.code in parts and isinstance(item, PickItem | RankingItem | DefinitionItem | AllocationItem):
        return _part_line(item, parts[item.code], common)
    common["counts"] = _counts(item, given)
    if isinstance(item, NumberItem | PredictionItem):
        return _number_score(given, common)
    return ItemScore(**common, status="ok" if given else "too_few")


@once
def _rating_items(instrument: Instrument) -> tuple[RatingItem, ...]:
    return tuple(item for _, item in instrument.items() if isinstance(item, RatingItem))


def item_scores(
    answers: TeamAnswers, *, asked: dict[str, NDArray[np.bool_]], columns: dict[str, Floats], parts: Parts
) -> tuple[ItemScore, ...]:
    """Every item of the instrument in order; an item that nobody answered has n = 0 and status too_few."""
    ticks = _ticks(_rating_items(answers.instrument), columns)
    given = [answers.values.get(person.id, {}) for person in answers.respondents]
    dk = Counter(code for values in given for code, value in values.items() if value == "dk")
    # Most items are asked of the same people: who they are stands in one array, counted once.
    shown = {id(people): int(people.sum()) for people in {id(people): people for people in asked.values()}.values()}
    found = []
    for bank, item in answers.instrument.items():
        code, count = item.code, shown[id(asked[item.code])]
        if isinstance(item, RatingItem):
            found.append(_rating_score(bank.area, item, ticks[code], asked=count, dk=dk[code]))
        else:
            answered = [value for values in given if (value := values.get(code)) is not None]
            found.append(_other_score(bank.area, item, answered, asked=count, parts=parts))
    return tuple(found)


def banks_by_area(answers: TeamAnswers) -> dict[str, list[Bank]]:
    """The banks whose mean rating is shown as the maturity of an area, by area, in order."""
    found: dict[str, list[Bank]] = {}
    for bank in answers.instrument.banks:
        if bank.maturity and any(isinstance(item, RatingItem) for item in bank.items):
            found.setdefault(bank.area, []).append(bank)
    return found


def area_ratings(banks: list[Bank]) -> list[RatingItem]:
    """The rating items of an area; private ones never enter a figure that a client sees."""
    return [item for bank in banks for item in bank.items if isinstance(item, RatingItem) and not item.private]


def area_mean_of(items: list[RatingItem], means: dict[str, float | None]) -> float | None:
    """Mean of the items' means, up is more mature; None where nobody answered or the items have scales of different length.

    means: item code -> mean of the levels as given.
    """
    if len({item.size for item in items}) != 1:
        return None
    given = [(item, mean) for item in sorted(items, key=lambda entry: entry.code) if (mean := means[item.code]) is not None]
    known = [item.size + 1 - mean if item.reversed else mean for item, mean in given]
    return sum(known) / len(known) if known else None


def area_scores(answers: TeamAnswers, columns: dict[str, Floats]) -> tuple[AreaScore, ...]:
    """Maturity and agreement of every area that has rating items, the latter r*_wg(J) as `r_wg_star` gives it."""
    areas = {area: (banks[0].title, items) for area, banks in banks_by_area(answers).items() if (items := area_ratings(banks))}
    every = {item.code: item.size for _, items in areas.values() for item in items}
    if not every:
        return ()
    # The variances of all areas at once: most of what one takes is the calls.
    spread = dict(zip(every, variances(np.column_stack([columns[code] for code in every])), strict=True))
    found = []
    for area, (title, items) in areas.items():
        ratings = np.array([columns[item.code] for item in items])
        n = int((~np.isnan(ratings).all(axis=0)).sum())
        spreads = [(spread[code], null_variance(every[code])) for code in sorted(item.code for item in items)]
        agreement = mean_of_known(np.array([1 - own / chance for own, chance in spreads if own is not None and chance > 0]))
        mean = area_mean_of(items, {item.code: mean_of_known(columns[item.code]) for item in items})
        found.append(
            AreaScore(
                code=area,
                title=title,
                n=n,
                items=int((~np.isnan(ratings).all(axis=1)).sum()),
                mean=mean,
                agreement=agreement,
                status="too_few" if agreement is None else "ok",
            )
        )
    return tuple(found)


def dk_share(items: tuple[ItemScore, ...]) -> float:
    """Share of "don't know / not my area" among all answers given."""
    unknown = sum(item.dk for item in items)
    given = sum(item.n for item in items) + unknown
    return unknown / given if given else 0.0
