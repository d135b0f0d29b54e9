"""How the index came about, line by line: the blocks, any two people, the deepest split, the lower of both."""

from scoring.answers import TeamAnswers
from scoring.coding import Coded
from scoring.design import ListShape
from scoring.equations import equation, number
from scoring.results import Estimate, Pair, TeamScore
from scoring.splits import pairs_across
from scoring.wording import counted, listed

PAIRS_LISTED_UP_TO = 10  # the pairs of five people; more, and nobody adds them up by hand
PEOPLE_NAMED_UP_TO = 20


def basis_of(score: TeamScore) -> list[str]:
    """The blocks that the index rests on, in order."""
    return [block for block in score.index.basis.split("+") if block]


def explain_blocks(score: TeamScore, coded: Coded) -> list[str]:
    """Each block: how a pair's disagreement is formed, what chance gives, n, pairs, mean and value."""
    lines = ["Disagreement of a pair is 0 for the same answers and 1 for what two random answers give on average."]
    entered = basis_of(score)
    for block, found in score.blocks.items():
        if block in entered and found.value is not None:
            lines += ["", *_block(block, found, score.index.n_pairs, coded)]
        elif found.status == "suppressed":
            lines += ["", f"{block}: kept back."]
        else:
            lines += ["", f"{block}: left out, since no two people have answers here to compare. The others share its weight."]
    return lines


def _block(block: str, found: Estimate, pairs: int, coded: Coded) -> list[str]:
    value = found.value or 0.0
    mean = 1 - value / 100
    lines = [f"{block}: {counted(found.n, 'person', 'people')}, {counted(found.n_pairs, 'pair', 'pairs')}"]
    lines += [f"  {line}" for line in _CHANCE[block](coded)]
    lines += [f"  mean disagreement {number(mean, 4)}; by chance 1", "  " + equation("100 × (1 − {})", [mean], value)]
    if found.n_pairs < pairs:
        lines.append(f"  the {counted(pairs - found.n_pairs, 'other pair has', 'other pairs have')} nothing in common here: given the mean")
    return lines


def _ratings(coded: Coded) -> list[str]:
    lines = [f"{counted(len(coded.design.levels), 'item', 'items')}; a pair's squared difference over what chance gives, mean over items"]
    return lines + [
        f"{m} levels by chance: " + equation("({} × {} − 1) / 6", [m, m], (m * m - 1) / 6, places=4 if (m * m - 1) % 6 else 0)
        for m in sorted(set(coded.design.levels))
    ]


def _lists(coded: Coded) -> list[str]:
    lines = []
    for shape in sorted(set(coded.design.lists), key=lambda shape: (shape.size, shape.places, shape.ordered)):
        lines.append(f"{_list_words(shape)}: 1 less the rank correlation of two lists, options not chosen sharing the last places")
        if not shape.ordered and 0 < shape.places < shape.size:
            # Both lists have the same spread, so that the correlation grows evenly with what they share.
            lines += [
                "nothing shared: " + equation("{} / ({} − {})", [shape.size, shape.size, shape.places], _apart(shape, 0), places=4),
                f"each of the {shape.places} that two people share takes off "
                + equation("{} / ({} × ({} − {}))", _step(shape), _apart(shape, 0) - _apart(shape, 1), places=4),
            ]
    return lines


def _list_words(shape: ListShape) -> str:
    if shape.ordered:
        return f"the first {shape.places} of {shape.size} in order"
    return f"{shape.places} of {shape.size} picked"


def _apart(shape: ListShape, shared: int) -> float:
    """1 - rho of two unordered lists of full length that share so many options: (M / (M - t)) (1 - shared / t)."""
    return shape.size / (shape.size - shape.places) * (1 - shared / shape.places)


def _step(shape: ListShape) -> list[float]:
    return [shape.size, shape.places, shape.size, shape.places]


def _allocations(coded: Coded) -> list[str]:
    lines = ["share of the points that would have to move between two people, over what chance gives"]
    return lines + [
        f"{q} parts by chance: " + equation("({} − 1) / (2 × {} − 1)", [q, q], (q - 1) / (2 * q - 1), places=4)
        for q in sorted(set(coded.design.parts))
    ]


def _terms(coded: Coded) -> list[str]:
    lines = [f"{counted(len(coded.design.terms), 'term', 'terms')}; share of parts answered differently, over what chance gives"]
    return lines + [
        f"{c} options by chance: " + equation("1 − 1 / {}", [c], 1 - 1 / c, places=4)
        for c in sorted({c for options in coded.design.terms for c in options if c >= 2})
    ]


_CHANCE = {"ratings": _ratings, "priorities": _lists, "allocation": _allocations, "definitions": _terms}


def _weights(score: TeamScore, answers: TeamAnswers) -> dict[str, float]:
    return {block: float(getattr(answers.instrument.weights, block)) for block in basis_of(score)}


def shares_of_blocks(score: TeamScore, answers: TeamAnswers) -> dict[str, float]:
    """The weight of each block of the basis, sum 1."""
    given = _weights(score, answers)
    whole = sum(given.values())
    return {block: weight / whole for block, weight in given.items()}


