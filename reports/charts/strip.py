"""Dot strip: every answer to one rating item as a dot of equal size, stacked over its level."""

from collections.abc import Sequence

from reports.pen import Pen

PAD = 10.0
_GAP = 0.5
_RADII = (2.6, 2.4, 2.2, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.45)


def place(level: float, size: int, width: float) -> float:
    """Where a level 1..size stands on a strip of this width."""
    return PAD + (level - 1) / (size - 1) * (width - 2 * PAD)


def radius_for(rows: Sequence[Sequence[int]], width: float, height: float, *, base: float = 3.0) -> float:
    """One dot size for every strip of a report: the largest at which the fullest level still fits.

    `rows` are counts by level, lowest first.
    """
    for radius in _RADII:
        step = 2 * radius + _GAP
        a_column = max(1, int((height - base - 1) / step))
        fits = all(
            -(-count // a_column) * step <= (width - 2 * PAD) / max(len(counts) - 1, 1) * 0.86
            for counts in rows
            for count in counts
            if count
        )
        if fits:
            return radius
    return _RADII[-1]


def draw(
    pen: Pen, width: float, height: float, counts: Sequence[int], *, radius: float, mean: float | None = None, base: float = 3.0
) -> None:
    """Draw the strip. `counts` are people by level, lowest first; the mean, where given, is a small diamond on the foot line."""
    size = len(counts)
    step = 2 * radius + _GAP
    a_column = max(1, int((height - base - 1) / step))
    for level in range(1, size + 1):
        pen.line(place(level, size, width), 1, place(level, size, width), height - 1, "grid", 0.4)
    for level, count in enumerate(counts, 1):
        columns = -(-count // a_column)
        if not columns:
            continue
        rows = -(-count // columns)
        for number in range(count):
            row, column = divmod(number, columns)
            in_row = columns if row < rows - 1 else count - columns * (rows - 1)
            x = place(level, size, width) + (column - (in_row - 1) / 2) * step
            pen.disc(x, base + radius + row * step, radius, "dot")
    if mean is not None:
        pen.diamond(place(mean, size, width), 1.6, 2.4, "accent")
