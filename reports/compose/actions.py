"""Recommended actions: each with its evidence from this wave and everything that an action carries."""

from reports.compose.source import Source
from reports.compose.summary import MOST_ACTIONS, earliest, printed_evidence
from reports.model import ActionCard, Passage, Section
from reports.text import LINE, PASSAGE, clean
from reports.wording import count_word, date_words, join_words, plural, sentence
from scoring.results import Recommendation


def actions(source: Source) -> Section | None:
    """The section, or None where no action is called for."""
    chosen = source.recommended[:MOST_ACTIONS]
    if not chosen:
        return None
    cards = tuple(_card(source, found, number) for number, found in enumerate(chosen, 1))
    note = "Owners are proposals by role until the team accepts them; hours and dates are planning values."
    return Section(
        key="actions",
        name="Actions",
        title="One action that this wave calls for"
        if len(cards) == 1
        else f"{count_word(len(cards), capital=True)} actions that this wave calls for",
        lead="Each rests on answers of this wave, and has one owner, one date, one measure and something that can be held in the hand.",
        blocks=(*cards, Passage(text=note, style="caption")),
    )


def _card(source: Source, found: Recommendation, number: int) -> ActionCard:
    action = source.actions[found.action]
    moves = [f"“{source.item_text(code, 110)}”" for code in action.moves if source.item(code) is not None]
    facts = [
        ("Owner", clean(action.owner, LINE)),
        ("Earliest date", date_words(earliest(source, action.earliest_weeks))),
        ("Deliverable", clean(action.deliverable, LINE)),
        ("Measure", sentence(clean(action.measure, LINE)) + " Source: " + sentence(_lower(clean(action.measure_source, LINE)))),
        ("Should move", join_words(moves, most=3)),
        ("First meeting", f"{clean(action.meeting.attendees, LINE)}; {plural(action.meeting.minutes, 'minute')}"),
        ("Executive time", plural(action.executive_hours, "hour")),
        ("Who gives something up", clean(action.gives_up, LINE)),
    ]
    return ActionCard(
        number=number,
        title=clean(action.title, LINE),
        evidence=tuple(sentence(source.sentence_of(entry)) for entry in printed_evidence(found)),
        because=clean(action.because, LINE),
        facts=tuple((name, text) for name, text in facts if text),
        draft=clean(action.draft, PASSAGE, lines=True),
    )


def _lower(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text[0].lower() + text[1:] if len(text) > 1 and text[1].islower() else text
