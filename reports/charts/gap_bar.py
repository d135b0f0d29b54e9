"""Shared priorities found, predicted and by chance, on one line: the picture that stands first in a report."""

from reports.pen import Pen
from reports.wording import decimal


def draw(pen: Pen, width: float, height: float, *, top: int, found: float, predicted: float | None, chance: float | None, labels: bool = True) -> None:
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
    if not labels:
        return
    lower = predicted is not None and found <= predicted
    words = [(place(found), f"found {decimal(found)}", "accent", not lower)]
    if predicted is not None:
        words.append((place(predicted), f"predicted {decimal(predicted)}", "second", lower))
    boxes: list[tuple[float, float, str, str]] = []
    for x, word, colour, rightwards in words:
        room = pen.text_width(word, size=8.5, weight="semibold")
        start = min(max(x - 6 if rightwards else x + 6 - room, 0), width - room)
        boxes.append((start, start + room, word, colour))
    boxes.sort()
    if len(boxes) > 1 and boxes[0][1] + 8 > boxes[1][0]:
        overlap = boxes[0][1] + 8 - boxes[1][0]
        left = max(0.0, boxes[0][0] - overlap)
        moved = boxes[0][0] - left
        right = boxes[1][0] + overlap - moved
        boxes = [(left, 0, *boxes[0][2:]), (right, 0, *boxes[1][2:])]
    for start, _, word, colour in boxes:
        pen.text(start, y + 10, word, size=8.5, weight="semibold" if colour == "accent" else "regular", colour=colour)
    if chance is not None:
        word = f"chance {decimal(chance)}"
        room = pen.text_width(word, size=8)
        pen.text(min(max(place(chance) - room / 2, 0), width - room), y - 23, word, size=8, colour="third")