def explain_average(score: TeamScore, answers: TeamAnswers) -> list[str]:
    """A from the pairs and from the blocks, and what each block contributes to the distance from 100."""
    index = score.index
    average = index.average or 0.0
    lines = _pair_lines(score.pairs, average)
    blocks = basis_of(score)
    if any(score.blocks[block].value is None for block in blocks):
        return [*lines, "What each block contributes is kept back: from A and the others the one kept back could be worked out."]
    given = _weights(score, answers)
    shares = shares_of_blocks(score, answers)
    if round(sum(given.values()), 9) != 1:
        lines.append("The weights of the blocks that entered, made to add up to 1:")
        total = " + ".join(["{}"] * len(given))
        lines += [
            f"  {block} " + equation(f"{{}} / ({total})", [weight, *given.values()], shares[block], digits=2, places=4)
            for block, weight in given.items()
        ]
    lines.append("What each block takes away from 100, its weight times its distance:")
    for block, taken in index.contributions.items():
        value = score.blocks[block].value or 0.0
        lines.append(f"  {block} " + equation("{} × (100 − {})", [shares[block], value], taken, digits=2, places=3))
    parts = list(index.contributions.values())
    if len(parts) > 1:
        lines.append("together " + equation(" + ".join(["{}"] * len(parts)), parts, 100 - average, digits=3))
    lines.append("A, any two people: " + equation("100 − {}", [100 - average], average, digits=2))
    if round(100 - average, 6) > 0 and len(parts) > 1:
        largest = max(index.contributions, key=lambda block: (round(index.contributions[block], 9), block))
        share = index.contributions[largest] / (100 - average)
        lines.append(f"most of it is {largest}: " + equation("{} / {}", [index.contributions[largest], 100 - average], share, digits=2))
    return lines


def _pair_lines(pairs: tuple[Pair, ...], average: float) -> list[str]:
    values = [1 - pair.value / 100 for pair in pairs if pair.value is not None]
    if not values or len(values) < len(pairs) or len(pairs) > PAIRS_LISTED_UP_TO:
        return []
    mean = 1 - average / 100
    lines = [f"{pair.a} and {pair.b}: disagreement {number(value, 4)}" for pair, value in zip(pairs, values, strict=True)]
    if len(values) > 1:
        lines.append("mean: " + equation(f"({' + '.join(['{}'] * len(values))}) / {len(values)}", values, mean, places=4))
    return [*lines, "any two people: " + equation("100 × (1 − {})", [mean], average), "The same from the blocks:"]


def explain_split(score: TeamScore, *, minimum: int = 0) -> list[str]:
    """U from the deepest split: sizes, members of the smaller side, C, kappa."""
    index = score.index
    across, kappa, split = index.across_split or 0.0, index.kappa or 1.0, index.split
    if split is None:
        return ["No two people differ in anything, so there is no split: U, across the deepest split, is 100."]
    n, value = index.n, kappa * (1 - across / 100)
    smaller, larger = len(split.members), len(split.others)
    lines = []
    if min(smaller, larger) >= max(1, minimum):
        lines.append(f"The deepest split has {smaller} on one side and {larger} on the other.")
        if minimum <= 1:
            lines += [f"  {_named(side)}" for side in (split.members, split.others)]
            lines += _crossing(score, value)
    if not split.exact:
        lines.append("With more than 16 people the split was searched for: there may be a slightly deeper one.")
    room = pairs_across(n)
    lines += [
        "Pairs across an even split: " + equation("floor({} × {} / 4)", [n, n], room),
        "C, disagreement across: " + equation("{} / {}", [value * room, room], value, places=4),
        f"kappa, what C is on average in random teams that answered the same cells: {number(kappa, 4)}",
        "U, across the deepest split: " + equation("100 × (1 − {} / {})", [value, kappa], across),
    ]
    return lines


def _named(people: tuple[str, ...]) -> str:
    if len(people) <= PEOPLE_NAMED_UP_TO:
        return listed(people)
    return f"{', '.join(people[:PEOPLE_NAMED_UP_TO])} and {len(people) - PEOPLE_NAMED_UP_TO} more"


def _crossing(score: TeamScore, value: float) -> list[str]:
    """The sum of the pairs across, where they can be added up by hand."""
    split = score.index.split
    if split is None or len(score.pairs) > PAIRS_LISTED_UP_TO or any(pair.value is None for pair in score.pairs):
        return []
    side = set(split.members)
    values = [1 - pair.value / 100 for pair in score.pairs if pair.value is not None and (pair.a in side) != (pair.b in side)]
    if len(values) < 2:
        return []
    total = value * pairs_across(score.index.n)
    return ["Sum of the pairs across: " + equation(" + ".join(["{}"] * len(values)), values, total, places=4)]


def explain_lower(score: TeamScore) -> list[str]:
    """I, and the number that is shown."""
    index = score.index
    average, across, value = index.average or 0.0, index.across_split or 0.0, index.value or 0.0
    lines = ["I, the lower of the two: " + equation("min({}, {})", [average, across], value, digits=2)]
    shown = equation("max(0, floor({}))", [value], index.shown or 0, digits=2)
    lines.append(f"Shown, rounded down and never below 0: {shown}")
    core = score.core_index
    if core.value is not None and core.value != index.value:
        lines.append(
            f"Core index, by the same steps from the items that never change between waves: {number(core.value, 2)} (shown {core.shown})"
        )
    return lines
