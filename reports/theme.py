"""Design tokens: every number and colour that pages and charts use, in one place.

Text has a contrast of at least 4.5 on white, marks at least 3. Blue and vermilion are Okabe and Ito's, told apart under the
three common kinds of colour blindness; no state is ever told by colour alone.
"""

import re
from typing import Final

import msgspec
from msgspec import Struct

from reports.typefaces import BOLD, MEDIUM, REGULAR, SEMIBOLD

PAPERS: Final = {"A4": (595.28, 841.89), "letter": (612.0, 792.0)}
COLOURS: Final[dict[str, str]] = {
    "ink": "#1A2530",
    "second": "#4A5763",
    "third": "#5F6B76",
    "rule": "#C8CFD6",
    "grid": "#DDE2E6",
    "wash": "#F2F5F7",
    "hatch": "#C3CAD1",
    "paper": "#FFFFFF",
    "brand": "#123F6B",
    "accent": "#B8430A",
    "blue": "#0072B2",
    "vermilion": "#D55E00",
    "green": "#00795A",
    "dot": "#5B7083",
    "place1": "#123F6B",
    "place2": "#5D86B0",
    "place3": "#C5D6E6",
    "step0": "#FFF3E6",
    "step1": "#FDD6AE",
    "step2": "#F9AC6B",
    "step3": "#E17D32",
    "step4": "#A84A0B",
}
_HEX: Final = re.compile(r"^#[0-9a-fA-F]{6}\Z")
_READABLE: Final = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of a colour `#RRGGBB` (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class Theme(Struct, frozen=True, kw_only=True):
    """Page, grid, colours and typefaces of one report. Lengths are points."""

    page: tuple[float, float] = PAPERS["A4"]
    left: float = 54
    right: float = 54
    top: float = 66
    bottom: float = 60
    gutter: float = 12
    columns: int = 12
    colours: dict[str, str] = msgspec.field(default_factory=lambda: dict(COLOURS))
    regular: str = REGULAR
    medium: str = MEDIUM
    semibold: str = SEMIBOLD
    bold: str = BOLD

    @property
    def width(self) -> float:
        """Width of the type area."""
        return self.page[0] - self.left - self.right

    @property
    def height(self) -> float:
        """Height of the type area."""
        return self.page[1] - self.top - self.bottom

    def span(self, columns: float) -> float:
        """Width of so many of the twelve columns, gutters between them included."""
        column = (self.width - (self.columns - 1) * self.gutter) / self.columns
        return columns * column + (columns - 1) * self.gutter

    def __getitem__(self, token: str) -> str:
        return self.colours[token]

    def on(self, background: str) -> str:
        """The token of the text colour that reads best on the token `background`."""
        dark = contrast(self["ink"], self[background])
        return "ink" if dark >= contrast(self["paper"], self[background]) else "paper"

    def branded(self, **colours: str) -> "Theme":
        """A copy with a firm's colours for `brand` or `accent`. ValueError for another token, form or too little contrast."""
        for token, colour in colours.items():
            if token not in {"brand", "accent"}:
                raise ValueError(f"a firm may set the colours brand and accent, not {token}")
            if not _HEX.match(colour):
                raise ValueError(f"the colour {token} must be # and six hexadecimal digits, not {colour!r}")
            if contrast(colour, self["paper"]) < _READABLE:
                raise ValueError(f"the colour {token} has a contrast of {contrast(colour, self['paper']):.1f} on paper; 4.5 is needed")
        return Theme(page=self.page, colours=self.colours | colours)


def theme_for(paper: str) -> Theme:
    """The house theme on this paper, `A4` or `letter`."""
    return Theme(page=PAPERS[paper])
