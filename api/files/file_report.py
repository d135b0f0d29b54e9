"""The gap report of a team from a file: an analyst's own answers, so nothing is kept back."""

from datetime import date

from api import __version__
from reports import gap_report
from reports.brief import Brief
from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.disclosure import release
from scoring.findings import find
from survey_definitions.loading import load_actions

SENTENCE = "These answers come from a file. They are shown under the names that the file gives them; nothing is kept back."


def team_report(answers: TeamAnswers, *, client: str, wave: str, on: date) -> bytes:
    """The PDF."""
    score = score_team(answers)
    released = release(score, answers, find(score, answers), mode="named", audience="team")
    brief = Brief(
        client=client, firm=client, wave=wave, date=on, mode_sentences=(SENTENCE,), welcomed=False, version=__version__, draft=True
    )
    return gap_report(brief, released, answers.instrument, load_actions())
