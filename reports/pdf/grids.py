"""The tables with colour: functions against areas, who put what where; and the plain ones: shares as bars, grids."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Spacer

from reports.charts import heat, matrix, share_bar
from reports.model import Bars, Grid, HeatCell, HeatRow, HeatTable, Matrix
from reports.pdf.flowables import Caption, Decoration, Figure
from reports.pdf.rotated import Rotated
from reports.pdf.styles import Styles
from reports.pdf.tables import Command, ruled_table
from reports.pen import PdfPen
from reports.text import markup, width


def heat_table(styles: Styles, block: HeatTable) -> list[Any]:
    """Functions against areas: five steps, the figure printed in each cell, hidden cells hatched with their word."""
    theme = styles.theme
    names, people = theme.span(3) + 20, 26.0
    cell = (theme.width - names - people) / max(len(block.columns), 1)
    head = [
        styles.paragraph("Function", "head"),
        styles.paragraph("n", "head_middle"),
        *(styles.paragraph(c, "head_middle") for c in block.columns),
    ]
    rows: list[list[Any]] = [head]
    white = HexColor(theme["paper"])
    commands: list[Command] = [
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (2, 0), (-1, -1), 4),
        ("RIGHTPADDING", (2, 0), (-1, -1), 4),
        ("LINEBELOW", (0, 1), (-1, -1), 3, white),
        ("LINEAFTER", (1, 1), (-1, -1), 3, white),
        ("LINEBELOW", (0, 0), (-1, 0), 0, white),
        ("TOPPADDING", (0, 1), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 5),
    ]
    for number, row in enumerate(block.rows, 1):
        rows.append(_heat_row(styles, row, commands, number))
    last = len(rows)
    for total in block.totals:
        start = [styles.paragraph(total.label, "cell_bold"), styles.paragraph(total.n, "middle_small") if total.n else ""]
        rows.append([*start, *(styles.paragraph(found.text, "middle") for found in total.cells)])
    if block.totals:
        commands += [
            ("LINEABOVE", (0, last), (-1, last), 0.9, HexColor(theme["second"])),
            ("TOPPADDING", (0, last), (-1, -1), 3),
            ("BOTTOMPADDING", (0, last), (-1, -1), 3),
        ]
    summary = "Difference of each function's mean rating from the team's mean, by area"
    table = ruled_table(theme, rows, [names, people, *([cell] * len(block.columns))], commands=commands, header_columns=1, summary=summary)
    words = "Colour key: " + ", ".join(block.key) + " points from the team's mean, from pale to dark."
    return [table, Spacer(1, 8), Figure(theme.width, 12, words, theme, lambda pen: heat.draw_key(pen, block.key))]


def _heat_row(styles: Styles, row: HeatRow, commands: list[Command], number: int) -> list[Any]:
    theme = styles.theme
    out: list[Any] = [styles.paragraph(row.label, "cell_bold"), styles.paragraph(row.n, "middle_small")]
    for place, found in enumerate(row.cells, 2):
        if found.step is not None:
            commands.append(("BACKGROUND", (place, number), (place, number), HexColor(theme[heat.STEPS[found.step]])))
        elif not found.hidden:
            commands.append(("BACKGROUND", (place, number), (place, number), HexColor(theme["wash"])))
        if found.hidden:
            box = (place, number), (place, number)
            commands += [("LEFTPADDING", *box, 0), ("RIGHTPADDING", *box, 0), ("TOPPADDING", *box, 0), ("BOTTOMPADDING", *box, 0)]
        out.append(_heat_cell(styles, found))
    return out


def _heat_cell(styles: Styles, found: HeatCell) -> Any:
    theme = styles.theme
    if found.hidden:
        word = styles.styled(found.text, styles.derived("middle_small", textColor="second"))
        return Caption(word, theme, _hatched, height=26)
    if found.step is None:
        return styles.paragraph(found.text, "middle_small")
    tone = theme.on(heat.STEPS[found.step])
    style = styles.derived("middle", fontSize=10.5, leading=12, textColor=tone)
    note = f'<br/><font size="7.5" name="{theme.regular}">{markup(found.note)}</font>' if found.note else ""
    return styles.marked(markup(found.text, style.fontName) + note, style)


def _hatched(pen: PdfPen, wide: float, high: float) -> None:
    heat.draw_cell(pen, wide - 3, high, step=None, hidden=True)


def priority_matrix(styles: Styles, block: Matrix) -> list[Any]:
    """Who put what where, with upright heads where people are few and turned ones where they are many."""
    theme = styles.theme
    votes, names = 32.0, theme.span(4) if len(block.columns) <= 9 else theme.span(4) - 14
    cell = min(48.0, (theme.width - names - votes) / max(len(block.columns), 1))
    names = theme.width - votes - cell * len(block.columns)
    longest = max((width(word, theme.semibold, 7.5) for column in block.columns for word in column.split(" ")), default=0)
    turned = longest > cell - 4 or len(block.columns) > 9
    small = styles.derived("head_middle", fontSize=7.5, leading=9)
    heads = [Rotated(column, cell, theme) if turned else styles.styled(column, small) for column in block.columns]
    rows: list[list[Any]] = [[styles.paragraph("Priority", "head"), *heads, styles.styled("People", small)]]
    white = HexColor(theme["paper"])
    commands: list[Command] = [
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 1), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 4.5),
        ("LEFTPADDING", (1, 0), (-1, -1), 0),
        ("RIGHTPADDING", (1, 0), (-1, -1), 0),
        ("BACKGROUND", (1, 1), (-2, -1), HexColor(theme["wash"])),
        ("LINEBELOW", (0, 1), (-1, -1), 2, white),
        ("LINEAFTER", (0, 1), (-2, -1), 2, white),
        ("LINEBELOW", (0, 0), (-1, 0), 0, white),
    ]
    for number, row in enumerate(block.rows, 1):
        cells: list[Any] = []
        for place, chosen in enumerate(row.places, 1):
            token = matrix.token_of(chosen)
            if chosen:
                commands.append(("BACKGROUND", (place, number), (place, number), HexColor(theme[token])))
            cells.append(styles.styled(matrix.mark_of(chosen), styles.derived("middle", textColor=theme.on(token))) if chosen else "")
        label = ("◆ " if row.declared else "") + row.label
        rows.append([styles.paragraph(label, "cell_small"), *cells, styles.paragraph(row.votes, "middle")])
    table = ruled_table(
        theme, rows, [names, *([cell] * len(block.columns)), votes], commands=commands, header_columns=1, summary="Who chose which priority"
    )
    return [table]


def bars(styles: Styles, block: Bars) -> list[Any]:
    """Shares as bars in a real table; the figure stands beside its bar and says the same."""
    theme = styles.theme
    bar = theme.span(4)
    verdict = 62.0 if block.last else 0.0
    figure = 96.0 if block.last else 74.0
    names = theme.width - bar - verdict - figure
    heads = [
        styles.paragraph(block.head[0], "head"),
        styles.paragraph(block.head[1] or "Share", "head"),
        styles.paragraph(block.head[2], "head"),
    ]
    rows: list[list[Any]] = [[*heads, *([styles.paragraph(block.last, "head")] if block.last else [])]]
    for row in block.rows:
        drawn: Any = ""
        if row.share is not None:
            drawn = _bar(styles, bar - 12, row.share, marked=row.marked)
        cells = [styles.paragraph(row.label, "cell"), drawn, styles.paragraph(row.figure, "cell_small")]
        if block.last:
            tone = "accent" if row.word == "contested" else "green" if row.word == "agreed" else "second"
            mark = {"contested": "▲ ", "agreed": "● "}.get(row.word, "")
            cells.append(styles.styled(mark + row.word, styles.derived("label", textColor=tone)) if row.word else "")
        rows.append(cells)
    commands: list[Command] = [
        ("VALIGN", (0, 1), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 1), (-1, -1), 3),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 3),
    ]
    widths = [names, bar, figure, *([verdict] if block.last else [])]
    return [ruled_table(theme, rows, widths, commands=commands, header_columns=1)]


def _bar(styles: Styles, width: float, share: float, *, marked: bool) -> Decoration:
    # The figure in the next cell says the same in words, so the bar itself is not read aloud.
    return Decoration(width, 12, styles.theme, lambda pen: share_bar.draw(pen, width, 12, share, marked=marked))


def grid(styles: Styles, block: Grid) -> list[Any]:
    """A plain table."""
    theme = styles.theme
    text, number = ("cell_small", "number_small") if block.small else ("cell", "number")
    head = [styles.paragraph(word, "head_right" if at in block.figures else "head") for at, word in enumerate(block.head)]
    body = [[styles.paragraph(word, number if at in block.figures else text) for at, word in enumerate(row)] for row in block.rows]
    pad = 2.2 if block.small else 4.5
    commands: list[Command] = [("TOPPADDING", (0, 1), (-1, -1), pad), ("BOTTOMPADDING", (0, 1), (-1, -1), pad)]
    commands += [("RIGHTPADDING", (-1, 0), (-1, -1), 0)]
    return [ruled_table(theme, [head, *body], [theme.width * share for share in block.widths], commands=commands, header_columns=1)]
