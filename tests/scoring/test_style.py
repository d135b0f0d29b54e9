import pytest
from tables import instrument, rating, ratings, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.findings import find
from scoring.results import Finding
from survey_definitions.schema import Level, RatingItem

# Everybody ticks fours and fives in an order of their own: hardly any distance, and no view shared of what stands higher.
HABIT = ("44554545", "55445454", "45454455", "54545544")
# The same levels in an order that all share.
VIEW = ("44554545", "44554545", "44554544", "44554555")


def rows(levels: tuple[str, ...]) -> TeamAnswers:
    head = "respondent " + " ".join(f"q{number:02d}" for number in range(1, len(levels[0]) + 1))
    table = "\n".join(f"p{number} {' '.join(row)}" for number, row in enumerate(levels))
    return team(f"{head}\n{table}", ratings(len(levels[0])))


def caution(answers: TeamAnswers) -> Finding | None:
    return next((finding for finding in find(score_team(answers), answers) if finding.kind == "style_shared"), None)


def test_style__fours_and_fives_in_any_order__agreement_of_ticking() -> None:
    """Two fours and two fives on each item: variance 1/3, r*_wg = 1 - 1/6 and 1 - (1/3)/1.34 under the skewed null.

    Concordance: pairs differ on the same item by 1/3 * 2 = 2/3 on average, on any two items by 1/2: 1 - (2/3)/(1/2) = -1/3.
    """
    style = score_team(rows(HABIT)).style
    assert style.agreement == pytest.approx(5 / 6)
    assert style.skewed == pytest.approx(1 - 1 / 3 / 1.34)
    assert style.concordance == pytest.approx(-1 / 3)
    assert (style.shared, style.n, style.items, style.status) == (True, 4, 8, "ok")
    finding = caution(rows(HABIT))
    assert finding.sentence == (
        "Most of the agreement on ratings could come from ticking much the same everywhere: 4 people agree by 83 of 100, "
        "but on which of 8 statements stand higher and which lower by 0 of 100 only."
    )
    assert (finding.certainty, finding.weight, finding.severity) == ("descriptive", 1, "medium")


def test_style__same_levels_in_a_shared_order__a_view() -> None:
    style = score_team(rows(VIEW)).style
    assert style.agreement > 0.9
    assert style.concordance > 0.5
    assert not style.shared
    assert caution(rows(VIEW)) is None


def test_style__levels_all_over_the_scale__no_agreement_that_could_be_one_of_style() -> None:
    style = score_team(rows(("12345123", "54321543", "31425314", "25143252"))).style
    assert style.agreement < 0.6
    assert (style.shared, style.status) == (False, "ok")


@pytest.mark.parametrize(
    ("levels", "status"),
    [
        (("44444444",) * 3, "no_variation"),
        (("44554545",), "too_few"),
        (("44554545", "55445454"), "not_testable"),  # two people
        (("4455454", "5544545", "4545445"), "not_testable"),  # seven items
        (("11111111", "22222222", "33333333", "12345123"), "void"),
    ],
)
def test_style__nothing_to_tell_it_by__a_status(levels: tuple[str, ...], status: str) -> None:
    style = score_team(rows(levels)).style
    assert (style.shared, style.status) == (False, status)


def test_style__item_that_somebody_left_open__not_in_the_concordance() -> None:
    style = score_team(rows((*HABIT[:3], "5454554."))).style
    assert (style.items, style.n, style.status) == (7, 4, "not_testable")
    assert style.agreement is not None


def test_style__scales_of_five_and_seven_levels__each_on_its_own_null() -> None:
    """Seven levels scaled from five by their ends: variances 1/3 of 2 and 9/12 of 4 leave 5/6 and 13/16."""
    seven = tuple(Level(name=f"level {number}") for number in range(1, 8))
    items = [rating(f"q{number:02d}") for number in range(1, 9)] + [RatingItem(code="z1", text="Z.", levels=seven)]
    table = "\n".join(f"p{number} {' '.join(row)} {last}" for number, (row, last) in enumerate(zip(HABIT, "4556", strict=True)))
    head = "respondent " + " ".join(f"q{number:02d}" for number in range(1, 9)) + " z1"
    style = score_team(team(f"{head}\n{table}", instrument(*items))).style
    assert style.agreement == pytest.approx((8 * 5 / 6 + 1 - (2 / 3) / 4) / 9)
    assert style.items == 9
