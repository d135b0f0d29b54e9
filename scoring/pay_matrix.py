"""The incentive matrix and the goal ladder: function against function, and each measure against the company goal.

Both are read from incentive items that are not private; what the checks say of them is in `scoring/checks/`.
"""

from collections.abc import Iterable
from typing import Literal

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.ladder import most_named, path_up
from scoring.checks.packaged import packaged_checks
from scoring.checks.pay import Pay, by_function, measures_by_code, pays_said
from scoring.checks.volume import lasting_functions
from scoring.matrices import PayLink, Rung
from survey_definitions.pay_rules import MeasureLadder, PayConflict, VolumeAgainstKeeping
from survey_definitions.rules import CheckCatalogue
from survey_definitions.schema import TextItem

Sign = Literal[-1, 0, 1]


def pay_links(answers: TeamAnswers, people: tuple[Respondent, ...], catalogue: CheckCatalogue | None = None) -> tuple[PayLink, ...]:
    """One cell for each ordered pair of functions that name a measure of their pay: sign -1, 0 or 1.

    Each function stands with the measure that most of its people name; where several are level, with that of the lowest sign, so that
    a conflict is not hidden by the order of a list. -1: a's measure is an activity that feeds b's, or a volume of new business while b
    is paid for keeping it, and at least half of those of a who name it name no condition of quality. 1: b's measure is a's own outcome
    or stands on the line from a's to the company goal. 0: neither is known. Functions in the order of their codes.
    """
    signs = _Signs(answers, (catalogue or packaged_checks()).rules)
    paid = by_function(pays_said(answers, people, private=False))
    most = {function: most_named(pays) for function, pays in paid.items()}
    links = []
    for a, firsts in paid.items():
        for b, seconds in paid.items():
            if a == b:
                continue
            cells = [
                PayLink(a=a, b=b, a_measure=first, b_measure=second, sign=sign, rule=rule, people=_naming(firsts, first, seconds, second))
                for first in most[a]
                for second in most[b]
                for sign, rule in [signs.of([pay for pay in firsts if pay.measure == first], second)]
            ]
            links.append(min(cells, key=lambda cell: (cell.sign, cell.a_measure, cell.b_measure)))
    return tuple(links)


def rungs_of(answers: TeamAnswers, people: tuple[Respondent, ...], catalogue: CheckCatalogue | None = None) -> tuple[Rung, ...]:
    """Each measure that people of a function name, with its line up to the company goal: () for an orphan.

    Nothing where the instrument does not list the company goal among its measures. Functions and measures in the order of their codes.
    """
    goals = [rule.goal for rule in (catalogue or packaged_checks()).rules if isinstance(rule, MeasureLadder)]
    measures = measures_by_code(answers.instrument)
    known = [goal for goal in goals if goal in measures]
    if not known:
        return ()
    items = [item for _, item in answers.instrument.items() if isinstance(item, TextItem) and item.form == "incentive" and not item.private]
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for person in people:
        for item in items:
            value = answers.value(person, item.code)
            if isinstance(value, dict) and person.function and str(value.get("measure")) in measures:
                found.setdefault((person.function, str(value["measure"])), []).append(value)
    return tuple(
        Rung(
            function=function,
            measure=measure,
            path=path_up(answers.instrument, measure, known[0]),
            people=len(values),
            amounts=sum(value.get("amount") not in (None, "") for value in values),
            deadlines=sum(value.get("deadline") not in (None, "") for value in values),
        )
        for (function, measure), values in sorted(found.items(), key=lambda entry: entry[0])
    )


def _naming(firsts: list[Pay], first: str, seconds: list[Pay], second: str) -> int:
    return sum(pay.measure == first for pay in firsts) + sum(pay.measure == second for pay in seconds)


class _Signs:
    """How measures stand to one another in one team: what depends on the measures or the functions alone is looked up once."""

    def __init__(self, answers: TeamAnswers, rules: Iterable[object]) -> None:
        self.instrument = answers.instrument
        self.measures = measures_by_code(answers.instrument)
        self.against = [rule for rule in rules if isinstance(rule, PayConflict | VolumeAgainstKeeping)]
        self.ladders = [rule for rule in rules if isinstance(rule, MeasureLadder)]
        self.lasting = {
            rule.code: lasting_functions(answers, rule.lasting) for rule in self.against if isinstance(rule, VolumeAgainstKeeping)
        }
        self.serving: dict[tuple[str, str], bool] = {}

    def of(self, naming: list[Pay], second: str) -> tuple[Sign, str]:
        """The sign and the rule that decided. `naming`: the statements of the first function that name its measure."""
        first, here = naming[0].measure, naming[0].function
        if 2 * sum(not pay.quality for pay in naming) >= len(naming):
            for rule in self.against:
                if isinstance(rule, PayConflict):
                    apart = self.measures[first].kind == "activity" and second in self.measures[first].feeds
                else:
                    apart = first in rule.volume and second in rule.keeping and here not in self.lasting[rule.code]
                if apart:
                    return -1, rule.code
        return (1, self.ladders[0].code) if self.ladders and self._serves(first, second) else (0, "")

    def _serves(self, first: str, second: str) -> bool:
        """Whether the first measure works towards the second: it is the same outcome, or stands on a line of `supports` below it."""
        if (first, second) not in self.serving:
            same = self.measures[first].kind == "outcome" if first == second else bool(path_up(self.instrument, first, second))
            self.serving[first, second] = same
        return self.serving[first, second]
