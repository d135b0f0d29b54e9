"""What members who have not answered could add to the disagreement of a block, at the least and at the most (decision 48).

A member is added at answers of full length. The disagreement of a pair is a mean over the items that both have answered, and the
new member answers all of them: an item weighs 1 / c_i towards respondent i, who has answered c_i. Summed over respondents the items
then fall apart, and each has its own best and worst answer.
"""

from dataclasses import dataclass

import numpy as np

from scoring.design import Bools, Design, Floats
from scoring.disagreement import NOBODY
from scoring.random_teams import midranks_of, nothing_shared


@dataclass(frozen=True)
class Addition:
    """What k = 0..u new members add to one block whose n respondents stay as they are.

    `links` (n,): whether respondent i has anything to compare with a new member. `least`: smallest sum of one new member's delta to
    all respondents; several at that point agree with each other. `most` (u + 1,): largest sum of k new members to the respondents and
    among each other. `farthest` (n,): largest delta to respondent i alone; `apart`: largest delta of two new members.
    """

    links: Bools
    least: float
    most: Floats
    farthest: Floats
    apart: float


def _spread(values: Floats, apart: Floats, u: int) -> Floats:
    """The largest sum when k = 0..u members each take one of the options of each item, (u + 1,).

    values: (items, options), what one member at an option adds towards respondents. apart: (items,), what two members add who take
    different options. One member after the other takes the option that adds most: the sum is concave in how many take each.
    """
    taken = np.zeros_like(values)
    found = np.zeros(u + 1)
    rows = np.arange(len(values))
    for k in range(u):
        option = (values - apart[:, None] * taken).argmax(axis=1)
        found[k + 1] = found[k] + float((values[rows, option] + apart * (k - taken[rows, option])).sum())
        taken[rows, option] += 1
    return found


def _inverse(counts: Floats) -> Floats:
    return np.divide(1.0, counts, out=np.zeros_like(counts), where=counts > 0)


def add_to_ratings(x: Floats, design: Design, u: int) -> Addition:
    """Levels: the whole number nearest to the weighted mean at best, one of the two ends at worst.

    x: (n, J), NaN where open. Both sums are exact: the items fall apart, and squared distances bend upwards.

    >>> found = add_to_ratings(np.array([[2.0], [4.0]]), Design(levels=(5,)), 2)
    >>> found.least, found.most.tolist()
    (0.5, [0.0, 2.5, 9.0])
    """
    m = np.asarray(design.levels, dtype=np.float64)
    scale = 6 / (m * m - 1)
    known = ~np.isnan(x)
    z = np.where(known, x, 0.0)
    weight = _inverse(known.sum(axis=1).astype(np.float64))
    one, first, second = weight @ known, weight @ z, weight @ (z * z)

    def at(level: Floats) -> Floats:
        return np.asarray(scale * (second - 2 * level * first + level * level * one), dtype=np.float64)

    nearest = np.clip(np.round(first * _inverse(one)), 1.0, m).astype(np.float64)
    apart = scale * (m - 1) ** 2 / len(m)
    reach = np.where(known, scale * np.maximum(x - 1, m - x) ** 2, 0.0)
    return Addition(
        links=np.asarray(known.any(axis=1), dtype=np.bool_),
        least=float(at(nearest).sum()),
        most=_spread(np.column_stack([at(np.ones_like(m)), at(m)]), apart, u),
        farthest=weight * reach.sum(axis=1),
        apart=float(apart.sum()),
    )


def add_to_allocation(shares: Floats, u: int) -> Addition:
    """Points: the split with the smallest summed distance at best (exactly, part by part), everything on one part at worst.

    shares: (n, q), q of at least 2, NaN rows where open. Both sums are exact; the best split need not be one in whole points.

    >>> found = add_to_allocation(np.array([[0.5, 0.5], [1.0, 0.0]]), 1)
    >>> found.least, float(found.most[1])
    (1.5, 4.5)
    """
    known = ~np.isnan(shares[:, 0])
    x = shares[known]
    n, q = x.shape
    scale = (2 * q - 1) / (q - 1)  # of half the sum of differences
    # Each part's sum of distances bends upwards at every share given: points go where the next one costs least.
    edges = np.column_stack([np.zeros(q), np.sort(x, axis=0).T, np.ones(q)])
    slopes = np.tile(2.0 * np.arange(n + 1) - n, q)
    lengths = np.diff(edges, axis=1).ravel()
    order = np.argsort(slopes, kind="stable")
    room = np.cumsum(lengths[order])
    taken = np.clip(1.0 - (room - lengths[order]), 0.0, lengths[order])
    least = scale / 2 * max(0.0, float(n + (taken * slopes[order]).sum()))
    farthest = np.zeros(len(shares))
    farthest[known] = scale * (1 - x.min(axis=1, initial=1.0))
    all_on_one = scale * (n - x.sum(axis=0))
    return Addition(known, least, _spread(all_on_one[None], np.array([scale]), u), farthest, scale)


