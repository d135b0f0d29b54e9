"""Rules that hold priorities against effort, commission, targets, people and tools."""

from typing import Annotated

from msgspec import Meta, Struct

from survey_definitions.rule import Choice, ItemCode, PriorityCode, Rule, Share
from survey_definitions.schema import Code, Line


class Funding(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a priority would show: parts of the effort, and the side of the commission that pays for it."""

    priority: PriorityCode
    effort: Choice
    commission: Annotated[str, Meta(pattern=r"^(new|existing|)\Z")] = ""


class PriorityFunding(Rule, frozen=True, kw_only=True, tag="priority_funding"):
    """A priority that most hold to be committed, or that was declared, and that gets little effort or little of the commission."""

    fields = ("subject", "people", "priority", "getting", "points", "total", "percent")
    cases = ("committed", "declared", "effort", "new", "existing")

    committed: ItemCode
    named_from: Share
    effort_up_to: Share
    commission_new: ItemCode | None = None  # percent of the commission that is paid for new customers
    commission_up_to: Share
    funding: Annotated[tuple[Funding, ...], Meta(min_length=1)]


class EffortReading(Rule, frozen=True, kw_only=True, tag="effort_reading"):
    """One reading of an allocation, such as later against now: how far apart people are on the points for these parts."""

    fields = ("people", "low", "high", "mean", "total", "name")

    parts: Choice
    name: Line  # what these parts are, as the end of "points for ..."
    differ_from: Share  # mean difference of two people, as a share of the total


class Cover(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The option of the coverage facts that stands for a priority."""

    priority: PriorityCode
    option: Code


class GoalCoverage(Rule, frozen=True, kw_only=True, tag="goal_coverage"):
    """A priority that most hold to be committed, and that no target of salespeople or no assignment holds."""

    fields = ("people", "priority", "missing")
    cases = ("targets", "assigned")

    committed: ItemCode
    named_from: Share
    targets: ItemCode
    assigned: ItemCode
    covers: Annotated[tuple[Cover, ...], Meta(min_length=1)]


class StrategyFit(Rule, frozen=True, kw_only=True, tag="strategy_fit"):
    """New customers come first, by priorities or by effort, and the people or the budget for them are few."""

    fields = ("subject", "people", "priority", "having", "hunters", "budget", "points", "total")
    cases = ("committed", "effort", "hunters", "budget")

    committed: ItemCode
    priority: PriorityCode
    named_from: Share
    effort: Choice
    effort_from: Share
    hunters: ItemCode  # percent
    budget: ItemCode  # percent
    share_up_to: Share


class ToolsAlone(Rule, frozen=True, kw_only=True, tag="tools_alone"):
    """Many tools are in use while people rate people and process low."""

    fields = ("tools", "offered", "people", "mean", "levels", "questions")

    tools: ItemCode
    tools_from: Annotated[int, Meta(ge=1)]
    ratings: Annotated[tuple[ItemCode, ...], Meta(min_length=1)]
    ratings_from: Annotated[int, Meta(ge=1)]  # so many of them have to be answered
    place_up_to: Share


class Pressure(Rule, frozen=True, kw_only=True, tag="pressure"):
    """The wave was answered under pressure, by the fact sheet."""

    fact: ItemCode
