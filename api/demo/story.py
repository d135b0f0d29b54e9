"""Fills an empty database with the example. Every answer is posted page by page, as a respondent's browser would."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib.resources import as_file, files
from typing import Any
from uuid import UUID

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.engine import Sessions
from api.db.models import Engagement, Invitation, Respondent, Wave
from api.db.scope import scope
from api.demo import cast
from api.files.answers_file import read_answers
from api.respondent.filling import fields_with
from api.services.clients import create_client
from api.services.engagements import create_engagement, instrument_of, set_priorities
from api.services.invitations import find_invitation, link_of
from api.services.people import create_consultant, create_firm
from api.services.reports import issue_report, make_report
from api.services.responses import save_page, start, submit
from api.services.roster_import import apply_roster, read_roster
from api.services.waves import close_wave, open_wave, plan_wave, release_wave
from api.tokens import Keyring
from survey_definitions.questionnaire import pages_for, read_page
from survey_definitions.schema import Instrument

INSTRUMENT = "sales-marketing"
Answers = Mapping[str, Mapping[str, Any]]


class DemoFilled(Struct, frozen=True, kw_only=True):
    """What the command prints and writes."""

    email: str
    password: str
    links: tuple[tuple[str, str], ...]  # name and title, personal link
    pdf: bytes
    answered: int
    wave: str
    open_wave: str


def fill(sessions: Sessions, keyring: Keyring, address: str, now: datetime) -> DemoFilled:
    """The firm, its client, a closed wave of nine and an open one. The database must be empty and at this version's schema."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    past = now - timedelta(days=75)
    with sessions.writer() as session:
        firm = create_firm(session, cast.FIRM, past)
        firm_id = firm.id
        create_consultant(session, firm_id, *cast.CONSULTANT, password, administrator=True, now=past)
        engagement = _agree(session, past)
        engagement_id = engagement.id
        people = _people(session, engagement)
        instrument = instrument_of(engagement)
    answers = _answers(instrument)
    first = _open(sessions, keyring, firm_id, engagement_id, "Q3 2026", past, past + timedelta(days=11))
    for key in people:
        _answer(sessions, keyring, first, people[key], answers[key], key, past + timedelta(days=3))
    pdf = _close(sessions, keyring, firm_id, first, past + timedelta(days=11))
    second = _open(sessions, keyring, firm_id, engagement_id, "Q4 2026", now - timedelta(days=4), _evening(now + timedelta(days=7)))
    for key in (*cast.ANSWERING_NOW, *cast.BEGUN_NOW):
        _answer(sessions, keyring, second, people[key], answers[key], key, now - timedelta(days=2), half=key in cast.BEGUN_NOW)
    return DemoFilled(
        email=cast.CONSULTANT[0],
        password=password,
        links=_links(sessions, keyring, firm_id, second, people, address),
        pdf=pdf,
        answered=len(people),
        wave="Q3 2026",
        open_wave="Q4 2026",
    )


def _evening(day: datetime) -> datetime:
    """Six in the evening of that day: a closing time that somebody could have meant."""
    return day.replace(hour=18, minute=0, second=0, microsecond=0)


def _agree(session: Session, now: datetime) -> Engagement:
    client = create_client(session, cast.CLIENT, now)
    engagement = create_engagement(
        session,
        client.id,
        title=cast.TITLE,
        instrument=INSTRUMENT,
        sponsor_name=cast.SPONSOR[0],
        sponsor_title=cast.SPONSOR[1],
        sponsor_words=cast.SPONSOR_WORDS,
        reader_name=cast.CONSULTANT[1],
        contact=cast.CONTACT,
        now=now,
    )
    set_priorities(session, engagement, cast.PRIORITIES, now)
    roster = "\n".join(line.partition("\t")[2] for line in cast.ROSTER.splitlines())
    apply_roster(session, engagement, read_roster(roster, instrument_of(engagement)), now)
    return engagement


