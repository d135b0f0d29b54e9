"""What people expected of each other, area by area, against what the others answered."""

from reports.compose.source import Source
from reports.model import Grid, Section
from reports.wording import decimal, signed


def predictions(source: Source) -> Section | None:
    """The section, or None where no prediction of an area or a goal is released."""
    known = [
        found
        for found in source.score.predictions
        if found.of != "picks"
        and found.status == "ok"
        and found.predicted is not None
        and found.found is not None
        and not source.is_private(found.code)
    ]
    if not known:
        return None
    rows = []
    gaps = []
    for found in known:
        predicted, real = found.predicted or 0.0, found.found or 0.0
        name = source.area_text(found.target) if found.of == "area" else source.item_text(found.target)
        what = "mean rating, 1 to 5" if found.of == "area" else "colleagues who name the same goal"
        gaps.append((float(decimal(predicted)) - float(decimal(real)), name))
        rows.append((name, what, decimal(predicted), decimal(real), signed(gaps[-1][0]), str(found.n)))
    head = ("About", "What was predicted", "Predicted", "Found", "Difference", "n")
    grid = Grid(head=head, rows=tuple(rows), widths=(0.3, 0.28, 0.12, 0.1, 0.13, 0.07), figures=(2, 3, 4, 5))
    return Section(
        key="predictions",
        name="Predictions",
        title=_title(gaps),
        blocks=(grid,),
        fresh=False,
        lead="Before anybody saw a result, each person said what the others would answer.",
    )


def _title(gaps: list[tuple[float, str]]) -> str:
    over = [name for gap, name in gaps if round(gap, 1) > 0]
    under = [name for gap, name in gaps if round(gap, 1) < 0]
    if not over and not under:
        return "The team predicted itself to a tenth of a level"
    if len(gaps) == 1:
        gap, name = gaps[0]
        return f"The team expected {'more' if gap > 0 else 'less'} of {name.lower()} than it then answered"
    if not under:
        return "The team expected more of itself than it then answered"
    if not over:
        return "The team expected less of itself than it then answered"
    return "The team expected more of itself in some areas, and less in others"
