"""Results: the only place where rows become scoring input, and the only way from there to what somebody may see."""

from datetime import datetime, timedelta
from typing import Any, get_args
from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Answer, AuditEntry, Client, Engagement, Fact, Invitation, Respondent, Response, SealedDirection, Wave
from api.problems import NotFound, WaveNotClosed
from api.services.audit import record
from api.services.frozen import frozen_instrument
from api.services.response_links import asked_of_everybody
from api.services.waves import submitted_functions
from scoring import score_team
from scoring.answers import Respondent as Answering
from scoring.answers import TeamAnswers
from scoring.change_patterns import change_findings
from scoring.changes import Trend, WaveChange
from scoring.directions import Sealed
from scoring.disclosure import compare_released, release, stricter_mode, trend_released
from scoring.findings import find, order_key
from scoring.released import Audience, Mode, Released
from scoring.results import Finding
from scoring.thresholds import TREND_WAVES
from survey_definitions.schema import Instrument

READING = timedelta(minutes=30)  # readings closer together than this are one session of reading
WITH_NAMES = ("mixed", "named", "consultant")


def team_answers(session: Session, wave: Wave) -> TeamAnswers:
    """The submitted answers of the team itself (tier 1) in a closed wave. WaveNotClosed before: nobody sees a result earlier.

    N is everybody of tier 1 who was invited, without those who left before submitting. In `aggregate` a respondent is a response
    under its own new id, and only the items that everybody was asked are left. The fact sheet and the sealed direction come along in
    every mode: they are no answers of respondents.
    """
    if wave.status not in ("closed", "released"):
        raise WaveNotClosed
    team = session.scalar(
        select(Client.name).join(Engagement, Engagement.client_id == Client.id).where(Engagement.id == wave.engagement_id)
    )
    instrument = frozen_instrument(session, wave)
    invited = _invited(session, wave)
    if wave.effective_mode == "aggregate":
        keep = asked_of_everybody(instrument, submitted_functions(session, wave))
        people = {
            response_id: Answering(id=str(response_id))
            for response_id in session.scalars(select(Response.id).where(Response.wave_id == wave.id, Response.status == "complete"))
        }
        instrument = _only(instrument, keep)
    else:
        people = _attributed(session, wave)
    return TeamAnswers(
        team=team or "",
        wave=wave.label,
        instrument=instrument,
        respondents=tuple(sorted(people.values(), key=lambda person: person.id)),
        values=_values(session, people),
        invited=max(invited, len(people)),
        ask_all=wave.effective_mode == "aggregate",
        sealed=_sealed(session, wave, people),
        facts={fact.item_code: fact.value for fact in session.scalars(select(Fact).where(Fact.engagement_id == wave.engagement_id))},
    )


def score_wave(session: Session, wave: Wave, audience: Audience, now: datetime) -> Released:  # noqa: ARG001 - services are given `now`
    """What this audience may see of a closed wave, under the mode that was settled at closing. Reads only; see `record_reading`."""
    if audience not in get_args(Audience):
        raise NotFound
    answers = team_answers(session, wave)
    score = score_team(answers)
    released = release(score, answers, find(score, answers), mode=settled_mode(wave), audience=audience)
    since = wave_changes(session, wave, audience, answers)
    # Where a mode shows totals only, no sentence stands among the findings, and a change is read from its figures.
    told = since.findings if released.score.items else ()
    findings = tuple(sorted((*released.findings, *told), key=order_key))
    return msgspec.structs.replace(released, changes=since.changes, trend=since.trend, findings=findings)


class Since(msgspec.Struct, frozen=True):
    """What moved since the waves before, for one audience: against the wave before, and over all of them from four on."""

    changes: tuple[WaveChange, ...] = ()
    trend: Trend | None = None
    findings: tuple[Finding, ...] = ()


