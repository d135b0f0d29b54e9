import hashlib
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import AuditEntry, Engagement, Fact, Respondent, SealedDirection, Wave
from api.problems import Conflict, NotFound, WaveNotClosed
from api.services.reports import issue_report, make_report
from api.services.responses import save_page, undo
from api.services.results import record_reading, score_wave, team_answers
from api.services.waves import close_wave
from api.tokens import Keyring
from scoring.released import Released
from tests.api.people import NOON, add_person, answer, found, make_engagement, make_house, make_open_wave, page


def closed(session: Any, keyring: Keyring, *, mode: str = "function") -> Wave:
    """Ines and Dana submitted, Jo only began, Max declined nothing and did nothing."""
    make_house(session)
    wave = make_open_wave(session, keyring, mode=mode)
    answer(session, found(session, wave, keyring, "Ines"), clarity=2, committed=["margin", "north", "churn"])
    answer(session, found(session, wave, keyring, "Dana"), clarity=4, trust=5, qualified="call", words="Say no more often.")
    answer(session, found(session, wave, keyring, "Jo"), done=False, clarity=5)
    return wave


def test_team_answers__only_submitted_ones__of_the_team_itself(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        dana = found(session, wave, keyring, "Dana")
        save_page(session, dana, page(trust=None), {"trust": ""}, now=NOON)
        save_page(session, dana, page(clarity=3), {}, now=NOON)  # after submitting, each change counts at once
        with pytest.raises(WaveNotClosed):
            team_answers(session, wave)
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    by_name = {person.name: answers.values[person.id] for person in answers.respondents}
    assert set(by_name) == {"Ines Okafor", "Dana Kim"}
    assert by_name["Dana Kim"] == {"clarity": 3, "trust": 5, "qualified": "call", "words": "Say no more often."}
    assert (answers.invited, answers.n, answers.team, answers.wave) == (4, 2, "Aster", "Q4 2026")
    assert list(answers.respondents) == sorted(answers.respondents, key=lambda person: person.id)


def test_team_answers__taken_back__is_missing(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        undo(session, found(session, wave, keyring, "Dana"), "trust", NOON)
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    assert all("trust" not in given for given in answers.values.values())


def test_team_answers__who_left_and_who_declined__and_tier_two(sessions: Sessions, keyring: Keyring) -> None:
    from api.services.invitations import decline
    from api.services.waves import invite_joiners

    with sessions.writer() as session:
        wave = closed(session, keyring)
        add_person(session, session.scalars(select(Engagement)).one(), "Tom Two", "sales", tier=2)
        invite_joiners(session, wave, keyring, NOON)
        answer(session, found(session, wave, keyring, "Tom"), clarity=1)
        decline(session, found(session, wave, keyring, "Max"), NOON)
        for name in ("Ines Okafor", "Jo Lund"):  # one after submitting, one before
            session.scalars(select(Respondent).where(Respondent.name == name)).one().left_at = NOON
        session.flush()
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    assert {person.name for person in answers.respondents} == {"Ines Okafor", "Dana Kim"}
    assert answers.invited == 3  # Ines, Dana and Max, who declined and stays in N


def test_team_answers__aggregate__nobody_but_values(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring, mode="aggregate")
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    assert {(person.name, person.function) for person in answers.respondents} == {("", "")}
    assert sorted(given["clarity"] for given in answers.values.values()) == [2, 4]
    assert "qualified" not in {item.code for _, item in answers.instrument.items()}
    assert answers.ask_all


def declare(session: Any, wave: Wave, *, sponsor: str) -> None:
    """Two facts, one of another engagement; and what the sponsor sealed."""
    other = make_engagement(session, client="Birch")
    for engagement_id, code, value in (
        (wave.engagement_id, "fact_goal_written", {"answer": "no", "evidence": ""}),
        (wave.engagement_id, "fact_head_count", 120),
        (other.id, "fact_leads_written", 400),
    ):
        session.add(Fact(engagement_id=engagement_id, item_code=code, value=value, updated_at=NOON))
    session.add(
        SealedDirection(wave_id=wave.id, goal={"sentence": "Grow."}, priorities=["margin", "north", "churn"], hash="0" * 64, sealed_at=NOON)
    )
    session.get_one(Engagement, wave.engagement_id).sponsor_name = sponsor
    session.flush()


@pytest.mark.parametrize("mode", ["function", "mixed", "aggregate"])
@pytest.mark.parametrize("sponsor", ["dana kim", "Rosa Vane"])
def test_team_answers__facts_and_sealed_direction__come_along_in_every_mode(
    sessions: Sessions, keyring: Keyring, mode: str, sponsor: str
) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring, mode=mode)
        declare(session, wave, sponsor=sponsor)
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    assert answers.facts == {"fact_goal_written": {"answer": "no", "evidence": ""}, "fact_head_count": 120}
    assert answers.sealed is not None
    assert (answers.sealed.priorities, answers.sealed.goal) == (("margin", "north", "churn"), {"sentence": "Grow."})
    by = {person.id: person.name for person in answers.respondents}.get(answers.sealed.by, "")
    assert by == ("Dana Kim" if sponsor == "dana kim" and mode != "aggregate" else "")


def test_team_answers__no_facts_and_nothing_sealed__are_none(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        close_wave(session, wave, keyring, NOON)
        answers = team_answers(session, wave)
    assert (answers.facts, answers.sealed) == ({}, None)


@pytest.mark.parametrize("mode", ["mixed", "named", "function", "consultant", "aggregate"])
def test_score__every_mode_and_audience__is_a_release(sessions: Sessions, keyring: Keyring, mode: str) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring, mode=mode)
        close_wave(session, wave, keyring, NOON)
        for audience in ("team", "consultant"):
            released = score_wave(session, wave, audience, NOON)  # type: ignore[arg-type] # one of the two
            assert (released.mode, released.audience) == (mode, audience)
            if mode == "aggregate":
                assert not released.names
        with pytest.raises(NotFound):
            score_wave(session, wave, "everybody", NOON)  # type: ignore[arg-type]


def test_reading__logged_once_a_session__only_where_names_are_read(sessions: Sessions, keyring: Keyring, clock: Any) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring, mode="consultant")
        with pytest.raises(WaveNotClosed):
            record_reading(session, wave, actor="consultant:1", now=clock())
        close_wave(session, wave, keyring, NOON)
        logged = [record_reading(session, wave, actor=actor, now=clock()) for actor in ("consultant:1", "consultant:1", "consultant:2")]
        logged.append(record_reading(session, wave, actor="consultant:1", now=clock.forward(minutes=31)))
        assert logged == [True, False, True, True]
        assert session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.event == "answers_read")) == 3


