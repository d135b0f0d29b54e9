"""Saving by versions (decision 29), on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import Answer, Invitation, Response, Wave
from api.db.scope import scope
from api.problems import Conflict, ConsentMissing, NotFound, WaveClosed
from api.services.invitations import decline, find_invitation, undo_decline
from api.services.responses import answers_of, page_state, save_page, start, submit, undo
from api.services.waves import close_wave
from api.tokens import Keyring
from survey_definitions.questionnaire import PageAnswers
from tests.api.people import NOON, answer, found, make_house, make_open_wave, page, token_of


@pytest.fixture
def token(sessions: Sessions, keyring: Keyring) -> str:
    """Ines' link in an open wave."""
    with sessions.writer() as session:
        make_house(session)
        return token_of(session, make_open_wave(session, keyring), keyring, "Ines")


@pytest.fixture
def started(sessions: Sessions, token: str) -> str:
    """Her link, after Start."""
    with sessions.writer() as session:
        start(session, find_invitation(session, token), consent="agreed", now=NOON)
    return token


def seen(sessions: Sessions, token: str) -> dict[str, str]:
    """What a page shows now."""
    with sessions.reader() as session:
        return {code: view.seen for code, view in answers_of(session, find_invitation(session, token)).items()}


def save(sessions: Sessions, token: str, shown: dict[str, str], **values: object):
    with sessions.writer() as session:
        return save_page(session, find_invitation(session, token), page(**values), shown, now=NOON)


def values(sessions: Sessions, token: str) -> dict[str, object]:
    with sessions.reader() as session:
        return {code: view.value for code, view in answers_of(session, find_invitation(session, token)).items()}


def test_start__twice_and_in_parallel__makes_one_response(sessions: Sessions, token: str) -> None:
    def press(_: int) -> None:
        with sessions.writer() as session:
            start(session, find_invitation(session, token), consent="agreed", now=NOON)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(24)))
    with sessions.reader() as session:
        who = find_invitation(session, token)
        assert session.scalar(select(func.count(Response.id))) == 1
        assert (who.invitation.status, who.invitation.consent) == ("started", "agreed")
        assert page_state(session, who).status == "partial"


def test_start__without_a_choice__is_refused_and_writes_nothing(sessions: Sessions, token: str) -> None:
    with pytest.raises(ConsentMissing), sessions.writer() as session:
        start(session, find_invitation(session, token), consent="maybe", now=NOON)  # type: ignore[arg-type]
    with sessions.reader() as session:
        assert find_invitation(session, token).invitation.consent is None


def test_save__before_start__is_refused(sessions: Sessions, token: str) -> None:
    with pytest.raises(ConsentMissing):
        save(sessions, token, {}, clarity=3)
    assert values(sessions, token) == {}


def test_save__same_page_twice__changes_nothing(sessions: Sessions, started: str) -> None:
    first = save(sessions, started, {}, clarity=3, committed=["margin", "churn"], budget=None)
    again = save(sessions, started, {}, clarity=3, committed=["margin", "churn"], budget=None)
    assert first.saved == ("clarity", "committed")
    assert again.saved == again.overtaken == ()
    with sessions.reader() as session:
        assert {view.version for view in answers_of(session, find_invitation(session, started)).values()} == {1}


def test_save__value_taken_back__is_none_and_can_be_undone(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=3)
    save(sessions, started, seen(sessions, started), clarity=None)
    assert values(sessions, started) == {"clarity": None}
    with sessions.writer() as session:
        assert undo(session, find_invitation(session, started), "clarity", NOON).value == 3
    assert values(sessions, started) == {"clarity": 3}


def test_two_tabs__untouched_fields_of_the_older__leave_the_newer_alone(sessions: Sessions, started: str) -> None:
    """The first tab showed clarity 2; meanwhile the second made it 3, then 4. The first changes only trust."""
    save(sessions, started, {}, clarity=2, trust=1)
    first = second = seen(sessions, started)
    save(sessions, started, second, clarity=3, trust=1)
    save(sessions, started, seen(sessions, started), clarity=4, trust=1)
    result = save(sessions, started, first, clarity=2, trust=5)
    assert result.saved == ("trust",)
    assert result.overtaken == ()
    assert values(sessions, started) == {"clarity": 4, "trust": 5}


