"""The structure tree of a tagged PDF: elements while drawing, and their objects when the file is written."""

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFObjectReference, PDFString

Drawn = tuple[str, int]  # name of the page object, number of the marked content on it


class Element:
    """One structure element: its role, its children, and the marked content that belongs to it."""

    __slots__ = ("actual", "alternative", "attributes", "children", "parent", "role", "written")

    def __init__(
        self,
        role: str,
        parent: "Element | None" = None,
        *,
        alternative: str = "",
        actual: str = "",
        attributes: dict[str, Any] | None = None,
    ) -> None:
        self.role = role
        self.parent = parent
        self.children: list[Element | Drawn] = []
        self.alternative = alternative
        self.actual = actual
        self.attributes = attributes
        self.written: LateDictionary | None = None
        if parent is not None:
            parent.children.append(self)

    def first_page(self) -> str | None:
        """The page object on which anything of this element was drawn first."""
        own = next((child[0] for child in self.children if isinstance(child, tuple)), None)
        if own is not None:
            return own
        pages = (child.first_page() for child in self.children if isinstance(child, Element))
        return next((page for page in pages if page is not None), None)


class LateDictionary(PDFObject):  # type: ignore[misc] # the library carries no types
    """An indirect dictionary that is filled after it was referred to."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.content = PDFDictionary({})

    @property
    def entries(self) -> dict[str, Any]:
        """The entries, to be filled."""
        return self.content.dict  # type: ignore[no-any-return] # the library carries no types

    def format(self, document: Any) -> Any:
        return self.content.format(document)


class Link:
    """An annotation with the element that it belongs to and the page object that it is on."""

    __slots__ = ("annotation", "element", "page")

    def __init__(self, annotation: Any, element: Element, page: str) -> None:
        self.annotation = annotation
        self.element = element
        self.page = page


def prune(element: Element, linked: set[int]) -> None:
    """Drop elements that drew nothing, but never a table cell, whose absence would shift its row."""
    kept: list[Element | Drawn] = []
    for child in element.children:
        if isinstance(child, Element):
            prune(child, linked)
            if not child.children and id(child) not in linked and child.role not in {"TD", "TH"}:
                continue
        kept.append(child)
    element.children[:] = kept


class TreeWriter:
    """Turns elements, pages and links into the objects of the structure tree."""

    def __init__(self, document: Any, pages: list[tuple[str, list[Element]]], links: list[Link]) -> None:
        self.document = document
        self.pages = pages
        self.links = links
        self.by_element: dict[int, list[Link]] = {}
        for link in links:
            self.by_element.setdefault(id(link.element), []).append(link)

    def write(self, root: Element) -> LateDictionary:
        """The structure tree root; the document's catalogue refers to it."""
        prune(root, set(self.by_element))
        tree = LateDictionary()
        reference = self.document.Reference(tree)
        top = self._element(root, reference)
        parents = LateDictionary()
        parents.entries["Nums"] = PDFArray(self._parent_numbers())
        tree.entries.update(
            Type=PDFName("StructTreeRoot"),
            K=top,
            ParentTree=self.document.Reference(parents),
            ParentTreeNextKey=len(self.pages) + len(self.links),
        )
        return tree

    def _element(self, element: Element, parent: Any) -> Any:
        element.written = LateDictionary()
        reference = self.document.Reference(element.written)
        entries = element.written.entries
        entries.update(Type=PDFName("StructElem"), S=PDFName(element.role), P=parent)
        if element.alternative:
            entries["Alt"] = PDFString(element.alternative)
        if element.actual:
            entries["ActualText"] = PDFString(element.actual)
        if element.attributes:
            entries["A"] = PDFDictionary(element.attributes)
        page = element.first_page()
        if page is not None:
            entries["Pg"] = PDFObjectReference(page)
        content: list[Any] = []
        for child in element.children:
            if isinstance(child, Element):
                content.append(self._element(child, reference))
            elif child[0] == page:
                content.append(child[1])
            else:
                content.append(PDFDictionary({"Type": PDFName("MCR"), "Pg": PDFObjectReference(child[0]), "MCID": child[1]}))
        for link in self.by_element.get(id(element), []):
            held = {"Type": PDFName("OBJR"), "Obj": self.document.Reference(link.annotation), "Pg": PDFObjectReference(link.page)}
            content.append(PDFDictionary(held))
        if content:
            entries["K"] = content[0] if len(content) == 1 else PDFArray(content)
        return reference

    def _parent_numbers(self) -> list[Any]:
        numbers: list[Any] = []
        for number, (_, elements) in enumerate(self.pages):
            numbers += [number, PDFArray([self.document.Reference(element.written) for element in elements])]
        for number, link in enumerate(self.links, len(self.pages)):
            self._describe(link, number)
            numbers += [number, self.document.Reference(link.element.written)]
        return numbers

    def _describe(self, link: Link, number: int) -> None:
        words = link.element.alternative or "Link"
        annotation = link.annotation
        if isinstance(annotation, PDFDictionary):
            annotation.dict.update(StructParent=number, Contents=PDFString(words), F=4)
        else:
            annotation.permitted = (*annotation.permitted, "StructParent", "F")
            annotation.otherkw.update(StructParent=number, F=4)
            annotation.Contents = words
