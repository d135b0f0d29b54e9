"""Bringing a database to this version's schema. The migrations are package data, so an installed wheel has them."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine


class UnknownSchema(Exception):
    """The database was made by a newer version; this one must not touch it."""


def configuration(engine: Engine) -> Config:
    """Alembic's configuration for this engine, without an ini file."""
    config = Config()
    config.set_main_option("script_location", "api.db:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade, in one transaction; nothing happens where it is done already. UnknownSchema for a database of a newer version."""
    config = configuration(engine)
    present = revision_of(engine)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise UnknownSchema(f"the database is at revision {present}, which this version does not know: use the version that made it")
    command.upgrade(config, revision)


def revision_of(engine: Engine) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def at_head(engine: Engine) -> bool:
    """Whether the database has exactly this version's schema."""
    return revision_of(engine) == ScriptDirectory.from_config(configuration(engine)).get_current_head()
