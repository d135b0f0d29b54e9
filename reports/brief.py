"""What the consultant adds to the results of a wave: names, dates, mode sentences and the sealed priorities."""

import datetime as dt
from typing import Literal

import msgspec
from msgspec import Struct

from scoring.results import Band


class Brief(Struct, frozen=True, kw_only=True):
    """Everything of a report that does not come from the answers. No clock is read: `date` is the report's own.

    `invited` and `answered` default to those of the score. `declared` are option codes of the sealed priorities, and
    `sponsor` the label whose answer is left out where the team is compared with them; `declared_named` and `declared_of`
    are counted from the released picks where they are None. `bounds` are those of the index over every completion by
    the missing members. `decided_on` is the day from which the earliest dates of actions are counted.
    """

    client: str
    firm: str
    wave: str
    date: dt.date
    title: str = "Executive alignment: gap report"
    prepared_for: str = ""
    consultant: str = ""
    contact: str = ""
    handling: str = "Confidential to the board and the executive team"
    language: str = "en"
    paper: Literal["A4", "letter"] = "A4"
    mode_sentences: tuple[str, ...] = ()
    welcomed: bool = True  # whether a welcome page showed the mode sentences; not where the answers come from a file
    invited: int | None = None
    answered: int | None = None
    opened: dt.date | None = None
    closed: dt.date | None = None
    decided_on: dt.date | None = None
    draft: bool = False
    version: str = ""
    declared: tuple[str, ...] = ()
    declared_named: int | None = None
    declared_of: int | None = None
    sponsor: str = ""
    bounds: Band | None = None
    brand: dict[str, str] = msgspec.field(default_factory=dict)  # colours `brand` and `accent`, as #RRGGBB
