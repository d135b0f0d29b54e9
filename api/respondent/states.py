"""What stands in the way of questions: links that lead nowhere, rounds that are over, people who have not started."""

from typing import Any

from litestar import Request, Response
from litestar.response import Redirect, Template
from msgspec import Struct

from api.problems import ConsentMissing, LinkNotValid, WaveClosed, WaveNotOpen
from api.respondent.showing import show_state
from api.respondent.visits import Visit
from api.templating import environment

AnyRequest = Request[Any, Any, Any]


def answer_state(request: AnyRequest, problem: LinkNotValid | WaveClosed | WaveNotOpen) -> Response[str]:
    """Where nothing is known about whose link it is, or nothing may be said."""
    del request
    name = {404: "unknown", 410: "closed", 409: "not_open"}[problem.status]
    text = environment().get_template(f"respondent/{name}.html").render(view=None)
    return Response(text, status_code=problem.status, media_type="text/html")


def answer_not_started(request: AnyRequest, _problem: ConsentMissing) -> Redirect:
    """An answer before Start: to the first page, which says who sees what."""
    return Redirect(f"/r/{request.path_params['token']}", status_code=303)


def page_of(name: str, view: Struct, *, status: int = 200) -> Template:
    """A respondent's page."""
    return Template(f"respondent/{name}.html", context={"view": view}, status_code=status)


def lead_to(path: str) -> Redirect:
    """To a page that is shown by GET."""
    return Redirect(path, status_code=303)


def halt(visit: Visit, *, may_return: bool = False) -> Template | None:
    """The page that stands in the way of all others: closed, not open yet, declined (unless the person is coming back)."""
    status = visit.found.wave.status
    if status == "planned":
        return page_of("not_open", show_state(visit), status=409)
    if status != "open":
        return page_of("closed", show_state(visit), status=410)
    if visit.declined and not may_return:
        return page_of("declined", show_state(visit))
    return None


def stop(visit: Visit) -> Template | Redirect | None:
    """As halt, and the way to the first page for somebody who has not pressed Start under the contract as it now stands."""
    return halt(visit) or (None if visit.may_answer else lead_to(visit.base))
