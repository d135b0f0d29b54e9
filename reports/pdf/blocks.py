"""Blocks of the model as flowables."""

from collections.abc import Mapping
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from reports.model import (
    ActionCard,
    Bars,
    Block,
    Bullets,
    Contents,
    Grid,
    Heading,
    HeatTable,
    Matrix,
    Passage,
    Section,
    SharesChart,
    Strips,
    Tiles,
)
from reports.pdf.flowables import Place, PointList
from reports.pdf.grids import bars, grid, heat_table, priority_matrix
from reports.pdf.key_figures import shares_chart, tiles
from reports.pdf.strip_table import strips
from reports.pdf.styles import Styles
from reports.pdf.tables import placing_table
from reports.text import markup

_ROOM_FOR_SECTION = 230.0  # a section that goes on below another needs at least this much of the page
_SMALL_TABLE = 14  # rows of a table that is not split over pages
_FREE = 0.55  # and one that likes a page of its own so much of its height


def _is_small(block: Block) -> bool:
    if isinstance(block, Bars | Grid):
        return len(block.rows) <= _SMALL_TABLE
    return isinstance(block, Passage | Bullets)


class Builder:
    """Turns sections into flowables. `pages` are the page numbers of the last run; `sections` those that links may go to."""

    def __init__(self, styles: Styles, sections: tuple[Section, ...], pages: Mapping[str, int]) -> None:
        self.styles = styles
        self.sections = {section.key: section for section in sections}
        self.pages = pages

    def section(self, section: Section, *, first: bool) -> list[Any]:
        """The flowables of one section, its title first; the first of all begins after the cover."""
        styles = self.styles
        room = styles.theme.height * _FREE if section.fresh else _ROOM_FOR_SECTION
        opening: list[Any] = [PageBreak()] if first else [CondPageBreak(room)]
        head: list[Any] = [Place(section.key, section.name, above=0 if first else 28), styles.paragraph(section.name, "kicker")]
        head.append(styles.balanced(section.title, "title", "H2"))
        if section.lead:
            head.append(styles.balanced(section.lead, "lead"))
        return [*opening, *head, *self._joined(section.blocks, [self.block(block) for block in section.blocks])]

    def _joined(self, blocks: tuple[Block, ...], drawn: list[list[Any]]) -> list[Any]:
        """Blocks one after the other; a heading with small blocks stays on one page with them."""
        out: list[Any] = []
        kept: list[Any] = []
        for block, part in zip(blocks, drawn, strict=True):
            if isinstance(block, Heading) or not _is_small(block):
                # A heading alone keeps with the next by its style; inside a group that would be lost.
                out += [KeepTogether(kept)] if len(kept) > 1 else kept
                kept = []
            if isinstance(block, Heading):
                kept = [*part]
            elif kept and _is_small(block):
                kept += part
            else:
                out += part
        return [*out, *([KeepTogether(kept)] if kept else [])]

    def block(self, block: Block) -> list[Any]:  # noqa: C901, PLR0911 - one line a kind of block reads best as one list
        """The flowables of one block."""
        styles = self.styles
        match block:
            case Heading():
                return [styles.paragraph(block.text, "heading", "H3")]
            case Passage():
                return [styles.paragraph(block.text, block.style, lines=block.lines)]
            case Bullets():
                return [self._bullets(block)]
            case Tiles():
                return tiles(styles, block)
            case SharesChart():
                return shares_chart(styles, block)
            case HeatTable():
                return heat_table(styles, block)
            case Matrix():
                return priority_matrix(styles, block)
            case Strips():
                return strips(styles, block)
            case Bars():
                return bars(styles, block)
            case Grid():
                return grid(styles, block)
            case ActionCard():
                return self._action(block)
            case Contents():
                return self._contents()

    def _page_link(self, key: str) -> str:
        if key not in self.sections:
            return ""
        # A no-break blank: the page number never stands alone on a line.
        return "\u00a0" + self.styles.link(key, f"Page\u00a0{self.pages.get(key, 0) or '–'}")

    def _bullets(self, block: Bullets) -> PointList:
        styles = self.styles
        points = []
        for number, item in enumerate(block.items, 1):
            head = f"<b>{markup(item.head, styles.theme.semibold)}</b> " if item.head else ""
            body = styles.marked(head + markup(item.text) + self._page_link(item.goto), styles.derived("body", spaceAfter=0), "LBody")
            label = styles.paragraph(str(number), "ordinal", "Lbl") if block.numbered else styles.paragraph("•", "body", "Lbl")
            points.append((label, body))
        width = styles.theme.width
        if block.numbered:
            return PointList(points, indent=24, gap=11, rule=lambda pen: pen.line(0, 0, width, 0, "rule"))
        return PointList(points, indent=12, gap=5)

    def _contents(self) -> list[Any]:
        styles = self.styles
        names = [section for key, section in self.sections.items() if key != "summary"]
        cells = [
            styles.marked(
                f'{styles.link(s.key, s.name)} <font color="{styles.theme["third"]}">{self.pages.get(s.key, 0) or "–"}</font>',
                styles["small"],
            )
            for s in names
        ]
        rows: list[list[Any]] = [[*cells[at : at + 4]] for at in range(0, len(cells), 4)]
        rows[-1] += [""] * (4 - len(rows[-1]))
        commands = [
            ("LINEABOVE", (0, 0), (-1, 0), 0.5, HexColor(styles.theme["rule"])),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ]
        table = placing_table(styles.theme, rows, [styles.theme.width / 4] * 4, commands)
        return [Spacer(1, 10), table]

    def _action(self, card: ActionCard) -> list[Any]:
        styles = self.styles
        theme = styles.theme
        title = styles.derived("heading", fontSize=12.5, leading=15.5, textColor="ink", spaceBefore=0, spaceAfter=0)
        head = placing_table(
            theme, [[styles.paragraph(str(card.number), "ordinal"), styles.styled(card.title, title, "H3")]], [24, theme.width - 24], []
        )
        evidence = [styles.styled(sentence, styles.derived("body", spaceAfter=2)) for sentence in card.evidence]
        labels = styles["label"]
        facts = [[styles.styled(name, labels), styles.paragraph(text, "fact")] for name, text in card.facts]
        middle = (len(facts) + 1) // 2
        narrow = 68.0
        half = (theme.width - 24 - 16) / 2
        columns = [
            placing_table(
                theme, part, [narrow, half - narrow], [("BOTTOMPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (0, -1), 6)]
            )
            for part in (facts[:middle], facts[middle:])
            if part
        ]
        body: list[Any] = [
            Spacer(1, 4),
            styles.styled("What this wave shows", styles.derived("label", textColor="accent")),
            *evidence,
            styles.paragraph(card.because, "small"),
            Spacer(1, 4),
            placing_table(theme, [[columns[0], "", columns[1] if len(columns) > 1 else ""]], [half, 16, half], []),
        ]
        inner = placing_table(theme, [["", body]], [24, theme.width - 24], [])
        draft: list[Any] = []
        if card.draft:
            text = [styles.styled("Draft to adopt", labels), Spacer(1, 2), styles.paragraph(card.draft, "draft", lines=True)]
            box = [("BACKGROUND", (1, 0), (1, 0), HexColor(theme["wash"]))]
            box += [(f"{side}PADDING", (1, 0), (1, 0), 7) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
            draft = [Spacer(1, 4), placing_table(theme, [["", text]], [24, theme.width - 24], box)]
        rule = placing_table(
            theme,
            [[""]],
            [theme.width],
            [("LINEABOVE", (0, 0), (-1, 0), 0.9, HexColor(theme["second"])), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)],
        )
        return [KeepTogether([rule, head, inner, *draft, Spacer(1, 12)])]
