"""What an instrument is: frozen structs, one class per item type, read from TOML and published as JSON Schema.

An *instrument* is what a wave asks; it is made of *banks*, one per area; a bank is made of *items*. Every struct refuses
fields it does not know, so that a misspelt key in a file is found and named instead of being ignored.
"""

from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}\Z", description="stable id: lower case letters, digits, underscore")]
Line = Annotated[str, Meta(min_length=1, max_length=400)]
Sensitivity = Literal["open", "protected"]
Weight = Annotated[int, Meta(ge=1, le=3)]


class Option(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing to choose, rank or give points to."""

    code: Code
    text: Line
    note: str = ""


class Measure(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A measure that people are judged or paid by; the checks read `kind`, `feeds` and `supports`."""

    code: Code
    text: Line
    kind: Literal["activity", "outcome"]
    feeds: tuple[Code, ...] = ()  # measures whose value depends on this one
    supports: tuple[Code, ...] = ()  # company goals or other measures that it serves


class Level(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One described level of a rating: a short name and one sentence of what can be observed."""

    name: Line
    text: str = ""


class Threshold(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The threshold part of a definition: one of a few stated limits."""

    text: Line
    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=8)]


class _Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type"):
    code: Code
    text: Line
    help: str = ""
    asked_of: tuple[Code, ...] = ()  # function codes; empty: everybody whom the bank concerns
    not_asked_of: tuple[Code, ...] = ()
    in_depth_of: tuple[Code, ...] = ()  # functions that are asked as well where an engagement asks in depth
    sensitivity: Sensitivity = "open"
    weight: Weight = 1  # stakes: how much a gap here matters when findings are ordered
    version: Annotated[int, Meta(ge=1)] = 1  # raised when the meaning of the text changes; breaks the trend of this item
    fact: bool = False  # asked of the informant on the fact sheet, never of executives, never scored
    in_index: bool = True  # only M, R, T, C, D can enter the index at all
    constructs: tuple[str, ...] = ()  # what this item carries, see docs/coverage.md
    feeds: tuple[Code, ...] = ()  # the checks that read this item
    private: bool = False  # consultant only, whatever the mode: never in a client output

    @property
    def type(self) -> str:
        """The one-letter type code."""
        return str(self.__struct_config__.tag)


class RatingItem(_Item, frozen=True, kw_only=True, tag="M"):
    """Maturity rating. Either `levels` (described, low to high) or `points` with optional end labels."""

    levels: tuple[Level, ...] = ()
    points: Annotated[int, Meta(ge=2, le=11)] | None = None
    low: str = ""
    high: str = ""
    reversed: bool = False  # the highest number is the least mature
    about: tuple[Code, ...] = ()  # functions whose work this rates, theirs and others' view of it are set side by side; empty: nobody's

    @property
    def size(self) -> int:
        """Number of ordered levels m (answers are 1..m)."""
        return self.points or len(self.levels)


class PerceptionItem(_Item, frozen=True, kw_only=True, tag="V"):
    """The same rating given to several functions, the own one included. Empty `about`: every function of the instrument."""

    levels: tuple[Level, ...] = ()
    points: Annotated[int, Meta(ge=2, le=11)] | None = None
    low: str = ""
    high: str = ""
    about: tuple[Code, ...] = ()

    @property
    def size(self) -> int:
        """Number of ordered levels m."""
        return self.points or len(self.levels)


class RankingItem(_Item, frozen=True, kw_only=True, tag="R"):
    """A full or partial order. `rank` is how many places there are; `options_from = "priorities"` takes the client's list."""

    options: tuple[Option, ...] = ()
    options_from: Literal["", "priorities"] = ""
    rank: Annotated[int, Meta(ge=2, le=12)] = 5


class PickItem(_Item, frozen=True, kw_only=True, tag="T"):
    """The top few of a list, ordered or not. `none_text` offers one more answer, such as that nothing was agreed."""

    options: tuple[Option, ...] = ()
    options_from: Literal["", "priorities"] = ""
    pick: Annotated[int, Meta(ge=1, le=6)] = 3
    ordered: bool = False
    own: bool = False  # one wording of the respondent's own may stand among the picks
    none_text: str = ""


class AllocationItem(_Item, frozen=True, kw_only=True, tag="C"):
    """Points over parts; they add up to `total`."""

    options: Annotated[tuple[Option, ...], Meta(min_length=2, max_length=8)]
    total: Annotated[int, Meta(ge=10, le=1000)] = 100


class PredictionItem(_Item, frozen=True, kw_only=True, tag="P"):
    """A guess about the others, asked after the own answer.

    `of = "picks"`: of a typical colleague's picks in `target`, how many are also mine (0..t).
    `of = "area"`: the mean that the others will give to the area `target` (1.0..5.0).
    `of = "goal"`: how many colleagues name the same goal in `target` (0..N-1).
    """

    of: Literal["picks", "area", "goal"]
    target: Code


