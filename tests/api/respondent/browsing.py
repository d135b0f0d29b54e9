"""A browser without scripts: it sees the forms of a page and can only fill fields and press buttons that the page offers."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from httpx import Response
from litestar.testing import TestClient

VOID = {"meta", "link", "input", "br", "img", "rect", "path", "circle"}


class Page(HTMLParser):
    """Text, links, forms and controls of one page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html, self.text, self.title = html, "", ""
        self.links: list[tuple[str, str]] = []
        self.action, self.method = "", ""
        self.controls: list[dict[str, Any]] = []  # name, type, value, on
        self.buttons: list[dict[str, Any]] = []  # text, name, value, action
        self.ids: list[str] = []
        self._open: list[dict[str, Any]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value if value is not None else "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        entry: dict[str, Any] = {"tag": tag, "text": "", **given}
        if tag == "form":
            self.action, self.method = given["action"], given["method"]
        if tag == "input":
            kind = given.get("type", "text")
            if "name" in given:
                ticked = "checked" in given if kind in ("radio", "checkbox") else True
                self.controls.append({"name": given["name"], "type": kind, "value": given.get("value", ""), "on": ticked})
        if tag == "select":
            self.controls.append({"name": given["name"], "type": "select", "value": "", "on": True, "offered": []})
        if tag == "textarea":
            self.controls.append({"name": given["name"], "type": "textarea", "value": "", "on": True})
        if tag not in VOID:
            self._open.append(entry)

    def handle_data(self, data: str) -> None:
        self.text += data
        for entry in self._open:
            entry["text"] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open:
            entry = self._open.pop()
            if entry["tag"] == tag:
                break
        else:
            return
        words = " ".join(entry["text"].split())
        if tag == "a":
            self.links.append((words, entry.get("href", "")))
        if tag == "title":
            self.title = words
        if tag == "textarea":
            self.controls[-1]["value"] = entry["text"]
        if tag == "option":
            value = entry.get("value", words)
            self.controls[-1]["offered"].append(value)
            if "selected" in entry:
                self.controls[-1]["value"] = value
        if tag == "button" and entry.get("type") != "button":
            self.buttons.append({"text": words, "name": entry.get("name"), "value": entry.get("value", ""), "action": self.action})

    @property
    def words(self) -> str:
        """The visible text with single spaces."""
        return " ".join(self.text.split())

    def values(self, name: str) -> list[str]:
        """What would be sent under a name."""
        return [control["value"] for control in self.controls if control["name"] == name and control["on"]]


class Visitor:
    """Somebody with a personal link."""

    def __init__(self, client: TestClient[Any], token: str) -> None:
        self.client, self.base = client, f"/r/{token}"
        self.responses: list[Response] = []
        self.path = ""

    def open(self, path: str = "") -> Page:
        """Go to the link itself or to an address below it, and follow where it leads."""
        return self._arrive(self.client.get(self.base + path), self.base + path)

    def follow(self, text: str) -> Page:
        """Follow the link with this text."""
        href = next(href for words, href in self.page.links if text in words)
        return self._arrive(self.client.get(href.partition("#")[0]), href)

    def fill(self, name: str, *values: str) -> None:
        """Type into a field, or choose among what its buttons, boxes or list offer."""
        found = [control for control in self.page.controls if control["name"] == name]
        assert found, f"{name} is not on {self.path}"
        if found[0]["type"] in ("radio", "checkbox"):
            assert set(values) <= {control["value"] for control in found}, (name, values)
            for control in found:
                control["on"] = control["value"] in values
            return
        assert len(values) == len(found), (name, values)
        for control, value in zip(found, values, strict=True):
            assert value in control.get("offered", [value]), (name, value)
            control["value"] = value

    def press(self, text: str) -> Page:
        """Press the button with this text: the form is sent as a browser would."""
        button = next(button for button in self.page.buttons if text in button["text"])
        names = [control for control in self.page.controls if control["on"]]
        form: dict[str, list[str]] = {}
        for control in names:
            form.setdefault(control["name"], []).append(control["value"])
        if button["name"]:
            form[button["name"]] = [button["value"]]
        return self._arrive(self.client.post(button["action"], data=form), button["action"])

    @property
    def last(self) -> Response:
        """The last answer."""
        return self.responses[-1]

    def _arrive(self, response: Response, path: str) -> Page:
        self.responses.append(response)
        for _ in range(4):
            if response.status_code != 303:
                break
            path = response.headers["location"]
            response = self.client.get(path)
            self.responses.append(response)
        parts = urlsplit(path)
        self.path = parts.path.removeprefix(self.base) + (f"?{parts.query}" if parts.query else "")
        self.page = Page(response.text)
        return self.page
