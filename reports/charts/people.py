"""So many of so many people, as filled and open discs."""

from reports.pen import Pen


def draw(pen: Pen, width: float, height: float, *, part: int, whole: int) -> None:
    """Draw `whole` discs in as many rows as they need, the first `part` of them filled."""
    radius = 4.2
    while radius > 0.8:
        a_row = max(1, int((width + 3) // (2 * radius + 3)))
        if -(-whole // a_row) * (2 * radius + 3) <= height + 3:
            break
        radius -= 0.2
    a_row = max(1, int((width + 3) // (2 * radius + 3)))
    for number in range(whole):
        row, column = divmod(number, a_row)
        x = radius + column * (2 * radius + 3)
        y = height - radius - row * (2 * radius + 3)
        if number < part:
            pen.disc(x, y, radius, "brand")
        else:
            pen.ring(x, y, radius - 0.5, "third", 1)
