"""Findings on the index as a whole: that the team stands in two camps, and that agreement on ratings may be a way of ticking."""

from collections import Counter

from scoring import thresholds
from scoring.answers import TeamAnswers
from scoring.checks.pay import function_text
from scoring.results import Evidence, Finding, TeamScore
from scoring.wording import counted, decimal, listed
from survey_definitions.schema import Instrument

_LARGEST = 50.0  # points of A - U: two camps of equal size whose answers are opposed throughout come near


def camp_findings(score: TeamScore, answers: TeamAnswers) -> list[Finding]:
    """Two camps, without a word on who or how many stand in which; functions are named only where a test says the line follows them."""
    camps = score.camps
    if not camps.found or camps.penalty is None or camps.limit is None:
        return []
    penalty, limit = _apart(camps.penalty, camps.limit)
    sides = function_sides(score, answers) if camps.follows_function else ((), ())
    values: dict[str, object] = {"penalty": camps.penalty, "limit": camps.limit}
    sentence = (
        f"The team stands in two camps: across its deepest split people agree {penalty} points less than any two of them do on "
        f"average; of teams without camps, 95 % stay at {limit} or below."
    )
    if camps.follows_function and camps.p is not None:
        values |= {"p": camps.p, "agreement": camps.agreement}
        named = all(sides)
        if named:
            values |= {"functions_here": list(sides[0]), "functions_there": list(sides[1])}
        here, there = (listed(part) for part in sides)
        where = f", with {here} mainly on one side and {there} mainly on the other" if named else ""
        sentence += f" The line runs between functions{where} (p = {max(camps.p, 0.001):.3f})."
    return [
        Finding(
            kind="camps",
            subject="camps",
            sentence=sentence,
            size=min(1.0, camps.penalty / _LARGEST),
            weight=2,
            certainty="tested" if camps.follows_function else "outside_chance",
            evidence=Evidence(
                items=(),
                n=score.index.n,
                values=values,
                formula="A - U against its 95 % point in simulated teams without camps; adjusted Rand index of sides and functions",
            ),
        )
    ]


def _apart(penalty: float, limit: float) -> tuple[str, str]:
    """Both in whole points, or with a decimal where whole points would look the same."""
    whole = f"{penalty:.0f}", f"{limit:.0f}"
    return (decimal(penalty), decimal(limit)) if whole[0] == whole[1] else whole


def function_sides(score: TeamScore, answers: TeamAnswers) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Functions most of whose people stand on one side, in words and in order; those that stand on both sides alike are left out.

    So are those of one or two people: with "most" it would be said where each of them stands. The side of the first function in
    the order of the instrument comes first, so that the order tells nothing of sizes.
    """
    split = score.index.split
    if split is None:
        return (), ()
    members = set(split.members)
    standing = members | set(split.others)
    people = [person for person in answers.respondents if person.function and person.id in standing]
    whole = Counter(person.function for person in people)
    apart = Counter(person.function for person in people if person.id in members)
    codes = _in_order(answers.instrument, {code for code, size in whole.items() if size >= thresholds.PEOPLE})
    sides = (
        tuple(function_text(answers.instrument, code) for code in codes if 2 * apart[code] > whole[code]),
        tuple(function_text(answers.instrument, code) for code in codes if 2 * apart[code] < whole[code]),
    )
    first = next((code for code in codes if 2 * apart[code] != whole[code]), None)
    return sides if first is None or 2 * apart[first] > whole[first] else (sides[1], sides[0])


def _in_order(instrument: Instrument, codes: set[str]) -> list[str]:
    known = [function.code for function in instrument.functions if function.code in codes]
    return known + sorted(codes - set(known))


def style_findings(score: TeamScore) -> list[Finding]:
    """A caution about a figure, not a finding about people: high agreement on ratings without agreement on which stand higher."""
    style = score.style
    if not style.shared or style.agreement is None or style.concordance is None or style.n < thresholds.PEOPLE:
        return []
    points, order = round(100 * style.agreement), round(100 * max(0.0, style.concordance))
    people, statements = counted(style.n, "person", "people"), counted(style.items, "statement", "statements")
    return [
        Finding(
            kind="style_shared",
            subject="ratings",
            sentence=(
                f"Most of the agreement on ratings could come from ticking much the same everywhere: {people} agree by {points} of 100, "
                f"but on which of {statements} stand higher and which lower by {order} of 100 only."
            ),
            size=min(1.0, max(0.0, style.agreement - max(0.0, style.concordance))),
            weight=1,
            evidence=Evidence(
                items=(),
                n=style.n,
                values={
                    "agreement": style.agreement,
                    "points": points,
                    "concordance": style.concordance,
                    "order_points": order,
                    "statements": style.items,
                    "skewed": style.skewed,
                },
                formula="r*_wg(J), uniform null; overall concordance, own ratings shuffled over items as chance",
            ),
        )
    ]
