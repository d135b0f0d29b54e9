"""Predicted against found, of a whole wave: sizes, tests, and both signs in words."""

import pytest
from msgspec.structs import replace
from tables import instrument, options, rating, team

from scoring import score_team
from scoring.answers import TeamAnswers
from scoring.disclosure import release
from scoring.findings import find
from scoring.guesses import NO_CHANCE, is_tested, last_day
from scoring.results import Finding, Prediction
from survey_definitions.schema import PickItem, PredictionItem, TextItem

ASKED = instrument(
    *[rating(f"q{number}") for number in (1, 2)],
    PickItem(code="top", text="Which two?", options=options("a b c d e f g h"), pick=2),
    TextItem(code="goal", text="What is the goal?", form="goal"),
    PredictionItem(code="guess", text="How many are shared?", of="picks", target="top", weight=2),
    PredictionItem(code="mean", text="What mean?", of="area", target="clarity"),
    PredictionItem(code="same", text="How many name it?", of="goal", target="goal"),
)


def predictions(answers: TeamAnswers) -> dict[str, Prediction]:
    return {part.code: part for part in score_team(answers).predictions}


def found(answers: TeamAnswers) -> dict[str, Finding]:
    return {f"{one.kind}:{one.subject}": one for one in find(score_team(answers), answers)}


def rows(*lines: str) -> str:
    return "\n".join(["respondent top guess mean q1 q2 goal same", *(f"p{number} {line}" for number, line in enumerate(lines))])


# Everybody believes in two shared entries; found are 2/5, 1/5, 1/5, 1/5, 1/5, 2/5 of two.
BELIEVERS = rows(*(f"{top} 2 . . . . ." for top in ("a|b", "a|c", "b|d", "e|f", "g|h", "e|g")))


def test_size__both_signs_in_one_team__does_not_cancel() -> None:
    """a and b share one entry, c none: found 1/2, 1/2, 0; guessed 2, 0, 0: gaps 1.5, -0.5, 0."""
    guess = predictions(team(rows("a|b 2 . . . . .", "a|c 0 . . . . .", "e|f 0 . . . . ."), ASKED))["guess"]
    assert (guess.gap, guess.size) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert (guess.p, guess.adjusted) == (None, None)


def test_p__six_people_of_one_mind__two_of_sixty_four_signs() -> None:
    guess = predictions(team(rows(*["a|b 1 . . . . ."] * 6), ASKED))["guess"]
    assert (guess.gap, guess.p, guess.p_method, guess.adjusted) == (-1.0, 2 / 64, "exact", 2 / 64)
    assert is_tested(guess)
    five = predictions(team(rows(*["a|b 1 . . . . ."] * 5), ASKED))["guess"]
    assert (five.gap, five.p) == (-1.0, None)
    assert not is_tested(five)


def test_adjusted__three_predictions_of_a_wave__are_one_family() -> None:
    """Two have gaps of one sign among six people (1/32), the area has none (1): adjusted 3/2 of 1/32, and 1."""
    lines = ["a|b 1 3.0 3 3 measure=customers;deadline=2027 2"] * 6
    part = predictions(team(rows(*lines), ASKED))
    assert [part[code].p for code in ("guess", "mean", "same")] == [1 / 32, 1.0, 1 / 32]
    assert [part[code].adjusted for code in ("guess", "mean", "same")] == [pytest.approx(3 / 64), 1.0, pytest.approx(3 / 64)]
    assert is_tested(part["guess"])
    assert not is_tested(part["mean"])


@pytest.mark.parametrize(("p", "adjusted", "tested"), [(0.05, 0.1, True), (0.05, 0.11, False), (0.06, 0.06, False), (None, None, False)])
def test_tested__own_p_and_place_in_the_family__both_needed(p: float | None, adjusted: float | None, *, tested: bool) -> None:
    assert is_tested(Prediction(code="x", of="picks", target="top", p=p, adjusted=adjusted)) is tested


def test_chance__goals__none_with_the_reason() -> None:
    part = predictions(team(rows(*["a|b 1 3.0 3 3 measure=customers;deadline=2027 2"] * 3), ASKED))
    assert (part["same"].chance, part["same"].no_chance) == (None, NO_CHANCE)
    assert (part["guess"].chance, part["guess"].no_chance) == (0.5, "")


def test_overconfident__believed_more_than_found__as_before() -> None:
    finding = found(team(BELIEVERS, ASKED))["overconfident:guess"]
    assert finding.certainty == "tested"
    assert finding.weight == 2
    assert finding.size == pytest.approx((2 - 8 / 30) / 2)


def test_underrated__share_more_than_they_believe__said_as_such() -> None:
    finding = found(team(rows(*["a|b 1 . . . . ."] * 5), ASKED))["underrated:guess"]
    assert finding.sentence == (
        "5 people believe that a typical colleague shares 1.0 of their priorities; found are 2.0: they share more than they believe."
    )
    assert (finding.certainty, finding.weight, finding.severity) == ("descriptive", 1, "low")


def test_underrated__area_and_goal__in_their_own_words() -> None:
    said = found(team(rows(*["a|b 2 1.0 4 4 measure=customers;deadline=2027 0"] * 5), ASKED))
    assert said["underrated:mean"].sentence == "On “Clarity”, 5 people expect colleagues to give 1.0 on average; they give 4.0."
    assert said["underrated:same"].sentence == (
        "5 people believe that 0.0 colleagues name the same goal; found are 4.0: they share more than they believe."
    )


def test_gap_within_the_threshold__either_sign__nothing() -> None:
    said = found(team(rows(*["a|b 2 3.0 3 3 measure=customers;deadline=2027 4"] * 5), ASKED))
    assert not [key for key in said if key.startswith(("overconfident", "underrated"))]


@pytest.mark.parametrize("mode", ["named", "function", "mixed"])
def test_release__to_the_team__neither_size_nor_p_nor_persons(mode: str) -> None:
    answers = team(BELIEVERS, ASKED)
    score = score_team(answers)
    (guess,) = [g for g in release(score, answers, (), mode=mode, audience="team").score.predictions if g.code == "guess"]
    assert (guess.size, guess.p, guess.adjusted, guess.persons) == (None, None, None, {})
    assert guess.gap is not None


def test_order_of_people__turned_round__changes_nothing() -> None:
    answers = team(BELIEVERS, ASKED)
    assert score_team(answers) == score_team(replace(answers, respondents=tuple(reversed(answers.respondents))))


@pytest.mark.parametrize(
    ("deadline", "day"),
    [("2027-q3", "2027-09-30"), (" 2027 ", "2027-12-31"), ("2027-13", "2027-13"), ("soon", "SOON"), (2027, "2027-12-31"), ("", "")],
)
def test_last_day__of_odd_deadlines__or_as_it_stands(deadline: object, day: str) -> None:
    assert last_day(deadline) == day
