"""A canvas that records a structure tree while it draws, and writes it as ordinary objects before the file is serialised.

Everything that is drawn is either marked content of an element or an artifact; the bytes depend on nothing but the drawing
and the facts given: the time stamp and the file's identifier come from the report, never from the clock.
"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.metadata import FileFacts, output_intent, packet
from reports.pdf.repairs import MendedDocument, MendedText
from reports.pdf.structure import Element, LateDictionary, Link, TreeWriter


class TaggedCanvas(Canvas):  # type: ignore[misc] # the library carries no types
    """A canvas with a structure tree. `pages_of` fills with the page number of every named place.

    A `dry` canvas finds out the page numbers and writes no file.
    """

    def __init__(self, *arguments: Any, facts: FileFacts, dry: bool = False, **keywords: Any) -> None:
        # The document template passes invariant=None, which would let the clock in.
        super().__init__(*arguments, **(keywords | {"invariant": 1, "pdfVersion": (1, 7)}))
        self._doc.__class__ = MendedDocument
        self.facts = facts
        self.dry = dry
        self._set_clock(facts.seconds)
        self.pages_of: dict[str, int] = {}
        self.by_key: dict[object, Element] = {}
        self.root = Element("Document")
        self.current = self.root
        self.open: Element | Literal["artifact"] | None = None
        self._marked: list[Element] = []
        self._tagged_pages: list[tuple[str, list[Element]]] = []
        self._links: list[Link] = []
        self._sum = hashlib.sha256()
        self._finished = False

    def _set_clock(self, seconds: int) -> None:
        stamp = self._doc._timeStamp  # noqa: SLF001 - the library has no public way to set its time stamp
        stamp.t = seconds
        stamp.lt = time.gmtime(seconds)
        stamp.YMDhms = tuple(stamp.lt)[:6]

    @contextmanager
    def element(
        self, role: str, *, key: object = None, alternative: str = "", actual: str = "", attributes: dict[str, Any] | None = None
    ) -> Iterator[Element]:
        """Draw inside a structure element; the same `key` goes on with an element that was begun on an earlier page."""
        found = self.by_key.get(key) if key is not None else None
        if found is None:
            found = Element(role, self.current, alternative=alternative, actual=actual, attributes=attributes)
            if key is not None:
                self.by_key[key] = found
        before, self.current = self.current, found
        try:
            yield found
        finally:
            self.current = before

    @contextmanager
    def marked(self, element: Element | None = None) -> Iterator[None]:
        """What is drawn inside belongs to `element`, by default the current one; inside other marked content, to that."""
        if self.open is not None:
            yield
            return
        element = element or self.current
        number = len(self._marked)
        self._marked.append(element)
        element.children.append((self._doc.thisPageName(), number))
        self._code.append(f"/{element.role} <</MCID {number}>> BDC")
        self.open = element
        try:
            yield
        finally:
            self._code.append("EMC")
            self.open = None

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn inside is decoration or pagination, and never read aloud."""
        if self.open is not None:
            yield
            return
        self._code.append(f"/Artifact <</Type /{kind}>> BDC" if kind else "/Artifact BMC")
        self.open = "artifact"
        try:
            yield
        finally:
            self._code.append("EMC")
            self.open = None

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> MendedText:  # noqa: N802 - the library's name
        return MendedText(self, x, y, direction=direction) if direction else MendedText(self, x, y)

    def _addAnnotation(self, annotation: Any, name: str | None = None, addtopage: int = 1) -> None:  # noqa: N802 - the library's name
        host = self.open if isinstance(self.open, Element) else self.current
        if host is not self.root:
            link = host if host.role == "Link" else Element("Link", host)
            link.alternative = link.alternative or self._link_words(annotation)
            self._links.append(Link(annotation, link, self._doc.thisPageName()))
        super()._addAnnotation(annotation, name, addtopage)

    def _link_words(self, annotation: Any) -> str:
        if isinstance(annotation, PDFDictionary):
            return "Web address"
        name = getattr(getattr(annotation, "Destination", None), "name", "")
        name = name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
        return "Go to: " + self.facts.link_names.get(name, name)

    def showPage(self) -> None:  # noqa: N802 - the library's name
        name = self._doc.thisPageName()
        before = len(self._doc.Pages.pages)
        marked, self._marked = self._marked, []
        self._sum.update("\n".join(map(str, self._code)).encode("utf-8", "replace"))
        super().showPage()
        if len(self._doc.Pages.pages) > before:
            page = self._doc.Pages.pages[-1]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = len(self._tagged_pages)
            page.Tabs = PDFName("S")
            self._tagged_pages.append((name, marked))

    def save(self) -> None:
        if self.dry:
            return
        if len(self._code):
            self.showPage()
        self._finish()
        super().save()

    def _finish(self) -> None:
        if self._finished:
            return
        self._finished = True
        document = self._doc
        catalogue = document.Catalog
        catalogue.StructTreeRoot = TreeWriter(document, self._tagged_pages, self._links).write(self.root)
        self._sum.update(repr((document.info.title, document.info.author, self.facts)).encode())
        identifier = self._sum.hexdigest()[:32]
        document._ID = f"\n[<{identifier}><{identifier}>]\n".encode()  # noqa: SLF001 - as the time stamp
        marks = LateDictionary()
        marks.entries["Marked"] = "true"
        catalogue.MarkInfo = marks
        self.setViewerPreference("DisplayDocTitle", "true")
        self.addPageLabel(0, prefix="Cover")
        if len(self._tagged_pages) > 1:
            self.addPageLabel(1, style="ARABIC", start=2)
        catalogue.Metadata = pdfdoc.XMP(creator=lambda _: packet(document.info, self.facts))
        catalogue.__NoDefault__ = [*catalogue.__NoDefault__, "OutputIntents"]
        catalogue.OutputIntents = output_intent(document)
