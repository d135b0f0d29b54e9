"""Every sentence that is built from figures, at its edge values: none, one, all, equal."""

from typing import Any

import pytest
from msgspec.structs import replace

from reports.brief import Brief
from reports.charts.heat import CUTS, step_of
from reports.compose.index_tile import index_tile, level_words
from reports.compose.items import items
from reports.compose.priorities import priorities
from reports.compose.shares import title_of
from reports.compose.source import Source
from reports.compose.summary import chosen_findings, closing_line, declared_counts, summary
from reports.model import Bullets, Shares, Strips, Tiles
from scoring.certainties import Bounds
from scoring.released import Released
from scoring.results import Band, Index, Recommendation, Reference, Severity
from survey_definitions.actions import ActionCatalogue
from tests.reports import teams


@pytest.fixture
def released() -> Released:
    return teams.shown(teams.answers_of(9), score=teams.score_of(9))


def source_of(released: Released, catalogue: ActionCatalogue, brief: Brief | None = None) -> Source:
    return Source(brief or teams.brief(), released, teams.instrument(), catalogue, ())


@pytest.mark.parametrize(
    ("found", "predicted", "chance", "sentence"),
    [
        (
            0.9,
            2.1,
            0.8,
            "Two colleagues share 0.9 of three priorities on average; the team predicted 2.1, and random picks would share 0.8",
        ),
        (
            0.0,
            2.1,
            0.8,
            "Two colleagues share 0.0 of three priorities on average; the team predicted 2.1, and random picks would share 0.8",
        ),
        (2.1, 2.1, 0.8, "Two colleagues share 2.1 of three priorities on average, as the team predicted; random picks would share 0.8"),
        (2.06, 2.14, 0.8, "Two colleagues share 2.1 of three priorities on average, as the team predicted; random picks would share 0.8"),
        (0.8, 2.1, 0.8, "Two colleagues share 0.8 of three priorities on average, no more than random picks would; the team predicted 2.1"),
        (3.0, 2.1, 0.8, "All colleagues share the same three priorities; the team predicted 2.1, and random picks would share 0.8"),
        (0.9, None, 0.8, "Two colleagues share 0.9 of three priorities on average; random picks would share 0.8"),
        (0.8, None, 0.8, "Two colleagues share 0.8 of three priorities on average, no more than random picks would"),
        (0.9, 2.1, None, "Two colleagues share 0.9 of three priorities on average; the team predicted 2.1"),
        (0.9, 0.9, None, "Two colleagues share 0.9 of three priorities on average, as the team predicted"),
        (3.0, None, None, "All colleagues share the same three priorities"),
    ],
)
def test_title__found_predicted_chance__says_the_printed_figures(
    found: float, predicted: float | None, chance: float | None, sentence: str
) -> None:
    assert title_of(Shares(top=3, found=found, predicted=predicted, chance=chance)) == sentence


@pytest.mark.parametrize(
    ("answered", "invited", "bounds", "line"),
    [
        (9, 9, None, "All 9 answered. Nothing here says who is right."),
        (9, 9, Band(10, 40), "All 9 answered. Nothing here says who is right."),
        (
            8,
            9,
            Band(9.7, 40.2),
            "8 of 9 answered. The missing seat could move the index between 9 and 41. Nothing here says who is right.",
        ),
        (
            7,
            9,
            Band(-5, 40),
            "7 of 9 answered. The two missing seats could move the index between 0 and 40. Nothing here says who is right.",
        ),
        (7, 9, None, "7 of 9 answered. Nothing here says who is right."),
        (2, 2, None, "Both people asked answered. Nothing here says who is right."),
        (1, 1, None, "The one person asked answered. Nothing here says who is right."),
        (0, 3, None, "Nobody of 3 answered. Nothing here says who is right."),
    ],
)
def test_closing_line__who_answered__counts_and_bounds(
    answered: int, invited: int, bounds: Band | None, line: str, released: Released, catalogue: ActionCatalogue
) -> None:
    brief = teams.brief(answered=answered, invited=invited, bounds=bounds)
    assert closing_line(source_of(released, catalogue, brief)) == line


