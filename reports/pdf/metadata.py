"""XMP metadata and the output intent: what makes the file PDF/UA-1 and PDF/A-2a by name."""

import time
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from msgspec import Struct
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from reports.typefaces import FOLDER

_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
    'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
)
# PDF/A allows the PDF/UA mark only where its schema is described in the file itself.
_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


class FileFacts(Struct, frozen=True, kw_only=True):
    """What the file says about itself. `seconds` is the report's date in seconds since 1970; `digest` that of the model."""

    language: str
    seconds: int
    digest: str = ""
    final: bool = True  # a draft claims no conformance
    link_names: dict[str, str] = {}


def packet(info: Any, facts: FileFacts) -> bytes:
    """The XMP packet for the document information `info` (title, author, subject, creator, producer, keywords)."""
    when = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(facts.seconds))

    def words(name: str) -> str:
        return escape(str(getattr(info, name) or ""))

    marks = "<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" if facts.final else ""
    identifier = f"<dc:identifier>sha256:{escape(facts.digest)}</dc:identifier>" if facts.digest else ""
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_SPACES}>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words("title")}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{words('author')}</rdf:li></rdf:Seq></dc:creator>"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words("subject")}</rdf:li></rdf:Alt></dc:description>'
        f"<dc:language><rdf:Bag><rdf:li>{escape(facts.language)}</rdf:li></rdf:Bag></dc:language>{identifier}"
        f"<xmp:CreatorTool>{words('creator')}</xmp:CreatorTool><xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
        f"<pdf:Producer>{words('producer')}</pdf:Producer><pdf:Keywords>{words('keywords')}</pdf:Keywords>{marks}</rdf:Description>"
        f'{_EXTENSION if facts.final else ""}</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )
    return text.encode()


@cache
def _profile() -> bytes:
    return (FOLDER / "sRGB.icc").read_bytes()


def output_intent(document: Any) -> PDFArray:
    """The output intent sRGB with its profile."""
    profile = PDFStream(dictionary=PDFDictionary({"N": 3}), content=_profile(), filters=[pdfdoc.PDFZCompress])
    name = PDFString("sRGB IEC61966-2.1")
    intent = {"Type": PDFName("OutputIntent"), "S": PDFName("GTS_PDFA1"), "OutputConditionIdentifier": name, "Info": name}
    return PDFArray([PDFDictionary(intent | {"DestOutputProfile": document.Reference(profile)})])
