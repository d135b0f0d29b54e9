"""Divergence of small teams, corrected for chance. Pure: plain answers in, frozen results out; no web, no database, no clock."""

from scoring.answers import Respondent, TeamAnswers
from scoring.results import TeamScore
from scoring.team import score_team

__all__ = ["Respondent", "TeamAnswers", "TeamScore", "score_team"]
