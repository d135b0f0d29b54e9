"""A page of the console in its frame: what the side bar shows is the same everywhere."""

from litestar.response import Template
from sqlalchemy.orm import Session

from api.consultant.listing import list_open_waves


def console_page(name: str, session: Session, *, status: int = 200, **context: object) -> Template:
    """The template `console/{name}.html` with the open waves beside it. Reads only."""
    return Template(f"console/{name}.html", context={"open_now": list_open_waves(session), **context}, status_code=status)
