"""The tiles of page two and the line of found, predicted and chance."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Spacer

from reports.charts import gap_bar, index_scale, people
from reports.model import SharesChart, Tile, Tiles
from reports.pdf.flowables import Figure, Paint
from reports.pdf.styles import Styles
from reports.pdf.tables import placing_table
from reports.text import markup

_PAD = 12


def tiles(styles: Styles, block: Tiles) -> list[Any]:
    """The key figures side by side on one ground."""
    theme = styles.theme
    many = max(2, len(block.tiles))  # one alone takes half the page
    gap = 8.0
    width = (theme.width - gap * (many - 1)) / many
    cells: list[Any] = []
    widths: list[float] = []
    commands: list[tuple[Any, ...]] = [("TOPPADDING", (0, 0), (-1, -1), _PAD), ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD)]
    for number, tile in enumerate(block.tiles):
        if number:
            cells.append("")
            widths.append(gap)
        column = len(cells)
        commands += [
            ("BACKGROUND", (column, 0), (column, 0), HexColor(theme["wash"])),
            ("LEFTPADDING", (column, 0), (column, 0), _PAD),
            ("RIGHTPADDING", (column, 0), (column, 0), _PAD),
        ]
        cells.append(_tile(styles, tile, width - 2 * _PAD, lead=number == 0))
        widths.append(width)
    return [Spacer(1, 4), placing_table(theme, [cells], widths, commands), Spacer(1, 2)]


def _tile(styles: Styles, tile: Tile, width: float, *, lead: bool) -> list[Any]:
    size, tone = (34, "accent") if lead else (34, "brand")
    big = styles.derived("big", fontSize=size, leading=size + 3, textColor=tone)
    unit = f'<font size="11" name="{styles.theme.regular}" color="{styles.theme["second"]}"> {markup(tile.unit)}</font>'
    out: list[Any] = [
        styles.paragraph(tile.label, "label"),
        Spacer(1, 2),
        styles.marked(markup(tile.figure, big.fontName) + unit, big),
        Spacer(1, 3),
    ]
    if tile.text:
        out += [
            styles.styled(tile.text, styles.derived("small", fontName=styles.theme.semibold, textColor="ink", spaceAfter=0)),
            Spacer(1, 5),
        ]
    picture = _picture(styles, tile, width)
    if picture is not None:
        out += [picture, Spacer(1, 3)]
    out += [styles.styled(note, styles.derived("note", spaceAfter=2, textColor="second")) for note in tile.notes]
    return out


def _picture(styles: Styles, tile: Tile, width: float) -> Figure | None:
    theme = styles.theme
    if tile.shares is not None:
        shares = tile.shares
        return Figure(
            width,
            62,
            tile.alternative,
            theme,
            lambda pen: gap_bar.draw(pen, width, 60, top=shares.top, found=shares.found, predicted=shares.predicted, chance=shares.chance),
        )
    if tile.scale is not None:
        scale = tile.scale
        return Figure(
            width,
            26,
            tile.alternative,
            theme,
            lambda pen: index_scale.draw(pen, width, 24, shown=scale.shown, low=scale.low, high=scale.high, limit=scale.limit),
        )
    if tile.part is not None and tile.whole is not None:
        part, whole = tile.part, tile.whole
        rows = -(-whole // max(1, int((width + 3) // 11.4)))
        height = min(26.0, rows * 11.4)
        paint: Paint = lambda pen: people.draw(pen, width, height, part=part, whole=whole)  # noqa: E731 - the type is what is named
        return Figure(width, height, tile.alternative, theme, paint)
    return None


def shares_chart(styles: Styles, block: SharesChart) -> list[Any]:
    """Found, predicted and chance across the page."""
    theme = styles.theme
    shares = block.shares
    width = theme.width * 0.72
    return [
        Figure(
            width,
            64,
            block.alternative,
            theme,
            lambda pen: gap_bar.draw(pen, width, 62, top=shares.top, found=shares.found, predicted=shares.predicted, chance=shares.chance),
        ),
        Spacer(1, 6),
    ]