def wave_changes(session: Session, wave: Wave, audience: Audience, answers: TeamAnswers | None = None) -> Since:
    """The closed wave against the closed wave before it in its engagement, and the trend over four and more; empty for a first wave.

    Waves under different modes are shown under the stricter one. answers: those of `wave`, where they have been read.
    """
    earlier = _closed_before(session, wave)
    if not earlier:
        return Since()
    later = answers or team_answers(session, wave)
    before = team_answers(session, earlier[-1])
    mode = stricter_mode(settled_mode(earlier[-1]), settled_mode(wave), audience)
    change = compare_released(before, later, mode=mode, audience=audience)
    trend = None
    if len(earlier) + 1 >= TREND_WAVES:
        waves = (*(team_answers(session, one) for one in earlier[:-1]), before, later)
        for one in earlier:
            mode = stricter_mode(mode, settled_mode(one), audience)
        trend = trend_released(waves, mode=mode, audience=audience)
    return Since((change,), trend, change_findings(change, later))


def _closed_before(session: Session, wave: Wave) -> list[Wave]:
    """The closed waves of the engagement before this one, in order."""
    query = select(Wave).where(Wave.engagement_id == wave.engagement_id, Wave.number < wave.number, Wave.status.in_(("closed", "released")))
    return list(session.scalars(query.order_by(Wave.number)))


def settled_mode(wave: Wave) -> Mode:
    """The mode of a closed wave. WaveNotClosed before it is settled."""
    if wave.effective_mode is None:
        raise WaveNotClosed
    mode: Mode = msgspec.convert(wave.effective_mode, Mode)
    return mode


def record_reading(session: Session, wave: Wave, *, actor: str, now: datetime) -> bool:
    """Log that somebody reads answers with names, once for each session of reading; whether it was logged now. Needs a writer."""
    if settled_mode(wave) not in WITH_NAMES:
        return False
    lately = select(AuditEntry.id).where(
        AuditEntry.event == "answers_read", AuditEntry.actor == actor, AuditEntry.subject_id == wave.id, AuditEntry.at > now - READING
    )
    if session.scalar(lately.limit(1)) is not None:
        return False
    record(session, actor=actor, event="answers_read", subject_kind="wave", subject_id=wave.id, now=now)
    return True


def _invited(session: Session, wave: Wave) -> int:
    query = (
        select(Invitation.status, Respondent.left_at)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .where(Invitation.wave_id == wave.id, Respondent.tier == 1)
    )
    return sum(left_at is None or status == "submitted" for status, left_at in session.execute(query))


def _attributed(session: Session, wave: Wave) -> dict[UUID, Answering]:
    query = (
        select(Response.id, Respondent)
        .join(Invitation, Invitation.id == Response.invitation_id)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .where(Response.wave_id == wave.id, Response.status == "complete", Invitation.status == "submitted", Respondent.tier == 1)
    )
    return {
        response_id: Answering(
            id=str(person.id),
            name=person.name,
            title=person.title,
            function=person.function,
            seats=tuple(person.seats),
            tier=person.tier,
        )
        for response_id, person in session.execute(query)
    }


def _sealed(session: Session, wave: Wave, people: dict[UUID, Answering]) -> Sealed | None:
    """What the sponsor declared. A sponsor who answers is known by the name on the engagement; nobody has a name in `aggregate`."""
    declared = session.scalar(select(SealedDirection).where(SealedDirection.wave_id == wave.id))
    if declared is None:
        return None
    sponsor = (session.scalar(select(Engagement.sponsor_name).where(Engagement.id == wave.engagement_id)) or "").casefold()
    named = [person.id for person in people.values() if person.name and person.name.casefold() == sponsor]
    return Sealed(priorities=tuple(declared.priorities), goal=declared.goal, by=named[0] if len(named) == 1 else "")


def _values(session: Session, people: dict[UUID, Answering]) -> dict[str, dict[str, Any]]:
    values: dict[str, dict[str, Any]] = {person.id: {} for person in people.values()}
    query = select(Answer.response_id, Answer.item_code, Answer.value).where(Answer.response_id.in_(list(people)))
    for response_id, code, value in session.execute(query):
        if value is not None:  # taken back
            values[people[response_id].id][code] = value
    return values


def _only(instrument: Instrument, keep: frozenset[str]) -> Instrument:
    banks = (msgspec.structs.replace(bank, items=tuple(item for item in bank.items if item.code in keep)) for bank in instrument.banks)
    return msgspec.structs.replace(instrument, banks=tuple(bank for bank in banks if bank.items))
