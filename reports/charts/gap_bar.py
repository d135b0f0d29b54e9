"""Shared priorities found, predicted and by chance, on one line: the picture that stands first in a report."""

from reports.pen import Pen
from reports.wording import decimal


def draw(pen: Pen, width: float, height: float, *, top: int, found: float, predicted: float | None, chance: float | None) -> None:
    """Draw the line from 0 to `top`: a filled disc (found), a ring (predicted), a diamond (chance), each with its own label.

    Found and predicted are labelled above the line, chance below it, so that no two labels can meet.
    """
    pad = 8.0

    def place(value: float) -> float:
        return pad + value / top * (width - 2 * pad)

    y = height / 2
    pen.line(place(0), y, place(top), y, "rule", 1)
    for mark in range(top + 1):
        pen.line(place(mark), y - 3, place(mark), y + 3, "rule", 0.8)
        pen.text(place(mark), y - 13, str(mark), size=7.5, colour="third", anchor="middle")
    if predicted is not None:
        pen.line(place(found), y, place(predicted), y, "accent", 3)
        pen.ring(place(predicted), y, 4.6, "second")
    if chance is not None:
        pen.diamond(place(chance), y, 4.2, "third")
    pen.disc(place(found), y, 5.2, "accent", "paper")
    words = [(place(found), f"found {decimal(found)}", "accent", predicted is None or found > predicted)]
    if predicted is not None:
        words.append((place(predicted), f"predicted {decimal(predicted)}", "second", found <= predicted))
    _label(pen, width, y + 10, words)
    if chance is not None:
        word = f"chance {decimal(chance)}"
        room = pen.text_width(word, size=8)
        pen.text(min(max(place(chance) - room / 2, 0), width - room), y - 23, word, size=8, colour="third")


def _label(pen: Pen, width: float, y: float, words: list[tuple[float, str, str, bool]]) -> None:
    """Write one or two labels (x, word, colour, whether it runs to the right) side by side, never over each other."""
    placed: list[tuple[float, float, str, str]] = []
    for x, word, colour, rightwards in words:
        room = pen.text_width(word, size=8.5, weight="semibold")
        placed.append((min(max(x - 6 if rightwards else x + 6 - room, 0.0), width - room), room, word, colour))
    placed.sort()
    if len(placed) > 1:
        (left, left_room, *_), (right, right_room, *_) = placed
        right = min(max(right, left + left_room + 8), width - right_room)
        left = max(0.0, min(left, right - left_room - 8))
        placed = [(left, *placed[0][1:]), (right, *placed[1][1:])]
    for x, _, word, colour in placed:
        pen.text(x, y, word, size=8.5, weight="semibold" if colour == "accent" else "regular", colour=colour)
