"""What moved since the wave before, for scores of a file with several waves of a team. Waves stand in order of their names.

Who answers keeps the same word in the column `respondent`. `--minimum` holds here too: a change of fewer people is not written, nor one
from whose figures, beside those of the waves, the answers of fewer people who came or went could be worked out.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from api.files.spool import Key, Record
from scoring.answered_once import without_lines_of_few
from scoring.answers import TeamAnswers
from scoring.change_patterns import sentence_of
from scoring.changes import Moved, Trend, WaveChange, headcount
from scoring.trend import trend
from scoring.wave_change import compare_team_waves

Wave = tuple[Key, list[Record]]
Row = tuple[str, str, str, str, str, float | None, int, str]
DIGITS = 12


class Since:
    """What is said of one wave against those before it; nothing (`bool` is false) where it is the team's first."""

    def __init__(self, change: WaveChange | None = None, trend_: Trend | None = None) -> None:
        self.change = change
        self.trend = trend_

    def __bool__(self) -> bool:
        return self.change is not None


def with_waves_before(teams: Iterator[Wave]) -> Iterator[tuple[Key, list[Record], list[Wave]]]:
    """Each wave of each team with that team's earlier ones; of another team nothing is held."""
    before: list[Wave] = []
    for key, records in teams:
        if before and before[-1][0][0] != key[0]:
            before = []
        yield key, records, list(before)
        before.append((key, records))


def since_before(waves: Sequence[TeamAnswers], *, minimum: int) -> Since:
    """The change of the last of a team's waves against the one before, and the trend over all of them from four on."""
    if len(waves) < 2:
        return Since()
    change = compare_team_waves(waves[-2], waves[-1])
    found = trend(waves) if len(waves) >= 4 else None
    if minimum > 1:
        change = without_lines_of_few(change, waves[-2:], minimum)
    return Since(_with_minimum(change, minimum), found and _trend_with_minimum(found, waves, minimum))


def since_object(since: Since) -> dict[str, Any]:
    """Fields of a team's object in JSON: `change`, and `trend` where there is one; none for a first wave."""
    change = since.change
    if change is None:
        return {}
    found: dict[str, Any] = {
        "change": {
            "before": change.before,
            "basis": change.basis,
            "n": change.n_stayers,
            "joined": change.joined,
            "left": change.left,
            "comparable": list(change.comparable),
            "changed": list(change.changed),
            "relisted": list(change.relisted),
            "entered": list(change.entered),
            "total": _number(change.total),
            "stayers": _number(change.by_stayers),
            "composition": _number(change.by_composition),
            "average": _moved_object(change.average),
            "index": _moved_object(change.index),
            "opposite": change.opposite,
            "level_changed": change.level_changed,
            "blocks": [_moved_object(moved) for moved in change.blocks],
            "areas": [_moved_object(moved) for moved in change.areas],
            "items": [_moved_object(moved) for moved in change.items],
            "status": change.status,
        }
    }
    if since.trend is not None:
        found["trend"] = {
            "waves": list(since.trend.waves),
            "values": [_number(value) for value in since.trend.values],
            "slope": _number(since.trend.slope),
            "p": _number(since.trend.p),
            "p_method": since.trend.p_method,
            "n": since.trend.n,
            "status": since.trend.status,
        }
    return found


def since_lines(since: Since) -> list[str]:
    """One line for the terminal; none for a first wave."""
    return ["", f"Since {since.change.before}: {sentence_of(since.change)}"] if since.change is not None else []


def since_rows(since: Since) -> list[Row]:
    """Rows of the table with scope `change`: the value is the change, the status its verdict; p stands in rows of its own."""
    change = since.change
    if change is None:
        return []
    key = (change.team, change.after, "change")
    n = change.n_stayers
    rows: list[Row] = [
        (*key, "", name, value, n, change.status)
        for name, value in (("total", change.total), ("stayers", change.by_stayers), ("composition", change.by_composition))
    ]
    for moved in (change.average, change.index, *change.blocks, *change.areas, *change.items):
        if moved is None:
            continue
        rows.append((*key, moved.code, moved.kind, moved.change, moved.n, moved.verdict))
        p = moved.p if moved.p_adjusted is None else moved.p_adjusted
        if p is not None:
            rows.append((*key, moved.code, f"{moved.kind}_p", p, moved.n, moved.status))
    if since.trend is not None:
        rows.append((*key, "", "slope", since.trend.slope, since.trend.n, since.trend.status))
        rows.append((*key, "", "slope_p", since.trend.p, since.trend.n, since.trend.status))
    return rows


def _moved_object(moved: Moved | None) -> dict[str, Any] | None:
    if moved is None:
        return None
    return {
        "kind": moved.kind,
        "code": moved.code,
        "before": _number(moved.before),
        "after": _number(moved.after),
        "change": _number(moved.change),
        "n": moved.n,
        "detectable": _number(moved.detectable),
        "p": _number(moved.p),
        "p_adjusted": _number(moved.p_adjusted),
        "p_method": moved.p_method,
        "verdict": moved.verdict,
        "by_rule": moved.by_rule,
        "status": moved.status,
    }


def _with_minimum(change: WaveChange, minimum: int) -> WaveChange:
    if minimum <= 1:
        return change
    if change.n_stayers < minimum or 0 < change.joined < minimum or 0 < change.left < minimum:
        return replace(headcount(change), status="suppressed")
    return replace(
        change,
        areas=tuple(moved for moved in change.areas if moved.n >= minimum and moved.complete),
        items=tuple(moved for moved in change.items if moved.n >= minimum and moved.complete),
    )


def _trend_with_minimum(found: Trend, waves: Sequence[TeamAnswers], minimum: int) -> Trend:
    few = found.n < minimum or any(0 < wave.n - found.n < minimum for wave in waves)
    return Trend(waves=found.waves, n=found.n, status="suppressed") if minimum > 1 and few else found


def _number(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")
