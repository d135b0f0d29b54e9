"""The packaged typefaces, registered by absolute path, and which of them has a character.

Paper is set in Source Sans 3 (Latin, Greek, Cyrillic). Names in other scripts fall back to three more typefaces, which are
opened only when a character needs them, since the largest takes a tenth of a second to read.
"""

from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(__file__).resolve().parent / "fonts"
REGULAR: Final = "Paper"
MEDIUM: Final = "PaperMedium"
SEMIBOLD: Final = "PaperSemibold"
BOLD: Final = "PaperBold"
PAPER: Final = {
    REGULAR: "SourceSans3_400Regular.ttf",
    MEDIUM: "SourceSans3_500Medium.ttf",
    SEMIBOLD: "SourceSans3_600SemiBold.ttf",
    BOLD: "SourceSans3_700Bold.ttf",
}
FALLBACKS: Final = {
    "PaperHebrew": "NotoSansHebrew_400Regular.ttf",
    "PaperArabic": "NotoSansArabic_400Regular.ttf",
    "PaperEast": "DroidSansFallback.ttf",
}


@cache
def _registered(name: str) -> TTFont:
    # Shaping stays off: with it, text copied out of the file loses letters.
    font = TTFont(name, str(FOLDER / (PAPER | FALLBACKS)[name]), shapable=False)
    pdfmetrics.registerFont(font)
    return font


def register() -> None:
    """Register the four weights of the paper typeface. The library's registry is global: once a process is enough."""
    for name in PAPER:
        _registered(name)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def font_for(character: str, base: str = REGULAR) -> str | None:
    r"""The first typeface, from `base` on, that can draw this character; None where there is none.

    >>> font_for("a", SEMIBOLD), font_for("\u05d0"), font_for("\U0001f600")
    ('PaperSemibold', 'PaperHebrew', None)
    """
    return _font_for(character, base)


@cache
def _font_for(character: str, base: str) -> str | None:
    # Only registered names are ever asked for: an unknown name starts a search of the disk.
    code = ord(character)
    for name in (base, *FALLBACKS):
        if code in _registered(name).face.charToGlyph:
            return name
    return None


register()
