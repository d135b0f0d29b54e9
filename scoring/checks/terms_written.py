"""Words whose meaning is not in writing, by the fact sheet."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.fact_rules import TermsUnwritten


def terms_unwritten(rule: TermsUnwritten, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding with every word that is not in writing, or only partly. Size: their share of the words asked for, partly by half."""
    said = {term: answer for term in rule.terms if (answer := answer_of(answers, term.fact)) is not None}
    missing = [term for term, answer in said.items() if answer in {"no", "dk"}]
    half = [term for term, answer in said.items() if answer == "partly"]
    if not missing and not half:
        return []
    case = "both" if missing and half else "partly" if half else ""
    return [
        finding_of(
            rule,
            subject=rule.subject,
            size=(len(missing) + len(half) / 2) / len(said),
            items=tuple(term.fact for term in (*missing, *half)),
            n=0,
            values={"asked": len(said), "missing": len(missing), "partly": len(half)},
            words={
                "asked": counted(len(said), "word", "words"),
                "open": listed([quoted(term.text) for term in missing]),
                "half": listed([quoted(term.text) for term in half]),
            },
            case=case,
        )
    ]
