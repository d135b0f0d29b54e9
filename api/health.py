"""Two addresses for whoever watches over the server."""

from litestar import Controller, Response, get
from litestar.di import NamedDependency

from api.db.engine import Sessions
from api.db.migrating import at_head


class Health(Controller):
    """No sign-in, nothing about anybody."""

    @get("/healthz", sync_to_thread=False)
    def alive(self) -> str:
        """The process lives."""
        return "ok"

    @get("/readyz", sync_to_thread=True)
    def ready(self, sessions: NamedDependency[Sessions]) -> Response[str]:
        """The database answers and has this version's tables."""
        ready = at_head(sessions.engine)
        return Response("ok" if ready else "migrate first", status_code=200 if ready else 503)
