"""Paragraph styles of the report, and paragraphs made from untrusted text."""

from functools import cached_property
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from reports.pdf.flowables import TaggedParagraph
from reports.text import clean, markup, spoken, width
from reports.theme import Theme


class Styles:
    """The styles of one theme, by name. Sizes and leadings in points."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._derived: dict[tuple[object, ...], ParagraphStyle] = {}
        self._parsed: dict[tuple[str, int], list[Any]] = {}
        self._kept: list[ParagraphStyle] = []  # an id stays one style's own only while the style lives

    @cached_property
    def named(self) -> dict[str, ParagraphStyle]:
        """Every style by its name."""
        t = self.theme

        def style(name: str, size: float, leading: float, colour: str = "ink", font: str = t.regular, **more: object) -> ParagraphStyle:
            return ParagraphStyle(
                name,
                fontName=font,
                fontSize=size,
                leading=leading,
                textColor=HexColor(t[colour]),
                splitLongWords=1,
                bulletFontName=t.regular,
                allowWidows=0,
                allowOrphans=0,
                **more,
            )

        styles = (
            style("kicker", 8.5, 11, "accent", t.semibold, spaceAfter=3),
            style("title", 18, 22, "ink", t.semibold, spaceAfter=6),
            style("lead", 11, 15.5, "second", spaceAfter=10),
            style("heading", 11.5, 15, "brand", t.semibold, spaceBefore=14, spaceAfter=5, keepWithNext=1),
            style("body", 9.5, 13.5, spaceAfter=4),
            style("small", 8.5, 11.5, "second", spaceAfter=4),
            style("closing", 9.5, 13.5, "ink", t.medium, spaceBefore=10, spaceAfter=2),
            style("caption", 7.5, 10, "third", spaceBefore=5, spaceAfter=2),
            style("head", 8, 10.5, "second", t.semibold),
            style("head_middle", 8, 10.5, "second", t.semibold, alignment=TA_CENTER),
            style("head_right", 8, 10.5, "second", t.semibold, alignment=TA_RIGHT),
            style("cell", 9, 12),
            style("cell_small", 8, 10.5),
            style("fact", 8.5, 11),
            style("cell_bold", 9, 12, "ink", t.semibold),
            style("note", 7.5, 9.5, "third"),
            style("label", 8, 11, "second", t.semibold),
            style("number", 9, 12, "ink", t.semibold, alignment=TA_RIGHT),
            style("number_small", 8, 10.5, "ink", t.regular, alignment=TA_RIGHT),
            style("middle", 9.5, 12, "ink", t.semibold, alignment=TA_CENTER),
            style("middle_small", 8, 10, "third", t.regular, alignment=TA_CENTER),
            style("big", 34, 36, "accent", t.semibold),
            style("ordinal", 15, 17, "brand", t.semibold),
            style("cover_firm", 11, 14, "brand", t.semibold),
            style("cover_title", 32, 37, "ink", t.semibold, spaceAfter=10),
            style("cover_client", 15, 20, "second"),
            style("cover_draft", 11, 14, "accent", t.semibold, spaceBefore=10),
            style("draft", 8.5, 12, "ink", spaceBefore=0),
        )
        return {found.name: found for found in styles}

    def __getitem__(self, name: str) -> ParagraphStyle:
        return self.named[name]

    def derived(self, name: str, **changes: object) -> ParagraphStyle:
        """A style with a few attributes changed; colours by their token."""
        key = (name, *sorted(changes.items()))
        if key not in self._derived:
            colours = {k: HexColor(self.theme[v]) if k == "textColor" and isinstance(v, str) else v for k, v in changes.items()}
            self._derived[key] = ParagraphStyle(f"{name}+", parent=self[name], **colours)
        return self._derived[key]

    def paragraph(self, text: str, name: str = "body", role: str = "P", *, lines: bool = False) -> TaggedParagraph:
        """A paragraph of plain text."""
        return self.styled(text, self[name], role, lines=lines)

    def styled(self, text: str, style: ParagraphStyle, role: str = "P", *, lines: bool = False) -> TaggedParagraph:
        """A paragraph of plain text in a style of its own."""
        return self.marked(markup(text, style.fontName, lines=lines), style, role, actual=spoken(clean(text)) or "")

    def marked(self, safe: str, style: ParagraphStyle, role: str = "P", *, actual: str = "") -> TaggedParagraph:
        """A paragraph of markup made by `markup` and `link`. Parsing is the dearest part, so the second run over the pages reuses it."""
        key = (safe, id(style))
        if key not in self._parsed:
            made = TaggedParagraph(safe, style, role, actual=actual)
            self._parsed[key] = [fragment.clone() for fragment in made.frags]
            self._kept.append(style)
            return made
        return TaggedParagraph("", style, role, actual=actual, frags=[fragment.clone() for fragment in self._parsed[key]])

    def link(self, key: str, words: str) -> str:
        """Markup of a link to a named place; `key` is one of the report's own, never a typed text."""
        return f'<a href="#{key}" color="{self.theme["brand"]}">{markup(words)}</a>'

    def balanced(self, text: str, name: str, role: str = "P") -> TaggedParagraph:
        """A paragraph with as many lines as it needs, as even as they will go: no single word is left over."""
        style = self[name]
        room = self.theme.width
        if any(width(word, style.fontName, style.fontSize) > room for word in clean(text).split(" ")):
            return self.styled(text, style, role)  # a word that is broken anyway fills its lines
        lines = _lines(text, style, room)
        low, high = room * 0.5, room
        while lines > 1 and high - low > 2:
            middle = (low + high) / 2
            if _lines(text, style, middle) <= lines:
                high = middle
            else:
                low = middle
        spare = max(0.0, room - high - 1) if lines > 1 else 0.0
        return self.styled(text, ParagraphStyle(f"{name}+", parent=style, rightIndent=spare), role)


def _lines(text: str, style: ParagraphStyle, room: float) -> int:
    lines, used = 1, 0.0
    blank = width(" ", style.fontName, style.fontSize)
    for word in clean(text).split(" "):
        size = width(word, style.fontName, style.fontSize)
        if used and used + blank + size > room:
            lines += 1
            used = size
        else:
            used += (blank if used else 0) + size
        lines += int(used // room) if used > room else 0
    return lines
