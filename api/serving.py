"""Commands that work on the server's database: serve it, bring it up to date, add an account."""

import getpass
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from api.settings import Settings, SettingsFault, load_settings


def read_settings() -> Settings | None:
    """Settings from the environment; None, with the faults on standard error, where they are wrong."""
    try:
        return load_settings(dict(os.environ), Path.cwd())
    except SettingsFault as fault:
        print(fault, file=sys.stderr)
        return None


def serve(*, host: str | None, port: int | None) -> int:
    """Serve until stopped. The database is brought to this version first."""
    settings = read_settings()
    if settings is None:
        return 2
    changes = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    return serve_with(msgspec.structs.replace(settings, **changes))


def serve_with(settings: Settings) -> int:
    """Serve these settings in this process."""
    import uvicorn

    from api.app import create_app

    prepare_database(settings)
    app = create_app(settings)
    address = settings.base_url or f"http://{settings.host}:{settings.port}"
    print(f"Parallax serves {settings.database_url} at {address}/console (ctrl-c stops it).", flush=True)
    _offer_set_up(settings, address)
    # The access log would print the path, and with it the secret of every personal link.
    uvicorn.run(
        app, host=settings.host, port=settings.port, access_log=False, server_header=False, log_level="warning", forwarded_allow_ips=""
    )
    return 0


def prepare_database(settings: Settings) -> None:
    """Make the database if there is none, and bring it to the schema of this version."""
    from api.db.engine import open_engine
    from api.db.migrating import migrate

    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def _offer_set_up(settings: Settings, address: str) -> None:
    from api.db.engine import Sessions, open_engine
    from api.services.people import set_up_token
    from api.tokens import open_keyring

    engine = open_engine(settings.database_url)
    try:
        with Sessions(engine).reader() as session:
            token = set_up_token(session, open_keyring(settings))
    finally:
        engine.dispose()
    if token is not None:
        print(f"Nobody has an account yet. Make the first one here: {address}/console/set-up/{token}", flush=True)


def migrate_database() -> int:
    """`parallax migrate`."""
    settings = read_settings()
    if settings is None:
        return 2
    prepare_database(settings)
    print(f"{settings.database_url} is at the schema of this version.")
    return 0


def add_consultant(email: str, name: str, firm_name: str) -> int:
    """`parallax consultant`: asks for a password and adds the account."""
    from sqlalchemy import select

    from api.db.engine import Sessions, open_engine
    from api.db.models import Firm
    from api.problems import Problem
    from api.services.people import create_consultant, create_firm

    settings = read_settings()
    if settings is None:
        return 2
    password = getpass.getpass("Password (12 characters or more): ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    prepare_database(settings)
    engine = open_engine(settings.database_url)
    try:
        with Sessions(engine).writer() as session:
            now = datetime.now(UTC)
            firm = session.scalar(select(Firm).where(Firm.name == firm_name))
            first = firm is None
            if firm is None:
                firm = create_firm(session, firm_name, now)
            create_consultant(session, firm.id, email, name, password, administrator=first, now=now)
    except Problem as problem:
        print(f"{problem.title} {problem.remedy}", file=sys.stderr)
        return 2
    finally:
        engine.dispose()
    print(f"{email} can sign in for {firm_name}.")
    return 0
