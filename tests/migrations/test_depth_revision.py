"""The revision that lets an engagement ask in depth, with rows in the tables on both databases, up and down."""

from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, select, text

from api.db.engine import Sessions, open_engine
from api.db.migrating import configuration, migrate, revision_of
from api.db.models import Engagement
from api.services.response_links import KEYRING
from tests.migrations.test_first_revision import KEYS, counts, fill

FIRST, DEPTH = "10a769b022bc", "6b1f0c47d2ae"


@pytest.fixture
def engine(empty_url: str) -> Any:
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


def test_depth__down_and_up__keeps_every_row_and_asks_in_brief(engine: Engine) -> None:
    migrate(engine)
    fill(engine)
    before = counts(engine)
    command.downgrade(configuration(engine), FIRST)
    assert revision_of(engine) == FIRST
    with engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM engagement")).keys()
    assert "in_depth" not in columns
    migrate(engine, DEPTH)
    migrate(engine)
    assert counts(engine) == before
    with Sessions(engine, {KEYRING: KEYS}).reader() as session:
        found = list(session.scalars(select(Engagement.in_depth).execution_options(unscoped="the test looks at every row")))
    assert found
    assert not any(found)
