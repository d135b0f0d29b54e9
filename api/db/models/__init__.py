"""The tables.

Every one but `firm` carries `firm_id`, and every foreign key is composite with it, so that the database itself refuses a row of
one firm under a parent of another.
"""

from api.db.models.audit import AuditEntry
from api.db.models.engagements import Client, Engagement, Fact, Respondent
from api.db.models.foundation import Base, FirmOwned
from api.db.models.people import Consultant, Firm, SignIn
from api.db.models.reports import Report
from api.db.models.responses import Answer, Response, ResponseLink
from api.db.models.waves import Contract, Invitation, SealedDirection, Wave

__all__ = [
    "Answer",
    "AuditEntry",
    "Base",
    "Client",
    "Consultant",
    "Contract",
    "Engagement",
    "Fact",
    "Firm",
    "FirmOwned",
    "Invitation",
    "Report",
    "Respondent",
    "Response",
    "ResponseLink",
    "SealedDirection",
    "SignIn",
    "Wave",
]
