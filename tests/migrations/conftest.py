from collections.abc import Iterator

import pytest

from tests.api import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without tables, of each kind."""
    url = databases.empty_database(request.param)
    yield url
    databases.drop(url)
