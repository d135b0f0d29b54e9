"""Goals with the same measure that cannot all be true: other directions, amounts or dates."""

from collections import Counter
from contextlib import suppress
from itertools import combinations

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.checks.goal_parts import Goal, goal_items, goals_given, has
from scoring.checks.pay import measures_by_code
from scoring.checks.sentences import finding_of, say
from scoring.results import Finding, TeamScore
from scoring.wording import listed, people_of, quoted
from survey_definitions.goal_rules import GoalContradiction

PARTS = ("direction", "amount", "deadline")


def read_part(goal: Goal, part: str) -> str | None:
    """A part as it can be compared, an amount with its unit; None where it is not filled in."""
    if not has(goal, part):
        return None
    text = str(goal[part]).strip().casefold()
    if part != "amount":
        return text
    with suppress(ValueError):
        text = format(float(text), ".9g")
    return f"{text} {str(goal.get('unit') or '').strip().casefold()}".strip()


def contradict(one: Goal, other: Goal) -> tuple[str, ...]:
    """The parts that both goals fill in and that differ. Amounts in different units are not compared, nor is a year with a day in it.

    >>> contradict({"amount": 10, "unit": "%", "deadline": "2027"}, {"amount": 12, "unit": "%", "deadline": "2027"})
    ('amount',)
    >>> contradict({"amount": 10, "unit": "%"}, {"amount": 200, "unit": "customers"}), contradict({"direction": "up"}, {})
    ((), ())
    """
    found = []
    for part in PARTS:
        first, second = read_part(one, part), read_part(other, part)
        if first is not None and second is not None and first != second and _excludes(part, first, second):
            found.append(part)
    return tuple(found)


def days_of(deadline: str) -> tuple[str, str]:
    """The first and last day that a deadline may mean.

    >>> days_of("2027"), days_of("2027-Q2"), days_of("2027-06-30")
    (('2027-01-01', '2027-12-31'), ('2027-04-01', '2027-06-31'), ('2027-06-30', '2027-06-30'))
    """
    year, _, rest = deadline.upper().partition("-")
    if rest.startswith("Q") and rest[1:].isdigit():
        last = 3 * int(rest[1:])
        return f"{year}-{last - 2:02d}-01", f"{year}-{last:02d}-31"
    return (f"{year}-01-01", f"{year}-12-31") if not rest else (f"{deadline}-01"[:10], f"{deadline}-31"[:10])


def _excludes(part: str, first: str, second: str) -> bool:
    """Whether two different readings of a part cannot both be true: a year and a quarter of it can, and so can amounts in two units."""
    if part == "amount":
        return first.partition(" ")[2] == second.partition(" ")[2]
    if part == "deadline":
        (start, end), (other_start, other_end) = days_of(first), days_of(second)
        return end < other_start or other_end < start
    return True


def contradicting_goals(rule: GoalContradiction, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each measure that three people or more, and a third, give the goal, where enough pairs contradict each other.

    Size: the share of pairs that do, times the share of people who measure the goal so. A measure in words of one's own is nobody else's.
    """
    texts = measures_by_code(answers.instrument)
    found = []
    for item in goal_items(answers):
        goals = goals_given(answers, people, item)
        for measure in sorted({str(goal.get("measure")) for goal in goals} & set(texts)):
            alike = [goal for goal in goals if goal.get("measure") == measure]
            share, against = _against(alike)
            measured = len(alike) / len(goals)
            if (
                len(alike) < thresholds.PEOPLE
                or round(measured, 9) < round(thresholds.GOAL_MEASURE_FROM, 9)
                or not share
                or round(share, 9) < round(rule.pairs_from, 9)
            ):
                continue
            named = {part: len({text for goal in alike if (text := read_part(goal, part))}) for part in PARTS}
            differing = [part for part in PARTS if part in against]
            found.append(
                finding_of(
                    rule,
                    subject=item.code,
                    size=share * measured,
                    items=(item.code,),
                    n=len(alike),
                    values={
                        "measure": measure,
                        **{f"{part}s": named[part] for part in differing},
                        "people": len(alike),
                        "of": len(goals),
                        "pairs": share,
                    },
                    words={
                        "people": people_of(len(alike), len(goals)),
                        "measure": quoted(texts[measure].text),
                        "differing": listed([say(rule, {"number": named[part]}, part) for part in differing]),
                    },
                    private=item.private,
                )
            )
    return found


def _against(goals: list[Goal]) -> tuple[float, set[str]]:
    """The share of pairs that exclude each other, and in which parts. Goals that read alike are compared once."""
    alike = Counter(tuple(read_part(goal, part) for part in PARTS) for goal in goals)
    first = {tuple(read_part(goal, part) for part in PARTS): goal for goal in goals}
    pairs, against = 0, set[str]()
    for one, other in combinations(alike, 2):
        parts = contradict(first[one], first[other])
        pairs += alike[one] * alike[other] if parts else 0
        against |= set(parts)
    return pairs / max(1, len(goals) * (len(goals) - 1) // 2), against