def test_closing_line__bounds_worked_out_by_the_engine__printed_where_they_are_for_these_seats(
    released: Released, catalogue: ActionCatalogue
) -> None:
    of_one = replace(released, score=replace(released.score, bounds=Bounds(missing=1, index=Band(-12.5, 33.2))))
    one_missing, two_missing = (closing_line(source_of(of_one, catalogue, teams.brief(answered=7, invited=n))) for n in (8, 9))
    assert one_missing == "7 of 8 answered. The missing seat could move the index between 0 and 34. Nothing here says who is right."
    assert two_missing == "7 of 9 answered. Nothing here says who is right."


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (Index(level="shared", above_reference=True), "shared"),
        (Index(level="shared", above_reference=True, borderline=True), "shared, borderline"),
        (Index(level="shared", above_reference=False), "not distinguishable from ordinary answering habits"),
        (Index(level=None), ""),
    ],
)
def test_level__word_or_what_stands_in_its_place(index: Index, words: str, released: Released, catalogue: ActionCatalogue) -> None:
    found = replace(released, score=replace(released.score, index=index))
    assert level_words(source_of(found, catalogue)) == words


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"average": 30.0, "across_split": 24.9}, "Across the deepest split: 25."),
        ({"average": 30.0, "across_split": -8.0}, "Across the deepest split: 0."),
        ({"average": -2.0, "across_split": -4.0}, "No shared answer on these questions."),
        ({"leave_one_out": Band(20.2, 24.8)}, "Leaving out any one person would give 20 to 25."),
        ({"leave_one_out": Band(20.2, 20.4)}, "Leaving out any one person would leave it at 20."),
        ({"reference": Reference(25, 33.4)}, "People with no shared view and ordinary habits reach up to 33 (the line)."),
    ],
)
def test_index_tile__readings__noted(changes: dict[str, Any], note: str, released: Released, catalogue: ActionCatalogue) -> None:
    found = replace(released, score=replace(released.score, index=Index(shown=30, average_shown=30, **changes)))
    tile = index_tile(source_of(found, catalogue))
    assert tile is not None
    assert note in tile.notes


def test_index_tile__no_second_reading_within_five_points(released: Released, catalogue: ActionCatalogue) -> None:
    found = replace(released, score=replace(released.score, index=Index(shown=30, average=30.0, across_split=25.0)))
    tile = index_tile(source_of(found, catalogue))
    assert tile is not None
    assert not any("split" in note for note in tile.notes)


def test_index_tile__no_index__left_out(released: Released, catalogue: ActionCatalogue) -> None:
    found = replace(released, score=replace(released.score, index=Index(status="suppressed")))
    assert index_tile(source_of(found, catalogue)) is None


def test_declared__sponsor__left_out_of_the_count(released: Released, catalogue: ActionCatalogue) -> None:
    everybody = tuple(option.code for option in teams.instrument().priorities[:1])
    with_sponsor = declared_counts(source_of(released, catalogue, teams.brief(declared=everybody)))
    without = declared_counts(source_of(released, catalogue, teams.brief(declared=everybody, sponsor="Chief executive")))
    assert with_sponsor is not None
    assert without is not None
    assert without[1] == with_sponsor[1] - 1
    assert declared_counts(source_of(released, catalogue)) is None


def test_priorities__everybody_names_the_same__said(catalogue: ActionCatalogue, released: Released) -> None:
    first = released.score.priorities[0]
    counts = dict(zip(sorted(first.counts)[:3], (9, 9, 9), strict=True))
    score = replace(released.score, priorities=(replace(first, counts=counts, n=9),))
    section = priorities(source_of(replace(released, score=score), catalogue))
    assert section is not None
    assert section.title == "Everybody names the same three"


@pytest.mark.parametrize(
    ("counts", "end"),
    [
        ({"a": 4, "b": 4, "c": 1, "d": 9}, "nine people name four different priorities; only one is named by more than half"),
        ({"a": 4, "b": 4, "c": 4, "d": 4}, "nine people name four different priorities; none is named by more than half"),
        ({"a": 9, "b": 9, "c": 5, "d": 4}, "nine people name four different priorities; three are named by more than half"),
        ({"a": 9, "b": 9, "c": 1, "d": 4}, "nine people name four different priorities; only two are named by more than half"),
    ],
)
def test_priorities__counts__title_says_how_many_by_more_than_half(
    counts: dict[str, int], end: str, released: Released, catalogue: ActionCatalogue
) -> None:
    first = released.score.priorities[0]
    score = replace(released.score, priorities=(replace(first, counts=counts, n=9),))
    section = priorities(source_of(replace(released, score=score, picks={}), catalogue))
    assert section is not None
    assert section.title.lower() == end


def test_items__same_answers__said_only_where_true(catalogue: ActionCatalogue) -> None:
    same = teams.shown(teams.answers_of(5, spread=0.01))
    section = items(source_of(same, catalogue))
    assert section is not None
    assert section.title == "Everybody gave the same answer to every question"
    strips = section.blocks[0]
    assert isinstance(strips, Strips)
    assert len(strips.rows) == len([item for item in teams.items_of(teams.instrument()) if item.type == "M"])
    assert strips.rows[0].alternative.startswith("Of 5 people: 5 people at level 3")


