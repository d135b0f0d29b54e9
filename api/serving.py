"""Commands that work on the server's database: serve it, bring it up to date, add an account."""

import errno
import getpass
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from api.db.engine import EngineFault, Sessions, open_engine
from api.settings import Settings, SettingsFault, load_settings


def serve(*, host: str | None, port: int | None) -> int:
    """`parallax serve`: serve until stopped. The database is brought to this version first."""
    changes = {key: value for key, value in (("host", host), ("port", port)) if value is not None}
    return _with_settings(lambda settings: serve_with(msgspec.structs.replace(settings, **changes)))


def serve_with(settings: Settings) -> int:
    """Serve these settings in this process; exit code 2 where the address cannot be listened on."""
    import uvicorn

    from api.app import create_app

    if fault := listening_fault(settings.host, settings.port):
        print(fault, file=sys.stderr)
        return 2
    prepare_database(settings)
    token = _look_inside(settings)
    app = create_app(settings)
    print(f"Parallax serves {settings.database_label} at {settings.address}/console (ctrl-c stops it).", flush=True)
    if token is not None:
        print(f"Nobody has an account yet. Make the first one here: {settings.address}/console/set-up/{token}", flush=True)
    # The access log would print the path, and with it the secret of every personal link.
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        access_log=False,
        server_header=False,
        log_level="warning",
        forwarded_allow_ips=settings.trusted_proxies,
    )
    return 0


def listening_fault(host: str, port: int) -> str | None:
    """Why nothing can listen on this address, with a remedy; None where it can."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: a port that was just left is free
            probe.bind(address)
    except OSError as error:
        remedy = "Stop what uses it, or take another port with --port." if error.errno == errno.EADDRINUSE else "Take another."
        return f"Cannot listen on {host} port {port}: {error.strerror}. {remedy}"
    return None


def prepare_database(settings: Settings) -> None:
    """Make the database if there is none, and bring it to the schema of this version."""
    from api.db.migrating import migrate

    if settings.sqlite_file is not None and settings.sqlite_file.parent.is_dir():
        settings.sqlite_file.touch(mode=0o600)  # for this user alone; the files beside it take their mode from it
    engine = open_engine(settings.database_url)
    try:
        migrate(engine)
    finally:
        engine.dispose()


def _look_inside(settings: Settings) -> str | None:
    """Before serving: that the key fits, and that nothing is kept longer than promised. The secret of the set-up link, if one is due."""
    from api.services.keys import check_key
    from api.services.people import set_up_token
    from api.services.retention import erase_expired
    from api.tokens import open_keyring

    keyring = open_keyring(settings)
    with _sessions(settings) as sessions:
        with sessions.reader() as session:
            check_key(session, keyring)
            token = set_up_token(session, keyring)
        erase_expired(sessions, datetime.now(UTC))
    return token


@contextmanager
def _sessions(settings: Settings) -> Iterator[Sessions]:
    engine = open_engine(settings.database_url)
    try:
        yield Sessions(engine)
    finally:
        engine.dispose()


def expire() -> int:
    """`parallax expire`: what `serve` also does when it starts, for a daily job beside a server that runs for months."""

    def run(settings: Settings) -> int:
        from api.services.retention import erase_expired

        prepare_database(settings)
        with _sessions(settings) as sessions:
            erased = erase_expired(sessions, datetime.now(UTC))
        print(f"{erased} {'response was' if erased == 1 else 'responses were'} older than promised and deleted.")
        return 0

    return _with_settings(run)


def migrate_database() -> int:
    """`parallax migrate`."""

    def run(settings: Settings) -> int:
        prepare_database(settings)
        print(f"{settings.database_label} is at the schema of this version.")
        return 0

    return _with_settings(run)


def add_consultant(email: str, name: str, firm_name: str) -> int:
    """`parallax consultant`: asks for a password and adds the account."""

    def run(settings: Settings) -> int:
        from api.services.people import create_consultant, create_firm, find_firm

        password = getpass.getpass("Password (12 characters or more): ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        prepare_database(settings)
        with _sessions(settings) as sessions, sessions.writer() as session:
            now = datetime.now(UTC)
            known = find_firm(session, firm_name)
            firm = known or create_firm(session, firm_name, now)
            create_consultant(session, firm.id, email, name, password, administrator=known is None, now=now)
        print(f"{email} can sign in for {firm_name}.")
        return 0

    return _with_settings(run)


def _with_settings(run: Callable[[Settings], int]) -> int:
    """Run with the settings of the environment; what an operator can mend is printed without a traceback, exit code 2."""
    try:
        settings = load_settings(dict(os.environ), Path.cwd())
    except SettingsFault as fault:
        print(fault, file=sys.stderr)
        return 2

    from sqlalchemy.exc import OperationalError

    from api.db.migrating import UnknownSchema
    from api.problems import InputFault, Problem
    from api.tokens import KeyFault

    try:
        return run(settings)
    except InputFault as fault:
        print("\n".join(f"{field}: {remedy}" for field, remedy in fault.fields.items()), file=sys.stderr)
    except Problem as problem:
        print(f"{problem.title} {problem.remedy}", file=sys.stderr)
    except OperationalError as error:
        print(f"PARALLAX_DATABASE_URL: {settings.database_label} cannot be used: {str(error.orig).strip()}", file=sys.stderr)
    except (EngineFault, KeyFault, UnknownSchema) as fault:
        print(fault, file=sys.stderr)
    return 2
