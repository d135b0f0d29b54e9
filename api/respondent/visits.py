"""One visit by a personal link: whose it is, where the person stands, and where the link leads on."""

import math

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Firm, Invitation, Respondent
from api.respondent.views import Person
from api.services.invitations import InvitationFound, find_invitation
from api.services.responses import PageState, page_state
from api.services.seen import AnswerView
from survey_definitions.questionnaire import Page, pages_for, seconds_of
from survey_definitions.schema import Instrument, Item

NOTHING = AnswerView()


class Visit(Struct, frozen=True, kw_only=True):
    """What every page of a visit starts from."""

    base: str  # path of the personal link
    found: InvitationFound
    firm: str
    state: PageState
    pages: tuple[Page, ...]

    @property
    def instrument(self) -> Instrument:
        """What the wave asks."""
        return self.found.instrument

    @property
    def person(self) -> Person:
        """Whose link it is."""
        who = self.found.respondent
        return Person(name=who.name, title=who.title, firm=self.firm, client=self.found.client_name)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item that this person is asked, in order."""
        return tuple(item for page in self.pages for item in page.items)

    @property
    def answered(self) -> int:
        """How many of them have an answer."""
        return sum(self.has_answer(item) for item in self.items)

    @property
    def declined(self) -> bool:
        """Whether the person said not to take part."""
        return self.found.invitation.status == "declined"

    @property
    def submitted(self) -> bool:
        """Whether the answers count."""
        return self.found.invitation.status == "submitted"

    @property
    def may_answer(self) -> bool:
        """Whether pages of questions are shown: started, not declined, and under the contract as it was shown."""
        return self.found.invitation.consent is not None and not self.declined and not self.found.terms_changed

    @property
    def go_on(self) -> str:
        """Where the person stopped: the last page with an answer if it is not complete, else the one after it, at the end the check."""
        if not self.may_answer:
            return self.base
        reached = max((page.number for page in self.pages if any(map(self.has_answer, page.items))), default=0)
        if reached and not all(map(self.has_answer, self.pages[reached - 1].items)):
            return self.page_path(reached)
        return self.page_path(reached + 1)

    def answer(self, item: Item) -> AnswerView:
        """The stored answer, or one that says that there is none."""
        return self.state.answers.get(item.code, NOTHING)

    def has_answer(self, item: Item) -> bool:
        """Whether the item has an answer."""
        return self.answer(item).value is not None

    def page_path(self, number: int) -> str:
        """Path of a page; before the first the start, after the last the check."""
        if number < 1:
            return self.base
        return f"{self.base}/p/{number}" if number <= len(self.pages) else f"{self.base}/check"

    def minutes(self, number: int = 1) -> int:
        """Minutes from a page to the end, rounded up."""
        rest = (item for page in self.pages[number - 1 :] for item in page.items)
        return math.ceil(sum(seconds_of(self.instrument, item) for item in rest) / 60)

    def function_texts(self) -> tuple[str, ...]:
        """The functions that the person speaks for, in words, in the instrument's order."""
        return tuple(function.text for function in self.instrument.functions if function.code in self.found.functions)


def open_visit(session: Session, token: str) -> Visit:
    """Find the link and read where the person stands; writes nothing. LinkNotValid."""
    found = find_invitation(session, token)
    return Visit(
        base=f"/r/{token}",
        found=found,
        firm=session.scalars(select(Firm.name).where(Firm.id == found.invitation.firm_id)).one(),
        state=page_state(session, found),
        pages=pages_for(found.instrument, found.functions),
    )


def functions_alone(session: Session, visit: Visit) -> tuple[str, ...]:
    """The functions, in words, in which nobody else is asked."""
    query = (
        select(Respondent.function, Respondent.seats)
        .join(Invitation, Invitation.respondent_id == Respondent.id)
        .where(
            Invitation.wave_id == visit.found.wave.id,
            Respondent.id != visit.found.respondent.id,
            Respondent.left_at.is_(None),
            Respondent.tier == visit.found.respondent.tier,
        )
    )
    others = {code for function, seats in session.execute(query) for code in (function, *seats)}
    alone = visit.found.functions - others
    return tuple(function.text for function in visit.instrument.functions if function.code in alone)
