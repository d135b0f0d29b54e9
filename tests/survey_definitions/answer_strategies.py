"""Hypothesis strategies for the answers to each item of the sample, in their stored form."""

from typing import Any

from hypothesis import strategies as st

from survey_definitions.choice_values import in_order
from survey_definitions.figure_values import functions_rated
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    EvidenceItem,
    Instrument,
    Item,
    NumberItem,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    RatingItem,
    SymptomItem,
    TextItem,
)
from survey_definitions.texts import clean_line, clean_text
from survey_definitions.word_values import DIRECTIONS, speakers_of

# Letters that separate things in files, among ordinary ones, odd spaces, right-to-left and combining letters.
LETTERS = st.one_of(st.sampled_from("ab |>:;=\\\"',.\n%-0é\u0301\u200bß\u05d0\u3042😀"), st.characters(codec="utf-8"))
LINES = st.text(LETTERS, max_size=40).map(clean_line).filter(bool)
TEXTS = st.text(LETTERS, max_size=100).map(clean_text).filter(bool)


def values_for(instrument: Instrument, item: Item) -> st.SearchStrategy[Any]:  # noqa: C901, PLR0911 - one line an item type
    """Every kind of value that a respondent may give to the item."""
    dk = st.just("dk")
    match item:
        case RatingItem():
            return st.integers(1, item.size) | dk
        case PerceptionItem():
            keys = st.sampled_from(functions_rated(instrument, item))
            return st.dictionaries(keys, st.integers(1, item.size) | dk, min_size=1)
        case RankingItem():
            return st.permutations([o.code for o in instrument.options_of(item)]).flatmap(lambda codes: cuts(codes, item.rank)) | dk
        case PickItem():
            return picks(instrument, item) | dk | st.just("none")
        case AllocationItem():
            return st.lists(st.integers(0, item.total), min_size=len(item.options) - 1, max_size=len(item.options) - 1).map(
                lambda marks: shares(item, sorted(marks))
            )
        case PredictionItem():
            return (st.integers(10, 50).map(lambda tenths: tenths / 10) if item.of == "area" else st.integers(0, 3)) | dk
        case DefinitionItem():
            one_tick = st.sampled_from([o.code for o in item.options]) if item.options else definitions(item)
            return one_tick | dk | st.just("none")
        case EvidenceItem():
            return st.fixed_dictionaries({"answer": st.sampled_from(["yes", "partly", "no", "dk"]), "evidence": st.just("") | LINES})
        case NumberItem():
            return st.integers(0, 10_000).map(lambda tenths: tenths / 10) | dk
        case SymptomItem():
            speakers = speakers_of(instrument, item)
            heard = st.lists(st.sampled_from(speakers), unique=True).map(lambda by: {"heard": True, "by": [s for s in speakers if s in by]})
            return heard | st.just({"heard": False, "by": []}) | dk
        case TextItem():
            return words(instrument, item)


def cuts(codes: list[str], most: int) -> st.SearchStrategy[list[str]]:
    return st.integers(1, most).map(lambda length: codes[:length])


def picks(instrument: Instrument, item: PickItem) -> st.SearchStrategy[list[str]]:
    options = instrument.options_of(item)
    codes = st.lists(st.sampled_from([o.code for o in options]), unique=True, max_size=item.pick - 1)
    own = st.lists(LINES.map(lambda line: f"own:{line}"), max_size=1)
    return st.tuples(codes, own).map(lambda both: in_order(options, both[0]) + both[1]).filter(bool)


def shares(item: AllocationItem, marks: list[int]) -> dict[str, int]:
    edges = [0, *marks, item.total]
    return {option.code: high - low for option, low, high in zip(item.options, edges, edges[1:], strict=False)}


def definitions(item: DefinitionItem) -> st.SearchStrategy[dict[str, Any]]:
    assert item.threshold
    criteria = st.lists(st.sampled_from([o.code for o in item.criteria]), unique=True).map(lambda codes: in_order(item.criteria, codes))
    optional = {
        "threshold": st.sampled_from([o.code for o in item.threshold.options]),
        "owner": st.sampled_from([o.code for o in item.owner]),
        "sentence": LINES,
    }
    return st.fixed_dictionaries({"criteria": criteria}, optional=optional).filter(lambda value: any(value.values()))


def words(instrument: Instrument, item: TextItem) -> st.SearchStrategy[Any]:
    if item.form == "text":
        return TEXTS
    if item.form == "recall":
        return st.lists(LINES, min_size=1, max_size=item.lines)
    measures = st.sampled_from([m.code for m in instrument.measures]) | LINES.map(lambda line: f"own:{line}")
    parts = {
        "sentence": TEXTS,
        "measure": measures,
        "direction": st.sampled_from(list(DIRECTIONS)),
        "amount": st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12).filter(lambda x: not x.is_integer() and abs(x) > 1e-6),
        "unit": st.sampled_from(["%", "EUR", "customers"]),
        "deadline": st.sampled_from(["2027", "2027-Q2", "2027-06", "2027-06-30"]),
        "quality": LINES,
    }
    return st.fixed_dictionaries({}, optional=parts).filter(bool)