def test_log__of_a_whole_wave__tells_nothing_about_a_person(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        close_wave(session, wave, keyring, NOON)
        people = {str(identity) for identity in session.scalars(select(Respondent.id))}
        entries = session.scalars(select(AuditEntry)).all()
    assert [entry.event for entry in entries] == [
        "firm_created", "client_created", "engagement_created", "wave_planned", "wave_opened", "wave_closed",
    ]  # fmt: skip
    assert not any(str(entry.subject_id) in people or people & set(map(str, entry.detail.values())) for entry in entries)


def test_report__drafted_issued_superseded__never_changed(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = closed(session, keyring)
        with pytest.raises(WaveNotClosed):
            make_report(session, wave, "team", NOON)
        close_wave(session, wave, keyring, NOON)
        first, second = make_report(session, wave, "team", NOON), make_report(session, wave, "team", NOON)
        assert first.pdf.startswith(b"%PDF")
        assert (first.status, first.model_hash) == ("draft", second.model_hash)
        assert hashlib.sha256(first.pdf).digest() == hashlib.sha256(second.pdf).digest()
        assert msgspec.convert(first.released, Released).mode == "function"
        issue_report(session, first, NOON)
        issue_report(session, second, NOON)
        session.refresh(first, ["status"])
        assert (first.status, second.status, second.issued_at) == ("superseded", "issued", NOON)
        for done in (first, second):
            with pytest.raises(Conflict):
                issue_report(session, done, NOON)
        session.refresh(second, ["status"])
        assert second.status == "issued"
