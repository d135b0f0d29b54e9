"""Rules on goals: what a goal states, where goals contradict each other, and who knows whose."""

from survey_definitions.rule import ItemCode, Rule, Share
from survey_definitions.schema import Code


class GoalParts(Rule, frozen=True, kw_only=True, tag="goal_parts"):
    """Too few people name a company goal with measure, amount in a unit, and date."""

    fields = ("people", "whole", "measured", "amounts", "dates")
    cases = ("nobody",)

    whole_below: Share  # share of people whose goal has every part


class GoalWritten(Rule, frozen=True, kw_only=True, tag="goal_written"):
    """What the written company goal lacks, by the fact sheet."""

    fields = ("lacking",)
    cases = ("unwritten", "amount", "deadline")

    written: ItemCode
    amount: ItemCode
    deadline: ItemCode


class GoalContradiction(Rule, frozen=True, kw_only=True, tag="goal_contradiction"):
    """People measure the company goal alike, and name directions, amounts or dates that cannot all be true."""

    fields = ("people", "measure", "differing", "number")
    cases = ("direction", "amount", "deadline")

    pairs_from: Share  # share of pairs that contradict each other


class GoalsOfPeers(Rule, frozen=True, kw_only=True, tag="goals_of_peers"):
    """How well other functions can state a function's goal, from every item that feeds `reads`: perceptions and ratings."""

    fields = ("function", "people", "mean", "levels", "item", "low", "level", "also")
    cases = ("rating", "scattered")

    reads: Code  # the word in `feeds` of the items to be read
    place_up_to: Share  # place on the scale, 0 lowest level and 1 highest
    share_from: Share  # for ratings: share of people who are that low
    together: ItemCode | None = None  # fact: whether all goals stand in one document
