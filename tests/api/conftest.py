from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import Engine

from api.db.engine import Sessions, open_engine
from api.services.response_links import KEYRING
from api.settings import Settings
from api.tokens import Keyring
from tests.api import databases, people

KEY = "c2l4dGVlbiByZWQgYmFsbG9vbnMgb3ZlciB0aGUgbGFrZSE="


class StoppedClock:
    """A clock that goes on when a test says so."""

    def __init__(self) -> None:
        self.now = people.NOON

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **amount: float) -> datetime:
        self.now += timedelta(**amount)
        return self.now


@pytest.fixture
def database() -> str:
    """Which kind of database; tests/api/db and tests/api/services run on both."""
    return "sqlite"


@pytest.fixture
def database_url(database: str) -> Iterator[str]:
    """A migrated database of its own."""
    url = databases.migrated_database(database)
    yield url
    databases.drop(url)


@pytest.fixture
def settings(database_url: str) -> Settings:
    return Settings(database_url=database_url, secret_key=KEY, base_url=people.BASE_URL)


@pytest.fixture
def keyring(settings: Settings) -> Keyring:
    from api.tokens import open_keyring

    return open_keyring(settings)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine, keyring: Keyring) -> Sessions:
    return Sessions(engine, {KEYRING: keyring})


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def app(settings: Settings, clock: StoppedClock) -> Litestar:
    from api.app import create_app

    return create_app(settings, clock=clock)


@pytest.fixture
def client(app: Litestar) -> Iterator[TestClient[Litestar]]:
    """A browser without a sign-in that follows no redirect."""
    with TestClient(app, base_url=people.BASE_URL) as client:
        client.follow_redirects = False
        yield client
