"""The action catalogue: what is recommended, for which findings, with everything an action carries (decisions 19 and 20)."""

from typing import Annotated

from msgspec import Meta, Struct

from survey_definitions.schema import Code, Line


class Trigger(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pattern that calls for the action: a kind of finding, about any of these subjects (empty: any subject), at least so large."""

    finding: Code
    subjects: tuple[Code, ...] = ()
    at_least: Annotated[float, Meta(ge=0, le=1)] = 0.0


class Meeting(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first meeting: who and how long."""

    attendees: Line
    minutes: Annotated[int, Meta(ge=15, le=480)]


class Action(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One recommended action. Its texts hold no figure that does not come from an answer, the fact sheet or the consultant."""

    code: Code
    title: Annotated[str, Meta(min_length=8, max_length=90)]  # one verb, one sentence
    when: Annotated[tuple[Trigger, ...], Meta(min_length=1)]
    because: Line  # what the evidence means for the work, without a causal claim
    deliverable: Line  # one can hold it: a signed definition, a changed plan, a meeting held
    measure: Line  # operating measure
    measure_source: Line
    moves: tuple[Code, ...]  # survey items that it should move
    owner: Line  # one role
    meeting: Meeting
    draft: str  # text to adopt
    executive_hours: Annotated[int, Meta(ge=1, le=200)]
    gives_up: Line  # who gives something up, and what
    earliest_weeks: Annotated[int, Meta(ge=1, le=52)]  # earliest realistic date, in weeks from the decision
    effort: Annotated[int, Meta(ge=1, le=3)] = 2
    theme: Code = "general"  # no two actions of one theme stand on one page
    private: bool = False  # consultant only
    instruments: tuple[Code, ...] = ()  # empty: all


class ActionCatalogue(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file `actions.toml`."""

    version: str
    actions: tuple[Action, ...]
