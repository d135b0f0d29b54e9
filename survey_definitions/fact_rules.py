"""Rules that read the fact sheet: owners, the agreement, words in writing, shared figures, promises, hours and what can be shown."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from survey_definitions.rule import ItemCode, Rule
from survey_definitions.schema import Code, Line


class Named(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fact and what a sentence calls it."""

    fact: ItemCode
    text: Line


class Limit(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A time limit: as written, as measured, and the item in which each side says what it believes."""

    text: Line
    written: ItemCode
    measured: ItemCode
    believed: ItemCode | None = None


class HoursApart(Rule, frozen=True, kw_only=True, tag="hours_apart"):
    """Hours that differ by a factor of two between what is written, what a function believes, and what is measured."""

    fields = ("limit", "told", "hours", "functions")
    cases = ("written", "believed", "team", "measured")

    limits: Annotated[tuple[Limit, ...], Meta(min_length=1)]


class Promise(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A figure as promised in writing and as measured."""

    text: Line
    written: ItemCode
    measured: ItemCode
    better: Literal["more", "less"] = "more"


class PromiseMissed(Rule, frozen=True, kw_only=True, tag="promise_missed"):
    """A promised figure that was missed by more than a tenth."""

    fields = ("promise", "written", "measured")

    promises: Annotated[tuple[Promise, ...], Meta(min_length=1)]


class SheetOwner(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What somebody should answer for, the fact that says who, and the answers that this rule speaks of ("none" and "dk" among them)."""

    fact: ItemCode
    text: Line
    answers: Annotated[tuple[Code, ...], Meta(min_length=1)]


class OwnerOnSheet(Rule, frozen=True, kw_only=True, tag="owner_on_sheet"):
    """An owner that the fact sheet names several times, or not at all."""

    fields = ("what", "answer")

    owners: Annotated[tuple[SheetOwner, ...], Meta(min_length=1)]


class AgreementMissing(Rule, frozen=True, kw_only=True, tag="agreement_missing"):
    """There is no agreement, or nobody knows of one."""

    cases = ("unknown",)

    exists: ItemCode


class SheetSection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A section of the agreement with the facts that say whether it is whole: yes or no, or a value that is written in it."""

    code: Code
    text: Line
    facts: Annotated[tuple[ItemCode, ...], Meta(min_length=1)]


class AgreementSections(Rule, frozen=True, kw_only=True, tag="agreement_sections"):
    """The sections of an agreement that lack something."""

    fields = ("lacking", "sections", "named")

    exists: ItemCode
    sections: Annotated[tuple[SheetSection, ...], Meta(min_length=1)]


class TermsUnwritten(Rule, frozen=True, kw_only=True, tag="terms_unwritten"):
    """Words whose meaning is not in writing. The finding is about `subject`, the fact on the list of all words."""

    fields = ("asked", "open", "half")
    cases = ("partly", "both")

    subject: ItemCode
    terms: Annotated[tuple[Named, ...], Meta(min_length=1)]


class FiguresUnowned(Rule, frozen=True, kw_only=True, tag="figures_unowned"):
    """Shared figures without a definition, an owner, or a report of each function: lists of the same options on the fact sheet."""

    fields = ("failing", "figures", "told", "function")
    cases = ("defined", "owned", "reported")

    defined: ItemCode
    owned: ItemCode
    reported: Annotated[tuple[Named, ...], Meta(min_length=1)]


class EvidenceGroup(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Facts of yes or no. `only_when` is a fact that must not be no: what is asked in a quarter of pressure says nothing in another."""

    facts: Annotated[tuple[ItemCode, ...], Meta(min_length=1)]
    only_when: ItemCode | None = None


class FactEvidence(Rule, frozen=True, kw_only=True, tag="fact_evidence"):
    """A fact to which the sheet does not say yes, for those that an action asks for and no other check tells."""

    fields = ("question",)
    cases = ("partly", "dk")

    groups: Annotated[tuple[EvidenceGroup, ...], Meta(min_length=1)]
