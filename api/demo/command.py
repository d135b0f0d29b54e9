"""`parallax demo`: a database, a report, links to try, and a server over it."""

import shlex
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from api.db.engine import Sessions, open_engine
from api.demo.story import DemoFilled, fill
from api.serving import listening_fault, prepare_database, serve_with
from api.settings import load_settings
from api.tokens import open_keyring

DATABASE = "parallax.db"
REPORT = "gap-report.pdf"
OWN_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", "parallax.key", REPORT)


def run_demo(folder: Path, *, serve: bool, port: int) -> int:
    """Fill a new database in `folder`, write the report, print how to go on, serve. Files of an earlier demo are replaced."""
    if serve and (fault := listening_fault("127.0.0.1", port)):  # before anything is removed
        print(fault, file=sys.stderr)
        return 2
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder = folder.resolve()
        old = [folder / name for name in OWN_FILES if (folder / name).exists()]
        for path in old:
            path.unlink()
    except OSError as error:
        print(f"{folder} cannot be used: {error.strerror}. Choose another folder with --dir.", file=sys.stderr)
        return 2
    if old:
        print(f"Starting again: the earlier demo in {folder} was removed.")
    address = f"sqlite:///{folder / DATABASE}"
    settings = load_settings({"PARALLAX_DATABASE_URL": address, "PARALLAX_PORT": str(port)}, folder)
    prepare_database(settings)
    keyring = open_keyring(settings)
    engine = open_engine(settings.database_url)
    try:
        filled = fill(Sessions(engine), keyring, settings.address, datetime.now(UTC))
    finally:
        engine.dispose()
    (folder / REPORT).write_bytes(filled.pdf)
    _tell(filled, folder, settings.address, address, port)
    return serve_with(settings) if serve else 0


def _tell(filled: DemoFilled, folder: Path, base: str, database: str, port: int) -> None:
    print(f"\n{filled.wave} is closed with {filled.answered} answers; {filled.open_wave} is open.\n")
    print(f"Gap report   {folder / REPORT}")
    print(f"Console      {base}/console")
    print(f"  sign in    {filled.email}")
    print(f"  password   {filled.password}\n")
    print(f"Personal links of {filled.open_wave}:")
    for person, link in filled.links:
        print(f"  {person}\n    {link}")
    command = "parallax" if shutil.which("parallax") else f"{shlex.quote(sys.executable)} -m api"  # `make` puts nothing on the path
    print(f"\nServe it again:\n  PARALLAX_DATABASE_URL={shlex.quote(database)} {command} serve --port {port}\n", flush=True)
