"""The sealed direction where no answer may be tied to a person: part of the one door (`scoring.disclosure`).

The comparison with what the sponsor sealed leaves the sponsor out. Its figures, set beside the lists of the whole team, tell what the
sponsor answered; where the sponsor is one of several in a function, whose lists are shown without a name, they tell which list is
whose, the colleague's too. There only the sentence of decision 4 remains: of so many others, so many named every declared one.
"""

from msgspec.structs import replace

from scoring.answers import TeamAnswers
from scoring.directions import Knowledge
from scoring.results import Finding, TeamScore
from scoring.team import team_of

_PRINTING = {"declared_unknown", "together_elsewhere"}  # kinds whose sentences hold the figures that are taken out


def without_sponsor_apart(parts: tuple[Knowledge, ...], answers: TeamAnswers) -> tuple[Knowledge, ...]:
    """Without counts by option where the sponsor was left out, and without every other finer figure where a function hides the sponsor."""
    hidden = _shares_function(answers)
    return tuple(part if not part.left_out else _counted_only(part) if hidden else replace(part, named={}) for part in parts)


def findings_without_sponsor_apart(findings: tuple[Finding, ...], score: TeamScore, answers: TeamAnswers) -> tuple[Finding, ...]:
    """Without the findings that print what `without_sponsor_apart` takes out."""
    if not _shares_function(answers):
        return findings
    codes = {part.code for part in score.knowledge if part.left_out}
    return tuple(finding for finding in findings if finding.kind not in _PRINTING or finding.subject not in codes)


def _counted_only(part: Knowledge) -> Knowledge:
    return Knowledge(
        code=part.code,
        declared=part.declared,
        n=part.n,
        left_out=True,
        all_named=part.all_named,
        chance_named=part.chance_named,
        chance_all=part.chance_all,
        status=part.status,
    )


def _shares_function(answers: TeamAnswers) -> bool:
    """Whether the sponsor is of the team and somebody else is of the sponsor's function, or both are of none."""
    people = team_of(answers)
    by = answers.sealed.by if answers.sealed else ""
    theirs = next((person.function for person in people if person.id == by), None)
    return theirs is not None and sum(person.function == theirs for person in people) > 1
