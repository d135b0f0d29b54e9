"""The disagreement of one pair of people from their answers, worked out block by block so that it can be redone on paper."""

import numpy as np

from scoring.coding import Coded
from scoring.design import Floats, ListShape
from scoring.disagreement import NOBODY, list_delta
from scoring.equations import equation, number
from scoring.random_teams import nothing_shared
from scoring.results import BLOCKS
from scoring.wording import counted


def explain_pair(coded: Coded, means: dict[str, float], weights: dict[str, float]) -> list[str]:
    """The first two people, in order of their ids: every block they have in common, then the weighted sum.

    coded: the answers that entered the index. means: block -> mean delta, which a block takes where the two have nothing in common.
    weights: of the blocks of the basis, sum 1.
    """
    first, second = coded.ids[:2]
    two = coded.rows(np.arange(len(coded.ids)) < 2)
    lines, values = [f"{first} and {second}, as every other pair:"], []
    for block in weights:
        told, value = _BLOCKS[block](two)
        if value is None:
            value = means[block]
            told = [f"nothing in common: the mean of the others, {number(value, 4)}"]
        lines += [f"  {block}: {told[0]}", *[f"    {line}" for line in told[1:]]]
        values.append(value)
    operands = [number_ for pair in zip(weights.values(), values, strict=True) for number_ in pair]
    total = sum(weight * value for weight, value in zip(weights.values(), values, strict=True))
    return [*lines, "  together: " + equation(" + ".join(["{} × {}"] * len(weights)), operands, total, places=4)]


def _mean(told: list[str], values: list[float]) -> tuple[list[str], float | None]:
    """The lines of each question and, of several, their mean."""
    if not values:
        return told, None
    mean = sum(values) / len(values)
    if len(values) > 1:
        told.append("mean: " + equation(f"({' + '.join(['{}'] * len(values))}) / {len(values)}", values, mean, places=4))
    return told, mean


def _ratings(two: Coded) -> tuple[list[str], float | None]:
    apart = np.abs(two.ratings[0] - two.ratings[1])
    common = ~np.isnan(apart)
    levels = np.asarray(two.design.levels)
    terms: list[str] = []
    operands: list[float] = []
    total = 0.0
    for m in sorted(set(two.design.levels)):
        steps, counts = np.unique(apart[common & (levels == m)].astype(int), return_counts=True)
        if not len(steps):
            continue
        terms.append("(" + " + ".join(["{} × {} × {}"] * len(steps)) + ") / {}")
        operands += [int(value) for step, count in zip(steps, counts, strict=True) for value in (count, step, step)]
        operands.append((m * m - 1) // 6 if (m * m - 1) % 6 == 0 else (m * m - 1) / 6)
        total += float((counts * steps * steps).sum()) * 6 / (m * m - 1)
    if not terms:
        return [], None
    count = int(common.sum())
    value = total / count
    form = f"({' + '.join(terms)}) / {{}}" if len(terms) > 1 else f"{terms[0]} / {{}}"
    return [
        f"{counted(count, 'item', 'items')} in common; how many are how far apart, squared, over chance and over the items",
        equation(form, [*operands, count], value, places=4),
    ], value


def _lists(two: Coded) -> tuple[list[str], float | None]:
    told, values = [""], []
    for code, ranks, shape in zip(two.codes["priorities"], two.lists, two.design.lists, strict=True):
        value = float(list_delta(ranks, nothing_shared=nothing_shared(shape))[0, 1])
        if np.isnan(value):
            continue
        values.append(value)
        told.append(f"{code}: {_list(ranks, shape, value)}")
    told[0] = counted(len(values), "list", "lists")
    return _mean(told, values)


def _list(ranks: Floats, shape: ListShape, value: float) -> str:
    if (ranks[:, 0] == NOBODY).any():
        return f"one of them names nothing that others could share, {number(value, 4)}"
    chosen = ranks < shape.places + 1
    if not shape.ordered and 0 < shape.places < shape.size and (chosen.sum(axis=1) == shape.places).all():
        shared = int(chosen.all(axis=0).sum())
        form = "{} / ({} − {}) × (1 − {} / {})"
        given = [shape.size, shape.size, shape.places, shared, shape.places]
        return f"they share {shared} of {shape.places}: " + equation(form, given, value, places=4)
    return f"rank correlation {number(1 - value, 4)}: " + equation("1 − {}", [1 - value], value, places=4)


def _allocations(two: Coded) -> tuple[list[str], float | None]:
    told, values = [""], []
    for code, shares in zip(two.codes["allocation"], two.allocations, strict=True):
        if np.isnan(shares).any():
            continue
        q = shares.shape[1]
        apart = [float(value) for value in np.abs(shares[0] - shares[1])]
        moved = sum(apart) / 2
        values.append(moved * (2 * q - 1) / (q - 1))
        told += [
            f"{code}: share that would have to move " + equation(f"({' + '.join(['{}'] * q)}) / 2", apart, moved, digits=2, places=4),
            "over chance " + equation("{} × (2 × {} − 1) / ({} − 1)", [moved, q, q], values[-1], places=4),
        ]
    told[0] = counted(len(values), "split", "splits")
    return _mean(told, values)


def _terms(two: Coded) -> tuple[list[str], float | None]:
    told, values = [""], []
    for code, x, options in zip(two.codes["definitions"], two.terms, two.design.terms, strict=True):
        common = [part for part, c in enumerate(options) if c >= 2 and not np.isnan(x[:, part]).any()]
        if not common:
            continue
        unlike = [options[part] for part in common if x[0, part] != x[1, part] or x[0, part] == NOBODY]
        value = sum(c / (c - 1) for c in unlike) / len(common)
        values.append(value)
        sizes = sorted(set(unlike))
        if not unlike:
            told.append(f"{code}: the same, 0")
            continue
        form = " + ".join(["{} / (1 − 1 / {})"] * len(sizes))
        operands = [operand for c in sizes for operand in (unlike.count(c), c)]
        parts = f"{code}: {len(unlike)} of {counted(len(common), 'part', 'parts')} answered differently, "
        whole = f"({form}) / {{}}" if len(common) > 1 else form
        told.append(parts + equation(whole, [*operands, len(common)] if len(common) > 1 else operands, value, places=4))
    told[0] = counted(len(values), "term", "terms")
    return _mean(told, values)


_BLOCKS = dict(zip(BLOCKS, (_ratings, _lists, _allocations, _terms), strict=True))
