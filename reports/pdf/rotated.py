"""A column head turned by a quarter, for columns that are narrower than their names."""

from reportlab.platypus import Flowable

from reports.pdf.tagged import TaggedCanvas
from reports.pen import PdfPen
from reports.theme import Theme

_HIGHEST = 96.0


class Rotated(Flowable):  # type: ignore[misc] # the library carries no types
    """Text that reads from bottom to top, shortened where it is longer than the highest head; read aloud whole."""

    def __init__(self, content: str, width: float, theme: Theme) -> None:
        super().__init__()
        self.content = content
        self.width = width
        self.theme = theme

    def wrap(self, *_: float) -> tuple[float, float]:
        measure = PdfPen(None, self.theme).text_width(self.content, size=8, weight="semibold")
        self.height = min(_HIGHEST, measure + 4)
        return self.width, self.height

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        with canvas.element("P", actual=self.content) as element, canvas.marked(element):
            canvas.saveState()
            canvas.translate(self.width / 2 + 2.8, 0)
            canvas.rotate(90)
            PdfPen(canvas, self.theme).text(0, 0, self.content, size=8, weight="semibold", room=_HIGHEST - 2)
            canvas.restoreState()
