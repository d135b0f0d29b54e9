"""Flowables that tag what they draw: paragraphs, figures, lists, named places, grounds."""

from collections.abc import Callable
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName
from reportlab.platypus import Flowable, Paragraph

from reports.pdf.tagged import TaggedCanvas
from reports.pen import PdfPen
from reports.theme import Theme

Paint = Callable[[PdfPen], None]


class TaggedParagraph(Paragraph):  # type: ignore[misc] # the library carries no types
    """A paragraph that stays one element of its role, also where it is split over pages."""

    def __init__(self, text: str, style: Any, role: str = "P", *, actual: str = "", frags: list[Any] | None = None) -> None:
        super().__init__(text, style, frags=frags)
        self.role = role
        self.actual = actual
        self.key = object()

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        parts: list[Any] = super().split(availWidth, availHeight)
        for part in parts:
            if isinstance(part, TaggedParagraph) and part is not self:
                part.role, part.key, part.actual = self.role, self.key, self.actual
        return parts

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if canvas.dry:
            return
        if canvas.open is not None:
            super().draw()
            return
        with canvas.element(self.role, key=self.key, actual=self.actual) as element, canvas.marked(element):
            super().draw()


class Figure(Flowable):  # type: ignore[misc] # the library carries no types
    """A drawing with its text alternative."""

    def __init__(self, width: float, height: float, alternative: str, theme: Theme, paint: Paint) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.alternative = alternative
        self.theme = theme
        self.paint = paint

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        if canvas.dry:
            return
        x, y = canvas.absolutePosition(0, 0)
        box = PDFArray([round(value, 2) for value in (x, y, x + self.width, y + self.height)])
        attributes = {"O": PDFName("Layout"), "BBox": box, "Placement": PDFName("Block")}
        with canvas.element("Figure", alternative=self.alternative, attributes=attributes) as element, canvas.marked(element):
            self.paint(PdfPen(canvas, self.theme))


class Decoration(Flowable):  # type: ignore[misc] # the library carries no types
    """A drawing that says nothing of its own: an artifact. It takes `height`, or none where it is drawn behind what follows."""

    def __init__(self, width: float, height: float, theme: Theme, paint: Paint) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.theme = theme
        self.paint = paint

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artifact():
            self.paint(PdfPen(self.canv, self.theme))


class Caption(Flowable):  # type: ignore[misc] # the library carries no types
    """A paragraph over a ground that is an artifact, filling a table cell: the hatched cell with its word."""

    def __init__(self, paragraph: TaggedParagraph, theme: Theme, paint: Callable[[PdfPen, float, float], None], *, height: float) -> None:
        super().__init__()
        self.paragraph = paragraph
        self.theme = theme
        self.paint = paint
        self.least = height

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self.inner = self.paragraph.wrapOn(self.canv, availWidth - 8, availHeight)[1]
        self.height = max(self.least, self.inner + 8)
        return self.width, self.height

    def draw(self) -> None:
        with self.canv.artifact():
            self.paint(PdfPen(self.canv, self.theme), self.width, self.height)
        self.paragraph.drawOn(self.canv, 4, (self.height - self.inner) / 2)


class Place(Flowable):  # type: ignore[misc] # the library carries no types
    """A named place: target of links and outline, and where the page number of a section is noted."""

    width = height = 0

    def __init__(self, key: str, title: str, *, above: float = 0) -> None:
        super().__init__()
        self.spaceBefore = above  # not taken at the head of a page
        self.key = key
        self.title = title

    def wrap(self, *_: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        top = canvas.absolutePosition(0, 0)[1] + 20
        canvas.bookmarkPage(self.key, fit="XYZ", left=0, top=top)
        canvas.addOutlineEntry(self.title, self.key, 0, 0)
        canvas.pages_of[self.key] = canvas.getPageNumber()


class PointList(Flowable):  # type: ignore[misc] # the library carries no types
    """A list of labels and bodies (L, LI, Lbl, LBody); it splits between its points."""

    def __init__(
        self,
        points: list[tuple[TaggedParagraph, TaggedParagraph]],
        *,
        indent: float,
        gap: float,
        rule: Paint | None = None,
        key: object = None,
    ) -> None:
        super().__init__()
        self.spaceBefore = 5
        self.points = points
        self.indent = indent
        self.gap = gap
        self.rule = rule
        self.key = key or object()

    def _measure(self, width: float) -> list[float]:
        heights = []
        for label, body in self.points:
            label.wrapOn(self.canv, self.indent, 1e6)
            heights.append(max(body.wrapOn(self.canv, width - self.indent, 1e6)[1], label.height) + self.gap)
        return heights

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.heights = self._measure(availWidth)
        self.width, self.height = availWidth, sum(self.heights)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Any]:
        heights = self._measure(availWidth)
        used, fitting = 0.0, 0
        for height in heights:
            if used + height > availHeight:
                break
            used += height
            fitting += 1
        if fitting in {0, len(self.points)}:
            return []
        parts = (self.points[:fitting], self.points[fitting:])
        return [PointList(part, indent=self.indent, gap=self.gap, rule=self.rule, key=self.key) for part in parts]

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        y = self.height
        with canvas.element("L", key=self.key):
            for number, ((label, body), height) in enumerate(zip(self.points, self.heights, strict=True)):
                with canvas.element("LI"):
                    top = y - self.gap / 2
                    # A large numeral is lifted so that its foot line meets that of the first line beside it.
                    label.drawOn(canvas, 0, top - label.height + (label.style.leading - body.style.leading))
                    body.drawOn(canvas, self.indent, top - body.height)
                y -= height
                if self.rule is not None and number < len(self.points) - 1:
                    canvas.saveState()
                    canvas.translate(0, y)
                    with canvas.artifact():
                        self.rule(PdfPen(canvas, Theme()))
                    canvas.restoreState()
