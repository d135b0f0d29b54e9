import pytest
from sample_instrument import INSTRUMENT, SAMPLE, instrument_of

from survey_definitions.checks import check_catalogue, check_instrument
from survey_definitions.loading import load_actions
from survey_definitions.sources import Part, line_of


def test_check__sample__has_no_fault() -> None:
    assert check_instrument(INSTRUMENT) == ()


# what stands in the sample, what stands there instead, where the fault is, what it says
FAULTS = [
    ('code = "review"', 'code = "plan"', "banks[1].items[3] (plan).code", "is taken"),
    ('code = "close_rate"', 'code = "plan"', "facts[1] (plan).code", "is taken"),
    ('code = "review"', 'code = "function"', "banks[1].items[3] (function).code", "name of a column"),
    ('area = "focus"', 'area = "strategy"', "banks[2].area", "another bank"),
    ('{ code = "hire"', '{ code = "price"', "priorities[4] (price)", "occurs twice"),
    ('text = "Fill open seats"', 'text = "Raise prices"', "priorities[4] (hire)", "occurs twice"),
    ('{ code = "finance"', '{ code = "no"', "functions[3] (no)", "meaning of its own"),
    ('text = "Finance"', 'text = "revenue"', "functions[3] (finance)", 'already means the function "sales"'),
    ('{ code = "brand"', '{ code = "old"', "banks[2].items[5] (budget).options[3] (old)", "occurs twice"),
    ('{ code = "brand"', '{ code = "dk"', "banks[2].items[5] (budget).options[3] (dk)", "meaning of its own"),
    ('{ code = "quarter"', '{ code = "month"', "banks[3].items[2] (ready).threshold.options[2] (month)", "occurs twice"),
    ('core = ["plan"', 'core = ["plam"', "core[1]", 'Did you mean "plan"?'),
    ('core = ["plan"', 'core = ["goal"', "core[1]", "enters no index"),
    ('core = ["plan"', 'core = ["lead"', "core", "twice"),
    ('feeds = ["revenue"]', 'feeds = ["income"]', "measures[1] (calls).feeds", 'no measure "income"'),
    ('supports = ["expand"]', 'supports = ["grow"]', "measures[2] (revenue).supports", 'no measure or priority "grow"'),
    ('id = "sample"', 'id = "sample"\nweights = { ratings = 0, priorities = 0, allocation = 0, definitions = 0 }', "weights", "above 0"),
    ('id = "sample"', 'id = "sample"\nweights = { ratings = -1.0 }', "weights", "from 0 up"),
    ('area = "focus"', 'area = "focus"\nasked_of = ["legal"]', "banks[2].asked_of", 'no function "legal"'),
    ('area = "focus"', 'area = "focus"\nmodule = true', "banks[2].module", "only of the functions"),
    ('code = "junk"', 'code = "junk"\nspeakers = ["sale"]', "banks[3].items[6] (junk).speakers", 'Did you mean "sales"?'),
    ('code = "respect"', 'code = "respect"\nabout = ["legal"]', "banks[3].items[3] (respect).about", "no function"),
    (
        'code = "change"',
        'code = "change"\nasked_of = ["sales"]\nnot_asked_of = ["sales"]',
        "banks[3].items[7] (change).asked_of",
        "No function",
    ),
    ('form = "goal"', 'form = "goal"\nmeasures = ["profit"]', "banks[1].items[1] (goal).measures", 'no measure "profit"'),
    ('target = "strategy"', 'target = "strategi"', "banks[1].items[4] (strategy_mean).target", 'Did you mean "strategy"?'),
    ('target = "strategy"', 'target = "focus"', "banks[1].items[4] (strategy_mean).target", "has ratings"),
    ('target = "committed"', 'target = "order"', "banks[2].items[3] (same).target", "of the type R"),
    ('target = "goal"', 'target = "recall"', "banks[1].items[5] (named_goal).target", "of the type F"),
    ('target = "committed"', 'target = "commited"', "banks[2].items[3] (same).target", 'Did you mean "committed"?'),
    ('code = "committed"', 'code = "committed"\nasked_of = ["sales"]', "banks[2].items[3] (same).target", "not asked for their own answer"),
    (
        "points = 5\nlow",
        'levels = [{ name = "a" }, { name = "b" }]\npoints = 5\nlow',
        "banks[1].items[3] (review).levels",
        "both levels and points",
    ),
    ("points = 5\nlow", "low", "banks[1].items[3] (review).levels", "neither levels nor points"),
    ("points = 5\nlow", 'levels = [{ name = "a" }, { name = "b" }]\nlow', "banks[1].items[3] (review).low", "End labels"),
    ('{ name = "Used" }', '{ name = "Quoted" }', "banks[1].items[2] (plan).levels[4]", "read the same"),
    ("rank = 3", "rank = 5", "banks[2].items[4] (order).rank", "5 places are to be filled from 4"),
    ("own = true", "own = true\npick = 6", "banks[2].items[2] (committed).pick", "6 are to be picked from 4"),
    ("rank = 3", 'rank = 3\noptions = [{ code = "a", text = "A" }]', "banks[2].items[4] (order).options_from", "takes the priorities too"),
    ('options_from = "priorities"\nrank', "rank", "banks[2].items[4] (order).options", "no options"),
    ("sentence = true", 'options = [{ code = "a", text = "A" }]', "banks[3].items[2] (ready).options", "both options and criteria"),
    ('term = "lead"', 'term = "lead"\nsentence = true', "banks[3].items[1] (lead).options", "go with criteria"),
    ("minimum = 0", "minimum = 1000", "banks[3].items[5] (hours).maximum", "range is empty"),
    ('code = "change"', 'code = "change"\nfact = true', "banks[3].items[7] (change).fact", "not asked in a bank"),
    ('id = "sample"', 'id = "sample"\ntranslations.de.items.plan.txt = "x"', "translations.de.items.plan.txt", "no such text"),
    ('id = "sample"', 'id = "sample"\ntranslations.en.title = "x"', "translations.en", "own language"),
    ('id = "sample"', 'id = "sample"\ntranslations.DE.title = "x"', "translations.DE", "not a language"),
    ('id = "sample"', 'id = "sample"\ntranslations.de.title = " "', "translations.de.title", "blank"),
]


