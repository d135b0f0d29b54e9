"""The model as PDF bytes: a pure function of the model, with no clock, no network and no file but the packaged fonts."""

import calendar
import io
from typing import Any

from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageTemplate, Spacer

from reports.model import Report, Section
from reports.pdf.blocks import Builder
from reports.pdf.flowables import Decoration, Place
from reports.pdf.metadata import FileFacts
from reports.pdf.styles import Styles
from reports.pdf.tables import TableTags, placing_table
from reports.pdf.tagged import TaggedCanvas
from reports.pen import PdfPen
from reports.text import fit, width
from reports.theme import Theme, theme_for

_RUNS = 4
MOST_PAGES = 120
_MOTIF = (0, 9, 17, 26, 36, 47, 60, 78, 99, 124, 155, 192, 236, 288, 350, 424)


class PagesDoNotSettle(RuntimeError):
    """The page numbers printed in the report still changed after the last run."""


def render_report(report: Report) -> bytes:
    """The PDF of a report. The same model gives the same bytes."""
    theme = theme_for(report.paper).branded(**report.brand)
    styles = Styles(theme)
    pages: dict[str, int] = {}
    total = 0
    for run in range(_RUNS):
        data, found, count = _run(report, styles, pages, total, dry=run == 0)
        if data and found == pages and count == total:
            return data
        pages, total = found, count
    raise PagesDoNotSettle(f"the pages of the report did not settle in {_RUNS} runs")


def _run(report: Report, styles: Styles, pages: dict[str, int], total: int, *, dry: bool) -> tuple[bytes, dict[str, int], int]:
    theme = styles.theme
    builder = Builder(styles, report.sections, pages)
    buffer = io.BytesIO()
    facts = FileFacts(
        language=report.language,
        seconds=calendar.timegm(report.date.timetuple()),
        digest=report.digest,
        final=not report.cover.draft,
        link_names={section.key: section.name for section in report.sections},
    )
    made: list[TaggedCanvas] = []

    def make_canvas(*arguments: Any, **keywords: Any) -> TaggedCanvas:
        canvas = TaggedCanvas(*arguments, facts=facts, dry=dry, **keywords)
        made.append(canvas)
        return canvas

    document = BaseDocTemplate(
        buffer,
        pagesize=theme.page,
        title=report.title,
        author=report.author,
        subject=report.subject,
        creator="Parallax",
        producer="Parallax",
        keywords="alignment; gap report",
        lang=report.language,
        initialFontName=theme.regular,
        leftMargin=theme.left,
    )
    cover = Frame(theme.left, 50, theme.width, theme.page[1] - 50 - 64, 0, 0, 0, 0, id="cover")
    body = Frame(theme.left, theme.bottom, theme.width, theme.height, 0, 0, 0, 0, id="body")
    document.addPageTemplates(
        [
            PageTemplate("cover", [cover], onPage=lambda canvas, _: _cover_ground(canvas, theme)),
            PageTemplate("body", [body], onPage=lambda canvas, doc: _running(canvas, theme, report, doc.page, total)),
        ]
    )
    story: list[Any] = [NextPageTemplate("body"), *_cover(report, styles)]
    for number, section in enumerate(report.sections):
        story += builder.section(section, first=number == 0)
        story += _digest(report, section, styles)
    document.build(story, canvasmaker=make_canvas)
    return buffer.getvalue(), made[0].pages_of, document.page


def _digest(report: Report, section: Section, styles: Styles) -> list[Any]:
    if section.key != "method" or not report.digest:
        return []
    return [styles.paragraph(f"SHA-256 of the report model: {report.digest}", "caption")]


def _cover_ground(canvas: TaggedCanvas, theme: Theme) -> None:
    wide, high = theme.page
    with canvas.artifact():
        PdfPen(canvas, theme).rect(0, high - 12, wide, 12, "brand")


def _cover(report: Report, styles: Styles) -> list[Any]:
    cover, theme = report.cover, styles.theme

    def clamp(text: str, name: str, lines: int) -> str:
        style = styles[name]
        return fit(text, theme.width * lines * 0.93, lambda part: width(part, style.fontName, style.fontSize))

    story: list[Any] = [Place("cover", "Cover"), styles.paragraph(clamp(cover.firm or " ", "cover_firm", 1), "cover_firm"), Spacer(1, 170)]
    story += [
        styles.balanced(clamp(cover.title, "cover_title", 2), "cover_title", "H1"),
        styles.balanced(clamp(cover.client, "cover_client", 2), "cover_client"),
        styles.paragraph(clamp(cover.wave, "cover_client", 2), "cover_client"),
    ]
    if cover.draft:
        story.append(styles.paragraph(cover.draft, "cover_draft"))
    rows = [[styles.paragraph(name, "label"), styles.paragraph(text, "cell")] for name, text in cover.facts]
    table = placing_table(theme, rows, [theme.span(2) + 10, theme.width - theme.span(2) - 10], [("BOTTOMPADDING", (0, 0), (-1, -1), 3)])
    table._renderCB = TableTags(0, 1)  # noqa: SLF001 - the facts of the cover are a real table with row heads
    motif = Decoration(theme.width, 10, theme, lambda pen: _motif(pen, theme.width))
    taken = sum(part.wrap(theme.width, 1e5)[1] + part.getSpaceAfter() for part in (*story, motif, table))
    rest = max(0.0, theme.page[1] - 50 - 64 - taken - 20)
    return [*story, Spacer(1, min(90.0, rest / 3)), motif, Spacer(1, rest - min(90.0, rest / 3)), table]


def _motif(pen: PdfPen, wide: float) -> None:
    """One line of dots, close together and then apart: what the report is about."""
    for number, x in enumerate(_MOTIF):
        pen.disc(3.4 + x / _MOTIF[-1] * (wide - 6.8), 5, 3.4, "accent" if number in {9, 13, 15} else "brand")


def _running(canvas: TaggedCanvas, theme: Theme, report: Report, page: int, total: int) -> None:
    wide, high = theme.page
    if page > MOST_PAGES:
        raise PagesDoNotSettle(f"the report has more than {MOST_PAGES} pages")
    pen = PdfPen(canvas, theme)
    draft = f"{report.cover.draft}  ·  " if report.cover.draft else ""
    with canvas.artifact("Pagination"):
        pen.text(theme.left, high - 38, report.running, size=7.5, colour="third", room=theme.width * 0.62)
        pen.text(wide - theme.right, high - 38, draft + report.wave, size=7.5, colour="third", anchor="end", room=theme.width * 0.34)
        pen.line(theme.left, 42, wide - theme.right, 42, "rule")
        pen.text(theme.left, 30, report.foot, size=7.5, colour="third", room=theme.width * 0.8)
        pen.text(wide - theme.right, 30, f"{page} of {total or '–'}", size=8, weight="semibold", anchor="end")
