"""Teams as tables: one row a respondent, one column an item, cells in the notation of answers files."""

from scoring.answers import Respondent, TeamAnswers
from survey_definitions.notation import parse_value
from survey_definitions.schema import (
    AllocationItem,
    Bank,
    DefinitionItem,
    EvidenceItem,
    Function,
    Instrument,
    Item,
    Level,
    Measure,
    NumberItem,
    Option,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
)

FIVE = tuple(Level(name=name) for name in ("never", "seldom", "at times", "often", "always"))


def options(codes: str) -> tuple[Option, ...]:
    return tuple(Option(code=code, text=code.capitalize()) for code in codes.split())


def rating(code: str, **more: object) -> RatingItem:
    return RatingItem(code=code, text=f"We keep {code}.", levels=FIVE, **more)


def instrument(*items: Item, area: str = "clarity", **more: object) -> Instrument:
    """One area with these items."""
    return Instrument(
        id="small",
        title="Small",
        functions=(
            Function(code="sales", text="Sales"),
            Function(code="marketing", text="Marketing"),
            Function(code="finance", text="Finance"),
        ),
        measures=(
            Measure(code="calls", text="Calls booked", kind="activity", feeds=("customers",)),
            Measure(code="customers", text="Customers booked", kind="outcome"),
        ),
        banks=(Bank(area=area, title=area.capitalize(), items=items),),
        **more,
    )


def ratings(count: int, **more: object) -> Instrument:
    """Plain ratings q01, q02, ... of five levels."""
    return instrument(*[rating(f"q{number:02d}", **more) for number in range(1, count + 1)])


# One item of every type; q04 is protected, v1 private.
WHOLE = instrument(
    *[rating(f"q{number:02d}") for number in range(1, 4)],
    rating("q04", sensitivity="protected"),
    PickItem(code="top", text="Which three?", options=options("grow keep hire cut build sell"), own=True, none_text="Nothing was agreed"),
    RankingItem(code="order", text="In which order?", options=options("price speed care"), rank=3),
    AllocationItem(code="effort", text="Where should effort go?", options=options("new old")),
    DefinitionItem(code="lead", text="What is a lead?", term="Lead", options=options("name call visit")),
    DefinitionItem(code="won", text="What is won?", term="Won", criteria=options("signed paid"), owner=options("us them")),
    PredictionItem(code="guess", text="How many are shared?", of="picks", target="top"),
    PredictionItem(code="mean", text="What mean?", of="area", target="clarity"),
    PredictionItem(code="same", text="How many name it?", of="goal", target="goal"),
    EvidenceItem(code="written", text="It is written down."),
    NumberItem(code="hours", text="After how many hours?", unit="hours"),
    SymptomItem(code="blame", text="People blamed each other.", sensitivity="protected"),
    PerceptionItem(code="v1", text="How do they work?", levels=FIVE, sensitivity="protected", private=True),
    TextItem(code="goal", text="What is the goal?", form="goal"),
    TextItem(code="pay", text="What are you paid by?", form="incentive"),
    core=("q01", "q02", "q04", "top"),
)


def team(table: str, of: Instrument = WHOLE, *, invited: int | None = None, wave: str = "w1") -> TeamAnswers:
    """The team of a table: columns `respondent`, optionally `function` and `name`, and item codes; "." or an empty cell is blank."""
    lines = [line.split() for line in table.strip().splitlines() if line.strip()]
    head, rows = lines[0], lines[1:]
    people, values = [], {}
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        id_ = cells.pop("respondent")
        people.append(Respondent(id=id_, name=cells.pop("name", id_.capitalize()), function=cells.pop("function", "")))
        given = {code: parse_value(of, of.item(code), text.replace("_", " ")) for code, text in cells.items() if text != "."}
        values[id_] = {code: value for code, value in given.items() if value is not None}
    return TeamAnswers(
        team="team",
        wave=wave,
        instrument=of,
        respondents=tuple(sorted(people, key=lambda person: person.id)),
        values=values,
        invited=len(people) if invited is None else invited,
        ask_all=True,
    )
