"""A consultant at the console without a script: reads the HTML that came, presses its buttons, follows its links."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import httpx
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import Base
from tests.api.people import ANA, PASSWORD

VOID = {"input", "meta", "link", "br", "img", "rect", "path", "circle"}
APART = {"td", "th", "p", "li", "h1", "h2", "div", "br", "dt", "dd"}  # elements whose text does not run on into the next


@dataclass
class FormSeen:
    """A form as a browser would send it: where to, and its fields with the values that stand in them."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)
    boxes: set[str] = field(default_factory=set)  # names of boxes that may be ticked; ticked ones stand among the fields


class Page(HTMLParser):
    """What stands on a page."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.status, self.path, self.html = answer.status_code, answer.url.path, answer.text
        self.forms: list[FormSeen] = []
        self.links: dict[str, str] = {}  # text -> address
        self.ids: set[str] = set()
        self.inline: list[str] = []  # what the content policy would refuse
        self._open: list[tuple[str, dict[str, str]]] = []
        self._words: list[str] = []
        self._caught = ""
        self.title = ""
        self.errors = ""
        self.feed(self.html)
        self.text = " ".join("".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.ids.add(has.get("id", ""))
        self.inline += [f"{tag} {name}" for name in has if name == "style" or name.startswith("on")]
        form = self.forms[-1] if self.forms else None
        if tag == "form":
            self.forms.append(FormSeen(has.get("action", self.path), has.get("method", "get")))
        elif tag == "input" and form and "name" in has and has.get("type") == "checkbox" and "checked" not in has:
            form.boxes.add(has["name"])
        elif tag == "input" and form and "name" in has and (has.get("type") != "radio" or "checked" in has):
            form.fields[has["name"]] = has.get("value", "")
        elif tag == "option" and form:
            name = next(attributes["name"] for opened, attributes in reversed(self._open) if opened == "select")
            if "selected" in has or name not in form.fields:
                form.fields[name] = has.get("value", "")
        if tag in ("button", "a", "textarea", "title", "style", "script"):
            self._caught = ""
        if tag not in VOID:
            self._open.append((tag, has))
        if tag in APART:
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        self._caught += data
        inside = {tag for tag, _ in self._open}
        if not inside & {"title", "textarea", "script", "style"}:
            self._words.append(data)
        if any(attributes.get("class") == "errors" for _, attributes in self._open):
            self.errors += data

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            opened, has = self._open.pop()
            if opened == tag:
                break
        if tag in APART:
            self._words.append(" ")
        caught = " ".join(self._caught.split())
        if tag == "button" and self.forms:
            self.forms[-1].buttons.append(caught)
        elif tag == "a":
            self.links.setdefault(caught, has.get("href", ""))
        elif tag == "textarea" and "name" in has:
            self.forms[-1].fields[has["name"]] = self._caught.removeprefix("\n")
        elif tag == "title":
            self.title = caught
        elif tag in ("style", "script") and self._caught.strip():
            self.inline.append(tag)


class Desk:
    """One browser. `open` and `press` follow redirects as browsers do; `last` is the answer as it came."""

    def __init__(self, client: TestClient[Litestar]) -> None:
        self.client = client
        self.page: Page
        self.last: httpx.Response

    def open(self, path: str) -> Page:
        return self._arrive(self.client.get(path))

    def follow(self, text: str) -> Page:
        """Press the link with this text."""
        return self.open(self.page.links[text])

    def press(self, button: str, **values: str) -> Page:
        """Fill the form of this button and send it."""
        form = next(form for form in self.page.forms if any(text.startswith(button) for text in form.buttons))
        unknown = set(values) - set(form.fields) - form.boxes
        assert not unknown, f"no such fields: {unknown}"
        return self.send(form.action, {**form.fields, **values})

    def send(self, path: str, fields: dict[str, str]) -> Page:
        return self._arrive(self.client.post(path, data=fields))

    def sign_in(self, email: str = ANA, password: str = PASSWORD) -> Page:
        self.client.cookies.clear()
        self.open("/console/sign-in")
        return self.press("Sign in", email=email, password=password)

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="([0-9a-f]{64})"', self.client.get("/console").text)
        assert found is not None
        return found[1]

    def _arrive(self, answer: httpx.Response) -> Page:
        self.last = answer
        while answer.is_redirect:
            answer = self.client.get(answer.headers["location"])
        self.page = Page(answer)
        assert self.page.inline == []
        assert not re.search(r"<(built-in|bound|function|object|class)\b| at 0x[0-9a-f]{6,}|\bNone\b(?! made yet)", self.page.text), (
            self.page.text
        )
        return self.page


def contents(sessions: Sessions) -> dict[str, list[Any]]:
    """Every row of every table."""
    with sessions.engine.connect() as connection:
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in Base.metadata.sorted_tables}
