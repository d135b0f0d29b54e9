"""Findings on the sealed direction: who knows what was declared, what the team shares in its place, and what people would rather do.

Not knowing and not wanting are two findings, for they call for different work: telling the one, deciding again the other.
"""

from scoring import thresholds
from scoring.answers import TeamAnswers
from scoring.directions import GoalKnown, Knowledge, Will
from scoring.results import Evidence, Finding, TeamScore
from scoring.wording import counted, decimal, listed, plain, quoted
from survey_definitions.schema import PickItem, RankingItem

MOST_NAMED = 3  # options that a sentence names


def direction_findings(score: TeamScore, answers: TeamAnswers) -> list[Finding]:
    """Everything that is said of the sealed direction, and of what people would choose against what they hold to be committed."""
    found: list[Finding] = []
    counts = {part.code: part.counts for part in score.priorities}
    for known in score.knowledge:
        found += [*knowledge_findings(answers, known), *elsewhere_findings(answers, known, counts.get(known.code, {}))]
    for goal in score.goal_known:
        found += goal_known_findings(answers, goal)
    for will in score.will:
        found += will_findings(answers, will)
    return found


def _group(n: int, *, left_out: bool) -> str:
    return counted(n, "person", "people") + (" beside the sponsor" if left_out else "")


def _number(count: int) -> str:
    return "nobody" if count == 0 else str(count)


def _all_of(count: int, n: int) -> str:
    return "all" if count == n else _number(count)


def _texts(answers: TeamAnswers, code: str) -> dict[str, str]:
    item = answers.instrument.item(code)
    return {option.code: option.text for option in answers.instrument.options_of(item)} if isinstance(item, PickItem | RankingItem) else {}


def _largest(counts: dict[str, int], texts: dict[str, str], least: int = 1) -> tuple[list[str], int]:
    """The options with the highest count, at most three, and that count; none where it is below `least` or too many share it."""
    most = max(counts.values(), default=0)
    names = [quoted(texts[code]) for code, count in sorted(counts.items()) if count == most and code in texts]
    return (names, most) if most >= least and len(names) <= MOST_NAMED else ([], most)


def knowledge_findings(answers: TeamAnswers, known: Knowledge) -> list[Finding]:
    """Too few name every declared priority: they do not know them."""
    n, size = known.n, len(known.declared)
    share = known.all_named / n if n else 1.0
    if n < thresholds.PEOPLE or known.mean_named is None or round(share, 9) >= round(thresholds.DECLARED_UNKNOWN_BELOW, 9):
        return []
    item = answers.instrument.item(known.code)
    what = {1: "the declared priority", 2: "both declared priorities"}.get(size, f"all {size} declared priorities")
    if known.mean_named == 0 and size > 1:
        what = f"a single one of the {size} declared priorities"
    rest = ""
    if size > 1:
        chance = "" if known.chance_named is None else f"; lists picked at random would name {decimal(known.chance_named)}"
        mean = f"each named {decimal(known.mean_named)} of {size}"
        rest = f" On average {mean}{chance}." if known.mean_named else f" {chance[2:].capitalize()} on average." if chance else ""
    elif known.chance_named is not None:
        rest = f" Of lists picked at random, {decimal(100 * known.chance_named)} in 100 would name it."
    return [
        Finding(
            kind="declared_unknown",
            subject=known.code,
            sentence=f"Of the {_group(n, left_out=known.left_out)}, {_number(known.all_named)} named {what}.{rest}",
            size=1 - share,
            weight=item.weight,
            evidence=Evidence(
                items=(known.code,),
                n=n,
                values={
                    "all_named": known.all_named,
                    "none_named": known.none_named,
                    "declared": size,
                    "mean_named": known.mean_named,
                    "chance_named": known.chance_named,
                    "chance_percent": None if known.chance_named is None else 100 * known.chance_named,
                },
                formula="people whose list holds every declared option; chance t s / M",
            ),
            private=item.private,
        )
    ]


