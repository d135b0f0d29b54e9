"""What may be shown of a change: part of the one door (`scoring.disclosure`), for two waves of the same team.

    named       everything with ids
    function    the team's figures; nothing by person
    mixed       the team's figures, from open items alone; the consultant also sees who stayed
    consultant  the team: the change of A to the nearest five and its verdict; the consultant: everything with ids
    aggregate   the two totals to the nearest five, from five people each, for both; never the same people, never a verdict

Two waves under different modes are shown under the stricter one. Two waves tell what one does not: who answered once only is the
difference between a figure of everybody and the same figure of the stayers. Where one or two people joined or left, therefore, the modes
that do not attribute show what `consultant` shows, and no line that somebody answered only once. The same holds within each function,
whose answers are shown, without saying whose, and on each question (`scoring.answered_once`).
"""

from collections.abc import Callable
from math import ceil

from msgspec.structs import replace

from scoring.answered_once import few_of_a_function, without_lines_of_few
from scoring.answers import TeamAnswers
from scoring.changes import Moved, Trend, WaveChange, headcount
from scoring.coarsening import nearest
from scoring.released import MODES, Audience, Mode
from scoring.trend import trend
from scoring.wave_change import compare_team_waves
from survey_definitions.schema import Bank, Item

AGGREGATE_PEOPLE = 5
FEW = 3  # people: a figure of fewer, or the difference of two figures by fewer, points at somebody
_STEPS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # of a p where answers are not attributed
ENTERED = 2  # items of the index below which a total shows identical answers

# From open to closed. What the team may see and what the consultant may see do not close in the same order.
_FOR_TEAM: tuple[Mode, ...] = ("named", "function", "mixed", "consultant", "aggregate")
_FOR_CONSULTANT: tuple[Mode, ...] = ("named", "consultant", "mixed", "function", "aggregate")


def stricter_mode(one: Mode, other: Mode, audience: Audience) -> Mode:
    """The mode of two waves together, for one audience.

    >>> stricter_mode("function", "mixed", "team"), stricter_mode("function", "mixed", "consultant")
    ('mixed', 'function')
    """
    order = _FOR_TEAM if audience == "team" else _FOR_CONSULTANT
    return max(one, other, key=order.index)


def release_change(change: WaveChange, *, mode: Mode, audience: Audience) -> WaveChange:
    """A change for one audience. In `mixed` it has to be made of open items before: `compare_released` does both.

    Raises ValueError for an unknown mode or audience.
    """
    if mode not in MODES or audience not in {"team", "consultant"}:
        raise ValueError(f"mode {mode!r} for {audience!r}: use one of {', '.join(MODES)} for 'team' or 'consultant'")
    if mode == "aggregate":
        return _two_totals(change)
    if mode == "consultant" and audience == "team":
        return _rounded(change)
    if mode == "named" or (mode in {"mixed", "consultant"} and audience == "consultant"):
        return change
    if change.n_stayers < FEW or 0 < change.joined < FEW or 0 < change.left < FEW:
        return _rounded(change)
    return replace(
        change,
        stayers=(),
        average=None if change.average is None else _coarse_whole(change.average),
        index=None if change.index is None else _coarse_whole(change.index),
        blocks=tuple(map(_coarse, change.blocks)),
        areas=_answered_twice(change.areas),
        items=_answered_twice(change.items),
    )


def compare_released(before: TeamAnswers, after: TeamAnswers, *, mode: Mode, audience: Audience, core_only: bool = False) -> WaveChange:
    """The change that one audience may see, computed from what it may see: private items go to the consultant only."""
    if mode not in MODES:
        return release_change(WaveChange(team=after.team, before=before.wave, after=after.wave), mode=mode, audience=audience)
    before, after = _shown((before, after), mode, audience)
    change = compare_team_waves(before, after, core_only=core_only)
    if mode == "function" or (mode == "mixed" and audience == "team"):
        if few_of_a_function((before, after), change.stayers, FEW):
            return _rounded(change)
        change = without_lines_of_few(change, (before, after), FEW)
    return release_change(change, mode=mode, audience=audience)


def release_trend(found: Trend, *, mode: Mode, audience: Audience) -> Trend | None:
    """A trend for one audience: nothing where the mode compares no people, nor to a team that sees totals only."""
    if mode == "aggregate" or (mode == "consultant" and audience == "team"):
        return None
    if mode == "named" or (mode in {"mixed", "consultant"} and audience == "consultant"):
        return found
    if found.n < FEW:
        return Trend(waves=found.waves, n=found.n, status="suppressed")
    return replace(found, stayers=(), p=_step_above(found.p), p_method="rounded" if found.p is not None else found.p_method)