class DefinitionItem(_Item, frozen=True, kw_only=True, tag="D"):
    """What a term means. One tick of `options`, or `criteria` that belong to it with an optional threshold and owner.

    `no_agreed` offers "we have no agreed definition", which is an answer that is shared with nobody.
    """

    term: Line
    options: tuple[Option, ...] = ()
    criteria: tuple[Option, ...] = ()
    threshold: Threshold | None = None
    owner: tuple[Option, ...] = ()
    sentence: bool = False
    no_agreed: bool = True


class EvidenceItem(_Item, frozen=True, kw_only=True, tag="Y"):
    """Yes, partly, no; with an optional pointer to what shows it."""

    evidence: str = ""  # what would count as evidence, shown beside the pointer field


class NumberItem(_Item, frozen=True, kw_only=True, tag="K"):
    """A number with its unit and range."""

    unit: str = ""
    minimum: float = 0.0
    maximum: float = 1_000_000_000.0
    decimals: Annotated[int, Meta(ge=0, le=4)] = 0


class SymptomItem(_Item, frozen=True, kw_only=True, tag="S"):
    """Heard or seen in the last quarter, and from whom. Empty `speakers`: every function of the instrument."""

    speakers: tuple[Code, ...] = ()


class TextItem(_Item, frozen=True, kw_only=True, tag="F"):
    """Own words. `form`: one text; `recall`: up to `lines` short lines; `goal` or `incentive`: a sentence and its parts."""

    form: Literal["text", "recall", "goal", "incentive"] = "text"
    limit: Annotated[int, Meta(ge=20, le=4000)] = 600
    lines: Annotated[int, Meta(ge=1, le=6)] = 3
    measures: tuple[Code, ...] = ()  # empty: every measure of the instrument


Item = (
    RatingItem
    | PerceptionItem
    | RankingItem
    | PickItem
    | AllocationItem
    | PredictionItem
    | DefinitionItem
    | EvidenceItem
    | NumberItem
    | SymptomItem
    | TextItem
)


class Bank(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The items of one area, in the order in which they are asked."""

    area: Code
    title: Line
    intro: str = ""
    module: bool = False  # a function module: asked only of the functions that it concerns
    in_depth: bool = False  # asked only where an engagement asks in depth; left out otherwise
    maturity: bool = True  # whether the mean of its ratings is shown as the maturity of an area
    asked_of: tuple[Code, ...] = ()
    not_asked_of: tuple[Code, ...] = ()
    page_size: Annotated[int, Meta(ge=1, le=6)] = 3
    items: tuple[Item, ...] = ()


class Function(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the business that a respondent speaks for. `synonyms` are accepted in rosters and answers files."""

    code: Code
    text: Line
    synonyms: tuple[str, ...] = ()


class BlockWeights(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Weights of the four blocks of the index (scoring, part 12.1); blocks without items are left out and the rest renormalised."""

    ratings: float = 0.30
    priorities: float = 0.40
    allocation: float = 0.15
    definitions: float = 0.15


class Instrument(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, dict=True):
    """The versioned whole that a wave asks."""

    id: Code
    title: Line
    version: Annotated[str, Meta(pattern=r"^\d+\.\d+\.\d+\Z")] = "1.0.0"
    language: Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")] = "en"
    summary: str = ""
    functions: tuple[Function, ...] = ()
    priorities: tuple[Option, ...] = ()  # the list that `options_from = "priorities"` takes; the consultant may replace it per client
    measures: tuple[Measure, ...] = ()
    core: tuple[Code, ...] = ()  # codes of the core index's items (those of `pulse`); only this index is drawn over time
    weights: BlockWeights = BlockWeights()
    banks: tuple[Bank, ...] = ()
    facts: tuple[Item, ...] = ()  # the fact sheet, in order
    translations: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)  # language -> dotted path of a text -> text

    def items(self) -> tuple[tuple[Bank, Item], ...]:
        """Every item that executives can be asked, with its bank, in order."""
        return self._items

    @cached_property
    def _items(self) -> tuple[tuple[Bank, Item], ...]:
        # Scoring a portfolio asks for it a dozen times a team, always of the same instrument.
        return tuple((bank, item) for bank in self.banks for item in bank.items)

    @cached_property
    def _by_code(self) -> dict[str, Item]:
        found = {item.code: item for item in reversed(self.facts)}
        found.update((item.code, item) for _, item in reversed(self._items))
        return found

    def item(self, code: str) -> Item:
        """The item with this code, the first of several; KeyError where there is none."""
        return self._by_code[code]

    def options_of(self, item: RankingItem | PickItem) -> tuple[Option, ...]:
        """The options of a ranking or pick item: its own, or the client's priorities."""
        return self.priorities if item.options_from == "priorities" else item.options


def is_asked(bank: Bank, item: Item, functions: "set[str] | frozenset[str]") -> bool:
    """Whether a respondent who speaks for `functions` is asked this item."""
    for asked_of, not_asked_of in ((bank.asked_of, bank.not_asked_of), (item.asked_of, item.not_asked_of)):
        if asked_of and not functions & set(asked_of):
            return False
        if functions & set(not_asked_of):
            return False
    return not item.fact
