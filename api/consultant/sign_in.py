"""/console/sign-in, /console/sign-out, /console/set-up."""

import re
from typing import Any

from litestar import Controller, Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody
from litestar.response import Redirect, Response, Template
from sqlalchemy.orm import Session

from api.consultant.forms import Form, read_fields
from api.problems import InputFault, LinkNotValid, SignInRefused
from api.services.people import set_up, set_up_token, sign_in, sign_out
from api.settings import Settings
from api.signing_in import Clock, SignedIn, sign_in_cookie, sign_out_cookie
from api.tokens import Keyring

HOME = "/console"
OWN_PATH = re.compile(r"/console(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?")  # no step begins with a dot, so none leads up and out
AnyRequest = Request[Any, Any, Any]


class SignInPages(Controller):
    """Pages for people who are not signed in yet."""

    path = "/console"
    opt = {"public": True}  # noqa: RUF012 - the framework's own way to declare it

    @get("/sign-in", sync_to_thread=True)
    def show(self, request: AnyRequest) -> Template | Redirect:
        """The form; somebody who is signed in goes on."""
        if isinstance(request.scope.get("user"), SignedIn):
            return Redirect(HOME, status_code=303)
        done = "The account is made. Sign in with it." if request.query_params.get("done") == "set-up" else ""
        return _form(Form(), own_path(request.query_params.get("next", HOME)), done=done)

    @post("/sign-in", sync_to_thread=True)
    def enter(
        self, body: RawBody, writer: NamedDependency[Session], settings: NamedDependency[Settings], clock: NamedDependency[Clock]
    ) -> Template | Redirect | Response[Any]:
        """A fresh sign-in, or the form with one answer for every reason."""
        fields = read_fields(body)
        onward = own_path(fields.get("next", HOME))
        try:
            _, token = sign_in(writer, fields.get("email", ""), fields.get("password", ""), clock())
        except SignInRefused as refused:
            writer.commit()  # the counted try stays
            form = Form({"email": fields.get("email", "")}, {"form": f"{refused.title} {refused.remedy}"})
            return _form(form, onward, status=refused.status)
        answer: Redirect = Redirect(onward, status_code=303)
        answer.cookies.append(sign_in_cookie(settings, token))
        return answer

    @post("/sign-out", sync_to_thread=True)
    def leave(
        self, request: AnyRequest, writer: NamedDependency[Session], settings: NamedDependency[Settings], clock: NamedDependency[Clock]
    ) -> Redirect:
        """End this sign-in, here and on the server."""
        if isinstance(request.scope.get("user"), SignedIn):
            sign_out(writer, request.auth, clock())
        answer: Redirect = Redirect("/console/sign-in", status_code=303)
        answer.cookies.append(sign_out_cookie(settings))
        return answer

    @get("/set-up/{token:str}", sync_to_thread=True)
    def show_set_up(self, token: FromPath[str], reader: NamedDependency[Session], keyring: NamedDependency[Keyring]) -> Template:
        """The form for the first account; the link is gone once there is one."""
        if set_up_token(reader, keyring) != token:
            raise LinkNotValid(remedy="The first account is made already. Sign in, or ask who administers this installation.")
        return Template("console/set_up.html", context={"form": Form()})

    @post("/set-up/{token:str}", sync_to_thread=True)
    def make_first(
        self,
        token: FromPath[str],
        body: RawBody,
        writer: NamedDependency[Session],
        keyring: NamedDependency[Keyring],
        clock: NamedDependency[Clock],
    ) -> Template | Redirect:
        """The first account; then to the sign-in."""
        fields = read_fields(body)
        wanted = {name: fields.get(name, "") for name in ("firm", "email", "name", "password")}
        try:
            set_up(writer, keyring, token, now=clock(), **wanted)
        except InputFault as fault:
            writer.rollback()
            return Template("console/set_up.html", context={"form": Form(wanted, fault.fields)}, status_code=422)
        return Redirect("/console/sign-in?done=set-up", status_code=303)


def own_path(text: str) -> str:
    """Where to go after signing in: a path of the console, never another host."""
    return text if OWN_PATH.fullmatch(text) else HOME


def _form(form: Form, onward: str, *, status: int = 200, done: str = "") -> Template:
    return Template("console/sign_in.html", context={"form": form, "next": onward, "done": done}, status_code=status)
