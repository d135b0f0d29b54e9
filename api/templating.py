"""The one Jinja environment, for pages and later for mail. HTML is escaped by suffix, an unknown name is an error."""

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from litestar import Request
from markupsafe import Markup

from api.signing_in import CSRF_FIELD, SignedIn

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"


@lru_cache(maxsize=256)
def static(name: str) -> str:
    """Address of a static file with its content's hash, so that it may be cached for ever. FileNotFoundError for a misspelt name."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{quote(name)}?v={version}"


def csrf_field(request: Request[Any, Any, Any]) -> Markup:
    """The hidden field that every form of the console carries; nothing where nobody is signed in."""
    user = request.scope.get("user")
    if not isinstance(user, SignedIn):
        return Markup("")
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF_FIELD, user.csrf)


def day(moment: datetime) -> str:
    """`Tue 24 Nov 2026`."""
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def day_time(moment: datetime) -> str:
    """`Tue 24 Nov 2026, 18:00 UTC`."""
    return f"{day(moment)}, {moment:%H:%M} {moment.tzname() or ''}".rstrip()


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Globals `static`, `csrf_field`; filters `day`, `day_time`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(
            default_for_string=True, default=True, enabled_extensions=("html", "xml", "svg"), disabled_extensions=("txt",)
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(static=static, csrf_field=csrf_field)
    made.filters.update(day=day, day_time=day_time)
    return made
