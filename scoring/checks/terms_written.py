"""Words whose meaning is not in writing, by the fact sheet."""

from scoring.answers import Respondent, TeamAnswers
from scoring.checks.sentences import finding_of
from scoring.facts import answer_of, choice_of, fact_item
from scoring.results import Finding, TeamScore
from scoring.wording import counted, listed, quoted
from survey_definitions.fact_rules import TermsUnwritten
from survey_definitions.schema import DefinitionItem


def written(answers: TeamAnswers, code: str) -> str | None:
    """Whether a word is in writing. Where the fact offers meanings, one that is ticked counts, "no agreed definition" does not."""
    if isinstance(fact_item(answers, code), DefinitionItem):
        choice = choice_of(answers, code)
        return choice if choice is None else "no" if choice in {"none", "dk"} else "yes"
    return answer_of(answers, code)


def terms_unwritten(rule: TermsUnwritten, answers: TeamAnswers, people: tuple[Respondent, ...], score: TeamScore) -> list[Finding]:  # noqa: ARG001 - as every evaluator
    """One finding with every word that is not in writing, or only partly. Size: their share of the words asked for, partly by half."""
    said = {term: answer for term in rule.terms if (answer := written(answers, term.fact)) is not None}
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
