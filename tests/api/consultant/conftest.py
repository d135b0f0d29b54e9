import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.db.engine import Sessions
from tests.api.consultant.browsing import Desk
from tests.api.people import House, make_house


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Everything here runs on both."""
    return str(request.param)


@pytest.fixture
def house(sessions: Sessions) -> House:
    """Ana's and Ben's firm."""
    with sessions.writer() as session:
        return make_house(session)


@pytest.fixture
def outside(client: TestClient[Litestar]) -> Desk:
    """A browser in which nobody is signed in."""
    return Desk(client)


@pytest.fixture
def desk(house: House, outside: Desk) -> Desk:  # noqa: ARG001 - the house must stand first
    """Ana's browser, signed in."""
    outside.sign_in()
    return outside
