"""What the sponsor sealed against what was answered, own and others' views, and what is most contested: as plain data and in lines."""

from collections.abc import Callable
from typing import Any

from scoring.results import TeamScore

Number = Callable[[float | None], float | None]  # how figures are rounded in this output


def direction_object(score: TeamScore, number: Number) -> dict[str, Any]:
    """Fields of a team's object. The first two are empty where nothing was sealed."""
    return {
        "declared": [
            {
                "code": known.code,
                "declared": list(known.declared),
                "n": known.n,
                "all_named": known.all_named,
                "none_named": known.none_named,
                "mean_named": number(known.mean_named),
                "chance_named": number(known.chance_named),
                "named": known.named,
                "agreement": number(known.agreement),
                "quadrant": known.quadrant,
                "status": known.status,
            }
            for known in score.knowledge
        ],
        "goal_known": [
            {
                "code": known.code,
                "asked": known.asked,
                "n": known.n,
                "same_measure": known.same_measure,
                "same_deadline": known.same_deadline,
                "same_amount": known.same_amount,
                "status": known.status,
            }
            for known in score.goal_known
        ],
        "will": [
            {
                "committed": will.committed,
                "chosen": will.chosen,
                "n": will.n,
                "shared": number(will.shared),
                "chance_shared": number(will.chance_shared),
                "dropped": will.dropped,
                "added": will.added,
                "status": will.status,
            }
            for will in score.will
        ],
        "views": [
            {
                "item": view.item,
                "about": view.about,
                "own": number(view.own),
                "own_n": view.own_n,
                "others": number(view.others),
                "others_n": view.others_n,
                "by": {function: [number(mean), n] for function, (mean, n) in view.by.items()},
                "gap": number(view.gap),
                "status": view.status,
            }
            for view in score.views
        ],
        "most_contested": [
            {"item": one.item, "option": one.option or None, "value": number(one.value), "n": one.n}
            for one in (*score.contested_items, *score.contested_priorities)
        ],
    }


def direction_lines(score: TeamScore) -> list[str]:
    """Lines for the terminal: who named what was declared. Nothing where nothing was sealed."""
    lines = []
    for known in score.knowledge:
        if known.n:
            who = "others" if known.left_out else "people"
            lines += ["", f"{known.code}: of {known.n} {who}, {known.all_named} named every declared priority; none: {known.none_named}"]
    for goal in score.goal_known:
        if goal.status == "ok":
            who = "others" if goal.left_out else "people"
            lines += [
                "",
                f"{goal.code}: of {goal.asked} {who}, {goal.same_measure} named the declared measure, {goal.same_deadline} with its date",
            ]
    return lines
