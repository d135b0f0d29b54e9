"""What a respondent's browser sent, and where it leads."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlencode

from msgspec import Struct

from api.problems import BadForm
from api.respondent.visits import Visit
from api.services.responses import SaveResult
from survey_definitions.questionnaire import Page, PageAnswers, read_page

MOST_FIELDS = 2000


class Sent(Struct, frozen=True):
    """A page of questions as it came in. `undo` is the code of an answer to put back, `pressed` the button."""

    form: dict[str, list[str]]
    answers: PageAnswers
    from_check: bool

    @property
    def pressed(self) -> str:
        """Which of the page's buttons was pressed."""
        return last(self.form, "page-go")

    @property
    def undo(self) -> str:
        """Code of the answer to put back to what it was before the last change; empty for none."""
        return last(self.form, "page-undo")

    @property
    def warned(self) -> bool:
        """Whether the page had already said what is open."""
        return "page-warned" in self.form


def read_form(body: bytes) -> dict[str, list[str]]:
    """The posted fields. BadForm for what is no text, or more fields than any page of ours has."""
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadForm from error


def last(form: Mapping[str, list[str]], name: str) -> str:
    """The last value of a field; empty where there is none."""
    return form.get(name, [""])[-1]


def read_sent(visit: Visit, page: Page, body: bytes, *, from_check: bool) -> Sent:
    """The answers of a posted page."""
    form = read_form(body)
    found = visit.found
    return Sent(form, read_page(visit.instrument, page, form, functions=found.functions, colleagues=found.colleagues), from_check)


def numbered(visit: Visit, number: int) -> Page | None:
    """The page of this number, if there is one for this person."""
    return visit.pages[number - 1] if 1 <= number <= len(visit.pages) else None


def lead_on(visit: Visit, page: Page, sent: Sent, result: SaveResult) -> str:
    """Where a saved page leads: on, to the check it came from, or once back to what is open.

    Answers that overtook another go along by code, so that the next page can say what they were.
    """
    query = {"changed": ".".join(each.code for each in result.overtaken)} if result.overtaken else {}
    if sent.pressed == "later":
        return f"{visit.base}/later"
    if sent.undo:
        path, query = visit.page_path(page.number), {"from": "check"} if sent.from_check else {}
    elif sent.from_check:
        path = f"{visit.base}/check"
    elif not sent.warned and not all(map(visit.has_answer, page.items)):
        path, query = visit.page_path(page.number), query | {"check": "1"}
    else:
        path = visit.page_path(page.number + 1)
    return f"{path}?{urlencode(query)}" if query else path
