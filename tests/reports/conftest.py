"""One engine-scored report for the tests that only look at it."""

from pathlib import Path

import pytest

from reports import compose_report, render_report
from reports.model import Report
from scoring.results import Band
from survey_definitions.actions import ActionCatalogue
from survey_definitions.loading import load_actions
from tests.reports import teams


@pytest.fixture(scope="session")
def catalogue() -> ActionCatalogue:
    """The packaged actions."""
    return load_actions()


@pytest.fixture(scope="session")
def nine(catalogue: ActionCatalogue) -> Report:
    """Nine of ten people in nine functions, with declared priorities and bounds."""
    answers = teams.answers_of(9, invited=10)
    declared = tuple(option.code for option in teams.instrument().priorities[:3])
    brief = teams.brief(bounds=Band(12, 38), declared=declared, sponsor="Chief executive")
    return compose_report(brief, teams.shown(answers), teams.instrument(), catalogue)


@pytest.fixture(scope="session")
def nine_pdf(nine: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file."""
    path = tmp_path_factory.mktemp("report") / "nine.pdf"
    path.write_bytes(render_report(nine))
    return path
