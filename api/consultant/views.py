"""What the templates of the console see: frozen structs, never a row."""

from datetime import datetime
from uuid import UUID

from msgspec import Struct

MODE_NAMES = {
    "mixed": "Mixed",
    "named": "With names",
    "function": "By function",
    "consultant": "Reader alone",
    "aggregate": "Totals only",
}
WAVE_WORDS = {"planned": "Planned", "open": "Open", "closed": "Closed", "released": "Released"}
WAVE_PILLS = {"planned": "none", "open": "ok", "closed": "none", "released": "acc"}
PERSON_WORDS = {
    "planned": "Not invited",
    "invited": "Not started",
    "started": "In progress",
    "submitted": "Submitted",
    "declined": "Declined",
}
PERSON_PILLS = {"planned": "none", "invited": "none", "started": "acc", "submitted": "ok", "declined": "none"}


class EngagementRow(Struct, frozen=True, kw_only=True):
    """A line of the list of engagements."""

    id: UUID
    client: str
    title: str
    wave: str = ""
    wave_id: UUID | None = None
    status: str = ""
    pill: str = "none"
    submitted: int = 0
    invited: int = 0
    next: str
    next_address: str


class OpenWave(Struct, frozen=True):
    """A wave in the side bar."""

    id: UUID
    label: str
    client: str
    submitted: int
    invited: int


class InstrumentChoice(Struct, frozen=True):
    """An instrument that can be chosen."""

    name: str
    title: str
    summary: str
    questions: int
    minutes: int
    more_minutes: int = 0  # what asking in depth adds for those who are asked most; 0 where there is nothing more to ask


class ModeChoice(Struct, frozen=True):
    """A mode that can be chosen, with what people will read."""

    code: str
    title: str
    says: str


class WaveRow(Struct, frozen=True, kw_only=True):
    """A wave in the list of an engagement."""

    id: UUID
    label: str
    status: str
    pill: str
    mode: str
    submitted: int
    invited: int


class PersonRow(Struct, frozen=True, kw_only=True):
    """A respondent on the roster."""

    name: str
    title: str
    email: str | None
    function: str
    seats: str
    tier: int


class EngagementView(Struct, frozen=True, kw_only=True):
    """The page of an engagement."""

    id: UUID
    client: str
    title: str
    instrument: str
    items: int
    minutes: int
    in_depth: bool
    more_minutes: int  # what asking in depth adds; 0 where there is nothing more to ask
    functions: str
    own_priorities: bool
    priorities: tuple[str, ...]
    sponsor: str
    sponsor_title: str
    sponsor_words: str
    reader: str
    contact: str
    people: tuple[PersonRow, ...]
    waves: tuple[WaveRow, ...]


class Step(Struct, frozen=True):
    """One thing that a wave needs before it opens."""

    title: str
    ready: bool
    text: str
    address: str
    link: str


class InvitedRow(Struct, frozen=True, kw_only=True):
    """A person in a wave."""

    id: UUID
    name: str
    title: str
    email: str | None
    function: str
    status: str
    pill: str
    link: str


class PastedPerson(Struct, frozen=True, kw_only=True):
    """A row of a pasted roster as it was read."""

    number: int
    name: str
    email: str
    function: str
    faults: tuple[str, ...]
    status: str
    pill: str


class WaveView(Struct, frozen=True, kw_only=True):
    """The page of a wave while it is planned, open or closed."""

    id: UUID
    engagement_id: UUID
    client: str
    title: str
    label: str
    status: str
    status_word: str
    pill: str
    closes_at: datetime | None
    mode: str
    mode_name: str
    effective_mode_name: str  # "" before closing
    terms: tuple[str, ...]
    contract_hash: str
    contract_version: int
    invited: int
    submitted: int
    started: int
    declined: int
    waiting: int
    joiners: int
    people: tuple[InvitedRow, ...]
    steps: tuple[Step, ...]

    @property
    def done_end(self) -> float:
        """Where the bar of submitted answers ends, 0..100."""
        return 100 * self.submitted / max(self.invited, 1)

    @property
    def begun_end(self) -> float:
        """Where the bar of begun answers ends, 0..100."""
        return 100 * (self.submitted + self.started) / max(self.invited, 1)

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return all(step.ready for step in self.steps)

    @property
    def link_list(self) -> str:
        """Name, address and link of everybody, one person a line between tabs: for a mail merge or a spreadsheet."""
        return "\n".join(f"{person.name}\t{person.email or ''}\t{person.link}" for person in self.people)


class Tile(Struct, frozen=True):
    """One headline of the results."""

    title: str
    value: str
    unit: str
    text: str


class Bar(Struct, frozen=True):
    """One block of the index."""

    title: str
    value: str
    width: float


class Cell(Struct, frozen=True):
    """The mean rating of a function: as text, and its distance from the team in seven steps, -3..3; None where there is no figure."""

    mean: str
    step: int | None


class AreaRow(Struct, frozen=True):
    """One area: the team, each function, and how far the functions are apart."""

    title: str
    mean: str
    agreement: str
    cells: tuple[Cell, ...]
    gap: str


class ReportRow(Struct, frozen=True, kw_only=True):
    """A report that was made."""

    id: UUID
    status: str
    made_at: datetime
    hash: str


class ResultsView(Struct, frozen=True, kw_only=True):
    """The page of a closed wave's results, as one audience may see them."""

    wave_id: UUID
    engagement_id: UUID
    client: str
    title: str
    label: str
    status: str
    mode: str
    n: int
    invited: int
    tiles: tuple[Tile, ...]
    blocks: tuple[Bar, ...]
    functions: tuple[tuple[str, int], ...]  # title and number of people; empty where the mode does not show them
    areas: tuple[AreaRow, ...]
    findings: tuple[str, ...]
    more_findings: tuple[str, ...]
    kept_back: tuple[tuple[str, tuple[str, ...]], ...]  # reason, and what is not shown because of it
    reports: tuple[ReportRow, ...]
