"""What a report is: plain frozen data, every text cleaned, every figure already worded, free of any drawing.

A report is a cover and sections; a section is a title and blocks. The model goes to JSON and back without loss, and its
SHA-256 is printed on the method page, so that a copy on paper can be traced to its data.
"""

import datetime as dt
import hashlib

import msgspec
from msgspec import Struct

SCHEMA = "report/1"


class _Block(Struct, frozen=True, kw_only=True, tag_field="block"):
    pass


class Heading(_Block, frozen=True, tag="heading"):
    """A heading inside a section; it never stands alone at the foot of a page."""

    text: str


class Passage(_Block, frozen=True, tag="passage"):
    """Running text. `style`: body, small, caption, lead or closing; `lines` keeps line ends."""

    text: str
    style: str = "body"
    lines: bool = False


class Bullet(Struct, frozen=True, kw_only=True):
    """One point: what is said first, in bold, and what follows; with a link to a section where `goto` is given."""

    head: str
    text: str = ""
    goto: str = ""


class Bullets(_Block, frozen=True, tag="bullets"):
    """A list; `numbered` for findings, which stand apart by rules."""

    items: tuple[Bullet, ...]
    numbered: bool = False


class Shares(Struct, frozen=True, kw_only=True):
    """Shared priorities found, predicted and by chance, on a scale from 0 to `top`."""

    top: int
    found: float
    predicted: float | None
    chance: float | None


class Scale(Struct, frozen=True, kw_only=True):
    """The index on 0 to 100 with the reference limit and the range that leaving out one answer gives."""

    shown: int
    low: float | None = None
    high: float | None = None
    limit: float | None = None


class Tile(Struct, frozen=True, kw_only=True):
    """A key figure: the figure, what it is, and a small sentence. `parts` draws people of people."""

    label: str
    figure: str
    unit: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    shares: Shares | None = None
    scale: Scale | None = None
    part: int | None = None
    whole: int | None = None
    alternative: str = ""


class Tiles(_Block, frozen=True, tag="tiles"):
    """Up to three key figures side by side."""

    tiles: tuple[Tile, ...]


class SharesChart(_Block, frozen=True, tag="shares"):
    """Found, predicted and chance on one line across the page."""

    shares: Shares
    alternative: str


class HeatCell(Struct, frozen=True, kw_only=True):
    """One cell: the printed difference decides its step 0..4; `step` None: no figure, `text` says why, `hidden` is hatched."""

    text: str
    note: str = ""
    step: int | None = None
    hidden: bool = False


class HeatRow(Struct, frozen=True, kw_only=True):
    """A function with its number of answers and one cell an area."""

    label: str
    n: str
    cells: tuple[HeatCell, ...]


class HeatTable(_Block, frozen=True, tag="heat"):
    """Functions against areas; `totals` are the rows of the whole team."""

    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[HeatRow, ...]
    key: tuple[str, ...]


class MatrixRow(Struct, frozen=True, kw_only=True):
    """An option, the place that each column gave it (0: not picked; -1: picked, no order), and its votes."""

    label: str
    places: tuple[int, ...]
    votes: str
    declared: bool = False


class Matrix(_Block, frozen=True, tag="matrix"):
    """Who put what where."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


class StripRow(Struct, frozen=True, kw_only=True):
    """A rating item: every answer as a dot, or two words where answers are kept back."""

    code: str
    text: str
    area: str
    ends: str
    size: int
    counts: tuple[int, ...]
    low: str = ""
    high: str = ""
    apart: str = ""
    mean: str = ""
    words: tuple[str, ...] = ()
    alternative: str = ""
    marked: bool = False


class Strips(_Block, frozen=True, tag="strips"):
    """Item by item, widest first."""

    rows: tuple[StripRow, ...]


class BarRow(Struct, frozen=True, kw_only=True):
    """A share as a bar 0..1 with its printed figure and a word. `share` None: no bar."""

    label: str
    share: float | None
    figure: str
    word: str = ""
    marked: bool = False


class Bars(_Block, frozen=True, tag="bars"):
    """Shares with direct labels, as a real table."""

    head: tuple[str, str, str]
    rows: tuple[BarRow, ...]
    last: str = ""  # heading of the word column; empty: no such column


class Grid(_Block, frozen=True, tag="grid"):
    """A plain table. `widths` are shares of the page; `figures` are the columns set as numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...] = ()
    small: bool = False


class ActionCard(_Block, frozen=True, tag="action"):
    """One recommended action with everything that an action carries."""

    number: int
    title: str
    evidence: tuple[str, ...]
    because: str
    facts: tuple[tuple[str, str], ...]
    draft: str


class Contents(_Block, frozen=True, tag="contents"):
    """Links to every section, with page numbers."""


Block = Heading | Passage | Bullets | Tiles | SharesChart | HeatTable | Matrix | Strips | Bars | Grid | ActionCard | Contents


class Section(Struct, frozen=True, kw_only=True):
    """One page or more: its name in the outline, a title that says the finding, a lead, and blocks."""

    key: str
    name: str
    title: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    fresh: bool = True  # begins on a page of its own unless most of the last page is free; False: goes on where there is some room


class Cover(Struct, frozen=True, kw_only=True):
    """The first page."""

    firm: str
    title: str
    client: str
    wave: str
    facts: tuple[tuple[str, str], ...]
    draft: str = ""


class Report(Struct, frozen=True, kw_only=True):
    """A whole report. `missing` are characters that no packaged typeface has, to be told before publishing."""

    schema: str = SCHEMA
    title: str
    author: str
    subject: str
    language: str
    paper: str
    date: dt.date
    running: str  # head of every page
    wave: str
    foot: str
    brand: dict[str, str] = msgspec.field(default_factory=dict)
    cover: Cover
    sections: tuple[Section, ...]
    missing: str = ""
    digest: str = ""


def encode(report: Report) -> bytes:
    """Canonical JSON of a report."""
    return msgspec.json.encode(report, order="deterministic")


def decode(data: bytes) -> Report:
    """The report of canonical JSON; msgspec.ValidationError where it is none."""
    return msgspec.json.decode(data, type=Report)


def digest_of(report: Report) -> str:
    """SHA-256 of the canonical model without the digest itself, 64 hexadecimal digits."""
    return hashlib.sha256(encode(msgspec.structs.replace(report, digest=""))).hexdigest()
