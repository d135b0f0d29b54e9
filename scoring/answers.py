"""The one input of scoring: a team's answers to an instrument, as plain values.

Answer values, by item type (survey_definitions.values checks them, survey_definitions.notation reads and writes them as text):

    M   int 1..m, or "dk"
    V   {function: int 1..m or "dk"}
    R   [option code, ...] best first, possibly partial; or "dk"
    T   [option code or "own:wording", ...]; "none" (nothing was agreed) or "dk"
    C   {option code: points}; or "dk"
    P   number; or "dk"
    D   option code; or {"criteria": [code, ...], "threshold": code, "owner": code, "sentence": text}; "none" (no agreed definition) or "dk"
    Y   {"answer": "yes" | "partly" | "no" | "dk", "evidence": text}
    K   number; or "dk"
    S   {"heard": bool, "by": [function, ...]}; or "dk"
    F   text; recall: [text, ...]; goal and incentive: {"sentence", "measure", "direction", "amount", "unit", "deadline", "quality"}

"dk" is "don't know / not my area". An item without an entry was skipped, or not shown to this respondent.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from scoring.directions import Sealed
from survey_definitions.schema import Bank, Instrument, Item, is_asked


class Respondent(Struct, frozen=True, kw_only=True):
    """One person who was invited. `seats` are the functions that this person speaks for, `tier` 1 is the team itself."""

    id: str
    name: str = ""
    title: str = ""
    function: str = ""
    seats: tuple[str, ...] = ()
    tier: int = 1

    @property
    def functions(self) -> frozenset[str]:
        """Every function that this person speaks for."""
        return frozenset(self.seats) | ({self.function} if self.function else frozenset())


class TeamAnswers(Struct, frozen=True, kw_only=True):
    """The submitted answers of one team in one wave.

    `respondents` are those whose answers count, sorted by id; `values` maps respondent id to item code to value;
    `invited` is N, everybody who was asked (at least n). With `ask_all`, every item counts as asked of everybody,
    as in a file from another tool. `sealed` is what the sponsor declared beforehand; `facts` are values of the fact sheet by item
    code, in the same forms, never scored but read by the checks; `seconds` are those that a respondent spent on the pages of an
    area: respondent id to area to seconds, where they were kept.
    """

    team: str
    wave: str
    instrument: Instrument
    respondents: tuple[Respondent, ...]
    values: Mapping[str, Mapping[str, Any]]
    invited: int
    ask_all: bool = False
    sealed: Sealed | None = None
    facts: Mapping[str, Any] = msgspec.field(default_factory=dict)
    seconds: Mapping[str, Mapping[str, float]] = msgspec.field(default_factory=dict)

    @property
    def n(self) -> int:
        """Number of respondents whose answers count."""
        return len(self.respondents)

    def asked(self, respondent: Respondent, bank: Bank, item: Item) -> bool:
        """Whether this respondent was shown this item."""
        return (self.ask_all and not item.fact) or is_asked(bank, item, respondent.functions)

    def value(self, respondent: Respondent, code: str) -> Any:  # noqa: ANN401 - the forms stand above
        """The stored value, or None where the item was skipped or not shown."""
        return self.values.get(respondent.id, {}).get(code)
