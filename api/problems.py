"""The catalogue of what can go wrong: one class each, with a status, a sentence for people, and what to do about it.

Services raise these; api.answering turns them into a page or problem+json. Raising rolls the transaction back, except for a
class that says `commits`.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from msgspec import Struct


class Problem(Exception):
    """Something that a person can understand and act on. `title` is a sentence, `remedy` what to do, `code` a stable slug."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "problem"
    title: str = "That did not work."
    remedy: str = "Go back and try again."
    commits: ClassVar[bool] = False  # what was written before the raise is kept: a counted wrong password, say

    def __init__(self, title: str | None = None, *, remedy: str | None = None) -> None:
        if title is not None:
            self.title = title
        if remedy is not None:
            self.remedy = remedy
        super().__init__(self.title)


class BadForm(Problem):
    """The request itself cannot be read."""

    status = 400
    code = "bad-form"
    title = "What your browser sent could not be read."
    remedy = "Go back, reload the page and send it again. Characters that cannot be printed are not accepted."


class NotSignedIn(Problem):
    """No sign-in, or one that has ended."""

    status = 401
    code = "not-signed-in"
    title = "You are not signed in."
    remedy = "Sign in and open the page again. A sign-in ends after 30 minutes without use, and after 12 hours in any case."


class SignInRefused(Problem):
    """Unknown account, wrong password, or too many tries: one answer for all three, so that it tells nothing."""

    status = 401
    code = "sign-in-refused"
    title = "The address or the password is not right."
    remedy = "Check both and try again. After several wrong tries, wait half a minute first."
    commits = True


class NotAllowed(Problem):
    """Signed in, but not for this."""

    status = 403
    code = "not-allowed"
    title = "Your account may not do this."
    remedy = "Ask an administrator of your firm."


class ForeignRequest(Problem):
    """A state change that did not come from a page of this console."""

    status = 403
    code = "foreign-request"
    title = "This did not come from a page of the console."
    remedy = "Reload the page and send the form again."


class ConsentMissing(Problem):
    """An answer before Start was pressed."""

    status = 403
    code = "consent-missing"
    title = "Nothing is stored before you press Start."
    remedy = "Read the first page and press Start; then send this page again."


class NotFound(Problem):
    """No such thing, or none of yours: the two cannot be told apart."""

    status = 404
    code = "not-found"
    title = "There is nothing at this address."
    remedy = "Check the address, or start again from the list."


class LinkNotValid(Problem):
    """Unknown, replaced or cut-off link: one answer for all of them."""

    status = 404
    code = "link-not-valid"
    title = "This link doesn't work."
    remedy = "Use the newest link you were given, whole. If it still fails, ask whoever sent it for a new one."


class Conflict(Problem):
    """Something else stands in the way."""

    status = 409
    code = "conflict"
    title = "Something else stands in the way."


class WaveNotOpen(Conflict):
    """The wave has not been opened yet."""

    code = "wave-not-open"
    title = "This round is not open yet."
    remedy = "Come back when it has opened; the same link will work."


class WaveNotClosed(Conflict):
    """Results before closing: nobody sees any."""

    code = "wave-not-closed"
    title = "This wave has not closed yet, and no result is shown to anybody before it closes."
    remedy = "Close the wave first."


class WaveClosed(Problem):
    """The wave no longer takes answers."""

    status = 410
    code = "wave-closed"
    title = "This round has closed."
    remedy = "Answers that were submitted before are part of the results. If yours were not, ask the person named as contact."


class TooLarge(Problem):
    """The request is larger than any form of ours."""

    status = 413
    code = "too-large"
    title = "That is too much at once."
    remedy = "Send it in smaller parts: a roster may have up to 1 MiB, every other form 64 KiB."


class RowFault(Struct, frozen=True):
    """What is wrong in one row, by its number as pasted (from 1)."""

    row: int
    message: str


class InputFault(Problem):
    """A form with mistakes: field name -> what to do about it."""

    status = 422
    code = "input-fault"
    title = "Some fields need another look."
    remedy = "Mend the marked fields and send the form again."

    def __init__(self, fields: Mapping[str, str], *, title: str | None = None, remedy: str | None = None) -> None:
        self.fields = dict(fields)
        super().__init__(title, remedy=remedy)


class RosterFault(Problem):
    """A pasted roster with faults; nothing of it was stored."""

    status = 422
    code = "roster-fault"
    title = "Some rows of the roster need another look; nothing was stored."
    remedy = "Mend the rows below and paste the list again."

    def __init__(self, rows: Iterable[RowFault]) -> None:
        self.rows = tuple(rows)
        super().__init__()


class PrioritiesFault(Problem):
    """A list of priorities with faults, by line."""

    status = 422
    code = "priorities-fault"
    title = "The list of priorities needs another look; the old list still stands."
    remedy = "Write one priority a line, 3 to 15 of them, each once."

    def __init__(self, rows: Iterable[RowFault]) -> None:
        self.rows = tuple(rows)
        super().__init__()


class TooBusy(Problem):
    """More at once than this installation takes."""

    status = 503
    code = "too-busy"
    title = "One moment, please: too much is going on at once."
    remedy = "Try again in a minute."


class NotMigrated(Problem):
    """The tables are not those of this version."""

    status = 503
    code = "not-migrated"
    title = "The database does not have the tables of this version."
    remedy = "Run `parallax migrate`, after a backup."
