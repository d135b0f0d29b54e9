from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import Answer, Contract, Engagement, Invitation, Response, ResponseLink, Wave
from api.db.scope import scope
from api.problems import Conflict, InputFault, LinkNotValid, Problem, WaveClosed, WaveNotOpen
from api.services.contracts import contract_hash, tighten_contract
from api.services.engagements import instrument_of, set_priorities
from api.services.frozen import frozen_instrument
from api.services.invitations import find_invitation, renew_link
from api.services.responses import answers_of, page_state, start
from api.services.waves import choose_mode, close_wave, invite_joiners, open_wave, plan_wave, progress, release_wave
from api.tokens import Keyring
from scoring.released import MODES
from tests.api.people import (
    NOON,
    add_person,
    add_team,
    answer,
    found,
    make_engagement,
    make_house,
    make_open_wave,
    token_of,
)


def planned(session, *, mode: str = "mixed") -> tuple[Engagement, Wave]:
    make_house(session)
    engagement = make_engagement(session)
    add_team(session, engagement)
    return engagement, plan_wave(session, engagement, label="Q4 2026", mode=mode, closes_at=None, now=NOON)


def test_plan__faults__by_field(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        with pytest.raises(InputFault) as caught:
            plan_wave(session, engagement, label="  ", mode="mixed", closes_at=NOON, now=NOON)
        assert set(caught.value.fields) == {"label", "closes_at"}
        with pytest.raises(InputFault):
            plan_wave(session, engagement, label="Q4", mode="anonymous", closes_at=None, now=NOON)


def test_open__something_missing__names_all_of_it(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        engagement.sponsor_name = engagement.reader_name = ""
        wave = plan_wave(session, engagement, label="Q4", mode="mixed", closes_at=None, now=NOON)
        with pytest.raises(Conflict) as caught:
            open_wave(session, wave, keyring, NOON)
        for word in ("roster", "sponsor", "reader"):
            assert word in caught.value.remedy
        assert wave.status == "planned"


@pytest.mark.parametrize("mode", ["mixed", "consultant", "function", "named"])
@pytest.mark.parametrize("reader", ["ines okafor", "Rosa Vane"])
def test_open__reader_on_the_roster_or_the_sponsor__is_refused(sessions: Sessions, keyring: Keyring, mode: str, reader: str) -> None:
    """In every mode in which the reader may come to read names: in `function` and `named` one who prefers the stricter way is enough."""
    with sessions.writer() as session:
        engagement, wave = planned(session)
        engagement.reader_name = reader
        choose_mode(session, wave, mode, engagement, NOON)
        with pytest.raises(Conflict, match="cannot be opened"):
            open_wave(session, wave, keyring, NOON)
        choose_mode(session, wave, "aggregate", engagement, NOON)
        open_wave(session, wave, keyring, NOON)


def test_open__aggregate__asks_the_team_itself_only(sessions: Sessions, keyring: Keyring) -> None:
    """Closing leaves nothing that would tell answers of tier 2 from those of the team, whose index it is."""
    with sessions.writer() as session:
        engagement, wave = planned(session)
        choose_mode(session, wave, "aggregate", engagement, NOON)
        add_person(session, engagement, "Tom Two", "sales", tier=2)
        assert len(open_wave(session, wave, keyring, NOON)) == 4
        add_person(session, engagement, "Una Two", "sales", tier=2)
        add_person(session, engagement, "Lea One", "sales")
        assert len(invite_joiners(session, wave, keyring, NOON)) == 1


def test_open__freezes_instrument_and_contract(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        engagement, wave = planned(session)
        invitations = open_wave(session, wave, keyring, NOON)
        assert len(invitations) == 4
        assert {invitation.status for invitation in invitations} == {"invited"}
        before = frozen_instrument(session, wave)
        set_priorities(session, engagement, "One thing\nAnother thing\nA third thing\n", NOON)
        assert frozen_instrument(session, wave) == before
        assert instrument_of(engagement).priorities != before.priorities
        contract = session.scalars(select(Contract)).one()
        assert contract.frozen_at == NOON
        assert contract.hash == contract_hash(contract.terms)
        with pytest.raises(Conflict):
            choose_mode(session, wave, "named", engagement, NOON)
        with pytest.raises(Conflict):
            open_wave(session, wave, keyring, NOON)


def test_close__pressed_twenty_times_at_once__happens_once(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        house = make_house(session)
        wave_id = make_open_wave(session, keyring).id

    def press(_: int) -> bool:
        try:
            with sessions.writer() as session:
                scope(session, house.firm.id)
                close_wave(session, session.scalars(select(Wave).where(Wave.id == wave_id)).one(), keyring, NOON)
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(20))) == 1


def test_steps__every_illegal_one__is_refused(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        _, wave = planned(session)
        with pytest.raises(Conflict):
            close_wave(session, wave, keyring, NOON)
        with pytest.raises(Conflict):
            release_wave(session, wave, NOON)
        with pytest.raises(WaveNotOpen):
            invite_joiners(session, wave, keyring, NOON)
        open_wave(session, wave, keyring, NOON)
        with pytest.raises(Conflict):
            release_wave(session, wave, NOON)
        close_wave(session, wave, keyring, NOON)
        for step in (open_wave, close_wave):
            with pytest.raises(Conflict):
                step(session, wave, keyring, NOON)
        with pytest.raises(WaveClosed):
            invite_joiners(session, wave, keyring, NOON)
        release_wave(session, wave, NOON)
        with pytest.raises(Conflict):
            release_wave(session, wave, NOON)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("prefers", [False, True])
def test_close__settles_the_mode(sessions: Sessions, keyring: Keyring, mode: str, prefers: bool) -> None:
    """One person who preferred the stricter way is enough, also one who did not submit."""
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring, mode=mode)
        answer(session, found(session, wave, keyring, "Ines"), clarity=3)
        consent = "prefers_consultant" if prefers else "agreed"
        answer(session, found(session, wave, keyring, "Dana"), consent=consent, done=False, clarity=2)
        close_wave(session, wave, keyring, NOON)
        expected = "consultant" if prefers and mode in ("mixed", "named", "function") else mode
        assert wave.effective_mode == expected
        assert (wave.status, wave.closed_at) == ("closed", NOON)


def test_tighten__only_ever_stricter__and_shown_again(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring, mode="mixed")
        who = found(session, wave, keyring, "Ines")
        answer(session, who, clarity=3)
        engagement, instrument = who.engagement, who.instrument
        for mode in ("named", "function", "mixed", "aggregate"):
            with pytest.raises(Conflict):
                tighten_contract(session, wave, mode, engagement=engagement, instrument=instrument, now=NOON)
        tighter = tighten_contract(session, wave, "consultant", engagement=engagement, instrument=instrument, now=NOON)
        assert tighter.version == 2
        again = found(session, wave, keyring, "Ines")
        assert again.contract.id == tighter.id
        assert again.terms_changed
        start(session, again, consent="agreed", now=NOON)
        assert not found(session, wave, keyring, "Ines").terms_changed
        assert page_state(session, again).status == "complete"
        close_wave(session, wave, keyring, NOON)
        assert wave.effective_mode == "consultant"


def test_joiner__gets_a_link__once(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring)
        engagement = session.scalars(select(Engagement)).one()
        add_person(session, engagement, "Tom Late", "finance")
        assert len(invite_joiners(session, wave, keyring, NOON)) == 1
        assert invite_joiners(session, wave, keyring, NOON) == ()
        assert found(session, wave, keyring, "Tom").invited == 5


def test_progress__counts_by_status(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring)
        answer(session, found(session, wave, keyring, "Ines"), clarity=3)
        answer(session, found(session, wave, keyring, "Dana"), done=False, clarity=3)
        assert progress(session, wave) == {"submitted": 1, "started": 1, "invited": 2}


def test_renewed_link__old_one_stops__answers_stay(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring)
        old = token_of(session, wave, keyring, "Ines")
        answer(session, find_invitation(session, old), clarity=3)
        renew_link(session, found(session, wave, keyring, "Ines").invitation, keyring, NOON)
        session.flush()
        new = token_of(session, wave, keyring, "Ines")
        assert new != old
        with pytest.raises(LinkNotValid):
            find_invitation(session, old)
        assert answers_of(session, find_invitation(session, new))["clarity"].value == 3


@pytest.mark.parametrize("token", ["", "x", "a" * 26, "A" * 26, "é" * 26, "a" * 25 + "\x00", "a" * 5000, "../../etc", "\udc80" * 26])
def test_link__unknown__is_one_and_the_same_problem(sessions: Sessions, token: str) -> None:
    with sessions.reader() as session, pytest.raises(Problem) as caught:
        find_invitation(session, token)
    assert (type(caught.value), caught.value.status) == (LinkNotValid, 404)


def test_link__of_somebody_who_left__does_not_work(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring)
        token = token_of(session, wave, keyring, "Max")
        found(session, wave, keyring, "Max").respondent.left_at = NOON
        session.flush()
        with pytest.raises(LinkNotValid):
            find_invitation(session, token)
        assert found(session, wave, keyring, "Ines").invited == 3


def test_aggregate__closing__cuts_every_tie(sessions: Sessions, keyring: Keyring) -> None:
    """Links destroyed, new ids in their own order, no time, no version, nothing that only some were asked, no partial answers."""
    ids = iter([UUID(int=number) for number in (30, 10, 20, *range(100, 200))])
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring, mode="aggregate")
        levels = {"Ines": 1, "Dana": 2, "Jo": 3}
        for name, level in levels.items():
            extra = {"qualified": "call"} if name != "Ines" else {}
            answer(session, found(session, wave, keyring, name), clarity=level, words=f"from {level}", **extra)
        answer(session, found(session, wave, keyring, "Max"), done=False, clarity=4)
        assert session.scalar(select(func.count(ResponseLink.id))) == 4
        before = set(session.scalars(select(Response.id)))
        assert session.scalars(select(Response.submitted_at)).all() == [None] * 4
        token = token_of(session, wave, keyring, "Ines")
        close_wave(session, wave, keyring, NOON, new_id=lambda: next(ids))
    with sessions.reader() as session:
        who = find_invitation(session, token)
        assert who.wave.effective_mode == "aggregate"
        assert answers_of(session, who) == {}
        assert session.scalar(select(func.count(ResponseLink.id))) == 0
        responses = session.scalars(select(Response)).all()
        assert {response.id for response in responses} == {UUID(int=number) for number in (10, 20, 30)}
        assert not before & {response.id for response in responses}
        assert {(response.function, response.started_at, response.submitted_at, response.invitation_id) for response in responses} == {
            (None, None, None, None)
        }
        answers = session.scalars(select(Answer)).all()
        assert {entry.item_code for entry in answers} == {"clarity", "words"}
        assert {(entry.version, entry.previous, entry.shown_order and 1) for entry in answers} == {(1, None, None)}
        together = {entry.response_id: entry.value for entry in answers if entry.item_code == "clarity"}
        assert all(f"from {together[entry.response_id]}" == entry.value for entry in answers if entry.item_code == "words")
        assert session.scalar(select(func.count(Invitation.id)).where(Invitation.status == "submitted")) == 3
        assert session.scalars(select(Wave.order_seed)).one() == ""


def test_aggregate__file_after_closing__holds_no_cut_off_bytes(
    sessions: Sessions, keyring: Keyring, database: str, database_url: str
) -> None:
    """What was not submitted leaves the file and its log, not only the tables."""
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring, mode="aggregate")
        answer(session, found(session, wave, keyring, "Ines"), clarity=1)
        answer(session, found(session, wave, keyring, "Max"), done=False, words="canary seven")
    if database == "sqlite":
        path = database_url.removeprefix("sqlite:///")
        from pathlib import Path

        def bytes_on_disk() -> bytes:
            return b"".join(file.read_bytes() for file in Path(path).parent.glob(Path(path).name + "*"))

        assert b"canary seven" in bytes_on_disk()
    with sessions.writer() as session:
        scope(session, wave.firm_id)
        close_wave(session, session.scalars(select(Wave)).one(), keyring, NOON)
    if database == "sqlite":
        assert b"canary seven" not in bytes_on_disk()
