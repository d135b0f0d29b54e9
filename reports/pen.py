"""The twelve drawing calls that charts may use, and their two back ends: a PDF canvas and SVG.

Coordinates are points from the lower left corner. Colours are tokens of the theme. SVG is written with classes and
presentation attributes, never with inline style, which the site's content policy forbids.
"""

from collections.abc import Sequence
from typing import Any, Literal, Protocol
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor

from reports import text as door
from reports.theme import Theme

Anchor = Literal["start", "middle", "end"]
Weight = Literal["regular", "medium", "semibold", "bold"]
Points = Sequence[tuple[float, float]]
_SCREEN_WIDTH = 1.09  # Inter, the screen typeface, runs wider than Source Sans 3


class Pen(Protocol):
    """What a chart may draw with."""

    theme: Theme

    def rect(self, x: float, y: float, w: float, h: float, fill: str, stroke: str = "") -> None:
        """A rectangle from its lower left corner; `stroke` draws its edge."""

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, thickness: float = 0.5) -> None:
        """A straight line."""

    def polyline(self, points: Points, colour: str, thickness: float = 1.0) -> None:
        """A line through points."""

    def polygon(self, points: Points, fill: str) -> None:
        """A filled shape."""

    def disc(self, x: float, y: float, r: float, fill: str, stroke: str = "") -> None:
        """A filled circle; `stroke` draws its edge."""

    def ring(self, x: float, y: float, r: float, colour: str, thickness: float = 1.6) -> None:
        """An open circle on paper."""

    def diamond(self, x: float, y: float, r: float, fill: str) -> None:
        """A filled square on its corner."""

    def hatch(self, x: float, y: float, w: float, h: float, colour: str, gap: float = 4.0) -> None:
        """Diagonal strokes in a box: a cell that is kept back."""

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 8.0,
        colour: str = "second",
        weight: Weight = "regular",
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> None:
        """One line of text on its foot line, shortened to `room` where given."""

    def text_width(self, content: str, *, size: float = 8.0, weight: Weight = "regular") -> float:
        """The width of one line of text."""

    def open_group(self, name: str) -> None:
        """Begin a group of what follows."""

    def close_group(self) -> None:
        """End the group."""


def font_of(theme: Theme, weight: Weight) -> str:
    """The registered typeface of a weight."""
    return {"regular": theme.regular, "medium": theme.medium, "semibold": theme.semibold, "bold": theme.bold}[weight]


def _hatching(x: float, y: float, w: float, h: float, gap: float) -> list[tuple[float, float, float, float]]:
    """Diagonal strokes, at 45 degrees, cut to the box."""
    strokes = []
    offset = gap
    while offset < w + h:
        start = (x + max(0.0, offset - h), y + min(h, offset))
        end = (x + min(w, offset), y + max(0.0, offset - w))
        strokes.append((*start, *end))
        offset += gap
    return strokes


class PdfPen:
    """Draws on a canvas of the PDF library."""

    def __init__(self, canvas: Any, theme: Theme) -> None:
        self.canvas = canvas
        self.theme = theme

    def _colours(self, fill: str = "", stroke: str = "", thickness: float = 0.6) -> None:
        if fill:
            self.canvas.setFillColor(HexColor(self.theme[fill]))
        if stroke:
            self.canvas.setStrokeColor(HexColor(self.theme[stroke]))
            self.canvas.setLineWidth(thickness)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, stroke: str = "") -> None:
        self._colours(fill, stroke, 0.4)
        self.canvas.rect(x, y, w, h, fill=1 if fill else 0, stroke=1 if stroke else 0)

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, thickness: float = 0.5) -> None:
        self._colours(stroke=colour, thickness=thickness)
        self.canvas.line(x0, y0, x1, y1)

    def _path(self, points: Points, *, close: bool) -> Any:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        if close:
            path.close()
        return path

    def polyline(self, points: Points, colour: str, thickness: float = 1.0) -> None:
        self._colours(stroke=colour, thickness=thickness)
        self.canvas.drawPath(self._path(points, close=False), fill=0, stroke=1)

    def polygon(self, points: Points, fill: str) -> None:
        self._colours(fill)
        self.canvas.drawPath(self._path(points, close=True), fill=1, stroke=0)

    def disc(self, x: float, y: float, r: float, fill: str, stroke: str = "") -> None:
        self._colours(fill, stroke, 0.8)
        self.canvas.circle(x, y, r, fill=1, stroke=1 if stroke else 0)

    def ring(self, x: float, y: float, r: float, colour: str, thickness: float = 1.6) -> None:
        self._colours("paper", colour, thickness)
        self.canvas.circle(x, y, r, fill=1, stroke=1)

    def diamond(self, x: float, y: float, r: float, fill: str) -> None:
        self.polygon(((x, y + r), (x + r, y), (x, y - r), (x - r, y)), fill)

    def hatch(self, x: float, y: float, w: float, h: float, colour: str, gap: float = 4.0) -> None:
        self._colours(stroke=colour, thickness=0.5)
        self.canvas.lines(_hatching(x, y, w, h, gap))

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 8.0,
        colour: str = "second",
        weight: Weight = "regular",
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> None:
        font = font_of(self.theme, weight)
        shown = door.clean(content, door.LINE)
        if room is not None:
            shown = door.fit(shown, room, lambda part: door.width(part, font, size))
        if anchor != "start":
            x -= door.width(shown, font, size) / (2 if anchor == "middle" else 1)
        self._colours(colour)
        for name, stretch in door.runs(shown, font):
            self.canvas.setFont(name, size)
            self.canvas.drawString(x, y, stretch)
            x += door.width(stretch, name, size) if stretch.isascii() else self.canvas.stringWidth(stretch, name, size)

    def text_width(self, content: str, *, size: float = 8.0, weight: Weight = "regular") -> float:
        return door.width(door.clean(content, door.LINE), font_of(self.theme, weight), size)

    def open_group(self, name: str) -> None:
        self.canvas.saveState()

    def close_group(self) -> None:
        self.canvas.restoreState()


