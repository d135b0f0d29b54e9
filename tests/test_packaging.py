"""The wheel, built and installed into a folder of its own: what is in it, and that it works from there and from nowhere else."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from survey_definitions.loading import packaged_instruments

ROOT = Path(__file__).parents[1]
PACKAGES = ("api", "reports", "scoring", "survey_definitions")
QUIET = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", *QUIET, "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's contents and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "pip", "install", *QUIET, "--target", str(folder), str(wheel)], check=True, capture_output=True)
    return folder


def run(installed: Path, cwd: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command in another folder, which finds the installed modules before those of this checkout."""
    environment = {"PYTHONPATH": str(installed), "PATH": os.environ["PATH"], "LC_ALL": "C"}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_wheel__holds_every_file_of_the_four_packages(names: list[str]) -> None:
    tracked = subprocess.run(["git", "ls-files", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [name for name in tracked if name not in names and (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "name",
    [
        "api/templates/respondent/page.html",
        "api/templates/console/results.html",
        "api/templates/shared/macros/rating.html",
        "api/static/survey.css",
        "api/static/survey.js",
        "api/static/inter-var.woff2",
        "api/static/inter-OFL.txt",
        "api/db/migrations/env.py",
        "api/db/migrations/script.py.mako",
        "api/demo/answers.csv",
        "reports/fonts/SourceSans3_400Regular.ttf",
        "reports/fonts/SourceSans3-OFL.txt",
        "reports/fonts/NotoSans-OFL.txt",
        "reports/fonts/DroidSansFallback-Apache-2.0.txt",
        "reports/fonts/sRGB.icc",
        "scoring/constants/sales_marketing.json",
        "survey_definitions/actions.toml",
        "survey_definitions/citations.toml",
        *(f"survey_definitions/instruments/{name.replace('-', '_')}/instrument.toml" for name in packaged_instruments()),
    ],
)
def test_wheel__holds_what_is_read_at_run_time(names: list[str], name: str) -> None:
    assert name in names


def test_wheel__holds_at_least_one_revision(names: list[str]) -> None:
    assert [name for name in names if name.startswith("api/db/migrations/versions/") and name.endswith(".py")] != []


def test_wheel__holds_no_tests_caches_or_databases(names: list[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    odd = ("__pycache__", ".pyc", "_cache/", ".db", ".key", "/test_", "conftest")
    assert [name for name in names if any(part in name for part in odd)] == []


def test_modules__are_those_of_the_installed_folder(installed: Path, tmp_path: Path) -> None:
    asked = f"import {', '.join(PACKAGES)}; print(*({', '.join(f'{name}.__file__' for name in PACKAGES)},), sep='\\n')"
    answer = run(installed, tmp_path, sys.executable, "-c", asked)
    assert answer.stdout.splitlines() == [str(installed / name / "__init__.py") for name in PACKAGES]


def test_help__names_the_commands(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, str(installed / "bin" / "parallax"), "--help")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "serve" in answer.stdout


def test_instrument_list__names_those_that_are_shipped(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, str(installed / "bin" / "parallax"), "instrument", "list")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert sorted(line.split()[0] for line in answer.stdout.splitlines()) == sorted(packaged_instruments())


def test_demo__fills_its_folder_and_nothing_else(installed: Path, tmp_path: Path) -> None:
    answer = run(installed, tmp_path, str(installed / "bin" / "parallax"), "demo", "--no-serve", "--dir", "there")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there" / "gap-report.pdf").read_bytes().startswith(b"%PDF")
    assert f"{tmp_path}/there/gap-report.pdf" in answer.stdout