def test_two_tabs__both_change_one_field__last_wins_and_says_so(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    shown = seen(sessions, started)
    save(sessions, started, shown, clarity=3)
    result = save(sessions, started, shown, clarity=5)
    assert [(entry.code, entry.was, entry.now) for entry in result.overtaken] == [("clarity", 3, 5)]
    with sessions.writer() as session:
        who = find_invitation(session, started)
        assert undo(session, who, "clarity", NOON).value == 3
        assert undo(session, who, "clarity", NOON).value == 5


def test_two_tabs__both_make_the_same_change__nothing_to_say(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    shown = seen(sessions, started)
    save(sessions, started, shown, clarity=4)
    assert save(sessions, started, shown, clarity=4) == type(save(sessions, started, shown, clarity=4))()


def test_comment__changed_alone__keeps_value_and_its_undo(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    save(sessions, started, seen(sessions, started), clarity=3)
    shown = seen(sessions, started)
    with sessions.writer() as session:
        answers = PageAnswers(values={"clarity": 3}, comments={"clarity": ("Only on paper.", "team")}, mistakes={})
        assert save_page(session, find_invitation(session, started), answers, shown, now=NOON).saved == ("clarity",)
    with sessions.reader() as session:
        view = answers_of(session, find_invitation(session, started))["clarity"]
    assert (view.value, view.previous, view.comment, view.comment_for, view.version) == (3, 2, "Only on paper.", "team", 3)


def test_save__item_of_another_function__is_refused_whole(sessions: Sessions, started: str) -> None:
    with pytest.raises(NotFound, match="qualified"):
        save(sessions, started, {}, clarity=3, qualified="call")
    assert values(sessions, started) == {}


def test_save__broken_text_of_what_was_shown__counts_as_shown_empty(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    assert save(sessions, started, {"clarity": "9" * 40 + ".x"}, clarity=3).saved == ("clarity",)


def test_save__option_order__is_kept_and_differs_by_person(sessions: Sessions, started: str, keyring: Keyring) -> None:
    save(sessions, started, {}, committed=["margin"])
    with sessions.writer() as session:
        who = find_invitation(session, started)
        wave = session.scalars(select(Wave)).one()
        for name in ("Dana", "Jo", "Max"):
            answer(session, found(session, wave, keyring, name), committed=["margin"])
        orders = list(session.scalars(select(Answer.shown_order).where(Answer.item_code == "committed")))
        assert page_state(session, who).seed == page_state(session, who).seed
    assert all(sorted(order or []) == sorted(orders[0] or []) for order in orders)
    assert len({tuple(order or []) for order in orders}) > 1


def test_submit__without_an_answer__is_refused(sessions: Sessions, started: str) -> None:
    with pytest.raises(Conflict), sessions.writer() as session:
        submit(session, find_invitation(session, started), NOON)


def test_submit__twice_then_a_change__counts_at_once(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    for _ in range(2):
        with sessions.writer() as session:
            submit(session, find_invitation(session, started), NOON)
    save(sessions, started, seen(sessions, started), clarity=5)
    with sessions.reader() as session:
        who = find_invitation(session, started)
        assert page_state(session, who).status == "complete"
        assert who.invitation.status == "submitted"
    assert values(sessions, started) == {"clarity": 5}


def test_decline__and_back__keeps_answers(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    with sessions.writer() as session:
        decline(session, find_invitation(session, started), NOON)
    with pytest.raises(ConsentMissing):
        save(sessions, started, {}, clarity=3)
    with sessions.writer() as session:
        undo_decline(session, find_invitation(session, started), NOON)
    assert save(sessions, started, seen(sessions, started), clarity=3).saved == ("clarity",)


def test_decline__after_submitting__is_refused(sessions: Sessions, started: str) -> None:
    save(sessions, started, {}, clarity=2)
    with sessions.writer() as session:
        submit(session, find_invitation(session, started), NOON)
    with pytest.raises(Conflict), sessions.writer() as session:
        decline(session, find_invitation(session, started), NOON)


def test_closed_wave__every_write__is_refused_and_changes_nothing(sessions: Sessions, started: str, keyring: Keyring) -> None:
    save(sessions, started, {}, clarity=2)
    with sessions.writer() as session:
        who = find_invitation(session, started)
        close_wave(session, session.scalars(select(Wave)).one(), keyring, NOON)
        before = (who.invitation.status, who.invitation.consent)
    shown = seen(sessions, started)
    writes = [
        lambda session, who: start(session, who, consent="prefers_consultant", now=NOON),
        lambda session, who: save_page(session, who, page(clarity=5), shown, now=NOON),
        lambda session, who: undo(session, who, "clarity", NOON),
        lambda session, who: submit(session, who, NOON),
        lambda session, who: decline(session, who, NOON),
        lambda session, who: undo_decline(session, who, NOON),
    ]
    for write in writes:
        with pytest.raises(WaveClosed), sessions.writer() as session:
            write(session, find_invitation(session, started))
    with sessions.reader() as session:
        who = find_invitation(session, started)
        assert (who.invitation.status, who.invitation.consent) == before
        assert page_state(session, who).status == "partial"
    assert values(sessions, started) == {"clarity": 2}


def test_saves_and_a_close__at_once__every_acknowledged_save_is_in(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        house = make_house(session)
        wave = make_open_wave(session, keyring)
        tokens = [token_of(session, wave, keyring, name) for name in ("Ines", "Dana", "Jo", "Max")]
        for token in tokens:
            start(session, find_invitation(session, token), consent="agreed", now=NOON)
        wave_id = wave.id

    def work(number: int) -> tuple[int, int] | None:
        if number == 30:
            with sessions.writer() as session:
                scope(session, house.firm.id)
                close_wave(session, session.scalars(select(Wave).where(Wave.id == wave_id)).one(), keyring, NOON)
            return None
        place, level = number % 4, 1 + number % 5
        try:
            save(sessions, tokens[place], seen(sessions, tokens[place]), clarity=level, words=f"try {number}")
        except WaveClosed:
            return None
        return place, number

    with ThreadPoolExecutor(6) as pool:
        acknowledged = [done for done in pool.map(work, range(60)) if done]
    assert acknowledged
    for place, token in enumerate(tokens):
        mine = {f"try {number}" for where, number in acknowledged if where == place}
        assert not mine or values(sessions, token)["words"] in mine


def test_aggregate__start_in_parallel__makes_one_response(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        token = token_of(session, make_open_wave(session, keyring, mode="aggregate"), keyring, "Ines")

    def press(_: int) -> None:
        with sessions.writer() as session:
            start(session, find_invitation(session, token), consent="agreed", now=NOON)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(press, range(12)))
    save(sessions, token, {}, clarity=3)
    with sessions.reader() as session:
        who = find_invitation(session, token)
        response = session.scalars(select(Response)).one()
        assert (response.invitation_id, response.started_at) == (None, None)
        assert session.scalar(select(func.count(Invitation.id)).where(Invitation.status == "started")) == 1
        assert answers_of(session, who)["clarity"].value == 3
