"""Every rating item as a row of a real table: the question, its strip, how far apart; the head repeats on each page."""

from typing import Any

from reportlab.platypus import Spacer

from reports.charts import strip
from reports.model import StripRow, Strips
from reports.pdf.flowables import Figure
from reports.pdf.styles import Styles
from reports.pdf.tables import Command, ruled_table
from reports.pen import PdfPen, Pen

_HEIGHT = 26.0
_NAMES = 10.0
_CROWD = 40  # people from which strips grow higher


def strips(styles: Styles, block: Strips) -> list[Any]:
    """The table of all rating items."""
    theme = styles.theme
    if not any(row.counts for row in block.rows):
        return _words(styles, block)
    question = theme.span(5) + 8
    figures = 40.0
    picture = theme.width - question - figures * 2 + 8
    drawn = picture - 14
    crowd = max((sum(row.counts) for row in block.rows), default=0)
    height = _HEIGHT if crowd <= _CROWD else _HEIGHT + 12
    radius = strip.radius_for([row.counts for row in block.rows if row.counts], drawn, height)
    scale = Figure(drawn, 10, "Every strip runs from its lowest level to its highest", theme, lambda pen: _scale(pen, drawn))
    heads = [styles.paragraph("Question", "head"), scale, styles.paragraph("Mean", "head_right"), styles.paragraph("Apart", "head_right")]
    rows: list[list[Any]] = [heads, *(_row(styles, row, drawn, height, radius) for row in block.rows)]
    commands: list[Command] = [
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 1), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 3.5),
        ("RIGHTPADDING", (2, 0), (-1, -1), 0),
    ]
    widths = [question, picture, figures - 4, figures - 4]
    # Rows are kept whole: a strip that is torn in two says nothing.
    table = ruled_table(
        theme, rows, widths, commands=commands, header_columns=1, summary="Answers to each question, widest difference first"
    )
    return [table, Spacer(1, 2)]


def _words(styles: Styles, block: Strips) -> list[Any]:
    """The table of a report whose answers are kept back: one or two words a question."""
    theme = styles.theme
    several = max(len(row.words) for row in block.rows) > 1
    heads = ["Question", "Area", *(["How high"] if several else []), "How far apart"]
    rows: list[list[Any]] = [[styles.paragraph(word, "head") for word in heads]]
    for row in block.rows:
        words = [*([""] * (2 - len(row.words)) if several else []), *row.words]
        rows.append([styles.paragraph(row.text, "cell"), *(styles.paragraph(word, "cell_small") for word in (row.area, *words))])
    wide = theme.width
    widths = [wide * 0.46, wide * 0.18, wide * 0.16, wide * 0.2] if several else [wide * 0.56, wide * 0.2, wide * 0.24]
    commands: list[Command] = [("TOPPADDING", (0, 1), (-1, -1), 3.5), ("BOTTOMPADDING", (0, 1), (-1, -1), 4)]
    return [ruled_table(theme, rows, widths, commands=commands, header_columns=1, summary="Each question in words"), Spacer(1, 2)]


def _scale(pen: Pen, width: float) -> None:
    pen.text(strip.PAD - 4, 2, "lowest level", size=7.5)
    pen.text(width - strip.PAD + 4, 2, "highest level", size=7.5, anchor="end")


def _row(styles: Styles, row: StripRow, width: float, height: float, radius: float) -> list[Any]:
    theme = styles.theme
    question: list[Any] = [styles.paragraph(row.text, "cell")]
    area = row.area + (f". {row.ends}" if row.ends else "")
    question.append(styles.paragraph(area, "note"))
    if not row.counts:
        words = "; ".join(row.words) or "not shown"
        return [question, styles.styled(words[0].upper() + words[1:], styles.derived("cell_small", textColor="second")), "", ""]
    mean = float(row.mean) if row.mean else None
    figure = Figure(width, height + _NAMES, row.alternative, theme, lambda pen: _draw(pen, row, width, height, radius, mean))
    apart = styles.derived("number", fontSize=11, leading=13, textColor="accent" if row.marked else "ink")
    return [question, figure, styles.paragraph(row.mean, "number_small"), styles.styled(row.apart, apart)]


def _draw(pen: PdfPen, row: StripRow, width: float, height: float, radius: float, mean: float | None) -> None:
    pen.canvas.saveState()
    pen.canvas.translate(0, _NAMES)
    strip.draw(pen, width, height, row.counts, radius=radius, mean=mean)
    pen.canvas.restoreState()
    room = width / 2 - 8
    pen.text(strip.PAD - 4, 2.5, row.low, size=7.5, colour="third", room=room)
    pen.text(width - strip.PAD + 4, 2.5, row.high, size=7.5, colour="third", anchor="end", room=room)
