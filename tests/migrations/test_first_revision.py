"""Every revision with rows in the tables: upgrade, downgrade, upgrade; and the models say the same as the migrations."""

from typing import Any

import pytest
from alembic import command, op
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Engine, func, inspect, select

from api.db.engine import Sessions, open_engine
from api.db.migrating import UnknownSchema, at_head, configuration, migrate, revision_of
from api.db.models import Answer, Base, Client, Engagement, Wave
from api.services.response_links import KEYRING
from api.services.waves import close_wave
from api.tokens import Keyring
from tests.api.people import NOON, answer, found, make_house, make_open_wave

KEYS = Keyring(bytes(range(32)))


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables}


def fill(engine: Engine) -> None:
    with Sessions(engine, {KEYRING: KEYS}).writer() as session:
        make_house(session)
        wave = make_open_wave(session, KEYS)
        for name, level in {"Ines": 1, "Dana": 5}.items():
            answer(session, found(session, wave, KEYS, name), clarity=level, words="größer")
        close_wave(session, wave, KEYS, NOON)


@pytest.fixture
def engine(empty_url: str) -> Any:
    engine = open_engine(empty_url)
    yield engine
    engine.dispose()


def test_models_and_migrations__say_the_same(engine: Engine) -> None:
    migrate(engine)
    assert at_head(engine)
    command.check(configuration(engine))  # raises where autogenerate would find anything


def test_upgrade_downgrade_upgrade__with_rows__leaves_nothing_behind(engine: Engine) -> None:
    migrate(engine)
    fill(engine)
    assert counts(engine)["answer"] == 4
    command.downgrade(configuration(engine), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    migrate(engine)
    assert set(counts(engine).values()) == {0}
    fill(engine)


def test_upgrade__twice__keeps_rows(engine: Engine) -> None:
    migrate(engine)
    fill(engine)
    before = counts(engine)
    migrate(engine)
    assert counts(engine) == before


def test_rebuilding_a_parent_table__keeps_its_children(engine: Engine) -> None:
    """The trap of SQLite: a table is changed by making it anew, and with foreign keys on that would empty what hangs on it."""
    migrate(engine)
    fill(engine)
    before = counts(engine)
    rebuild(engine)
    assert counts(engine) == before
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def rebuild(engine: Engine) -> None:
    """Through env.py, as a later revision would: a hook runs where revisions run."""
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = configuration(engine)

    def steps(revision: Any, context: MigrationContext) -> list[Any]:  # noqa: ARG001 - alembic's signature
        with Operations.context(context):
            for table in (Client, Engagement, Wave):
                with op.batch_alter_table(table.__tablename__, recreate="always" if engine.dialect.name == "sqlite" else "auto") as batch:
                    batch.alter_column("created_at", nullable=False)
        return []

    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=steps):
        script.run_env()


def test_failing_migration__leaves_the_old_schema_whole(engine: Engine) -> None:
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    migrate(engine)
    fill(engine)
    before, config = counts(engine), configuration(engine)

    def steps(revision: Any, context: MigrationContext) -> list[Any]:  # noqa: ARG001 - alembic's signature
        with Operations.context(context):
            op.drop_table("report")
            op.drop_table(Answer.__tablename__)
            raise ValueError("half way")

    script = ScriptDirectory.from_config(config)
    with pytest.raises(ValueError, match="half way"), EnvironmentContext(config, script, fn=steps):
        script.run_env()
    assert counts(engine) == before
    assert at_head(engine)


def test_database_of_a_newer_version__is_left_alone(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'ffffffffffff'")
    with pytest.raises(UnknownSchema, match="ffffffffffff"):
        migrate(engine)
    assert revision_of(engine) == "ffffffffffff"
    assert not at_head(engine)
