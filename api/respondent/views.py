"""What the respondent's templates see: frozen structs, never a row of the database."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from survey_definitions.schema import Function, Item, Measure, Option

MarkKind = Literal["name", "function", "never", "totals", "reader"]


class Mark(Struct, frozen=True):
    """Who will see an answer; `who` is the name, the functions or the reader that the sentence needs."""

    kind: MarkKind
    who: str = ""


class Changed(Struct, frozen=True):
    """An answer that was changed elsewhere after the page had shown it: what it was and what it is now, as texts."""

    code: str
    text: str
    was: str
    now: str


class Range(Struct, frozen=True):
    """Where a guess lies: `least` to `most` in steps of `step`."""

    least: float
    most: float
    step: float


class ItemView(Struct, frozen=True, kw_only=True):
    """One question as it is shown: the item, its parts in this respondent's order, and what its fields hold."""

    item: Item
    mark: Mark
    fields: dict[str, tuple[str, ...]]  # posted field name -> values, stored or as posted a moment ago
    options: tuple[Option, ...] = ()
    functions: tuple[Function, ...] = ()  # those that are rated, or that something was heard from
    own_functions: frozenset[str] = frozenset()
    measures: tuple[Measure, ...] = ()
    guess: Range | None = None
    error: str = ""
    is_open: bool = False  # sent without an answer: said once, softly
    comment: str = ""
    comment_for: str = "consultant"
    seen: str = ""  # what this page shows of the stored answer, carried back with it

    @property
    def code(self) -> str:
        """Code of the item, the stem of its field names."""
        return self.item.code

    @property
    def anchor(self) -> str:
        """Id of the first control, which the error summary and the check page link to."""
        return f"f-{self.item.code}"

    def text(self, name: str) -> str:
        """The first value of a field, or nothing."""
        return next(iter(self.fields.get(name, ())), "")

    def has(self, name: str, value: str) -> bool:
        """Whether a field holds a value."""
        return value in self.fields.get(name, ())


class Person(Struct, frozen=True, kw_only=True):
    """Whose link it is, and on whose behalf it was sent."""

    name: str
    title: str
    firm: str
    client: str

    @property
    def first_name(self) -> str:
        """The name that greets: the first word, unless it is an initial or a form of address."""
        words = self.name.split()
        plain = [word for word in words if not word.endswith(".")]
        return plain[0] if len(plain) > 1 else self.name


class Step(Struct, frozen=True):
    """One page in the line at the top: done, now or ahead; `first` of its area."""

    status: Literal["done", "now", "ahead"]
    first: bool


class PageView(Struct, frozen=True, kw_only=True):
    """One page of questions."""

    base: str  # path of the personal link
    person: Person
    number: int
    steps: tuple[Step, ...]
    part: int  # which area, 1..parts
    parts: int
    title: str
    intro: str
    minutes_left: int
    answered: int
    asked: int
    items: tuple[ItemView, ...]
    back: str
    from_check: bool
    warned: bool  # the soft check has been shown: the next Continue goes on
    changed: tuple[Changed, ...] = ()

    @property
    def mistakes(self) -> tuple[ItemView, ...]:
        """Questions whose posted answer cannot be kept."""
        return tuple(view for view in self.items if view.error)

    @property
    def open_items(self) -> tuple[ItemView, ...]:
        """Questions without an answer, where that is to be said."""
        return tuple(view for view in self.items if view.is_open and not view.error)


class Terms(Struct, frozen=True, kw_only=True):
    """The confidentiality contract as it is shown: who sees what, the fallback and until when."""

    mode: str
    reader_name: str
    sponsor_name: str
    team: str
    reader: str
    sponsor: str
    kept: str
    changes: str
    fallback: str  # empty where no agreement is asked
    agreed: str
    prefers: str


class Welcome(Struct, frozen=True, kw_only=True):
    """The first page: who asks, how long it takes, who sees what; it changes nothing."""

    base: str
    person: Person
    sponsor_name: str
    sponsor_title: str
    sponsor_words: str
    team: int  # how many are asked, this person included
    minutes: int
    asked: int
    answered: int
    closes_at: datetime | None
    terms: Terms
    alone_in: tuple[str, ...]  # functions in which this person is the only one
    contact: str
    status: Literal["fresh", "started", "stricter", "submitted"]  # stricter: the contract was tightened since Start
    go_on: str  # where a started respondent goes on
    problem: bool = False  # Start was pressed without one of the two agreements

    @property
    def initials(self) -> str:
        """Of the sponsor, for the picture that nobody has uploaded."""
        words = self.sponsor_name.split()
        return (words[0][:1] + words[-1][:1]).upper() if len(words) > 1 else self.sponsor_name[:1].upper()


class CheckLine(Struct, frozen=True, kw_only=True):
    """One answer on the check page."""

    code: str
    text: str
    answer: str  # empty: open
    comment: str
    link: str


class CheckPart(Struct, frozen=True):
    """The answers of one area."""

    title: str
    lines: tuple[CheckLine, ...]

    @property
    def answered(self) -> int:
        """How many of the lines have an answer."""
        return sum(1 for line in self.lines if line.answer)


class CheckView(Struct, frozen=True, kw_only=True):
    """Everything that was answered, and what is still open."""

    base: str
    person: Person
    parts: tuple[CheckPart, ...]
    back: str
    submitted: bool
    closes_at: datetime | None
    changed: tuple[Changed, ...] = ()

    @property
    def asked(self) -> int:
        """Number of questions."""
        return sum(len(part.lines) for part in self.parts)

    @property
    def answered(self) -> int:
        """Number of answers."""
        return sum(part.answered for part in self.parts)

    @property
    def open_lines(self) -> tuple[CheckLine, ...]:
        """What has no answer."""
        return tuple(line for part in self.parts for line in part.lines if not line.answer)


class StateView(Struct, frozen=True, kw_only=True):
    """The pages that hold no questions: thanks, see you later, not you, declined, closed, not open yet."""

    base: str
    person: Person
    sponsor_name: str
    contact: str
    closes_at: datetime | None
    answered: int
    asked: int
    go_on: str
    submitted: bool = False
