"""What the sponsor sealed, as page two and the page on priorities say it, from what the engine releases."""

import pytest
from msgspec.structs import replace

from reports.compose.priorities import priorities
from reports.compose.source import Source
from reports.compose.summary import declared_counts, summary
from reports.model import Bullets, Matrix, Tile, Tiles
from scoring.directions import Knowledge, Sealed
from scoring.released import Mode, Released
from survey_definitions.actions import ActionCatalogue
from tests.reports import teams

CODES = tuple(option.code for option in teams.instrument().priorities)


def released(declared: tuple[str, ...], *, mode: Mode = "function", by: str = "r000") -> Released:
    return teams.shown(replace(teams.answers_of(9), sealed=Sealed(priorities=declared, by=by)), mode=mode)


def source_of(found: Released, catalogue: ActionCatalogue) -> Source:
    return Source(teams.brief(), found, teams.instrument(), catalogue, ())


def tile_of(source: Source) -> Tile:
    tiles = next(block for block in summary(source).blocks if isinstance(block, Tiles)).tiles
    return next(tile for tile in tiles if tile.label == "Declared priorities")


@pytest.mark.parametrize("mode", ["named", "function", "mixed"])
def test_tile__what_the_engine_counted__without_the_sponsor(catalogue: ActionCatalogue, mode: Mode) -> None:
    answers = teams.answers_of(9)
    declared = CODES[:3]
    holders = sum(set(declared) <= set(answers.values[one.id]["priorities_committed"]) for one in answers.respondents if one.id != "r000")
    source = source_of(released(declared, mode=mode), catalogue)
    assert declared_counts(source) == (holders, 8)
    tile = tile_of(source)
    assert (tile.figure, tile.unit, tile.text) == (str(holders), "of 8", "named all three declared priorities")
    assert "not counted" in tile.notes[0]


@pytest.mark.parametrize(
    ("size", "text"),
    [(1, "named the declared priority"), (2, "named both declared priorities"), (3, "named all three declared priorities")],
)
def test_tile__one_two_three_declared__worded_as_such(catalogue: ActionCatalogue, size: int, text: str) -> None:
    assert tile_of(source_of(released(CODES[:size]), catalogue)).text == text


def test_tile__sponsor_not_of_the_team__says_nothing_of_leaving_out(catalogue: ActionCatalogue) -> None:
    tile = tile_of(source_of(released(CODES[:3], by=""), catalogue))
    assert (tile.unit, tile.notes) == ("of 9", ())


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_tile__only_totals__not_there(catalogue: ActionCatalogue, mode: Mode) -> None:
    assert declared_counts(source_of(released(CODES[:3], mode=mode), catalogue)) is None


def test_priorities__declared_ones__are_marked_without_a_brief(catalogue: ActionCatalogue) -> None:
    section = priorities(source_of(released(CODES[:3]), catalogue))
    assert section is not None
    matrix = next(block for block in section.blocks if isinstance(block, Matrix))
    assert 0 < sum(row.declared for row in matrix.rows) <= 3


def test_priorities__quadrant__said_in_words_and_not_where_it_cannot_be_said(catalogue: ActionCatalogue) -> None:
    found = released(CODES[:3])
    for quadrant, words in (("together_elsewhere", "but on other things than those declared"), (None, "")):
        known = Knowledge(code="priorities_committed", declared=CODES[:3], n=8, quadrant=quadrant)
        section = priorities(source_of(replace(found, score=replace(found.score, knowledge=(known,))), catalogue))
        assert section is not None
        texts = [point.text for block in section.blocks if isinstance(block, Bullets) for point in block.items if "declared" in point.head]
        assert [words in text for text in texts] == ([True] if quadrant else [])
