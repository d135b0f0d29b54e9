"""Pay for the volume of new business beside pay for what becomes of it, without a lasting part on the first side."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.pay import Pay, by_function, function_text, is_paid_by, measures_by_code, pays_of
from scoring.checks.pay_pairs import Side, finding_of_two
from scoring.facts import choices_of
from scoring.results import Finding, TeamScore
from scoring.wording import quoted
from survey_definitions.pay_rules import VolumeAgainstKeeping


def lasting_functions(answers: TeamAnswers, code: str | None) -> frozenset[str]:
    """Functions of which the fact sheet says that a part of their pay depends on customers staying."""
    return (choices_of(answers, code) if code else None) or frozenset()


def pays_for_volume(rule: VolumeAgainstKeeping, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding for each volume measure and the function paid by it. Size: its share of that function, times that of its counterpart.

    Half and more of either function name it. The counterpart is the function of which the largest share is paid by keeping
    (ties: by code); the incentive matrix holds the others.
    A function with a lasting part of its pay (by the fact sheet), and an answer that names a condition of quality, are left out.
    """
    texts = {code: quoted(measure.text) for code, measure in measures_by_code(answers.instrument).items()}
    pays = pays_of(answers, people, rule.plans)
    paid = by_function(pays)
    lasting = lasting_functions(answers, rule.lasting)
    loose = {(pay.function, pay.measure) for pay in pays if pay.measure in rule.volume and not pay.quality and pay.function not in lasting}
    keeping = {(pay.function, pay.measure) for pay in pays if pay.measure in rule.keeping}
    found = []
    for here, volume in sorted(loose):
        against = [
            (-len([pay for pay in paid[there] if pay.measure == kept]) / len(paid[there]), there, kept)
            for there, kept in keeping
            if there != here
        ]
        first: list[Pay] = [pay for pay in paid[here] if pay.measure == volume and not pay.quality]
        if against and is_paid_by(first, paid[here]):
            _, there, kept = min(against)
            second: list[Pay] = [pay for pay in paid[there] if pay.measure == kept]
            if not is_paid_by(second, paid[there]):
                continue
            values = {"other_measure": kept}
            words = {"whose": function_text(answers.instrument, here), "volume": texts[volume], "keeping": texts[kept]}
            sides = Side(first, paid[here]), Side(second, paid[there])
            found.append(finding_of_two(rule, answers.instrument, sides, values=values, words=words))
    return found
