import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import Answer, Base, Respondent, Response, Wave
from api.services.waves import open_wave, plan_wave
from api.tokens import Keyring
from tests.api import people
from tests.api.databases import scratch
from tests.api.respondent.browsing import Visitor


class Room:
    """An open wave that asks every kind of question of a team of four, and a look into the tables."""

    def __init__(self, sessions: Sessions, keyring: Keyring, client: TestClient[Litestar], mode: str) -> None:
        self.sessions, self.client = sessions, client
        source = scratch() / "every.toml"
        shutil.copyfile(Path(__file__).with_name("every.toml"), source)
        with sessions.writer() as session:
            people.make_house(session)
            engagement = people.make_engagement(session, client=f"Halden {mode}")
            engagement.instrument = str(source)
            people.add_team(session, engagement)
            closes = people.NOON + timedelta(days=5)
            wave = plan_wave(session, engagement, label="Q4 2026", mode=mode, closes_at=closes, now=people.NOON)
            self.planned = wave.id
            open_wave(session, wave, keyring, people.NOON)
            self.firm_id, self.wave_id = wave.firm_id, wave.id
            names = ("Ines", "Dana", "Jo", "Max")
            self.tokens = {name: people.token_of(session, wave, keyring, name) for name in names}

    def visitor(self, name: str = "Ines", *, started: bool = False) -> Visitor:
        """Somebody of the team at the first page, or at the first questions."""
        visitor = Visitor(self.client, self.tokens[name])
        visitor.open()
        if started:
            visitor.press("Start")
        return visitor

    def with_wave(self, change: Callable[[Any, Wave], object]) -> None:
        """Do something to the wave as the console would."""
        from api.db.scope import scope

        with self.sessions.writer() as session:
            scope(session, self.firm_id)
            change(session, session.scalars(select(Wave).where(Wave.id == self.wave_id)).one())

    def answers(self, name: str = "Ines") -> dict[str, Answer]:
        """Somebody's stored answers by item code."""
        with self.sessions.reader() as session:
            found = people.find_invitation(session, self.tokens[name])
            query = select(Answer).join(Response, Response.id == Answer.response_id).where(Response.invitation_id == found.invitation.id)
            return {answer.item_code: answer for answer in session.scalars(query)}

    def values(self, name: str = "Ines") -> dict[str, Any]:
        """Somebody's stored values."""
        return {code: answer.value for code, answer in self.answers(name).items()}

    def invitation(self, name: str = "Ines") -> Any:
        """Somebody's invitation."""
        with self.sessions.reader() as session:
            return people.find_invitation(session, self.tokens[name]).invitation

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, to see whether anything was written."""
        with self.sessions.engine.connect() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
                for table in Base.metadata.sorted_tables
            }

    def add_person(self, name: str, function: str) -> None:
        """One more on the roster, invited into the open wave."""
        with self.sessions.writer() as session:
            found = people.find_invitation(session, self.tokens["Ines"])
            people.add_person(session, found.engagement, name, function)

    def seat(self, name: str, seats: list[str]) -> None:
        """Let somebody speak for more functions."""
        with self.sessions.writer() as session:
            found = people.find_invitation(session, self.tokens[name])
            session.scalars(select(Respondent).where(Respondent.id == found.respondent.id)).one().seats = seats


@pytest.fixture
def open_room(sessions: Sessions, keyring: Keyring, client: TestClient[Litestar]) -> Callable[[str], Room]:
    """Makes a room in a mode."""
    return lambda mode: Room(sessions, keyring, client, mode)


@pytest.fixture
def room(open_room: Callable[[str], Room]) -> Room:
    """A room in `mixed`."""
    return open_room("mixed")
