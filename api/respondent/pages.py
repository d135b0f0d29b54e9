"""/r/{token}: from the personal link to thanks. A GET shows and writes nothing; a POST writes and leads to a GET."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from litestar.response import Redirect, Template
from sqlalchemy.orm import Session

from api.problems import ConsentMissing, LinkNotValid, WaveClosed, WaveNotOpen
from api.respondent.questions import seen_in, show_page
from api.respondent.sending import last, lead_on, numbered, read_form, read_sent
from api.respondent.showing import show_check, show_state, show_welcome
from api.respondent.states import AnyRequest, answer_not_started, answer_state, halt, lead_to, page_of, stop
from api.respondent.visits import open_visit
from api.services.invitations import decline, undo_decline
from api.services.responses import Consent, save_page, start, submit, undo
from api.signing_in import Clock

Answered = Template | Redirect
PAGE_BYTES = 512 * 1024  # six comments of 4,000 characters, percent-encoded
CONSENTS: dict[str, Consent] = {"agreed": "agreed", "prefers_consultant": "prefers_consultant"}


class RespondentPages(Controller):
    """What the holder of a personal link sees and does."""

    path = "/r/{token:str}"
    request_max_body_size = PAGE_BYTES
    exception_handlers = {  # noqa: RUF012 - the framework's own way to declare them
        LinkNotValid: answer_state,
        WaveClosed: answer_state,
        WaveNotOpen: answer_state,
        ConsentMissing: answer_not_started,
    }

    @get("/", sync_to_thread=True)
    def welcome(self, token: FromPath[str], reader: NamedDependency[Session]) -> Answered:
        """Whose link it is, who asks, who sees what; also where to go on, and that the answers are in."""
        visit = open_visit(reader, token)
        return halt(visit) or page_of("welcome", show_welcome(reader, visit))

    @post("/start", sync_to_thread=True)
    def begin(self, token: FromPath[str], writer: NamedDependency[Session], clock: NamedDependency[Clock], body: RawBody) -> Answered:
        """Start was pressed, with one of the two agreements where one is asked for."""
        visit = open_visit(writer, token)
        if halted := halt(visit, may_return=True):
            return halted
        asked = bool(visit.found.contract.terms["consent"])
        consent = CONSENTS.get(last(read_form(body), "consent") if asked else "agreed")
        if consent is None:
            return page_of("welcome", show_welcome(writer, visit, problem=True), status=422)
        start(writer, visit.found, consent=consent, now=clock())
        return lead_to(open_visit(writer, token).go_on)

    @get("/p/{number:int}", sync_to_thread=True)
    def show(self, *, token: FromPath[str], number: FromPath[int], reader: NamedDependency[Session], request: AnyRequest) -> Answered:
        """One page of questions with what is stored."""
        visit = open_visit(reader, token)
        if stopped := stop(visit):
            return stopped
        page, query = numbered(visit, number), request.query_params
        if page is None:
            return lead_to(visit.go_on)
        changed = query.get("changed", "").split(".")
        return page_of("page", show_page(visit, page, check="check" in query, from_check=query.get("from") == "check", changed=changed))

    @post("/p/{number:int}", sync_to_thread=True)
    def save(
        self,
        *,
        token: FromPath[str],
        number: FromPath[int],
        writer: NamedDependency[Session],
        clock: NamedDependency[Clock],
        request: AnyRequest,
        body: RawBody,
    ) -> Answered:
        """Keep what can be kept; then on, or back to what is wrong, or once to what is open."""
        visit = open_visit(writer, token)
        if stopped := stop(visit):
            return stopped
        page = numbered(visit, number)
        if page is None:
            return lead_to(visit.go_on)
        sent = read_sent(visit, page, body, from_check=request.query_params.get("from") == "check")
        result = save_page(writer, visit.found, sent.answers, seen_in(sent.form), now=clock())
        if sent.undo:
            undo(writer, visit.found, sent.undo, clock())
        visit = open_visit(writer, token)
        if sent.answers.mistakes:
            return page_of(
                "page", show_page(visit, page, from_check=sent.from_check, form=sent.form, mistakes=sent.answers.mistakes), status=422
            )
        return lead_to(lead_on(visit, page, sent, result))

    @get("/check", sync_to_thread=True)
    def check(self, token: FromPath[str], reader: NamedDependency[Session], request: AnyRequest) -> Answered:
        """Every answer, what is open, and Submit."""
        visit = open_visit(reader, token)
        return stop(visit) or page_of("check", show_check(visit, request.query_params.get("changed", "").split(".")))

    @post("/check", sync_to_thread=True)
    def finish(self, token: FromPath[str], writer: NamedDependency[Session], clock: NamedDependency[Clock], body: RawBody) -> Answered:
        """Submit, or take back a change that was made elsewhere."""
        visit = open_visit(writer, token)
        if stopped := stop(visit):
            return stopped
        if code := last(read_form(body), "page-undo"):
            undo(writer, visit.found, code, clock())
            return lead_to(f"{visit.base}/check")
        submit(writer, visit.found, clock())
        return lead_to(f"{visit.base}/done")

    @get("/done", sync_to_thread=True)
    def done(self, token: FromPath[str], reader: NamedDependency[Session]) -> Answered:
        """Thanks, and what happens next."""
        visit = open_visit(reader, token)
        return halt(visit) or (page_of("done", show_state(visit)) if visit.submitted else lead_to(visit.base))

    @get("/later", sync_to_thread=True)
    def later(self, token: FromPath[str], reader: NamedDependency[Session]) -> Answered:
        """Everything is kept."""
        visit = open_visit(reader, token)
        return stop(visit) or page_of("later", show_state(visit))

    @get("/not-you", sync_to_thread=True)
    def not_you(self, token: FromPath[str], reader: NamedDependency[Session]) -> Answered:
        """For somebody to whom a link was passed on."""
        return page_of("not_you", show_state(open_visit(reader, token)))

    @get("/decline", sync_to_thread=True)
    def ask_decline(self, token: FromPath[str], reader: NamedDependency[Session]) -> Answered:
        """A second press is needed: mail programs follow links."""
        visit = open_visit(reader, token)
        return halt(visit) or (lead_to(visit.base) if visit.submitted else page_of("decline", show_state(visit)))

    @post("/decline", sync_to_thread=True)
    def leave(self, token: FromPath[str], writer: NamedDependency[Session], clock: NamedDependency[Clock]) -> Answered:
        """Not to take part."""
        visit = open_visit(writer, token)
        if halted := halt(visit):
            return halted
        decline(writer, visit.found, clock())
        return lead_to(visit.base)

    @post("/take-part", sync_to_thread=True)
    def take_part(self, token: FromPath[str], writer: NamedDependency[Session], clock: NamedDependency[Clock]) -> Answered:
        """After all."""
        visit = open_visit(writer, token)
        if halted := halt(visit, may_return=True):
            return halted
        undo_decline(writer, visit.found, clock())
        return lead_to(visit.base)
