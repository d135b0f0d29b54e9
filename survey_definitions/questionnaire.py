"""The way of an instrument through a respondent's hands: pages, posted fields, values or mistakes, and words to check."""

from msgspec import Struct

from survey_definitions import posted_choices, posted_figures, posted_words
from survey_definitions.durations import seconds_for, seconds_of
from survey_definitions.faults import ValueFault
from survey_definitions.json_value import JsonValue
from survey_definitions.option_order import option_order
from survey_definitions.pages import Page, fact_pages, pages_for
from survey_definitions.posted_fields import Form, fields_of, posted
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
    is_asked,
)
from survey_definitions.summaries import summarise
from survey_definitions.texts import COMMENT_LIMIT, clean_text, within
from survey_definitions.values import check_value

__all__ = [
    "Page",
    "PageAnswers",
    "fact_pages",
    "fields_of",
    "option_order",
    "pages_for",
    "read_page",
    "seconds_for",
    "seconds_of",
    "summarise",
]

COMMENT_READERS = ("team", "consultant")


class PageAnswers(Struct, frozen=True):
    """What a posted page holds.

    `values`: item code to value, None where the item was left open; an item with a mistake has no entry, so that an
    earlier answer stays. `comments`: item code to (text, "team" or "consultant") for comment fields that were posted;
    an empty text takes a comment back. `mistakes`: item code to what to do, in words for the respondent.
    """

    values: dict[str, JsonValue | None]
    comments: dict[str, tuple[str, str]]
    mistakes: dict[str, str]


def read_page(instrument: Instrument, page: Page, form: Form, *, functions: frozenset[str], colleagues: int) -> PageAnswers:
    """The answers in a posted form, for the items of the page only; other fields and unknown codes are ignored.

    `functions` are those that the respondent speaks for, `colleagues` is the number of others in the team (N - 1).
    Nothing that is posted raises: what cannot be understood is a mistake of its item and leaves the others alone.
    """
    answers = PageAnswers({}, {}, {})
    asked = {item.code for bank, item in instrument.items() if is_asked(bank, item, functions)}
    for item in page.items:
        if not item.fact and item.code not in asked:
            continue  # the respondent's functions were changed after the page was made
        mistakes = []
        try:
            answers.values[item.code] = _read_item(instrument, item, form, colleagues)
        except ValueFault as fault:
            mistakes.append(fault.message)
        try:
            answers.comments.update(_read_comment(item, form))
        except ValueFault as fault:
            mistakes.append(fault.message)
        if mistakes:
            answers.mistakes[item.code] = " ".join(mistakes)
    return answers


def _read_item(instrument: Instrument, item: Item, form: Form, colleagues: int) -> JsonValue | None:
    return check_value(instrument, item, _read_fields(instrument, item, form, colleagues), colleagues=colleagues)


def _read_fields(instrument: Instrument, item: Item, form: Form, colleagues: int) -> JsonValue:  # noqa: C901, PLR0911 - one line an item type
    match item:
        case RatingItem():
            return posted_figures.read_rating(item, form)
        case PerceptionItem():
            return posted_figures.read_perception(instrument, item, form)
        case RankingItem():
            return posted_choices.read_ranking(instrument, item, form)
        case PickItem():
            return posted_choices.read_picks(instrument, item, form)
        case AllocationItem():
            return posted_choices.read_allocation(item, form)
        case PredictionItem():
            return posted_figures.read_prediction(instrument, item, form, colleagues)
        case DefinitionItem():
            return posted_choices.read_definition(item, form)
        case EvidenceItem():
            return posted_words.read_evidence(item, form)
        case NumberItem():
            return posted_figures.read_measured(item, form)
        case SymptomItem():
            return posted_words.read_symptom(instrument, item, form)
        case TextItem():
            return posted_words.read_words(instrument, item, form)


def _read_comment(item: Item, form: Form) -> dict[str, tuple[str, str]]:
    name = f"{item.code}.comment"
    if name not in form:
        return {}
    text = within(clean_text(posted(form, name)), COMMENT_LIMIT, "comment")
    reader = posted(form, f"{item.code}.comment_for")
    # Where the choice is missing, the narrower circle is the one that breaks no promise.
    return {item.code: (text, reader if reader in COMMENT_READERS else "consultant")}
