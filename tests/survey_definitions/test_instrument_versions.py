import pytest
from sample_instrument import INSTRUMENT, SAMPLE, instrument_of

from survey_definitions.comparing import changed_items, comparable_items
from survey_definitions.loading import InstrumentFault, load_instrument, packaged_instruments
from survey_definitions.schema import Option
from survey_definitions.tailoring import with_priorities
from survey_definitions.translating import languages_of, missing_texts, texts_of, translate

CLIENT = [Option(code=f"own{n}", text=f"Our priority {n}") for n in range(4)]


def test_with_priorities__client_list__takes_the_place_of_the_packaged_one() -> None:
    tailored = with_priorities(INSTRUMENT, CLIENT)
    assert [option.code for option in tailored.options_of(tailored.item("committed"))] == ["own0", "own1", "own2", "own3"]
    assert tailored.measures[1].supports == ()
    assert INSTRUMENT.priorities[0].code == "retain"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (CLIENT[:2], "3 places are to be filled from 2 options"),
        ([], "no priorities"),
        ([*CLIENT, CLIENT[0]], "occurs twice"),
        ([*CLIENT, Option(code="dk", text="Other")], "meaning of its own"),
        ([*CLIENT, Option(code="a>b", text="Other")], "lower-case letters"),
        ([*CLIENT, Option(code="ab", text="")], "text of 1 to 400"),
    ],
)
def test_with_priorities__list_that_cannot_be_answered__is_refused(options: list[Option], message: str) -> None:
    with pytest.raises(InstrumentFault, match=message):
        with_priorities(INSTRUMENT, options)


@pytest.mark.parametrize("name", packaged_instruments())
def test_with_priorities__packaged__takes_a_client_list(name: str) -> None:
    tailored = with_priorities(load_instrument(name), [Option(code=f"c{n}", text=f"Commitment {n}") for n in range(8)])
    assert len(tailored.priorities) == 8


def codes(instrument_text: str) -> set[str]:
    return {item.code for _, item in INSTRUMENT.items()} - set(comparable_items(INSTRUMENT, instrument_of(instrument_text)))


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("How is the plan used?", "How do you use the plan?", {"plan"}),
        ('{ name = "Quoted" }', '{ name = "Cited" }', {"plan"}),
        ('code = "plan"', 'code = "plan"\nversion = 2', {"plan"}),
        ('code = "plan"', 'code = "plan"\nweight = 3', set()),
        ('code = "plan"', 'code = "plan"\nhelp = "Think of the last month."', set()),
        ('text = "Brand"', 'text = "The brand"', {"budget"}),
        ("rank = 3", "rank = 2", {"order"}),
        ('text = "Raise prices"', 'text = "Raise our prices"', set()),
        ('    { code = "price", text = "Raise prices" },\n', "", {"committed", "order"}),
        ('code = "review"', 'code = "reviewed"', {"review"}),
    ],
)
def test_comparable__one_change__breaks_only_what_it_touches(old: str, new: str, lost: set[str]) -> None:
    assert old in SAMPLE
    assert codes(SAMPLE.replace(old, new, 1)) == lost


def test_changed__reworded_item__is_told_apart_from_a_new_one() -> None:
    new = instrument_of(SAMPLE.replace("How is the plan used?", "Is there a plan?").replace('code = "review"', 'code = "fresh"'))
    assert changed_items(INSTRUMENT, new) == ("plan",)


def test_comparable__pulse_and_the_instruments_it_is_taken_from__share_the_core() -> None:
    pulse = load_instrument("pulse")
    for name in packaged_instruments():
        assert set(pulse.core) <= set(comparable_items(pulse, load_instrument(name)))


TRANSLATED = """
[translations.de]
title = "Eine Probe"
"items.plan.text" = "Wie wird der Plan genutzt?"
"items.plan.levels.4.name" = "Genutzt"
"priorities.price.text" = "Preise erhöhen"
"banks.strategy.title" = "Strategie"
"""


def test_translate__known_language__changes_texts_and_nothing_else() -> None:
    instrument = instrument_of(SAMPLE + TRANSLATED)
    german = translate(instrument, "de")
    assert (german.language, german.title, german.banks[0].title) == ("de", "Eine Probe", "Strategie")
    plan = german.item("plan")
    assert (plan.text, plan.levels[3].name, plan.levels[0].name) == ("Wie wird der Plan genutzt?", "Genutzt", "Unknown")
    assert german.priorities[2] == Option(code="price", text="Preise erhöhen")
    assert german.item("lead") == instrument.item("lead")
    assert languages_of(instrument) == ("en", "de")
    assert "items.plan.text" not in missing_texts(instrument, "de")
    assert "items.review.text" in missing_texts(instrument, "de")


def test_translate__unknown_language__is_the_original() -> None:
    assert translate(INSTRUMENT, "fr") is INSTRUMENT


def test_texts__sample__are_found_by_path() -> None:
    texts = texts_of(INSTRUMENT)
    assert texts["items.ready.threshold.options.month.text"] == "In a month"
    assert texts["items.written.evidence"] == "A page both sides signed"
    assert texts["items.close_rate.text"] == "Close rate"
    assert texts["functions.sales.text"] == "Sales"
    assert not [path for path, text in texts.items() if text in {"sample", "F", "goal"}]


def test_translate__every_text_reversed_twice__is_the_original() -> None:
    def reversed_texts(path_texts: dict[str, str]) -> str:
        return "\n[translations.xx]\n" + "\n".join(f'"{path}" = "{text[::-1]}"' for path, text in path_texts.items())

    once = translate(instrument_of(SAMPLE + reversed_texts(texts_of(INSTRUMENT))), "xx")
    assert {path: text[::-1] for path, text in texts_of(once).items()} == texts_of(INSTRUMENT)