@pytest.mark.parametrize(("old", "new", "place", "message"), FAULTS)
def test_check__one_thing_wrong__is_found_there(old: str, new: str, place: str, message: str) -> None:
    assert old in SAMPLE
    faults = check_instrument(instrument_of(SAMPLE.replace(old, new, 1)))
    found = [fault for fault in faults if fault.place == place and message in fault.message]
    assert len(found) == 1, faults
    assert found[0].remedy


def test_check__prediction_before_the_own_answer__is_found() -> None:
    instrument = instrument_of("""
        id = "x"
        title = "X"
        [[banks]]
        area = "a"
        title = "A"
        items = [
            { code = "p", type = "P", of = "area", target = "a", text = "What will they say?" },
            { code = "m", type = "M", points = 5, text = "What do you say?" },
        ]
        """)
    assert ["before the own answer" in fault.message for fault in check_instrument(instrument)] == [True]


def test_check__no_priorities_to_choose_from__is_found() -> None:
    item = '{ code = "t", type = "T", text = "?", options_from = "priorities" }'
    text = f'id = "x"\ntitle = "X"\nbanks = [{{ area = "a", title = "A", items = [{item}] }}]'
    assert ["no priorities" in fault.message for fault in check_instrument(instrument_of(text))] == [True]


def test_check__functions_asked_about_but_absent__is_found() -> None:
    text = 'id = "x"\ntitle = "X"\nbanks = [{ area = "a", title = "A", items = [{ code = "s", type = "S", text = "Heard it?" }] }]'
    assert ["the instrument has none" in fault.message for fault in check_instrument(instrument_of(text))] == [True]


def test_check__nothing_asked__is_found() -> None:
    faults = check_instrument(instrument_of('id = "x"\ntitle = "X"'))
    assert ["asks nothing" in fault.message for fault in faults] == [True]


def test_check__many_faults__are_told_together() -> None:
    text = SAMPLE.replace("rank = 3", "rank = 9").replace('core = ["plan"', 'core = ["plam"').replace("minimum = 0", "minimum = 5000")
    assert len(check_instrument(instrument_of(text))) == 3


@pytest.mark.parametrize(("sought", "line"), [("plan", 3), ("a.b", 4), ("title", 1), ("gone", 0), ("", 0)])
def test_line_of__code_key_or_path__is_found(sought: str, line: int) -> None:
    assert line_of("title = 'x'\n[[items]]\ncode = 'plan'\ntake = \"a.b\"\n", sought) == line


def test_check_catalogue__unknown_finding_and_double_code__are_found() -> None:
    catalogue = load_actions()
    action = catalogue.actions[0]
    trigger = type(action.when[0])(finding="priorities_apard")
    changed = type(action)(**{name: getattr(action, name) for name in action.__struct_fields__} | {"when": (trigger,)})
    doubled = type(catalogue)(version=catalogue.version, actions=(action, changed))
    messages = [fault.message for fault in check_catalogue(doubled, Part("actions.toml", "", "", {}))]
    assert any("is taken" in message for message in messages)
    assert any('Did you mean "priorities_apart"?' in message for message in messages)