def elsewhere_findings(answers: TeamAnswers, known: Knowledge, counts: dict[str, int]) -> list[Finding]:
    """A team that agrees with itself on other things than those declared: nobody will notice from inside.

    `counts` are those of the whole team, the sponsor among them, as the page on priorities shows them: counts without the sponsor,
    set beside those, would tell what the sponsor answered.
    """
    if known.quadrant != "together_elsewhere" or known.mean_named is None or known.agreement is None:
        return []
    item = answers.instrument.item(known.code)
    outside = {code: count for code, count in counts.items() if code not in known.declared}
    names, most = _largest(outside, _texts(answers, known.code), 2)
    instead = f" Instead, {listed(names)} {'is' if len(names) == 1 else 'are each'} named by {most} of the team." if names else ""
    size, points = len(known.declared), round(max(100 * known.agreement, 0.0))
    on = "the one declared priority" if size == 1 else f"the {size} declared priorities"
    return [
        Finding(
            kind="together_elsewhere",
            subject=known.code,
            sentence=(
                f"The {_group(known.n, left_out=known.left_out)} agree with one another on what comes first, by {plain(points)} of 100, "
                f"but not on what was declared: of {on} each names {decimal(known.mean_named)} on average.{instead}"
            ),
            size=min(1.0, 1 - known.mean_named / size),
            weight=3,  # whatever the item's own: a team that is sure of something else does not look again
            certainty="outside_chance",
            evidence=Evidence(
                items=(known.code,),
                n=known.n,
                values={
                    "agreement": known.agreement,
                    "points": points,
                    "mean_named": known.mean_named,
                    "declared": size,
                    "most_named": most,
                },
                formula="1 - mean disagreement of two lists; mean number of declared options on a list",
            ),
            private=item.private,
        )
    ]


def will_findings(answers: TeamAnswers, will: Will) -> list[Finding]:
    """People who hold one thing to be committed and would choose another: they know, and would rather not."""
    if will.n < thresholds.PEOPLE or will.shared is None or will.places == 0:
        return []
    kept = will.shared / will.places
    if round(kept, 9) >= round(thresholds.WILL_DIFFERS_BELOW, 9):
        return []
    item, held = answers.instrument.item(will.chosen), answers.instrument.item(will.committed)
    texts = _texts(answers, will.committed)
    dropped, most_dropped = _largest(will.dropped, texts, 2)
    added, most_added = _largest(will.added, texts, 2)
    more = ""
    if dropped:
        more += f" {listed(dropped)} {'is' if len(dropped) == 1 else 'are each'} held committed and not chosen by {most_dropped}."
    if added:
        more += f" {listed(added)} would be chosen instead by {most_added}{' each' if len(added) > 1 else ''}."
    return [
        Finding(
            kind="will_differs",
            subject=will.chosen,
            sentence=(
                f"Of the {will.places} priorities that each of {counted(will.n, 'person', 'people')} holds to be committed, "
                f"{decimal(will.shared)} on average would be that person's own choice.{more}"
            ),
            size=1 - kept,
            weight=item.weight,
            evidence=Evidence(
                items=(will.committed, will.chosen),
                n=will.n,
                values={
                    "shared": will.shared,
                    "places": will.places,
                    "chance_shared": will.chance_shared,
                    "most_dropped": most_dropped,
                    "most_added": most_added,
                    "all_kept": will.all_kept,
                },
                formula="mean number of options on both lists of one person",
            ),
            private=item.private or held.private,
        )
    ]


def goal_known_findings(answers: TeamAnswers, known: GoalKnown) -> list[Finding]:
    """Too few name the declared goal by measure and date."""
    if known.status != "ok" or known.asked < thresholds.PEOPLE:
        return []
    share = known.same_deadline / known.asked
    if round(share, 9) >= round(thresholds.DECLARED_UNKNOWN_BELOW, 9):
        return []
    item = answers.instrument.item(known.code)
    dated = bool((answers.sealed.goal if answers.sealed else {}).get("deadline"))
    date = f", {_number(known.same_deadline)} with its date" if dated and known.same_measure else ""
    return [
        Finding(
            kind="declared_unknown",
            subject=known.code,
            sentence=(
                f"Of the {_group(known.asked, left_out=known.left_out)}, {_all_of(known.n, known.asked)} wrote down a company goal, "
                f"and {_number(known.same_measure)} named the measure of the declared one{date}."
                if known.n
                else f"Of the {_group(known.asked, left_out=known.left_out)}, nobody wrote down a company goal; one has been declared."
            ),
            size=1 - share,
            weight=item.weight,
            evidence=Evidence(
                items=(known.code,),
                n=known.asked,
                values={
                    "asked": known.asked,
                    "wrote": known.n,
                    "same_measure": known.same_measure,
                    "same_deadline": known.same_deadline,
                    "same_amount": known.same_amount,
                },
                formula="people who name the declared measure, and its last day",
            ),
            private=item.private,
        )
    ]
