"""The pages say what the code does: settings, commands, tables, words, folders, links."""

import argparse
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import ForeignKeyConstraint, text

from api.cli import build_parser
from api.db.engine import open_engine
from api.db.migrating import migrate
from api.db.models import Base
from api.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
DATABASE = (ROOT / "docs/database.md").read_text(encoding="utf-8")
TABLES = {table.name: table for table in Base.metadata.sorted_tables}
PACKAGES = ("api", "reports", "scoring", "survey_definitions")


def commands(parser: argparse.ArgumentParser, before: str = "") -> dict[str, set[str]]:
    """Every command by its full name, with the options that it takes."""
    found: dict[str, set[str]] = {}
    nested = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in nested:
        for name, child in action.choices.items():
            found |= commands(child, f"{before}{name} ")
    if before and not nested:
        found[before.strip()] = {option for action in parser._actions for option in action.option_strings}
    return found


COMMANDS = commands(build_parser())


def code_of(page: Path) -> list[str]:
    """The lines of code on a page: code blocks with continued lines joined, and what stands between backticks."""
    content = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", content, re.DOTALL | re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", content, flags=re.DOTALL | re.MULTILINE))


def first_column(table_after: str) -> list[str]:
    """The names in the first column of the first table after a heading of the operations page."""
    section = OPERATIONS.partition(f"\n## {table_after}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def test_settings__table__names_each_field_once_and_no_other() -> None:
    assert sorted(first_column("Settings")) == sorted(PREFIX + field.upper() for field in Settings.__struct_fields__)


def test_settings__on_every_page__exist() -> None:
    named = {(page.name, name) for page in PAGES for name in re.findall(rf"\b{PREFIX}\w+", page.read_text(encoding="utf-8"))}
    assert {name for _, name in named} <= {PREFIX + field.upper() for field in Settings.__struct_fields__}, named


@pytest.mark.parametrize("field", ["host", "port"])
def test_settings__table__shows_the_default(field: str) -> None:
    (row,) = re.findall(rf"^\| `{PREFIX}{field.upper()}` \| `([^`]+)` \|", OPERATIONS, re.MULTILINE)
    assert row == str(getattr(Settings(), field))


def test_commands__table__names_each_once_and_no_other() -> None:
    assert sorted(first_column("Commands")) == sorted(f"parallax {name}" for name in COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands__as_shown_on_a_page__are_understood(page: Path) -> None:
    for line in code_of(page):
        for call in re.findall(r"(?:^|[\s/])parallax ((?:[a-z]|--).*)", line):
            words = call.split()
            if words[0].startswith("--"):
                assert words[0] in ("--help", "--version"), line
                continue
            name = next((known for known in COMMANDS if words[: len(known.split())] == known.split()), None)
            assert name is not None, f"{page.name}: {line}"
            assert {word for word in words if word.startswith("--")} <= COMMANDS[name], f"{page.name}: {line}"


def test_database__page__names_every_table() -> None:
    assert [
        name for name in TABLES if f"`{name}`" not in DATABASE and not re.search(rf"^ +{name} --|> {name}$", DATABASE, re.MULTILINE)
    ] == []


def test_database__arrows__are_the_foreign_keys() -> None:
    arrows = set(re.findall(r"^  (\w+) --(?: [\w ]+ --)?> (\w+)$", DATABASE, re.MULTILINE))
    keys = {
        (table.name, key.referred_table.name)
        for table in TABLES.values()
        for key in table.constraints
        if isinstance(key, ForeignKeyConstraint)
    }
    assert arrows <= keys
    assert {(child, parent) for child, parent in keys if parent != "firm"} <= arrows


def test_database__every_key_but_that_to_the_firm__is_composite_with_it() -> None:
    for table in TABLES.values():
        for key in table.constraints:
            if isinstance(key, ForeignKeyConstraint) and key.referred_table.name != "firm":
                assert [key.column_keys[0], key.elements[0].column.name] == ["firm_id", "firm_id"], (table.name, key.column_keys)
    assert [name for name, table in TABLES.items() if name != "firm" and "firm_id" not in table.c] == []


def test_vocabulary__page__has_a_word_for_every_table() -> None:
    words = re.findall(r"^\| \*\*([^*]+)\*\*", (ROOT / "docs/vocabulary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(TABLES) - {word.replace("-", "_").replace(" ", "_") for word in words} == set()
    assert len(words) == len(set(words))


def test_contributing__walk_through_the_code__leaves_no_package_out() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    parts = [
        file.relative_to(ROOT).parts[:-1]
        for top in PACKAGES
        for file in (ROOT / top).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    ]
    wanted = {"/".join(folder) for folder in parts if len(folder) <= 2 or ROOT.joinpath(*folder, "__init__.py").exists()}
    assert [name for name in sorted(wanted) if f"`{name}/`" not in page] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths__named_on_a_page__exist(page: Path) -> None:
    named = [code for code in code_of(page) if re.fullmatch(rf"(?:{'|'.join((*PACKAGES, 'tests', 'docs'))})/[\w./-]*", code)]
    assert [name for name in named if not (ROOT / name).exists()] == []
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_decisions__are_numbered_without_a_gap_and_short() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for number, record in enumerate(records, 1):
        lines = record.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {number}. ")
        assert len(lines) <= 40


def test_backup__command_of_the_page__copies_a_database_in_use(tmp_path: Path) -> None:
    (command,) = [line for line in code_of(ROOT / "docs/operations.md") if "VACUUM INTO" in line]
    script = re.fullmatch(r'python -c "(.*)"', command)
    assert script is not None
    engine = open_engine(f"sqlite:///{tmp_path / 'parallax.db'}")
    migrate(engine)
    with engine.connect() as connection:
        connection.execute(text("INSERT INTO firm (id, name, created_at) VALUES ('a', 'kept', '2026-11-25')"))
        connection.commit()
        connection.execute(text("INSERT INTO firm (id, name, created_at) VALUES ('b', 'not committed', '2026-11-25')"))
        plain = script[1].replace('\\"', '"')
        run = [sys.executable, "-c", plain]
        assert subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False).returncode == 0
        again = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert "exists" in again.stderr
        connection.rollback()
    engine.dispose()
    copy = open_engine(f"sqlite:///{tmp_path / 'backup.db'}")
    with copy.connect() as connection:
        assert list(connection.execute(text("SELECT name FROM firm"))) == [("kept",)]
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    copy.dispose()
