"""Rules on words and complaints: where functions draw a term differently, who owns it, and what lies behind what is heard."""

from typing import Annotated

from msgspec import Meta, Struct

from survey_definitions.rule import Choice, ItemCode, Rule
from survey_definitions.schema import Code, Line


class CriteriaContested(Rule, frozen=True, kw_only=True, tag="criteria_contested"):
    """Conditions and limits of a term that functions, or the whole team, draw differently. Reads every definition with conditions."""

    fields = ("term", "told", "condition", "inside", "outside", "limits", "more")
    cases = ("functions", "people", "limit", "more")


class TermOwners(Rule, frozen=True, kw_only=True, tag="term_owners"):
    """A term of which people name different owners. `nobody`: the options that name none."""

    fields = ("term", "people", "named")

    nobody: tuple[Code, ...] = ()


class TermOfNobody(Rule, frozen=True, kw_only=True, tag="term_of_nobody"):
    """A term of which many say that nobody owns it."""

    fields = ("term", "people", "count", "answer")

    nobody: Annotated[tuple[Code, ...], Meta(min_length=1)]


class Praise(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Praise that can be heard, the question that looks one step further, the facts that answer it, and choices that leave it open."""

    symptom: ItemCode
    question: Line
    facts: Annotated[tuple[ItemCode, ...], Meta(min_length=1)]
    bad: tuple[Choice, ...] = ()


class VanityExposed(Rule, frozen=True, kw_only=True, tag="vanity_exposed"):
    """Praise of a figure, by answers, whose next step the fact sheet leaves open. Either alone says less."""

    fields = ("heard", "people", "symptom", "question", "facts")
    cases = ("heard", "sheet")

    praises: Annotated[tuple[Praise, ...], Meta(min_length=1)]


class Cause(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A symptom, and the definitions, priorities, allocations and ratings to look at where it is heard."""

    symptom: ItemCode
    places: Annotated[tuple[ItemCode, ...], Meta(min_length=1)]


class SymptomCause(Rule, frozen=True, kw_only=True, tag="symptom_cause"):
    """A symptom that many have heard, with the places behind it that stand apart or low in the same wave."""

    fields = ("heard", "people", "symptom", "places", "text")
    cases = ("definition", "undefined", "priorities", "allocation", "low", "split")

    causes: Annotated[tuple[Cause, ...], Meta(min_length=1)]


class ComplaintUndecided(Rule, frozen=True, kw_only=True, tag="complaint_undecided"):
    """Two complaints against each other that answers cannot tell apart; `definition` is the word that both sides need first."""

    fields = ("first", "second", "heard", "other_heard", "people", "other_people", "term")
    cases = ("contested",)

    one: ItemCode
    other: ItemCode
    definition: ItemCode
