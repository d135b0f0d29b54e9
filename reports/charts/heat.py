"""Function by area: the five steps, and the whole map as one drawing for the screen. On paper the map is a real table."""

from collections.abc import Sequence

from reports.model import HeatRow
from reports.pen import Pen

CUTS = (0.3, 0.6, 0.9, 1.2)
STEPS = ("step0", "step1", "step2", "step3", "step4")
KEY = ("under 0.3", "0.3 to 0.5", "0.6 to 0.8", "0.9 to 1.1", "1.2 and over")


def step_of(printed: str) -> int:
    """The step 0..4 of a printed difference; the printed figure decides, so that equal figures never differ in shade.

    >>> step_of("+0.3"), step_of("−1.2"), step_of("0.0")
    (1, 4, 0)
    """
    return sum(abs(float(printed.replace("−", "-"))) >= cut for cut in CUTS)


def draw_cell(pen: Pen, width: float, height: float, *, step: int | None, hidden: bool) -> None:
    """The ground of one cell: a step, or hatching where the cell is kept back, or the wash where there is nothing."""
    pen.rect(0, 0, width, height, STEPS[step] if step is not None else "wash")
    if hidden:
        pen.hatch(0, 0, width, height, "hatch", 5)


def draw(pen: Pen, width: float, columns: Sequence[str], rows: Sequence[HeatRow], *, row_height: float = 30, head: float = 30) -> float:
    """Draw the map from the top down inside `width`; the height that it takes is returned."""
    names = width * 0.3
    cell = (width - names) / max(len(columns), 1)
    height = head + row_height * len(rows)
    for number, column in enumerate(columns):
        pen.text(names + (number + 0.5) * cell, height - head + 8, column, size=8, weight="semibold", anchor="middle", room=cell - 6)
    for number, row in enumerate(rows):
        y = height - head - (number + 1) * row_height
        pen.text(0, y + row_height / 2 - 3, row.label, size=9, colour="ink", room=names - 8)
        for place, found in enumerate(row.cells):
            x = names + place * cell
            ground = STEPS[found.step] if found.step is not None else "wash"
            pen.rect(x + 1, y + 1, cell - 2, row_height - 2, ground)
            if found.hidden:
                pen.hatch(x + 1, y + 1, cell - 2, row_height - 2, "hatch", 5)
            colour = pen.theme.on(ground) if found.step is not None else "third"
            pen.text(x + cell / 2, y + row_height / 2 - 3, found.text, size=9, colour=colour, anchor="middle", room=cell - 6)
    return height


def draw_key(pen: Pen, words: Sequence[str]) -> None:
    """The key of the five steps on one line of 12 points' height."""
    pen.text(0, 3, "Points from the team's mean", size=7.5, weight="semibold")
    x = pen.text_width("Points from the team's mean", size=7.5, weight="semibold") + 10
    for token, word in zip(STEPS, words, strict=True):
        pen.rect(x, 0, 14, 10, token, "rule")
        pen.text(x + 18, 2.6, word, size=7.5)
        x += 30 + pen.text_width(word, size=7.5)
