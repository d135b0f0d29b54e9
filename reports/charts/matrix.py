"""Who put what where: the tokens of the places, and the whole matrix as one drawing for the screen. On paper it is a table."""

from collections.abc import Sequence

from reports.model import MatrixRow
from reports.pen import Pen

PLACES = ("place1", "place2", "place3")


def token_of(place: int) -> str:
    """The colour of a place: 1, 2, then all later ones; a pick without an order is as dark as a first place."""
    return "wash" if place == 0 else PLACES[min(max(place, 1), 3) - 1]


def mark_of(place: int) -> str:
    """What is printed in the cell.

    >>> mark_of(2), mark_of(-1), mark_of(0)
    ('2', '●', '')
    """
    return "" if place == 0 else "●" if place < 0 else str(place)


def draw(pen: Pen, width: float, columns: Sequence[str], rows: Sequence[MatrixRow], *, row_height: float = 22, head: float = 30) -> float:
    """Draw the matrix inside `width`; the height that it takes is returned."""
    names = width * 0.36
    cell = (width - names - 30) / max(len(columns), 1)
    height = head + row_height * len(rows)
    for number, column in enumerate(columns):
        pen.text(names + (number + 0.5) * cell, height - head + 8, column, size=7.5, weight="semibold", anchor="middle", room=cell - 3)
    for number, row in enumerate(rows):
        y = height - head - (number + 1) * row_height
        pen.text(0, y + 7, row.label, size=8.5, colour="ink", room=names - 8)
        for at, place in enumerate(row.places):
            token = token_of(place)
            pen.rect(names + at * cell + 1, y + 1, cell - 2, row_height - 2, token)
            pen.text(names + (at + 0.5) * cell, y + 7, mark_of(place), size=9, colour=pen.theme.on(token), anchor="middle")
        pen.text(width - 4, y + 7, row.votes, size=9, colour="ink", weight="semibold", anchor="end")
    return height
