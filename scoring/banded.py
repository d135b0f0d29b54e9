"""Protected items as a team may read them in `mixed`: bands, and the findings that follow from bands alone."""

from scoring.answers import Respondent, TeamAnswers
from scoring.coding import rating_of
from scoring.grids import bands_of, overall_band
from scoring.released import Bands, Suppressed
from scoring.results import Evidence, Finding
from scoring.wording import quoted
from survey_definitions.schema import Item, RatingItem, SymptomItem

SYMPTOM_PEOPLE = 3  # reported by three or more (decision 27)
SYMPTOM_ANSWERS = 5  # with fewer answers "three or more" could mean everybody else
HEARD = ("not heard by three or more", "heard by three or more")
_SIZES = {"item_split": 0.75, "item_low": 0.6, "agreed": 0.8, "symptom_common": 0.5}  # from words alone nothing finer can be had


def _levels(answers: TeamAnswers, people: tuple[Respondent, ...], item: RatingItem) -> list[int]:
    values = (rating_of(item, answers.value(person, item.code)) for person in people)
    return [int(value) for value in values if value == value]  # noqa: PLR0124 - NaN is the one number that is not itself


def _symptom(answers: TeamAnswers, people: tuple[Respondent, ...], item: SymptomItem) -> Bands | None:
    heard = [bool(value.get("heard")) for person in people if isinstance(value := answers.value(person, item.code), dict)]
    if len(heard) < SYMPTOM_ANSWERS:
        return None
    return Bands(level="", divergence=HEARD[sum(heard) >= SYMPTOM_PEOPLE])


def bands_for(answers: TeamAnswers, people: tuple[Respondent, ...], items: list[Item]) -> tuple[dict[str, Bands], tuple[Suppressed, ...]]:
    """Bands of protected items, and those for which there are none.

    From four people each rating has its own; three people are told one divergence band over all of them; two nothing.
    """
    found: dict[str, Bands] = {}
    kept_back: list[Suppressed] = []
    ratings = [item for item in items if isinstance(item, RatingItem)]
    overall = None
    if len(people) == 3:
        overall = overall_band([(_levels(answers, people, item), item.size) for item in ratings])
    for item in items:
        bands: Bands | None = None
        if isinstance(item, RatingItem):
            bands = overall if len(people) <= 3 else bands_of(_levels(answers, people, item), item.size)
        elif isinstance(item, SymptomItem):
            bands = _symptom(answers, people, item)
        if bands is None:
            kept_back.append(Suppressed(item.code, "too few people to show it without showing whose answer it is"))
        else:
            found[item.code] = bands
    return found, tuple(kept_back)


def banded_findings(items: list[Item], bands: dict[str, Bands], n: int) -> list[Finding]:
    """What bands alone say: far apart, in the lower half though close together, seen alike, heard by three or more."""
    found = []
    for item in items:
        if item.code not in bands or n <= 3:
            continue
        finding = _finding(item, bands[item.code], n)
        if finding is not None:
            found.append(finding)
    return found


def _finding(item: Item, bands: Bands, n: int) -> Finding | None:
    text = quoted(item.text)
    close = bands.divergence == "close together"
    if isinstance(item, SymptomItem):
        kind, sentence = "symptom_common", f"Three or more people have heard or seen this in the last three months: {text}."
        if bands.divergence != HEARD[1]:
            return None
    elif bands.divergence == "far apart":
        kind, sentence = "item_split", f"On {text} the answers are far apart."
    elif close and isinstance(item, RatingItem) and bands.level:
        mature = (bands.level == "upper half") != item.reversed
        kind = "agreed" if mature else "item_low"
        sentence = f"On {text} the answers are close together, in the {bands.level} of the scale."
    else:
        return None
    return Finding(
        kind=kind,
        subject=item.code,
        sentence=sentence,
        size=_SIZES[kind],
        weight=item.weight,
        evidence=Evidence(items=(item.code,), n=n, values={"level": bands.level, "divergence": bands.divergence}, formula="bands"),
    )