def _people(session: Session, engagement: Engagement) -> dict[str, UUID]:
    """Key of the cast -> id of the respondent."""
    keys = {line.split("\t")[2]: line.split("\t")[0] for line in cast.ROSTER.splitlines()[1:]}
    rows = session.scalars(select(Respondent).where(Respondent.engagement_id == engagement.id))
    by_key = {keys[person.email or ""]: person.id for person in rows}
    return {key: by_key[key] for key in keys.values()}


def _answers(instrument: Instrument) -> Answers:
    with as_file(files("api.demo") / "answers.csv") as path:
        (team,) = read_answers(path, instrument)
    return team.values


def _open(sessions: Sessions, keyring: Keyring, firm_id: UUID, engagement_id: UUID, label: str, now: datetime, closes_at: datetime) -> UUID:
    with sessions.writer() as session:
        scope(session, firm_id)
        engagement = session.scalars(select(Engagement).where(Engagement.id == engagement_id)).one()
        wave = plan_wave(session, engagement, label=label, mode="mixed", closes_at=closes_at, now=now)
        open_wave(session, wave, keyring, now)
        return wave.id


def _answer(
    sessions: Sessions,
    keyring: Keyring,
    wave_id: UUID,
    respondent_id: UUID,
    answers: Mapping[str, Any],
    key: str,
    now: datetime,
    *,
    half: bool = False,
) -> None:
    """Start, every page, submit: each in a transaction of its own, as requests are. With `half`, the first half of the pages only."""
    with sessions.reader() as session:
        query = select(Invitation).where(Invitation.wave_id == wave_id, Invitation.respondent_id == respondent_id)
        invitation = session.scalars(query.execution_options(unscoped="the demo reads the link that it has just made")).one()
        token = link_of(invitation, keyring, "").rpartition("/")[2]
    with sessions.writer() as session:
        found = find_invitation(session, token)
        start(session, found, consent="agreed", now=now)
        pages = pages_for(found.instrument, found.functions)
    for page in pages[: len(pages) // 2] if half else pages:
        form: dict[str, list[str]] = {}
        for item in page.items:
            for name, values in fields_with(item, answers.get(item.code)).items():
                form[name] = list(values)
            if (key, item.code) in cast.COMMENTS:
                text, reader = cast.COMMENTS[key, item.code]
                form |= {f"{item.code}.comment": [text], f"{item.code}.comment_for": [reader]}
        with sessions.writer() as session:
            found = find_invitation(session, token)
            read = read_page(found.instrument, page, form, functions=found.functions, colleagues=found.colleagues)
            if read.mistakes:
                raise ValueError(f"the example's answers of {key} do not fit the instrument: {read.mistakes}")
            save_page(session, found, read, {}, now=now)
    if not half:
        with sessions.writer() as session:
            submit(session, find_invitation(session, token), now)


def _close(sessions: Sessions, keyring: Keyring, firm_id: UUID, wave_id: UUID, now: datetime) -> bytes:
    with sessions.writer() as session:
        scope(session, firm_id)
        wave = session.scalars(select(Wave).where(Wave.id == wave_id)).one()
        close_wave(session, wave, keyring, now)
        report = make_report(session, wave, "team", now)
        issue_report(session, report, now)
        release_wave(session, wave, now)
        return report.pdf


def _links(
    sessions: Sessions, keyring: Keyring, firm_id: UUID, wave_id: UUID, people: Mapping[str, UUID], address: str
) -> tuple[tuple[str, str], ...]:
    with sessions.reader() as session:
        scope(session, firm_id)
        query = (
            select(Invitation, Respondent).join(Respondent, Respondent.id == Invitation.respondent_id).where(Invitation.wave_id == wave_id)
        )
        rows = {person.id: (person, invitation) for invitation, person in session.execute(query)}
        shown = [rows[people[key]] for key in cast.LINKS_SHOWN]
        return tuple((f"{person.name}, {person.title}", link_of(invitation, keyring, address)) for person, invitation in shown)
