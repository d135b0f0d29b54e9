"""The action library: whole, tied to questions that exist, and within decisions 19 and 20."""

import re
from collections.abc import Iterator

import pytest

from survey_definitions.actions import Action
from survey_definitions.checks import FINDING_KINDS
from survey_definitions.loading import load_actions, load_instrument, packaged_instruments
from survey_definitions.schema import Instrument

ACTIONS = load_actions().actions
by_code = pytest.mark.parametrize("action", ACTIONS, ids=[action.code for action in ACTIONS])

# The actions that docs/coverage.md names as the carriers of constructs.
CARRIERS = [
    "set_goal",
    "commit_three",
    "repeat_goal",
    "ladder_goals",
    "read_each_others_goals",
    "agree_qualified_lead",
    "agree_terms",
    "define_success",
    "write_customer_profile",
    "agree_difference",
    "share_bonus",
    "pay_for_quality",
    "add_long_term_measure",
    "sign_sla",
    "complete_sla",
    "set_response_time",
    "pass_on_notes",
    "keep_for_later",
    "return_results",
    "plan_together",
    "agree_demand_plan",
    "hold_reviews",
    "own_numbers",
    "measure_contribution",
    "check_vanity",
    "swap_days",
    "form_customer_team",
    "try_pod",
    "name_owners",
    "settle_promises",
    "list_skills",
    "listen_to_customers",
    "teach_sales_process",
    "map_material",
    "join_records",
    "share_support",
    "share_objectives",
    "settle_split",
    "hold_criteria",
    "review_quotas",
    "train_newcomers",
    "help_the_two_heads",
    "show_prediction",
]

# One and two are grammar ("both heads", "one page"); from three on a number word is a figure.
NUMBER_WORDS = re.compile(
    r"\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|thousand|dozen|per ?cent|twice|double|triple)\b",
    re.IGNORECASE,
)
CAUSES = re.compile(
    r"\b(because|causes?|caused|leads to|led to|results? in|resulted in|due to|as a result|thanks to|owing to|rose after)\b",
    re.IGNORECASE,
)
AGAINST_A_PERSON = re.compile(
    r"\b(dismiss|replace|fire|sack|demote|warn|warning|discipline|punish|penalty|blame|fault of|let go|step down)\w*\b", re.IGNORECASE
)


def texts_of(action: Action) -> Iterator[tuple[str, str]]:
    """Every text of an action with its field's name; the attendees' line included."""
    yield "attendees", action.meeting.attendees
    for field in ("title", "because", "deliverable", "measure", "measure_source", "owner", "draft", "gives_up"):
        yield field, getattr(action, field)


def subjects_of(instrument: Instrument) -> set[str]:
    """Everything that a finding of this instrument can be about."""
    return (
        {item.code for _, item in instrument.items()}
        | {fact.code for fact in instrument.facts}
        | {bank.area for bank in instrument.banks}
        | {measure.code for measure in instrument.measures}
    )


def instruments_for(action: Action) -> list[Instrument]:
    packaged = [load_instrument(name) for name in packaged_instruments()]
    return [each for each in packaged if not action.instruments or each.id in action.instruments]


def test_library__as_shipped__holds_every_action_that_coverage_names() -> None:
    assert set(CARRIERS) - {action.code for action in ACTIONS} == set()


def test_library__as_shipped__has_no_code_and_no_title_twice() -> None:
    assert len({action.code for action in ACTIONS}) == len(ACTIONS)
    assert len({action.title.casefold() for action in ACTIONS}) == len(ACTIONS)


def test_library__calls_booked_against_customers_booked__offers_both_remedies_side_by_side() -> None:
    remedies = {a.code: a for a in ACTIONS if a.code in {"share_bonus", "pay_for_quality"}}
    assert all(any(t.finding == "incentive_conflict" for t in a.when) for a in remedies.values())
    assert remedies["share_bonus"].theme != remedies["pay_for_quality"].theme  # one theme stands once on a page


# Strengths, a caution about a figure, and what moved between waves: there the gap itself calls for an action, or nothing does.
CALLS_FOR_NONE = {"agreed", "style_shared", "moved_closer", "moved_apart", "item_moved", "item_worse"}


def test_library__every_kind_of_gap__is_met_by_an_action() -> None:
    met = {trigger.finding for action in ACTIONS if not action.private for trigger in action.when}
    assert met == set(FINDING_KINDS) - CALLS_FOR_NONE


def test_library__private_actions__are_the_help_for_both_heads_alone() -> None:
    assert [action.code for action in ACTIONS if action.private] == ["help_the_two_heads"]


def test_library__every_rating_of_a_shipped_instrument__has_an_action_of_its_own() -> None:
    named = {subject for action in ACTIONS for trigger in action.when for subject in trigger.subjects}
    ratings = {item.code for name in packaged_instruments() for _, item in load_instrument(name).items() if item.type == "M"}
    assert ratings - named == set()


def test_triggers__of_an_action_for_all_eyes__never_include_what_is_private() -> None:
    private = {item.code for name in packaged_instruments() for _, item in load_instrument(name).items() if item.private}
    open_triggers = [trigger for action in ACTIONS if not action.private for trigger in action.when]
    assert private
    assert [t for t in open_triggers if set(t.subjects) & private] == []
    assert [t for t in open_triggers if t.finding == "perception_gap" and not t.subjects] == []


@by_code
def test_title__as_shipped__is_one_short_sentence_without_full_stop(action: Action) -> None:
    assert len(action.title) <= 90
    assert action.title[0].isupper()
    assert not re.search(r"[.!?;:]", action.title)


@by_code
def test_texts__as_shipped__hold_no_figure(action: Action) -> None:
    found = {field: text for field, text in texts_of(action) if re.search(r"\d|%", text) or NUMBER_WORDS.search(text)}
    assert found == {}


@by_code
def test_texts__as_shipped__claim_no_cause(action: Action) -> None:
    # The draft is the client's own text: there people may give their reasons.
    assert {field: text for field, text in texts_of(action) if field != "draft" and CAUSES.search(text)} == {}


@by_code
def test_texts__as_shipped__turn_against_nobody(action: Action) -> None:
    assert {field: text for field, text in texts_of(action) if AGAINST_A_PERSON.search(text)} == {}


@by_code
def test_owner__as_shipped__is_one_role(action: Action) -> None:
    assert not re.search(r",|;|/| and | or |&", action.owner)


@by_code
def test_draft__as_shipped__is_a_text_to_adopt_with_blanks_to_fill(action: Action) -> None:
    assert len(action.draft.split()) >= 20
    assert "____" in action.draft or "[date]" in action.draft or action.code in {"show_prediction", "settle_promises"}
    assert not action.draft.startswith("\n")


@by_code
def test_subjects__of_every_trigger__exist_in_an_instrument_that_the_action_is_for(action: Action) -> None:
    known = set().union(*(subjects_of(each) for each in instruments_for(action)))
    assert {subject for trigger in action.when for subject in trigger.subjects} - known == set()


@by_code
def test_moves__as_shipped__name_items_or_leave_it_to_the_finding(action: Action) -> None:
    items = {item.code for each in instruments_for(action) for _, item in each.items()}
    assert set(action.moves) - items == set()
    if not action.moves:  # the items of the finding itself: for what answers any finding of its kind
        assert action.code in {"exchange_needs", "collect_evidence", "talk_through_gap", "next_level"}
