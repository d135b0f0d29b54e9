"""What an analyst may pass on: nothing that rests on fewer than a number of people chosen by hand (decision 30)."""

from msgspec.structs import replace

from api.files.function_minimum import functions_with_minimum
from scoring.answers import TeamAnswers
from scoring.directions import GoalKnown, Knowledge, Will
from scoring.results import AreaScore, Estimate, Index, ItemScore, Prediction, PriorityScore, TeamScore


def with_minimum(score: TeamScore, answers: TeamAnswers, minimum: int) -> TeamScore:
    """The score without what rests on fewer than `minimum` people; a team below it keeps only its size.

    An item, an area, a list or a prediction that fewer have answered keeps its code and n, with the status `suppressed`.
    """
    if minimum <= 1:
        return score
    if score.n < minimum:
        return _size_only(score, minimum)
    functions, between, silo_gap = functions_with_minimum(score, answers, minimum)
    few = {item.area for item in score.items if item.type == "M" and 0 < item.n < minimum}
    index, blocks = score.index, score.blocks
    if index.value is not None and index.n < minimum:
        # Functions and their pairs come from the same matrix as the index.
        index, blocks, functions, between = _no_index(index, minimum), {}, (), ()
        silo_gap = replace(silo_gap, value=None, p=None, status="suppressed")
        # So do these two: with a bound or an interval A could be worked out again.
        score = replace(score, bounds=None, interval=None)
    return replace(
        score,
        index=index,
        core_index=_no_index(score.core_index, minimum) if score.core_index.n < minimum else score.core_index,
        blocks=_blocks(blocks, minimum),
        areas=tuple(_area(area, minimum, few) for area in score.areas),
        items=tuple(_item(item, minimum) for item in score.items),
        priorities=tuple(_priority(item, minimum) for item in score.priorities),
        predictions=tuple(_prediction(item, minimum) for item in score.predictions),
        knowledge=tuple(_known(part, minimum) for part in score.knowledge),
        goal_known=tuple(
            part if part.asked >= minimum else GoalKnown(code=part.code, asked=part.asked, status="suppressed") for part in score.goal_known
        ),
        will=tuple(
            replace(part, persons={})
            if part.n >= minimum
            else Will(committed=part.committed, chosen=part.chosen, n=part.n, status="suppressed")
            for part in score.will
        ),
        views=tuple(view for view in score.views if min(view.own_n, view.others_n, *(n for _, n in view.by.values())) >= minimum),
        contested_items=tuple(one for one in score.contested_items if one.n >= minimum),
        contested_priorities=tuple(one for one in score.contested_priorities if one.n >= minimum),
        functions=functions,
        between=between,
        silo_gap=silo_gap,
        pairs=(),
        flags={},
        # Written nowhere yet; each tells of single functions or people, or of few, what the lists above do not.
        definitions=(),
        allocations=(),
        pay_links=(),
        rungs=(),
        camps=replace(score.camps, smaller=0, larger=0),
    )


def _blocks(blocks: dict[str, Estimate], minimum: int) -> dict[str, Estimate]:
    """The blocks; none where fewer have answered one: what these few said would follow from the total and the others."""
    if all(found.value is None or found.n >= minimum for found in blocks.values()):
        return blocks
    return {
        block: found if found.value is None else replace(found, value=None, chance_band=None, status="suppressed")
        for block, found in blocks.items()
    }


def _no_index(index: Index, minimum: int) -> Index:
    """Only how many it would have rested on."""
    return Index(n=index.n, basis=index.basis, level_reason=f"fewer than {minimum} people", status="suppressed")


def _size_only(score: TeamScore, minimum: int) -> TeamScore:
    return TeamScore(
        team=score.team,
        wave=score.wave,
        instrument_id=score.instrument_id,
        instrument_version=score.instrument_version,
        n=score.n,
        invited=score.invited,
        index=_no_index(score.index, minimum),
        core_index=_no_index(score.core_index, minimum),
        blocks={},
        silo_gap=replace(score.silo_gap, value=None, p=None, status="suppressed"),
        status="suppressed",
    )


def _area(area: AreaScore, minimum: int, few: set[str]) -> AreaScore:
    """Without figures also where few answered one of its ratings: beside those of the others, the mean of all tells that one."""
    return area if not 0 < area.n < minimum and area.code not in few else replace(area, mean=None, agreement=None, status="suppressed")


def _item(item: ItemScore, minimum: int) -> ItemScore:
    if not 0 < item.n < minimum:
        return item
    return ItemScore(code=item.code, type=item.type, area=item.area, n=item.n, asked=item.asked, status="suppressed")


def _priority(item: PriorityScore, minimum: int) -> PriorityScore:
    if not 0 < item.n < minimum:
        return item
    return PriorityScore(code=item.code, type=item.type, size=item.size, places=item.places, n=item.n, status="suppressed")


def _known(part: Knowledge, minimum: int) -> Knowledge:
    """Without counts where fewer answered, and without what counts of all, the sponsor among them, turn into the sponsor's answer."""
    if part.n < minimum:
        return Knowledge(code=part.code, declared=part.declared, n=part.n, left_out=part.left_out, status="suppressed")
    if not part.left_out:
        return replace(part, persons={})
    return replace(part, persons={}, named={}, mean_named=None, agreement=None, quadrant=None, p_named=None, p_all=None)


def _prediction(item: Prediction, minimum: int) -> Prediction:
    if not 0 < item.n < minimum:
        return replace(item, persons={})
    return Prediction(code=item.code, of=item.of, target=item.target, n=item.n, status="suppressed")
