"""What the drawing library (5.1) writes against the PDF rules, mended in subclasses; the library itself is not patched.

Three faults in ToUnicode maps (entries to U+0000, code points of five digits, blocks over 100 entries) and no end of line
before `endstream`. `tests/reports/test_repairs.py` fails once the library is mended, and this module can go.
"""

import re
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFStream
from reportlab.pdfgen.textobject import PDFTextObject

_ENTRY = re.compile(r"^<([0-9A-F]+)> <([0-9A-F]+)>$", re.MULTILINE)
_BLOCK = 100
_END = b"endstream\n"


def mend_map(content: str | bytes) -> str:
    """A ToUnicode map with valid entries only: UTF-16 targets, none to a control, at most 100 a block."""
    text = content.decode("latin-1") if isinstance(content, bytes) else content
    entries = []
    for code, target in _ENTRY.findall(text):
        point = int(target, 16)
        if point >= 32 and not 0xD800 <= point <= 0xDFFF:
            entries.append(f"<{code}> <{chr(point).encode('utf-16-be').hex().upper()}>")
    start = re.search(r"^\d+ beginbfchar", text, re.MULTILINE)
    if start is None:
        return text
    blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return text[: start.start()] + body + text[text.index("endbfchar") + len("endbfchar\n") :]


def _with_line_end(data: bytes) -> bytes:
    # A lone \n does not do: a stream that ends in 0x0D would then end in a line end of two bytes.
    return data[: -len(_END)] + b"\r\n" + _END


class MendedStream(PDFStream):  # type: ignore[misc] # the library carries no types
    """A stream with an end of line before `endstream`."""

    def format(self, document: Any) -> bytes:
        return _with_line_end(super().format(document))


class MendedMetadata(pdfdoc.XMP):  # type: ignore[misc] # the library carries no types
    """A metadata stream with an end of line before `endstream`."""

    def format(self, document: Any) -> bytes:
        return _with_line_end(super().format(document))


class MendedDocument(pdfdoc.PDFDocument):  # type: ignore[misc] # the library carries no types
    """The document class that a tagged canvas gives its document."""

    def format(self) -> bytes:
        for name, found in list(self.idToObject.items()):
            if isinstance(name, str) and name.startswith("toUnicodeCMap:"):
                found.content = mend_map(found.content)
        return bytes(super().format())

    def Reference(self, obj: Any, name: str | None = None) -> Any:  # noqa: N802 - the library's name
        if type(obj) is PDFStream:
            obj.__class__ = MendedStream
        elif type(obj) is pdfdoc.XMP:
            obj.__class__ = MendedMetadata
        return super().Reference(obj, name)


class MendedText(PDFTextObject):  # type: ignore[misc] # the library carries no types
    """Text with a blank at the end of each wrapped line, so that words read through the tags do not run together."""

    def _textOut(self, text: Any, TStar: int = 0) -> Any:  # noqa: N802 - the library's names
        if TStar and isinstance(text, str) and text and text[-1] not in " -":
            text += " "
        return super()._textOut(text, TStar)
