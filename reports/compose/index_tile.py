"""The index as a key figure: any two of you, its word, its range, and what people without a shared view would reach."""

from reports.compose.source import Source
from reports.model import Scale, Tile
from reports.wording import decimal

_SPLIT_SHOWS = 5  # the second reading is printed where it lies further below the first than this


def shown_of(source: Source) -> int | None:
    """The figure that is printed first: the average reading, or the only one that the mode releases."""
    index = source.score.index
    return index.shown if index.average_shown is None else index.average_shown


def index_tile(source: Source) -> Tile | None:
    """The tile, or None where there is no index."""
    index = source.score.index
    shown = shown_of(source)
    if shown is None:
        return None
    notes: list[str] = []
    if index.average is not None and index.average < 0:
        notes.append("No shared answer on these questions.")
    if index.average is not None and index.across_split is not None and index.average - index.across_split > _SPLIT_SHOWS:
        notes.append(f"Across the deepest split: {decimal(max(0.0, index.across_split), 0)}.")
    if index.leave_one_out is not None:
        low, high = (decimal(max(0.0, value), 0) for value in (index.leave_one_out.low, index.leave_one_out.high))
        same = f"Leaving out any one person would leave it at {low}."
        notes.append(same if low == high else f"Leaving out any one person would give {low} to {high}.")
    notes.append(reference_sentence(source))
    scale = Scale(
        shown=shown,
        low=index.leave_one_out.low if index.leave_one_out else None,
        high=index.leave_one_out.high if index.leave_one_out else None,
        limit=index.reference.limit if index.reference else None,
    )
    word = level_words(source)
    alternative = f"A scale from 0 to 100; the index stands at {shown}."
    if index.reference is not None:
        alternative += f" A line at {decimal(index.reference.limit, 0)} marks what ordinary answering habits reach."
    return Tile(
        label="Alignment index, any two of you" if index.average_shown is not None else "Alignment index",
        figure=str(shown),
        unit="of 100",
        text=word,
        notes=tuple(note for note in notes if note),
        scale=scale,
        alternative=alternative,
    )


def level_words(source: Source) -> str:
    """The level word where one may be said, else what stands in its place, else nothing."""
    index = source.score.index
    if index.above_reference is False:
        return "not distinguishable from ordinary answering habits"
    if index.level is None:
        return ""
    return f"{index.level}, borderline" if index.borderline else index.level


def reference_sentence(source: Source) -> str:
    """What independent people with ordinary habits would reach."""
    reference = source.score.index.reference
    if reference is None:
        return ""
    return f"People with no shared view and ordinary habits reach up to {decimal(max(0.0, reference.limit), 0)} (the line)."