def test_items__sorted_by_distance(released: Released, catalogue: ActionCatalogue) -> None:
    section = items(source_of(released, catalogue))
    assert section is not None
    strips = section.blocks[0]
    assert isinstance(strips, Strips)
    apart = [float(row.apart) for row in strips.rows]
    assert apart == sorted(apart, reverse=True)


def test_findings__page_two__one_of_a_kind_and_not_the_title_again(catalogue: ActionCatalogue, released: Released) -> None:
    found = replace(
        released,
        findings=(
            teams.finding("overconfident", "priorities_predicted", "The title says it.", ("priorities_committed",)),
            teams.finding("item_split", "goal_told", "One.", ("goal_told",)),
            teams.finding("item_split", "goals_known", "Two.", ("goals_known",)),
            teams.finding("item_low", "pay_linked", "Three.", ("pay_linked",)),
        ),
    )
    assert [finding.sentence for finding in chosen_findings(source_of(found, catalogue))] == ["One.", "Two.", "Three."]
    assert [finding.sentence for finding in chosen_findings(source_of(found, catalogue), most=2)] == ["One.", "Three."]


@pytest.mark.parametrize(
    ("kind", "subject", "section"),
    [
        ("item_split", "goal_told", "items"),
        ("hours_apart", "lead_first_contact_hours", ""),
        ("symptom_common", "symptom_traffic", ""),
        ("incentive_conflict", "calls_booked", "actions"),
        ("goal_unknown", "goal", "actions"),
        ("priorities_apart", "priorities_chosen", "priorities"),
        ("roles_unfit", "new_customers", "priorities"),
        ("owner_contested", "qualified_lead", "definitions"),
        ("owner_contested", "fact_planning_owner", ""),
        ("style_shared", "ratings", "items"),
    ],
)
def test_findings__link__only_to_a_page_that_shows_something_of_it(
    kind: str, subject: str, section: str, catalogue: ActionCatalogue, released: Released
) -> None:
    """What has no page of its own leads to the action that prints its sentence, and nowhere where none does."""
    found = teams.finding(kind, subject, "One.", (subject,))
    called = (Recommendation(action="set_goal", evidence=(found,), rank=1),) if section == "actions" else ()
    source = Source(teams.brief(), replace(released, findings=(found,)), teams.instrument(), catalogue, called)
    bullets = [block for block in summary(source).blocks if isinstance(block, Bullets) and block.numbered]
    assert [bullet.goto for block in bullets for bullet in block.items] == [section]


def test_findings__private__in_no_block(catalogue: ActionCatalogue, released: Released) -> None:
    secret = replace(teams.finding("item_split", "goal_told", "For the consultant alone.", ("goal_told",)), private=True)
    section = summary(source_of(replace(released, findings=(secret,)), catalogue))
    assert "For the consultant alone" not in str(section)


def test_findings__page_two__small_ones_and_one_subject_again_come_last(catalogue: ActionCatalogue, released: Released) -> None:
    """A certain but small gap stands first in the order of findings, and behind the large ones on page two."""
    rows: list[tuple[str, str, Severity]] = [
        ("underrated", "strategy_predicted", "low"),
        ("item_low", "goal_told", "high"),
        ("item_split", "goal_told", "high"),
        ("item_low", "roles_clear", "medium"),
        ("camps", "camps", "medium"),
    ]
    found = [replace(teams.finding(kind, subject, f"{kind}.", (subject,)), severity=severity) for kind, subject, severity in rows]
    bare = replace(released, findings=tuple(found), score=replace(released.score, predictions=()))
    told = [(one.kind, one.subject) for one in chosen_findings(source_of(bare, catalogue))]
    assert told == [("item_low", "goal_told"), ("item_split", "goal_told"), ("camps", "camps")]
    more = [(one.kind, one.subject) for one in chosen_findings(source_of(bare, catalogue), most=5)]
    assert more == [(kind, subject) for kind, subject, _ in rows]
    assert [one.subject for one in chosen_findings(source_of(bare, catalogue), most=2)] == ["goal_told", "camps"]


def test_page_two__order__as_decided(nine: Any) -> None:
    blocks = nine.sections[0].blocks
    assert isinstance(blocks[0], Tiles)
    assert [tile.label for tile in blocks[0].tiles] == ["Shared priorities", "Declared priorities", "Alignment index, any two of you"]
    kinds = [type(block).__name__ for block in blocks]
    assert kinds == ["Tiles", "Heading", "Passage", "Heading", "Bullets", "Heading", "Grid", "Passage", "Contents"]
    assert isinstance(blocks[4], Bullets)
    assert len(blocks[4].items) == 3


@pytest.mark.parametrize("cut", CUTS)
def test_heat__printed_figure__decides_the_step(cut: float) -> None:
    assert step_of(f"+{cut:.1f}") == step_of(f"−{cut:.1f}") == step_of(f"{cut - 0.1:.1f}") + 1
