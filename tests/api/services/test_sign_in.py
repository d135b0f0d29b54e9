import statistics
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import AuditEntry, Consultant, SignIn
from api.problems import InputFault, LinkNotValid, SignInRefused
from api.services.people import (
    create_consultant,
    create_firm,
    deactivate_consultant,
    find_sign_in,
    set_up,
    set_up_token,
    sign_in,
    sign_out,
    touch_sign_in,
)
from api.tokens import Keyring, digest
from tests.api.people import ANA, CAROL, NOON, PASSWORD, make_house, make_other_house

UNSCOPED = {"unscoped": "a test looks from outside"}


@pytest.fixture(autouse=True)
def firms(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
    with sessions.writer() as session:
        make_other_house(session)


def enter(sessions: Sessions, now=NOON, password: str = PASSWORD, email: str = ANA) -> str:
    with sessions.writer() as session:
        return sign_in(session, email, password, now)[1]


def test_sign_in__each_time__another_token_kept_as_hash(sessions: Sessions) -> None:
    first, second = enter(sessions), enter(sessions, email=f"  {ANA.upper()} ")
    assert first != second
    with sessions.reader() as session:
        kept = set(session.scalars(select(SignIn.token_hash), execution_options=UNSCOPED))
        assert kept == {digest(first), digest(second)}
        found = find_sign_in(session, first, NOON)
    assert found is not None
    assert (found.email, found.administrator) == (ANA, True)


@pytest.mark.parametrize(
    ("seen_after", "asked_after", "alive"),
    [(None, 29, True), (None, 30, False), (29, 58, True), (29, 59, False)],
    ids=["in use", "30 min idle", "used in between", "30 min after last use"],
)
def test_sign_in__idle__ends(sessions: Sessions, seen_after: int | None, asked_after: int, alive: bool) -> None:
    token = enter(sessions)
    if seen_after is not None:
        now = NOON + timedelta(minutes=seen_after)
        with sessions.writer() as session:
            found = find_sign_in(session, token, now)
            assert found is not None
            touch_sign_in(session, found, now)
    with sessions.reader() as session:
        assert (find_sign_in(session, token, NOON + timedelta(minutes=asked_after)) is not None) is alive


def test_sign_in__twelve_hours_of_use__ends(sessions: Sessions) -> None:
    token = enter(sessions)
    for minutes in range(20, 720, 20):
        now = NOON + timedelta(minutes=minutes)
        with sessions.writer() as session:
            found = find_sign_in(session, token, now)
            assert found is not None
            touch_sign_in(session, found, now)
    with sessions.reader() as session:
        assert find_sign_in(session, token, NOON + timedelta(hours=12)) is None


def test_sign_out__copied_token__is_dead(sessions: Sessions) -> None:
    token = enter(sessions)
    with sessions.writer() as session:
        sign_out(session, token, NOON)
    with sessions.reader() as session:
        assert find_sign_in(session, token, NOON) is None


@pytest.mark.parametrize("token", ["attackerchosen", "", "a" * 26, "\x00" * 26, "é" * 26])
def test_token__not_ours__is_nobody(sessions: Sessions, token: str) -> None:
    with sessions.reader() as session:
        assert find_sign_in(session, token, NOON) is None


def test_deactivated__next_request__is_nobody(sessions: Sessions) -> None:
    token = enter(sessions)
    with sessions.writer() as session:
        found = find_sign_in(session, token, NOON)
        assert found is not None
        touch_sign_in(session, found, NOON)
        deactivate_consultant(session, found.consultant_id, NOON, actor="system")
    with sessions.reader() as session:
        assert find_sign_in(session, token, NOON) is None
    with pytest.raises(SignInRefused):
        enter(sessions)


def test_refusals__unknown_wrong_and_throttled__say_the_same(sessions: Sessions) -> None:
    messages = set()
    for email, password in [("nobody@merrow.example", PASSWORD), (ANA, "wrong password here"), ("no address", ""), (ANA, "")]:
        with pytest.raises(SignInRefused) as caught:
            enter(sessions, email=email, password=password)
        messages.add((caught.value.title, caught.value.remedy, caught.value.status))
    assert len(messages) == 1


def test_throttle__after_ten_failures__waits_and_then_lets_in(sessions: Sessions) -> None:
    for _ in range(12):
        with pytest.raises(SignInRefused):
            enter(sessions, password="wrong password here")
    with sessions.reader() as session:
        tried = session.scalar(select(Consultant.failed_sign_ins).where(Consultant.email == ANA), execution_options=UNSCOPED)
    assert tried == 10  # the other two were not evaluated, and do not lengthen the wait
    with pytest.raises(SignInRefused):
        enter(sessions)
    assert enter(sessions, email=CAROL)
    assert enter(sessions, NOON + timedelta(seconds=2))
    with sessions.reader() as session:
        assert session.scalar(select(Consultant.failed_sign_ins).where(Consultant.email == ANA), execution_options=UNSCOPED) == 0


def test_failures__are_kept_although_the_answer_is_an_error(sessions: Sessions) -> None:
    with pytest.raises(SignInRefused):
        enter(sessions, password="wrong password here")
    with sessions.reader() as session:
        events = session.scalars(select(AuditEntry.event), execution_options=UNSCOPED).all()
    assert events.count("sign_in_failed") == 1


def test_refusal__unknown_and_known__take_about_as_long(sessions: Sessions) -> None:
    def seconds(email: str) -> float:
        began = time.process_time()
        with pytest.raises(SignInRefused):
            enter(sessions, password="wrong password here", email=email)
        return time.process_time() - began

    known, unknown = [], []
    seconds("warm@up.example")
    for _ in range(9):
        known.append(seconds(ANA))
        unknown.append(seconds("nobody@merrow.example"))
    assert 0.5 < statistics.median(unknown) / statistics.median(known) < 2


def test_account__argon2id_19_mib__hash_kept(sessions: Sessions) -> None:
    with sessions.writer() as session:
        firm = create_firm(session, "Third", NOON)
        made = create_consultant(session, firm.id, "Tess <Tess@Third.example>", "Tess Third", PASSWORD, administrator=True, now=NOON)
    assert made.email == "tess@third.example"
    assert str(made.password_hash).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize(
    ("email", "name", "password", "fields"),
    [
        ("tess", "Tess", PASSWORD, {"email"}),
        ("tess@third.example", "  ", "short", {"name", "password"}),
        ("tess@third.example", "Tess", "x" * 129, {"password"}),
        ("tess@third.example", "Tess", "nul \x00 in the middle", {"password"}),
        ("tess@third.example", "Tess", "password1234", {"password"}),
        ("tess@third.example", "Tess", "aaaaaaaaaaaa", {"password"}),
        (ANA, "Tess", PASSWORD, {"email"}),
    ],
)
def test_account__faults__by_field(sessions: Sessions, email: str, name: str, password: str, fields: set[str]) -> None:
    with sessions.writer() as session:
        firm = create_firm(session, "Third", NOON)
        with pytest.raises(InputFault) as caught:
            create_consultant(session, firm.id, email, name, password, administrator=True, now=NOON)
    assert set(caught.value.fields) == fields


@pytest.mark.parametrize("password", ["🔑🚪🪟🏠🌲🌊🔥🍞🧵🪡🎻🥁" * 10, "  four words with spaces  ", "ñandú über søster"])
def test_password__any_characters__untouched(sessions: Sessions, password: str) -> None:
    with sessions.writer() as session:
        firm = create_firm(session, "Third", NOON)
        create_consultant(session, firm.id, "tess@third.example", "Tess", password, administrator=True, now=NOON)
    assert enter(sessions, email="tess@third.example", password=password)
    with pytest.raises(SignInRefused):
        enter(sessions, email="tess@third.example", password=password + " ")


def test_set_up_link__works_until_there_is_an_account(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        assert set_up_token(session, keyring) is None
        with pytest.raises(LinkNotValid):
            set_up(session, keyring, "x", firm="F", email="f@f.example", name="F", password=PASSWORD, now=NOON)


def test_sign_ins__that_have_ended__are_cleared_away(sessions: Sessions) -> None:
    for day in range(3):
        enter(sessions, NOON + timedelta(days=day))
    with sessions.reader() as session:
        assert session.scalar(select(func.count(SignIn.id)), execution_options=UNSCOPED) == 1
