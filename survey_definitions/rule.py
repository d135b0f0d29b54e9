"""What every rule of the checks has: a code, the finding that it yields, its weight, and the sentence to print.

A sentence holds fields in braces, such as `{people}`. A field is a word that the evaluator wrote ready for print ("1 person",
"3 people", "“New customers signed”") or a figure of the finding's evidence. Which fields an evaluator gives stands in `fields` of
the rule's class, which further sentences it needs in `cases`; both are checked when the file is loaded.
"""

from typing import Annotated, ClassVar

import msgspec
from msgspec import Meta, Struct

from survey_definitions.schema import Code, Line, Weight

# What a code in a rule points at; `check_rules` looks each of them up in the shipped instruments.
ItemCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}\Z", extra={"refers": "item"})]  # of a bank or of the fact sheet
MeasureCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}\Z", extra={"refers": "measure"})]
PriorityCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}\Z", extra={"refers": "priority"})]
FunctionCode = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,47}\Z", extra={"refers": "function"})]
Share = Annotated[float, Meta(ge=0, le=1)]


class Choice(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Some of the options of one item: criteria, thresholds and owners of a definition included."""

    item: ItemCode
    options: Annotated[tuple[Code, ...], Meta(min_length=1)]


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="check"):
    """One rule. Its class names the check that reads it by the tag `check`; the classes stand together in `rules.Check`."""

    fields: ClassVar[tuple[str, ...]] = ()  # what may stand in braces in any of its sentences
    cases: ClassVar[tuple[str, ...]] = ()  # further sentences or clauses that the evaluator chooses from, each of them needed

    code: Code
    finding: Code  # one of FINDING_KINDS
    title: Line
    sentence: Line
    formula: Line  # of the finding's size, by name
    weight: Weight = 1  # stakes, as with items
    says: dict[Code, Line] = msgspec.field(default_factory=dict)  # case -> its sentence

    @property
    def check(self) -> str:
        """The name of the check that reads this rule."""
        return str(self.__struct_config__.tag)
