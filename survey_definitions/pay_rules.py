"""Rules on what people are paid by, read from incentive items and from the pay plans of the fact sheet."""

from typing import Annotated

import msgspec
from msgspec import Meta

from survey_definitions.rule import Choice, FunctionCode, ItemCode, MeasureCode, Rule, Share

Plans = dict[FunctionCode, ItemCode]  # function -> fact that holds its written pay measure
Measures = Annotated[tuple[MeasureCode, ...], Meta(min_length=1)]


class PayConflict(Rule, frozen=True, kw_only=True, tag="pay_conflict"):
    """An activity without a condition of quality feeds the measure that a colleague of another function is paid by."""

    fields = ("here", "there", "measure", "fed")

    plans: Plans = msgspec.field(default_factory=dict)  # stand in where nobody of a function answers


class VolumeAgainstKeeping(Rule, frozen=True, kw_only=True, tag="volume_against_keeping"):
    """One function is paid for the volume of new business, another for what becomes of it, and the first has no lasting part."""

    fields = ("here", "there", "whose", "volume", "keeping")

    volume: Measures
    keeping: Measures
    lasting: ItemCode | None = None  # fact that lists the functions with a lasting part of pay
    plans: Plans = msgspec.field(default_factory=dict)


class PayMisread(Rule, frozen=True, kw_only=True, tag="pay_misread"):
    """People of a function name another measure than the pay plan of their function holds."""

    fields = ("function", "others", "written")

    plans: Plans


class MeasureLadder(Rule, frozen=True, kw_only=True, tag="measure_ladder"):
    """A measure that people are paid by and from which no path of `supports` leads to the company goal."""

    fields = ("measure", "functions", "people")
    cases = ("written",)

    goal: MeasureCode
    plans: Plans = msgspec.field(default_factory=dict)


class HiddenChurn(Rule, frozen=True, kw_only=True, tag="hidden_churn"):
    """Lost business is counted over all customers while most of them are bound by contracts; facts alone."""

    fields = ("percent",)
    cases = ("lowered",)

    base: Choice  # the fact on what the loss is divided by, and the answers that count everybody
    bound: ItemCode  # share of customers with a contract of a year or more, in percent
    bound_from: Share
    lowered: ItemCode | None = None  # text: how the loss was lowered
    words: tuple[str, ...] = ()  # beginnings of words there that speak of contracts, in lower case
