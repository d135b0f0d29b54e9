"""Real tables: rows, header cells with scope, spans, headers repeated over pages as artifacts; and tables that only place."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFName, PDFString
from reportlab.platypus import Flowable, Table
from reportlab.platypus.tables import TableRenderCB

from reports.pdf.structure import Element
from reports.pdf.tagged import TaggedCanvas
from reports.theme import Theme

Command = tuple[Any, ...]


class TableTags(TableRenderCB):  # type: ignore[misc] # the library carries no types
    """Tags a table through the library's own call-backs; the parts of a split table share one element."""

    def __init__(self, header_rows: int = 1, header_columns: int = 0, summary: str = "") -> None:
        self.header_rows = header_rows
        self.header_columns = header_columns
        self.summary = summary
        self.key = object()

    def startTable(self, T: Any) -> None:  # noqa: N802 - the library's names
        canvas: TaggedCanvas = T.canv
        self.first = self.key not in canvas.by_key
        self.before = canvas.current
        attributes = {"O": PDFName("Table"), "Summary": PDFString(self.summary)} if self.summary else None
        with canvas.element("Table", key=self.key, attributes=attributes) as element:
            self.table = element
        canvas.current = element

    def endTable(self, T: Any) -> None:  # noqa: N802 - the library's names
        T.canv.current = self.before

    def _start_artifact(self, T: Any) -> None:
        self.aside = T.canv.artifact()
        self.aside.__enter__()

    def _end_artifact(self, T: Any) -> None:
        self.aside.__exit__(None, None, None)

    startBG = startLines = _start_artifact  # noqa: N815 - the library's names
    endBG = endLines = _end_artifact  # noqa: N815 - the library's names

    def startRow(self, T: Any, rowNo: int) -> None:  # noqa: N802 - the library's names
        self.repeated = not self.first and rowNo < (T.repeatRows if isinstance(T.repeatRows, int) else 0)
        self.in_header = self.first and rowNo < self.header_rows
        if self.repeated:
            self.pagination = T.canv.artifact("Pagination")
            self.pagination.__enter__()
            return
        self.row = Element("TR", self.table)
        T.canv.current = self.row

    def endRow(self, T: Any) -> None:  # noqa: N802 - the library's names
        if self.repeated:
            self.pagination.__exit__(None, None, None)
        T.canv.current = self.table

    def startCell(self, T: Any, rowNo: int, colNo: int, cellval: Any, *_: Any) -> None:  # noqa: N802 - the library's names
        if self.repeated:
            return
        scope = "Column" if self.in_header else "Row" if colNo < self.header_columns else ""
        attributes: dict[str, Any] = {"O": PDFName("Table")}
        if scope:
            attributes["Scope"] = PDFName(scope)
        spanned = getattr(T, "_spanRanges", {}).get((colNo, rowNo)) if T._spanCmds else None  # noqa: SLF001 - no public reading of spans
        if spanned and spanned[2] > spanned[0]:
            attributes["ColSpan"] = spanned[2] - spanned[0] + 1
        self.cell = Element("TH" if scope else "TD", self.row, attributes=attributes if len(attributes) > 1 else None)
        T.canv.current = self.cell
        self.plain = None
        if not isinstance(cellval, list | tuple | Flowable) and str(cellval).strip():
            self.plain = T.canv.marked(self.cell)
            self.plain.__enter__()

    def endCell(self, T: Any) -> None:  # noqa: N802 - the library's names
        if self.repeated:
            return
        if self.plain:
            self.plain.__exit__(None, None, None)
        T.canv.current = self.row


class PlacingTags(TableRenderCB):  # type: ignore[misc] # the library carries no types
    """For a table that only places: grounds and lines are artifacts, cells are read in order, no Table element."""

    def startTable(self, T: Any) -> None: ...  # noqa: N802 - the library's names
    def endTable(self, T: Any) -> None: ...  # noqa: N802 - the library's names
    def startRow(self, T: Any, rowNo: int) -> None: ...  # noqa: N802 - the library's names
    def endRow(self, T: Any) -> None: ...  # noqa: N802 - the library's names
    def startCell(self, T: Any, *_: Any) -> None: ...  # noqa: N802 - the library's names
    def endCell(self, T: Any) -> None: ...  # noqa: N802 - the library's names

    def startBG(self, T: Any) -> None:  # noqa: N802 - the library's names
        self.aside = T.canv.artifact()
        self.aside.__enter__()

    def endBG(self, T: Any) -> None:  # noqa: N802 - the library's names
        self.aside.__exit__(None, None, None)

    startLines = startBG  # noqa: N815 - the library's names
    endLines = endBG  # noqa: N815 - the library's names


class HouseTable(Table):  # type: ignore[misc] # the library carries no types
    """A table that a dry canvas only lays out: page numbers do not depend on what is drawn in it."""

    def draw(self) -> None:
        if not self.canv.dry:
            super().draw()


def ruled_table(
    theme: Theme,
    rows: list[list[Any]],
    widths: list[float],
    *,
    commands: list[Command] | None = None,
    header_columns: int = 0,
    summary: str = "",
) -> HouseTable:
    """A table in the house's look: a strong rule under the head, which repeats on every page, and hairlines between rows."""
    base: list[Command] = [
        ("FONT", (0, 0), (-1, -1), theme.regular, 8, 10),  # without it the library writes an unembedded Helvetica
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(theme["second"])),
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(theme["rule"])),
    ]
    tags = TableTags(1, header_columns, summary)
    return HouseTable(rows, colWidths=widths, repeatRows=1, hAlign="LEFT", renderCB=tags, style=base + (commands or []))


def placing_table(theme: Theme, rows: list[list[Any]], widths: list[float], commands: list[Command]) -> HouseTable:
    """A table that only places its cells side by side."""
    base: list[Command] = [
        ("FONT", (0, 0), (-1, -1), theme.regular, 8, 10),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return HouseTable(rows, colWidths=widths, hAlign="LEFT", renderCB=PlacingTags(), style=base + commands)
