"""The commands on the server's database, as an operator starts them."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import text

from api.cli import main
from api.db.engine import open_engine
from api.db.migrating import at_head

ROOT = Path(__file__).parents[2]
PASSWORD = "nine copper kettles"
ADD = ("consultant", "ben@merrow.example", "--name", "Ben Pike", "--firm", "Merrow & Pike")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with no setting given."""
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def status_of(address: str) -> int:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - an address of this machine
        return int(answer.status)


def test_serve__empty_database__set_up_link_works_and_the_signal_ends_it(here: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "api", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)}) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        try:
            lines = [server.stdout.readline(), server.stdout.readline()]
            assert f"http://127.0.0.1:{port}/console " in lines[0]
            assert str(here / "parallax.db") in lines[0]
            (link,) = re.findall(rf"http://127\.0\.0\.1:{port}/console/set-up/\w+", lines[1])
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline:
                try:
                    assert status_of(f"http://127.0.0.1:{port}/readyz") == 200
                    break
                except OSError:
                    time.sleep(0.05)
            assert status_of(link) == 200
        finally:
            server.send_signal(signal.SIGTERM)
            code = server.wait(timeout=10)
        assert code in (0, -signal.SIGTERM)
        assert server.stderr.read() == ""
    assert sorted(path.name for path in here.iterdir()) == ["parallax.db", "parallax.key"]


def test_serve__with_an_account__offers_no_set_up(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from api.serving import _look_inside
    from api.settings import load_settings

    settings = load_settings({}, here)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD))
    assert main(ADD) == 0
    assert _look_inside(settings) is None
    assert capsys.readouterr().out == "ben@merrow.example can sign in for Merrow & Pike.\n"


def test_serve__port_in_use__one_line_and_nothing_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err
        == f"Cannot listen on 127.0.0.1 port {port}: Address already in use. Stop what uses it, or take another port with --port.\n"
    )
    assert list(here.iterdir()) == []


def test_serve__address_of_another_machine__one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--host", "192.0.2.1", "--port", str(free_port())]) == 2
    assert "Cannot listen on 192.0.2.1" in capsys.readouterr().err


def test_migrate__twice__has_the_tables_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["migrate"]) == 0
        assert capsys.readouterr().out == f"sqlite:///{here}/parallax.db is at the schema of this version.\n"
    engine = open_engine(f"sqlite:///{here}/parallax.db")
    assert at_head(engine)
    engine.dispose()


def test_migrate__database_of_a_newer_version__is_left_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    engine = open_engine(f"sqlite:///{here}/parallax.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'fromlater'"))
    engine.dispose()
    assert main(["migrate"]) == 2
    said = capsys.readouterr().err
    assert "fromlater" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("password", "email", "words"),
    [
        ("short", "ben@merrow.example", "password: Use 12 to 128 characters."),
        ("password123456", "ben@merrow.example", "password: That is easily guessed"),
        ("", "ben@merrow.example", "password: Use 12"),
        (PASSWORD, "ben.merrow.example", "email: There is no @"),
    ],
)
def test_consultant__faulty__field_and_remedy_and_no_account(
    password: str, email: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert main(["consultant", email, *ADD[2:]]) == 2
    said = capsys.readouterr()
    assert said.err.startswith(words)
    assert said.out == ""
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(ADD) == 0  # the first try left nothing behind: neither account nor firm


def test_consultant__second_of_a_firm__is_no_administrator(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for email, firm in [
        ("ben@merrow.example", "Merrow & Pike"),
        ("ana@merrow.example", " Merrow  & Pike "),
        ("eve@other.example", "Other"),
    ]:
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        assert main(["consultant", email, "--name", "Some Body", "--firm", firm]) == 0
    engine = open_engine(f"sqlite:///{here}/parallax.db")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT email, administrator, firm_id FROM consultant ORDER BY email")).all()
    engine.dispose()
    assert [(email, bool(administrator)) for email, administrator, _ in rows] == [
        ("ana@merrow.example", False),
        ("ben@merrow.example", True),
        ("eve@other.example", True),
    ]
    assert rows[0].firm_id == rows[1].firm_id != rows[2].firm_id


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PARALLAX_PROT", "8000", "PARALLAX_PORT?"),
        ("PARALLAX_DATABASE_URL", "sqlite:////nowhere/at/all.db", "/nowhere/at/all.db cannot be used"),
        ("PARALLAX_DATABASE_URL", "postgresql://ben:hush@127.0.0.1:1/parallax", "127.0.0.1:1/parallax cannot be used"),
        ("PARALLAX_SECRET_KEY", "tooshort", "openssl rand"),
    ],
)
def test_serve__faulty_setting__is_named_without_traceback_or_secret(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["serve", "--port", str(free_port())]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert name.partition("_PR")[0] in said
    assert not re.search("Traceback|hush|tooshort", said)


def test_serve__another_key_than_the_databases__refused_with_what_to_do(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["demo", "--no-serve", "--dir", str(here)]) == 0
    (here / "parallax.key").unlink()
    monkeypatch.setenv("PARALLAX_DATABASE_URL", f"sqlite:///{here / 'parallax.db'}")
    capsys.readouterr()
    assert main(["serve", "--port", str(free_port())]) == 2
    said = capsys.readouterr().err
    assert "does not fit this database" in said
    assert "PARALLAX_SECRET_KEY" in said


def test_expire__fresh_answers__says_that_nothing_was_deleted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expire"]) == 0
    assert "0 responses were older" in capsys.readouterr().out
    assert (here / "parallax.db").exists()
