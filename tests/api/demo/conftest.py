import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct

from api.app import create_app
from api.cli import main
from api.settings import load_settings


class Demo(Struct, frozen=True):
    """A demo as its maker sees it: the folder and what was printed at the first and at the second run."""

    folder: Path
    first: str
    second: str

    @property
    def links(self) -> list[str]:
        return re.findall(r"^ +(http\S+/r/\S+)$", self.second, re.MULTILINE)

    def printed(self, label: str) -> str:
        """What stands behind a label at the beginning of a line."""
        (value,) = re.findall(rf"^ *{label} +(.+)$", self.second, re.MULTILINE)
        return value


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `parallax` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """`parallax demo --no-serve`, twice."""
    folder = tmp_path_factory.mktemp("with a space") / "demo"
    printed = []
    for _ in range(2):
        code, out, err = run("demo", "--no-serve", "--dir", str(folder), "--port", "8123")
        assert (code, err) == (0, "")
        printed.append(out)
    return Demo(folder, *printed)


@pytest.fixture
def browser(demo: Demo) -> Iterator[TestClient[Litestar]]:
    """A browser at the address that the demo printed, over its database."""
    settings = load_settings({"PARALLAX_DATABASE_URL": f"sqlite:///{demo.folder / 'parallax.db'}", "PARALLAX_PORT": "8123"}, demo.folder)
    with TestClient(create_app(settings), base_url=settings.address) as client:
        yield client