class SvgPen:
    """Writes SVG elements; `picture` gives the whole drawing."""

    def __init__(self, width: float, height: float, theme: Theme) -> None:
        self.width = width
        self.height = height
        self.theme = theme
        self.parts: list[str] = []

    def _fill(self, token: str) -> str:
        return f'class="fill-{token}" fill="{self.theme[token]}"' if token else 'fill="none"'

    def _stroke(self, token: str, thickness: float) -> str:
        return f'class="stroke-{token}" fill="none" stroke="{self.theme[token]}" stroke-width="{thickness:g}"'

    def _y(self, y: float) -> str:
        return f"{self.height - y:.2f}"

    def _border(self, stroke: str) -> str:
        return f' stroke="{self.theme[stroke]}" stroke-width="0.8"' if stroke else ""

    def rect(self, x: float, y: float, w: float, h: float, fill: str, stroke: str = "") -> None:
        box = f'x="{x:.2f}" y="{self._y(y + h)}" width="{w:.2f}" height="{h:.2f}"'
        self.parts.append(f"<rect {box} {self._fill(fill)}{self._border(stroke)}/>")

    def line(self, x0: float, y0: float, x1: float, y1: float, colour: str, thickness: float = 0.5) -> None:
        ends = f'x1="{x0:.2f}" y1="{self._y(y0)}" x2="{x1:.2f}" y2="{self._y(y1)}"'
        self.parts.append(f"<line {ends} {self._stroke(colour, thickness)}/>")

    def _points(self, points: Points) -> str:
        return " ".join(f"{x:.2f},{self._y(y)}" for x, y in points)

    def polyline(self, points: Points, colour: str, thickness: float = 1.0) -> None:
        self.parts.append(f'<polyline points="{self._points(points)}" {self._stroke(colour, thickness)}/>')

    def polygon(self, points: Points, fill: str) -> None:
        self.parts.append(f'<polygon points="{self._points(points)}" {self._fill(fill)}/>')

    def disc(self, x: float, y: float, r: float, fill: str, stroke: str = "") -> None:
        self.parts.append(f'<circle cx="{x:.2f}" cy="{self._y(y)}" r="{r:.2f}" {self._fill(fill)}{self._border(stroke)}/>')

    def ring(self, x: float, y: float, r: float, colour: str, thickness: float = 1.6) -> None:
        edge = f'stroke="{self.theme[colour]}" stroke-width="{thickness:g}"'
        self.parts.append(f'<circle cx="{x:.2f}" cy="{self._y(y)}" r="{r:.2f}" {self._fill("paper")} {edge}/>')

    def diamond(self, x: float, y: float, r: float, fill: str) -> None:
        self.polygon(((x, y + r), (x + r, y), (x, y - r), (x - r, y)), fill)

    def hatch(self, x: float, y: float, w: float, h: float, colour: str, gap: float = 4.0) -> None:
        for stroke in _hatching(x, y, w, h, gap):
            self.line(*stroke, colour)

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 8.0,
        colour: str = "second",
        weight: Weight = "regular",
        anchor: Anchor = "start",
        room: float | None = None,
    ) -> None:
        shown = door.clean(content, door.LINE)
        if room is not None:
            shown = door.fit(shown, room, lambda part: self.text_width(part, size=size, weight=weight))
        number = {"regular": 400, "medium": 500, "semibold": 600, "bold": 700}[weight]
        place = f'x="{x:.2f}" y="{self._y(y)}" font-size="{size:g}" font-weight="{number}" text-anchor="{anchor}"'
        self.parts.append(f"<text {place} {self._fill(colour)}>{escape(shown)}</text>")

    def text_width(self, content: str, *, size: float = 8.0, weight: Weight = "regular") -> float:
        return _SCREEN_WIDTH * door.width(door.clean(content, door.LINE), font_of(self.theme, weight), size)

    def open_group(self, name: str) -> None:
        self.parts.append(f"<g class={quoteattr(name)}>")

    def close_group(self) -> None:
        self.parts.append("</g>")

    def picture(self, alternative: str) -> str:
        """The drawing as one SVG element that a screen reader reads as `alternative`."""
        box = f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        label = quoteattr(door.clean(alternative))
        body = "".join(self.parts)
        return f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label={label} class="chart">{body}</svg>'
