"""The page of results: made from a release alone, so that it can show nothing that paper may not."""

import math
import re
import unicodedata

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from api.consultant.views import MODE_NAMES, AreaRow, Bar, Cell, ReportRow, ResultsView, Tile
from api.db.models import Client, Engagement, Report, Wave
from api.services.frozen import frozen_instrument
from scoring.findings import STRENGTHS
from scoring.released import Released
from scoring.repeats import told_once
from scoring.results import BLOCKS, AreaScore, Index, TeamScore

BLOCK_TITLES = {"ratings": "Ratings", "priorities": "Priorities", "allocation": "Shared-out points", "definitions": "Definitions"}
NOT_SAID = {
    "too_few": "Too few have answered for this to be said.",
    "suppressed": "Kept back in this mode.",
    "void": "Too many answered every question alike for this to be said.",
}
KEPT_BACK = {
    "pairs": "Pairs of people",
    "split": "Who stands on which side of the deepest split",
    "index": "Alignment index",
    "protected": "What protected questions would add to the index and its parts",
}
FIRST = 8  # findings that stand open
SPLIT_SHOWS = 5  # the reading across the deepest split stands beside the first one where it lies further below (decision 16)
STEPS = (0.25, 0.75, 1.25)  # distance from the team's mean, in levels, from which a cell is coloured one step more


def view_results(session: Session, wave: Wave, engagement: Engagement, client: Client, released: Released) -> ResultsView:
    """Headlines, blocks, areas and findings of a release, and the reports that were made."""
    score = released.score
    query = select(Report).where(Report.wave_id == wave.id).order_by(Report.made_at.desc()).limit(10).options(defer(Report.released))
    instrument = frozen_instrument(session, wave)
    names = {function.code: function.text for function in instrument.functions}
    # Gaps first: a page of things that are agreed on would hide them, since agreement is more often beyond chance.
    told = sorted(told_once(released.findings), key=lambda finding: finding.kind in STRENGTHS)
    sentences = tuple(finding.sentence for finding in told)
    return ResultsView(
        wave_id=wave.id,
        engagement_id=engagement.id,
        client=client.name,
        title=engagement.title,
        label=wave.label,
        status=wave.status,
        mode=MODE_NAMES[released.mode],
        n=score.n,
        invited=score.invited,
        tiles=(_index_tile(score.index), *_shared_tile(score), _answered_tile(score)),
        blocks=tuple(_bar(block, score) for block in BLOCKS if block in score.blocks),
        functions=tuple((names.get(function.code, function.code), function.n) for function in score.functions),
        areas=_area_rows(score),
        findings=sentences[:FIRST],
        more_findings=sentences[FIRST:],
        kept_back=_kept_back(released, {item.code: item.text for _, item in instrument.items()}),
        reports=tuple(ReportRow(id=row.id, status=row.status, made_at=row.made_at, hash=row.model_hash) for row in session.scalars(query)),
    )


def report_file_name(client: str, label: str, status: str) -> str:
    """`gap-report-aster-q4-2026-draft.pdf`: plain letters, so that every browser keeps it."""
    words = unicodedata.normalize("NFKD", f"gap-report {client} {label} {'' if status == 'issued' else status}")
    return "-".join(re.findall(r"[a-z0-9]+", words.encode("ascii", "ignore").decode("ascii").casefold())) + ".pdf"


def _kept_back(released: Released, items: dict[str, str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reasons: dict[str, list[str]] = {}
    for cell in released.suppressed:
        words = KEPT_BACK.get(cell.what) or items.get(cell.what, cell.what[:1].upper() + cell.what[1:])
        reasons.setdefault(f"{cell.reason[:1].upper()}{cell.reason[1:]}.", []).append(words)
    return tuple((reason, tuple(cells)) for reason, cells in reasons.items())


def _area_rows(score: TeamScore) -> tuple[AreaRow, ...]:
    """Areas with the widest gap between functions first; in the instrument's order where no function is shown."""
    rows = [(_gap(area, score), _area_row(area, score)) for area in score.areas]
    return tuple(row for _, row in sorted(rows, key=lambda pair: -(pair[0] or 0.0)))


def _area_row(area: AreaScore, score: TeamScore) -> AreaRow:
    cells = tuple(_cell(function.area_means.get(area.code), area.mean) for function in score.functions)
    mean = "kept back" if area.status == "suppressed" else _plain(area.mean, 1)
    return AreaRow(area.title, mean, _plain(area.agreement, 2), cells, _plain(_gap(area, score), 1))


def _gap(area: AreaScore, score: TeamScore) -> float | None:
    means = [mean for function in score.functions if (mean := function.area_means.get(area.code)) is not None]
    return max(means) - min(means) if len(means) > 1 else None


def _cell(mean: float | None, team: float | None) -> Cell:
    if mean is None or team is None:
        return Cell("–", None)
    distance = mean - team
    steps = sum(abs(distance) >= step for step in STEPS)
    return Cell(_plain(mean, 1), steps if distance > 0 else -steps)


def _index_tile(index: Index) -> Tile:
    if index.shown is None:
        return Tile("Alignment index", "–", "", NOT_SAID.get(index.status, "It cannot be said."))
    said = []
    shown = index.shown if index.average_shown is None else index.average_shown
    if index.average is not None and index.across_split is not None and index.average - index.across_split > SPLIT_SHOWS:
        said.append(f"Across the deepest split: {_floor(index.across_split)}.")
    limit = f"independent people reach up to {index.reference.limit:.0f}" if index.reference is not None else ""
    if index.value is not None and index.value < 0:
        said.append("There is no shared answer on these questions.")
    elif index.above_reference is False:
        said.append(f"Not distinguishable from ordinary answering habits{': ' + limit if limit else ''}.")
    elif limit:
        said.append(f"{limit.capitalize()}.")
    title = "Alignment index" if index.average_shown is None else "Alignment index, any two of you"
    return Tile(title, str(shown), index.level or "of 100", " ".join(said))


def _floor(value: float) -> int:
    """As the index itself is cut, so that the same figure never stands there twice with two endings."""
    return max(0, math.floor(round(value, 6)))


def _shared_tile(score: TeamScore) -> tuple[Tile, ...]:
    """Shared priorities found, beside what was predicted and what chance gives: the three are about the same quantity."""
    prediction = next((entry for entry in score.predictions if entry.of == "picks" and entry.found is not None), None)
    if prediction is None or prediction.found is None:
        return ()
    places = next((entry.places for entry in score.priorities if entry.code == prediction.target), 3)
    beside = [f"They expected {prediction.predicted:.1f}."] if prediction.predicted is not None else []
    beside += [f"At random it would be {prediction.chance:.1f}."] if prediction.chance is not None else []
    return (Tile("Priorities two people share", f"{prediction.found:.1f}", f"of {places}", " ".join(beside)),)


def _answered_tile(score: TeamScore) -> Tile:
    missing = score.invited - score.n
    text = "Everybody answered." if missing == 0 else f"{missing} {'seat is' if missing == 1 else 'seats are'} missing."
    return Tile("Answered", str(score.n), f"of {score.invited}", text)


def _bar(block: str, score: TeamScore) -> Bar:
    estimate = score.blocks[block]
    if estimate.value is None:
        return Bar(BLOCK_TITLES[block], "–", 0.0)
    return Bar(BLOCK_TITLES[block], f"{round(estimate.value)}".replace("-", "−"), round(max(0.0, min(100.0, estimate.value)), 1))


def _plain(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}".replace("-", "−")
