"""The people of the tests, and a wave of theirs in whatever status a test needs.

Ana (administrator) and Ben work for Merrow & Pike; Carol works for another firm on the same installation.
"""

import shutil
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Client, Consultant, Engagement, Firm, Invitation, Respondent, Wave
from api.services.clients import create_client
from api.services.engagements import create_engagement
from api.services.invitations import InvitationFound, find_invitation, link_of
from api.services.passwords import hash_password
from api.services.people import create_firm
from api.services.responses import save_page, start, submit
from api.services.waves import open_wave, plan_wave
from api.tokens import Keyring
from survey_definitions.loading import packaged_instruments
from survey_definitions.questionnaire import PageAnswers
from tests.api.databases import scratch

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PASSWORD = "nine copper kettles"
ANA, BEN, CAROL = "ana@merrow.example", "ben@merrow.example", "carol@other.example"
BASE_URL = "http://testserver.local"


class House(Struct, frozen=True):
    """A firm and the people in it."""

    firm: Firm
    administrator: Consultant
    consultant: Consultant | None = None


@cache
def password_hash() -> str:
    """Hashed once: most tests need an account and not the hashing."""
    return hash_password(PASSWORD)


def hire(session: Session, firm: Firm, email: str, name: str, *, administrator: bool = False, now: datetime = NOON) -> Consultant:
    """An account with the password of all personas."""
    consultant = Consultant(
        email=email,
        name=name,
        password_hash=password_hash(),
        administrator=administrator,
        active=True,
        failed_sign_ins=0,
        created_at=now,
        firm_id=firm.id,
    )
    session.add(consultant)
    session.flush()
    return consultant


def make_house(session: Session, now: datetime = NOON) -> House:
    """Merrow & Pike with Ana and Ben; the session belongs to it."""
    firm = create_firm(session, "Merrow & Pike", now)
    return House(firm, hire(session, firm, ANA, "Ana Merrow", administrator=True), hire(session, firm, BEN, "Ben Pike"))


def make_other_house(session: Session, now: datetime = NOON) -> House:
    """Another firm, with Carol."""
    firm = create_firm(session, "Other & Co", now)
    return House(firm, hire(session, firm, CAROL, "Carol Other", administrator=True))


@cache
def small_instrument() -> str:
    """tests/api/small.toml under a path that is short wherever the checkout lies."""
    target = scratch() / "small.toml"
    shutil.copyfile(Path(__file__).with_name("small.toml"), target)
    return str(target)


def make_engagement(session: Session, *, client: str = "Aster", instrument: str = "", now: datetime = NOON) -> Engagement:
    """An engagement that lacks nothing but a roster; with the small instrument unless told otherwise."""
    made: Client = create_client(session, client, now)
    engagement = create_engagement(
        session,
        made.id,
        title="Leadership 2027",
        instrument=instrument or packaged_instruments()[0],
        sponsor_name="Rosa Vane",
        sponsor_title="Chief executive",
        sponsor_words="Please answer on your own.",
        reader_name="Ana Merrow",
        contact=ANA,
        now=now,
    )
    if not instrument:
        engagement.instrument = small_instrument()
        session.flush()
    return engagement


def add_person(session: Session, engagement: Engagement, name: str, function: str, **other: Any) -> Respondent:
    """One more on the roster."""
    email = f"{name.partition(' ')[0].lower()}@client.example"
    values = {"title": "", "seats": [], "tier": 1, "added_at": NOON} | other
    person = Respondent(engagement_id=engagement.id, name=name, email=email, function=function, **values)
    session.add(person)
    session.flush()
    return person


def add_team(session: Session, engagement: Engagement) -> list[Respondent]:
    """Four people, one in each function of the small instrument."""
    people = {"Ines Okafor": "finance", "Dana Kim": "sales", "Jo Lund": "marketing", "Max Roe": "operations"}
    return [add_person(session, engagement, name, function) for name, function in people.items()]


def make_open_wave(session: Session, keyring: Keyring, *, mode: str = "mixed", now: datetime = NOON, **other: Any) -> Wave:
    """An open wave of a team of four in a new engagement."""
    engagement = make_engagement(session, now=now, **other)
    add_team(session, engagement)
    wave = plan_wave(session, engagement, label="Q4 2026", mode=mode, closes_at=None, now=now)
    open_wave(session, wave, keyring, now)
    return wave


def token_of(session: Session, wave: Wave, keyring: Keyring, name: str) -> str:
    """The secret part of somebody's link."""
    query = select(Invitation).join(Respondent, Respondent.id == Invitation.respondent_id)
    invitation = session.scalars(query.where(Invitation.wave_id == wave.id, Respondent.name.startswith(name))).one()
    return link_of(invitation, keyring, BASE_URL).removeprefix(f"{BASE_URL}/r/")


def found(session: Session, wave: Wave, keyring: Keyring, name: str) -> InvitationFound:
    """Whose link it is."""
    return find_invitation(session, token_of(session, wave, keyring, name))


def page(**values: Any) -> PageAnswers:
    """A posted page with these values and no comments."""
    return PageAnswers(values=values, comments={}, mistakes={})


def answer(session: Session, who: InvitationFound, *, consent: Any = "agreed", done: bool = True, **values: Any) -> None:
    """Start, answer and, unless told otherwise, submit."""
    start(session, who, consent=consent, now=NOON)
    save_page(session, who, page(**values), {}, now=NOON)
    if done:
        submit(session, who, NOON)