def trend_released(waves: tuple[TeamAnswers, ...], *, mode: Mode, audience: Audience) -> Trend | None:
    """The trend that one audience may see, in `mixed` from open items; None where it may see none.

    Where one or two of those who answered a wave did not answer all of them, the values of the stayers would tell their answers: only
    slope and p are left to a team whose mode does not attribute, and not these where a function holds one or two of either.
    """
    whole = trend(_shown(waves, mode, audience))
    found = release_trend(whole, mode=mode, audience=audience)
    if found is None or found.stayers or not found.values:
        return found
    if few_of_a_function(waves, whole.stayers, FEW):
        return Trend(waves=found.waves, n=found.n, status="suppressed")
    if any(0 < wave.n - found.n < FEW for wave in waves):
        return replace(found, values=())
    return found


def _shown(waves: tuple[TeamAnswers, ...], mode: Mode, audience: Audience) -> tuple[TeamAnswers, ...]:
    """The answers that figures for this audience may be made of: to the team without private items, in `mixed` of open ones alone."""
    if audience == "consultant":
        return waves
    return _in_all(waves, _is_open if mode == "mixed" else _is_shown)


def _in_all(waves: tuple[TeamAnswers, ...], keep: Callable[[Item], bool]) -> tuple[TeamAnswers, ...]:
    """The answers without the items that were not to be kept in one of the waves: what is kept back once would show by the other."""
    codes = frozenset(item.code for wave in waves for _, item in wave.instrument.items() if not keep(item))
    if not codes:
        return waves
    found = []
    for wave in waves:
        banks = tuple(replace(bank, items=tuple(item for item in bank.items if item.code not in codes)) for bank in wave.instrument.banks)
        found.append(kept_to(wave, banks))
    return tuple(found)


def kept_to(answers: TeamAnswers, banks: tuple[Bank, ...]) -> TeamAnswers:
    """The answers to the items of these banks, and no value of any other."""
    codes = {item.code for bank in banks for item in bank.items}
    values = {id_: {code: value for code, value in given.items() if code in codes} for id_, given in answers.values.items()}
    return replace(answers, instrument=replace(answers.instrument, banks=banks), values=values)


def _is_open(item: Item) -> bool:
    return item.sensitivity == "open" and not item.private


def _is_shown(item: Item) -> bool:
    return not item.private


def _answered_twice(lines: tuple[Moved, ...]) -> tuple[Moved, ...]:
    """Lines that all the stayers answered in both waves: of others, the waves' own lines would tell who answered once what."""
    return tuple(_coarse(line) for line in lines if line.complete)


def _coarse(moved: Moved) -> Moved:
    """Without what follows one person from wave to wave: an exact p, and what stands out, change with who of a function gave which answer.

    p becomes the next of a few steps above it.
    """
    return replace(
        moved,
        p=_step_above(moved.p),
        p_adjusted=_step_above(moved.p_adjusted),
        p_method="rounded" if moved.p is not None else moved.p_method,
        detectable=None,
    )


def _coarse_whole(moved: Moved) -> Moved:
    """The same of A and I, whose smallest change that stands out is known to the next point."""
    return replace(_coarse(moved), detectable=None if moved.detectable is None else float(ceil(round(moved.detectable, 6))))


def _step_above(p: float | None) -> float | None:
    return None if p is None else next((step for step in _STEPS if round(p, 9) <= step), 1.0)


def _rounded(change: WaveChange) -> WaveChange:
    """The change of A to the nearest five, and the word for it. A p would tell the unrounded figures: each fits few sets of answers."""
    bare = _bare(change)
    moved = change.average
    if moved is None or moved.change is None or change.n_stayers < FEW or len(change.entered) < ENTERED:
        return replace(bare, average=None if moved is None else Moved(kind="average", n=moved.n, status="suppressed"), status="suppressed")
    return replace(
        bare,
        average=Moved(
            kind="average",
            change=nearest(moved.change),
            n=moved.n,
            verdict=moved.verdict,
            by_rule=moved.by_rule,
            p_method=moved.p_method,
        ),
        status=change.status,
    )


def _two_totals(change: WaveChange) -> WaveChange:
    """The totals of both waves: responses carry new ids, so nobody could be followed, and nothing says that anybody was."""
    counted = (change.n_stayers + change.left, change.n_stayers + change.joined)
    bare = replace(_bare(change), n_stayers=0, joined=0, left=0, status="suppressed")
    if min(counted) < AGGREGATE_PEOPLE or len(change.entered) < ENTERED:
        return bare
    return replace(bare, total_before=nearest(change.total_before), total_after=nearest(change.total_after))


def _bare(change: WaveChange) -> WaveChange:
    """Who and what was compared, in numbers, without a figure."""
    return replace(
        headcount(change),
        comparable=change.comparable,
        changed=change.changed,
        relisted=change.relisted,
        entered=change.entered,
        status=change.status,
    )