def add_to_terms(terms: tuple[Floats, ...], design: Design, none: tuple[bool, ...], u: int) -> Addition:
    """Definitions: part by part the option named most at best; at worst the one named least, or that nothing is agreed.

    terms: option numbers (n, parts) each; none: whether a term offers "no agreed definition". Both sums are exact.

    >>> found = add_to_terms((np.array([[0.0], [1.0]]),), Design(terms=((3,),)), (False,), 1)
    >>> found.least, float(found.most[1])
    (1.5, 3.0)
    """
    n = len(terms[0])
    real = [(x, [c >= 2 for c in options]) for x, options in zip(terms, design.terms, strict=True)]
    parts = [(~np.isnan(x[:, use])).sum(axis=1).astype(np.float64) for x, use in real]
    answered = _inverse(np.sum([count > 0 for count in parts], axis=0).astype(np.float64))
    asked = sum(any(use) for _, use in real)
    least, together, farthest = 0.0, 0.0, np.zeros(n)
    free: list[tuple[Floats, float]] = []
    fixed = np.zeros(u + 1)
    k = np.arange(u + 1)
    for (x, use), options, count, disagreeing in zip(real, design.terms, parts, none, strict=True):
        weight = answered * _inverse(count)
        for part in np.flatnonzero(use):
            c = options[part]
            column, scale = x[:, part], c / (c - 1)
            known = ~np.isnan(column)
            named = np.bincount(column[known & (column != NOBODY)].astype(np.intp), weight[known & (column != NOBODY)], minlength=c)
            values = np.asarray(scale * (float(weight[known].sum()) - named), dtype=np.float64)
            apart = scale / (sum(use) * asked)
            least += float(values.min())
            together += apart
            farthest += np.where(known, weight * scale, 0.0)
            if disagreeing:
                fixed += k * scale * float(weight[known].sum()) + k * (k - 1) / 2 * apart
            else:
                free.append((values, apart))
    if free:
        width = max(len(values) for values, _ in free)
        table = np.array([np.pad(values, (0, width - len(values)), constant_values=-np.inf) for values, _ in free])
        fixed = fixed + _spread(table, np.array([apart for _, apart in free]), u)
    return Addition(answered > 0, max(0.0, least), fixed, farthest, together)


@dataclass(frozen=True)
class Offer:
    """What a new member may give to one priorities question: lists with `lengths` entries of the instrument, or `none` of them."""

    lengths: tuple[int, ...]
    none: bool


def add_to_lists(lists: tuple[Floats, ...], design: Design, offers: tuple[Offer, ...], u: int) -> Addition | None:
    """Lists: the options with the largest summed standardised ranks in that order at best, in the opposite order at worst.

    lists: mid-ranks (n, M) each. Several new members: u^2/2 bounds the sum of 1 - rho among them. None where a list could as well say
    nothing (each option picked), so that what two people have in common is open. By the rearrangement inequality (Hardy, Littlewood &
    Pólya 1934, theorem 368) both sums of one new member are exact.

    >>> from scoring.design import ListShape
    >>> picks = np.array([[1.0, 2.5, 2.5], [1.0, 2.5, 2.5]])
    >>> found = add_to_lists((picks,), Design(lists=(ListShape(3, 1),)), (Offer((1,), none=False),), 1)
    >>> round(found.least, 9), round(float(found.most[1]), 9)
    (0.0, 3.0)
    """
    n = len(lists[0])
    rows = []
    for ranks, shape, offer in zip(lists, design.lists, offers, strict=True):
        stands = [_standing(shape.size, *midranks_of(shape, length)) for length in offer.lengths]
        lengths = [float(np.sqrt((z * z).sum())) for z in stands]
        if not any(lengths) and not offer.none:
            continue  # nobody new can say anything here
        if not all(lengths):
            return None
        nobody = ranks[:, 0] == NOBODY if shape.size else np.zeros(n, dtype=np.bool_)
        centred = np.where(nobody[:, None] | np.isnan(ranks), 0.0, ranks - (shape.size + 1) / 2)
        own = np.sqrt((centred * centred).sum(axis=1))
        unit = centred * _inverse(own)[:, None]
        rows.append((unit, nobody, nobody | (own > 0), [z / length for z, length in zip(stands, lengths, strict=True)], shape, offer))
    weight = _inverse(np.sum([valid for _, _, valid, *_ in rows], axis=0).astype(np.float64) if rows else np.zeros(n))
    least, together, farthest, most = 0.0, 0.0, np.zeros(n), np.zeros(u + 1)
    k = np.arange(u + 1)
    for unit, nobody, valid, stands, shape, offer in rows:
        alone = nothing_shared(shape)
        lost = alone * float(weight[nobody].sum())
        heard = float(weight[valid & ~nobody].sum())
        pull = np.sort(weight @ unit)
        least += heard - max(float(pull @ z) for z in stands) + lost
        worst = max(heard - min(float(pull @ z[::-1]) for z in stands), alone * heard if offer.none else 0.0) + lost
        reach = 1 - np.min([np.sort(unit, axis=1) @ z[::-1] for z in stands], axis=0)
        farthest += np.where(valid, weight * np.where(nobody, alone, np.maximum(reach, alone if offer.none else 0.0)), 0.0)
        apart = max(1 - min(float(a @ b[::-1]) for a in stands for b in stands), alone if offer.none else 0.0)
        together += apart / len(rows)
        pairs = k * (k - 1) / 2 * apart
        most += k * worst + (pairs if offer.none else np.minimum(pairs, k * k / 2)) / len(rows)
    return Addition(weight > 0, max(0.0, least), most, farthest, together)


def _standing(size: int, top: Floats, bottom: float) -> Floats:
    """Mid-ranks of one list less their mean, ascending."""
    return np.concatenate([top, np.full(size - len(top), bottom)]) - (size + 1) / 2
