import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_instrument import SAMPLE

from survey_definitions.loading import packaged_instruments
from survey_definitions.schema_json import instrument_schema
from survey_definitions.sources import find_source, read_source

VALIDATOR = jsonschema.Draft202012Validator(instrument_schema())


def single_file(path: Path) -> dict[str, Any]:
    """A packaged folder as its author would write it in one file, items still taken by reference."""
    source = read_source(path)
    facts = source.facts.table.get("items", source.facts.table.get("facts", [])) if source.facts else []
    return source.head.table | {"banks": [bank.table for bank in source.banks], "facts": facts}


def test_schema__is_of_the_dialect_that_it_names_and_portable() -> None:
    schema = instrument_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "\\Z" not in str(schema)


@pytest.mark.parametrize("name", packaged_instruments())
def test_schema__packaged__satisfy_it(name: str) -> None:
    VALIDATOR.validate(single_file(find_source(name)))


@pytest.mark.parametrize(
    "more",
    [
        "",
        '\n[[banks]]\narea = "taken"\ntitle = "Taken"\nitems = [{ take = "sales-marketing.goal" }]\n',
        '\n[translations.de]\ntitle = "Probe"\n[translations.de.items.plan]\ntext = "Plan"\n',
    ],
)
def test_schema__sample__satisfies_it(more: str) -> None:
    VALIDATOR.validate(tomllib.loads(SAMPLE + more))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('type = "S"', 'type = "Z"'),
        ('type = "S"', 'type = "S"\ncolour = 1'),
        ('code = "plan"', 'code = "The Plan"'),
        ('title = "A sample"', ""),
        ("page_size = 3", "page_size = 9"),
    ],
)
def test_schema__broken_sample__does_not(old: str, new: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(SAMPLE.replace(old, new, 1)))


@pytest.mark.parametrize("entry", ['{ take = "plan" }', '{ take = "pulse.goal", weight = 2 }'])
def test_schema__taken_with_more_or_less__does_not(entry: str) -> None:
    assert not VALIDATOR.is_valid(tomllib.loads(f'{SAMPLE}\n[[banks]]\narea = "t"\ntitle = "T"\nitems = [{entry}]\n'))
