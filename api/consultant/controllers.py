"""Every controller of the console, for the application to wire."""

from api.consultant.engagements import EngagementPages
from api.consultant.results import ResultPages
from api.consultant.rosters import RosterPages
from api.consultant.sign_in import SignInPages
from api.consultant.waves import WavePages

CONSOLE_CONTROLLERS = (SignInPages, EngagementPages, RosterPages, WavePages, ResultPages)
