"""The alignment index on 0 to 100, with its range and the limit that ordinary answering habits reach."""

from reports.pen import Pen


def draw(pen: Pen, width: float, height: float, *, shown: int, low: float | None, high: float | None, limit: float | None) -> None:
    """Draw the scale. Values outside 0 to 100 are drawn at its ends."""
    pad = 6.0
    y = height - 9

    def place(value: float) -> float:
        return pad + min(max(value, 0.0), 100.0) / 100 * (width - 2 * pad)

    pen.line(place(0), y, place(100), y, "rule", 1)
    for mark in (0, 50, 100):
        pen.line(place(mark), y - 3, place(mark), y + 3, "rule", 0.8)
        pen.text(place(mark), y - 13, str(mark), size=7.5, colour="third", anchor="middle")
    if limit is not None:
        pen.line(place(limit), y - 6, place(limit), y + 6, "second", 1.1)
    if low is not None and high is not None:
        pen.line(place(low), y, place(high), y, "brand", 3)
    pen.disc(place(shown), y, 4.4, "brand", "paper")
