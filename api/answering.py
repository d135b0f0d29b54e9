"""Problems as answers: a page for people, application/problem+json for programs. Nothing internal ever leaves."""

import logging
import re
import secrets
from html import escape
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy.exc import IntegrityError, OperationalError

from api.problems import (
    BadForm,
    Conflict,
    InputFault,
    NotFound,
    NotSignedIn,
    PrioritiesFault,
    Problem,
    RosterFault,
    TooBusy,
    TooLarge,
)
from api.signing_in import SignedIn
from api.templating import environment

log = logging.getLogger("parallax")
_BELONGS = re.compile(r"/console/(waves|engagements)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/|$)")
AnyRequest = Request[Any, Any, Any]
SIGN_IN = "/console/sign-in"


class WayBack(Struct, frozen=True):
    """Where a page of a problem leads to."""

    address: str
    text: str


class NotHere(Problem):
    """A method that an address does not know."""

    status = 405
    code = "method-not-allowed"
    title = "This address does not work that way."
    remedy = "Start again from the link or the list."


class Unexpected(Problem):
    """A fault of ours. The number is the one in the log."""

    status = 500
    code = "unexpected"
    title = "Something went wrong on our side."
    remedy = "What was saved before is safe. Try again; if it happens again, tell the contact this number: {number}."


def answer_problem(request: AnyRequest, problem: Problem) -> Response[Any]:
    """The page or the JSON of a problem; somebody who is not signed in is led to sign in."""
    if wants_json(request):
        return Response(as_json(problem), status_code=problem.status, media_type="application/problem+json")
    if isinstance(problem, NotSignedIn):
        path = request.scope["path"]
        # only a path of ours, never an address: it is where the sign-in sends people afterwards
        onward = f"?next={path}" if request.method == "GET" and path.startswith("/console") and path.isascii() and "//" not in path else ""
        return Redirect(f"{SIGN_IN}{onward}", status_code=303)
    return Response(page(problem, request), status_code=problem.status, media_type="text/html; charset=utf-8")


def answer_http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework refuses, in our words."""
    status = error.status_code
    if status >= 500:
        return answer_unexpected(request, error)
    known: dict[int, type[Problem]] = {401: NotSignedIn, 404: NotFound, 405: NotHere, 409: Conflict, 413: TooLarge}
    return answer_problem(request, known.get(status, BadForm)())


def answer_malformed(request: AnyRequest, _error: Exception) -> Response[Any]:
    """Bytes that are no text, numbers without end, nesting without bottom."""
    return answer_problem(request, BadForm())


def answer_conflict(request: AnyRequest, error: IntegrityError) -> Response[Any]:
    """A constraint of the database spoke last: two did the same at once."""
    log.warning("integrity error at %s: %s", request.scope.get("path_template", "?"), type(error.orig).__name__)
    return answer_problem(request, Conflict("Somebody did the same at the same moment.", remedy="Reload the page and look first."))


def answer_busy(request: AnyRequest, error: OperationalError) -> Response[Any]:
    """The database does not answer, or not in time."""
    log.error("database unavailable at %s: %s", request.scope.get("path_template", "?"), type(error.orig).__name__)
    response = answer_problem(request, TooBusy())
    response.headers["Retry-After"] = "5"
    return response


def answer_unexpected(request: AnyRequest, error: Exception) -> Response[Any]:
    """A number for people, the traceback for the log. The log names the route's pattern, never the path: that holds the link's secret."""
    number = secrets.token_hex(4)
    log.error("unexpected error %s at %s %s", number, request.method, request.scope.get("path_template", "?"), exc_info=error)
    problem = Unexpected(remedy=Unexpected.remedy.format(number=number))
    if wants_json(request):
        return Response(as_json(problem), status_code=500, media_type="application/problem+json")
    return Response(plain_page(problem), status_code=500, media_type="text/html; charset=utf-8")


HANDLERS: dict[int | type[Exception], Any] = {
    Problem: answer_problem,
    HTTPException: answer_http,
    UnicodeError: answer_malformed,
    RecursionError: answer_malformed,
    OverflowError: answer_malformed,
    IntegrityError: answer_conflict,
    OperationalError: answer_busy,
    Exception: answer_unexpected,
}


def wants_json(request: AnyRequest) -> bool:
    """Whether a program asks: an /api/ address, a JSON body, or JSON named before HTML in Accept."""
    accept = request.headers.get("accept", "")
    return (
        request.scope["path"].startswith("/api/")
        or request.headers.get("content-type", "").startswith("application/json")
        or ("json" in accept and "text/html" not in accept)
    )


def as_json(problem: Problem) -> bytes:
    """RFC 9457: type, title, status, detail; with `fields` or `rows` where the problem has them."""
    body: dict[str, Any] = {"type": f"about:{problem.code}", "title": problem.title, "status": problem.status, "detail": problem.remedy}
    if isinstance(problem, InputFault):
        body["fields"] = problem.fields
    if isinstance(problem, RosterFault | PrioritiesFault):
        body["rows"] = problem.rows
    return msgspec.json.encode(body)


def page(problem: Problem, request: AnyRequest) -> str:
    """The page of a problem: in the frame of the console for whoever is signed in there, with a way back."""
    rows = problem.rows if isinstance(problem, RosterFault | PrioritiesFault) else ()
    fields = problem.fields if isinstance(problem, InputFault) else {}
    name = "shared/problem.html"
    if request.scope["path"].startswith("/console"):
        name = "console/problem.html" if isinstance(request.scope.get("user"), SignedIn) else "console/problem_outside.html"
    back = way_back(problem, request.scope["path"])
    return environment().get_template(name).render(problem=problem, rows=rows, fields=fields, back=back, request=request)


def way_back(problem: Problem, path: str) -> WayBack:
    """The round or engagement that the address belongs to; the list where it leads to nothing, so that no two such pages differ."""
    found = _BELONGS.match(path)
    if found is None or isinstance(problem, NotFound):
        return WayBack("/console", "To the engagements")
    return WayBack(found[0], "Back to the wave" if found[1] == "waves" else "Back to the engagement")


def plain_page(problem: Problem) -> str:
    """A page that needs no template, no file and no database."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(problem.title)}</title></head><body><main><h1>{escape(problem.title)}</h1><p>{escape(problem.remedy)}</p></main></body></html>"
    )
