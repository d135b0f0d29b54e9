"""The rules that come with the product, read once. A test holds them against the shipped instruments, so this need not."""

import tomllib
from functools import lru_cache
from importlib import resources

import msgspec

from survey_definitions.rules import CheckCatalogue


@lru_cache(maxsize=1)
def packaged_checks() -> CheckCatalogue:
    """The content of `survey_definitions/checks.toml`; `survey_definitions.load_checks` names faults of a file of one's own."""
    content = (resources.files("survey_definitions") / "checks.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(content), CheckCatalogue)
