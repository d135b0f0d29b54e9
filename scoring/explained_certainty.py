"""How sure one may be, line by line: chance, ordinary habits, the word with every gate, single people, those who are missing."""

from scoring.equations import equation, number
from scoring.estimates import Band
from scoring.explained_index import basis_of
from scoring.levels import (
    BOUNDS,
    GATE_SD,
    LEVEL_FROM_N,
    ORDINARY,
    RESPONSE_FOR_ANY,
    RESPONSE_FOR_FULL,
    STEADY_UP_TO_N,
    band_of,
)
from scoring.results import LEVELS, TeamScore
from scoring.thresholds import CAMPS_FROM, CAMPS_WITHIN_UP_TO
from scoring.wording import counted

_NORMAL = 1.959964  # half a 95 % band over its SD


def _band(band: Band, places: int = 1) -> str:
    return f"{number(band.low, places)} to {number(band.high, places)}"


def explain_chance(score: TeamScore) -> list[str]:
    """The band of random teams and the reference of people with ordinary habits."""
    index, value = score.index, score.index.value or 0.0
    lines = []
    if index.chance_band is not None:
        band = index.chance_band
        place = "above" if value > band.high else "below" if value < band.low else "within"
        lines.append(f"95 of 100 teams of {index.n} that tick at random get {_band(band)}: {number(value, 1)} is {place}.")
    if index.chance_95 is not None:
        lines.append(f"95 of 100 of them get less than {number(index.chance_95, 1)}.")
    if index.reference is not None:
        mean, limit = index.reference.mean, index.reference.limit
        lines.append(
            f"People without a shared view but with ordinary habits of answering get {number(mean, 1)} on average, "
            f"95 of 100 such teams at most {number(limit, 1)}."
        )
        said = "above it: more aligned than independent people would be" if index.above_reference else f"not above it: {ORDINARY}"
        lines.append(f"{number(value, 1)} is {said}.")
    return lines


def explain_level(score: TeamScore) -> list[str]:
    """The word that the value alone would give, each gate, and the word that was said."""
    index, value = score.index, score.index.value or 0.0
    own = band_of(value)
    ends = [-100, *[int(bound) for bound in BOUNDS], 100]
    span = f"below {ends[1]}" if own == 0 else f"{ends[own]} to {ends[own + 1]}"
    lines = [f"{number(value, 2)} by itself is “{LEVELS[own]}” ({span}). Gates:"]
    lines += [f"  {'passed' if passed else 'held back'}: {words}" for passed, words in _gates(score, own)]
    if index.level is None:
        lines.append(f"Level: none. Reason: {index.level_reason}.")
    else:
        reason = f"; {index.level_reason}" if index.level_reason else ""
        lines.append(f"Level: {index.level}{reason}.")
    if index.borderline:
        lines.append("Borderline: so near to a threshold, or so dependent on one person, that the next word is as good.")
    return lines


def _gates(score: TeamScore, own: int) -> list[tuple[bool, str]]:
    index = score.index
    n, range_ = index.n, index.leave_one_out
    gates = [(n >= LEVEL_FROM_N, f"at least {LEVEL_FROM_N} people, here {n}")]
    if score.invited:
        response = round(n / score.invited, 9)
        share = equation("{} / {}", [n, score.invited], n / score.invited)
        gates.append((response >= RESPONSE_FOR_ANY, f"at least {number(RESPONSE_FOR_ANY, 2)} of those asked count: {share}"))
        if own == len(LEVELS) - 1:
            words = f"at least {number(RESPONSE_FOR_FULL, 2)} of those asked for the highest word: {share}"
            gates.append((response >= RESPONSE_FOR_FULL, words))
    if n <= STEADY_UP_TO_N and range_ is not None:
        steady = band_of(range_.low) == band_of(range_.high)
        gates.append((steady, f"up to {STEADY_UP_TO_N} people, the same word whoever is left out: {_band(range_)}"))
    if own and index.reference is not None:
        above = bool(index.above_reference)
        gates.append((above, f"above {number(index.reference.limit, 1)}, the limit of ordinary habits"))
    return gates + [gate for block in basis_of(score) if (gate := _block_gate(score, block, own)) is not None]


def _block_gate(score: TeamScore, block: str, own: int) -> tuple[bool, str] | None:
    found = score.blocks[block]
    if found.value is None or found.chance_band is None:
        return None
    sd = found.chance_band.high / _NORMAL
    if sd >= GATE_SD:
        return True, f"{block} does not gate: chance alone moves it by {number(sd, 1)} points, {number(GATE_SD, 0)} or more"
    most = min(band_of(found.value) + 2, len(LEVELS) - 1)
    return most >= own, f"{block} at {number(found.value, 1)} allows up to “{LEVELS[most]}”"


def explain_people(score: TeamScore) -> list[str]:
    """The leave-one-out range, and whether the split is one of camps."""
    lines = []
    if score.index.leave_one_out is not None:
        lines.append(f"Without any one of the {score.index.n} people, I is {_band(score.index.leave_one_out)}.")
    camps = score.camps
    if camps.penalty is not None and camps.limit is not None and score.index.average is not None and score.index.across_split is not None:
        gap = equation("{} − {}", [score.index.average, score.index.across_split], camps.penalty, digits=2)
        lines.append(f"A less U: {gap}; teams without camps stay below {number(camps.limit, 2)} in 95 of 100. {_camps_said(score)}")
    return lines


def _camps_said(score: TeamScore) -> str:
    """Which of the conditions of two camps fails; with the limit passed, it is one of the others."""
    camps = score.camps
    if camps.found:
        return "Two camps."
    penalty, limit = round(camps.penalty or 0.0, 9), round(camps.limit or 0.0, 9)
    if penalty <= limit:
        return "Not above it: no camps are said."
    if penalty < CAMPS_FROM:
        return f"Above it, but camps are said from {number(CAMPS_FROM, 0)} points on."
    if camps.smaller < 2:
        return "Above it, but one side is a single person, which is no camp."
    return f"Above it, but the looser side does not hold together: camps disagree within at most {number(CAMPS_WITHIN_UP_TO, 2)} of across."


def explain_missing(score: TeamScore) -> list[str]:
    """Bounds and interval, where somebody is missing."""
    bounds, interval = score.bounds, score.interval
    if bounds is None:
        return [f"All {score.invited} who were asked count: this is the whole team, and there is nothing to infer."]
    lines = [f"{counted(bounds.missing, 'person is', 'people are')} missing or sent too little to count."]
    if bounds.average is not None and bounds.index is not None:
        lines += [
            f"Whatever they answer to every question, A ends at {_band(bounds.average)} and I at {_band(bounds.index)}.",
            "For the upper end each takes the answer nearest to all, for the lower end the farthest; I also counts the deepest split so.",
        ]
    else:
        lines.append("Nothing can be guaranteed yet: too few answers count.")
    if interval is not None and interval.average is not None:
        lines.append(
            f"If who is missing has nothing to do with what they think, A of all {interval.invited} lies at {_band(interval.average)} "
            "(95 % interval: jackknife-t of the logarithm of the mean disagreement)."
        )
        share = 1 - interval.n / interval.invited
        lines.append(
            "Its width is narrowed by the root of the share that is missing: " + _missing_share(interval.n, interval.invited, share)
        )
    return lines


def _missing_share(n: int, invited: int, share: float) -> str:
    return equation("1 − {} / {}", [n, invited], share, places=3)
