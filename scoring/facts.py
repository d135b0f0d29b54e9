"""The fact sheet as the checks read it: one small reading a type, None wherever a fact is not filled in or not asked for.

Facts are what an informant or the consultant wrote down, not answers of respondents. "Don't know" is something that a sheet says;
a fact that is left blank says nothing.
"""

from scoring.answers import TeamAnswers
from survey_definitions.schema import Item

DK = "dk"


# The sheet that was read last and its questions by code: the checks look up some two hundred of them in one sheet of a hundred and thirty.
_read: list[tuple[tuple[Item, ...], dict[str, Item]]] = []


def fact_item(answers: TeamAnswers, code: str) -> Item | None:
    """The question of the fact sheet with this code, or None where the instrument does not ask it."""
    sheet = answers.instrument.facts
    for kept, by_code in _read:
        if kept is sheet:
            return by_code.get(code)
    by_code = {item.code: item for item in sheet}
    _read[:] = [(sheet, by_code)]
    return by_code.get(code)


def is_filled(answers: TeamAnswers, code: str) -> bool:
    """Whether the sheet says anything about this fact, "don't know" included."""
    return answers.facts.get(code) is not None and fact_item(answers, code) is not None


def answer_of(answers: TeamAnswers, code: str) -> str | None:
    """What the sheet says to a question of yes or no: "yes", "partly", "no" or "dk"."""
    value = answers.facts.get(code) if is_filled(answers, code) else None
    word = value.get("answer") if isinstance(value, dict) else value
    return word if isinstance(word, str) and word in {"yes", "partly", "no", DK} else None


def amount_of(answers: TeamAnswers, code: str) -> float | None:
    """The number that the sheet gives, None for "don't know" too."""
    value = answers.facts.get(code) if is_filled(answers, code) else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def choice_of(answers: TeamAnswers, code: str) -> str | None:
    """The one option that the sheet ticks; "none" and "dk" as they are."""
    value = answers.facts.get(code) if is_filled(answers, code) else None
    return value if isinstance(value, str) else None


def choices_of(answers: TeamAnswers, code: str) -> frozenset[str] | None:
    """The options that the sheet ticks, empty for "none of these", None for "don't know"."""
    value = answers.facts.get(code) if is_filled(answers, code) else None
    if isinstance(value, list | tuple):
        return frozenset(entry for entry in value if isinstance(entry, str))
    return frozenset() if value == "none" else None


def is_unknown(answers: TeamAnswers, code: str) -> bool:
    """Whether the sheet says that this is not known."""
    return is_filled(answers, code) and (answers.facts[code] == DK or answer_of(answers, code) == DK)
