"""A share from 0 to 1 as a bar on a pale ground."""

from reports.pen import Pen


def draw(pen: Pen, width: float, height: float, share: float, *, marked: bool = False) -> None:
    """Draw the bar, eight points high, in the middle of the box."""
    y = height / 2 - 4
    pen.rect(0, y, width, 8, "wash")
    if share > 0:
        pen.rect(0, y, max(1.0, min(share, 1.0) * width), 8, "accent" if marked else "dot")
