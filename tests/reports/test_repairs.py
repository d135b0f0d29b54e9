"""What is mended in the drawing library's output. When the first test fails, the library is mended and the module can go."""

import io
import re

from reportlab.pdfgen.canvas import Canvas

from reports.pdf.repairs import mend_map
from reports.typefaces import REGULAR


def test_library__alone__still_writes_streams_without_line_end() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, initialFontName=REGULAR, invariant=1)
    canvas.drawString(50, 50, "text")
    canvas.save()
    assert re.search(rb"[^\n\r]endstream", buffer.getvalue())


def test_map__entries_to_nothing_astral_and_long__valid() -> None:
    entries = ["<00> <0000>", "<01> <1F600>", *(f"<{code:02X}> <{code + 40:04X}>" for code in range(2, 130))]
    mended = mend_map("head\n130 beginbfchar\n" + "\n".join(entries) + "\nendbfchar\ntail")
    assert "<0000>" not in mended
    assert "<01> <D83DDE00>" in mended
    assert mended.startswith("head\n100 beginbfchar\n")
    assert "\n29 beginbfchar\n" in mended
    assert mended.endswith("endbfchar\ntail")
