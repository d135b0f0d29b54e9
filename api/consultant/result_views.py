"""The page of results: made from a release alone, so that it can show nothing that paper may not."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.consultant.views import AreaRow, Bar, ReportRow, ResultsView, Tile
from api.db.models import Client, Engagement, Report, Wave
from scoring.released import Released
from scoring.results import BLOCKS, Index, TeamScore

BLOCK_TITLES = {"ratings": "Ratings", "priorities": "Priorities", "allocation": "Shared-out points", "definitions": "Definitions"}
NOT_SAID = {
    "too_few": "Too few have answered for this to be said.",
    "suppressed": "Kept back in this mode.",
    "void": "Too many answered every question alike for this to be said.",
}


def view_results(session: Session, wave: Wave, engagement: Engagement, client: Client, released: Released) -> ResultsView:
    """Headlines, blocks, areas and findings of a release, and the reports that were made."""
    score = released.score
    query = select(Report).where(Report.wave_id == wave.id).order_by(Report.made_at.desc()).limit(10)
    return ResultsView(
        wave_id=wave.id,
        engagement_id=engagement.id,
        client=client.name,
        title=engagement.title,
        label=wave.label,
        status=wave.status,
        mode=released.mode,
        n=score.n,
        invited=score.invited,
        tiles=(_index_tile(score.index), *_shared_tile(score), _answered_tile(score)),
        blocks=tuple(_bar(block, score) for block in BLOCKS if block in score.blocks),
        areas=tuple(
            AreaRow(area.title, "kept back" if area.status == "suppressed" else _plain(area.mean, 1), _plain(area.agreement, 2))
            for area in score.areas
        ),
        findings=tuple(finding.sentence for finding in released.findings),
        suppressed=released.suppressed,
        reports=tuple(ReportRow(id=row.id, status=row.status, made_at=row.made_at, hash=row.model_hash) for row in session.scalars(query)),
    )


def _index_tile(index: Index) -> Tile:
    if index.shown is None:
        return Tile("Alignment index", "–", "", NOT_SAID.get(index.status, "It cannot be said."))
    readings = []
    if index.average is not None and index.across_split is not None:
        readings.append(f"any two of you {index.average:.0f}, across the deepest split {index.across_split:.0f}")
    if index.value is not None and index.value < 0:
        readings.append("no shared answer on these questions")
    elif index.above_reference is False:
        readings.append("not distinguishable from ordinary answering habits")
    if index.reference is not None:
        readings.append(f"independent people reach up to {index.reference.limit:.0f}")
    return Tile("Alignment index", str(index.shown), index.level or "of 100", "; ".join(readings))


def _shared_tile(score: TeamScore) -> tuple[Tile, ...]:
    """Shared priorities found, beside what was predicted and what chance gives: the three are about the same quantity."""
    prediction = next((entry for entry in score.predictions if entry.of == "picks" and entry.found is not None), None)
    if prediction is None or prediction.found is None:
        return ()
    places = next((entry.places for entry in score.priorities if entry.code == prediction.target), 3)
    beside = [f"predicted {prediction.predicted:.1f}"] if prediction.predicted is not None else []
    beside += [f"at random {prediction.chance:.1f}"] if prediction.chance is not None else []
    return (Tile("Priorities two people share", f"{prediction.found:.1f}", f"of {places}", ", ".join(beside)),)


def _answered_tile(score: TeamScore) -> Tile:
    missing = score.invited - score.n
    text = "Everybody answered." if missing == 0 else f"{missing} {'seat is' if missing == 1 else 'seats are'} missing."
    return Tile("Answered", str(score.n), f"of {score.invited}", text)


def _bar(block: str, score: TeamScore) -> Bar:
    estimate = score.blocks[block]
    if estimate.value is None:
        return Bar(BLOCK_TITLES[block], "–", 0.0)
    return Bar(BLOCK_TITLES[block], f"{estimate.value:.0f}", round(max(0.0, min(100.0, estimate.value)), 1))


def _plain(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
