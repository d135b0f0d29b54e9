"""One page of questions, as the templates see it."""

from collections.abc import Collection, Mapping

import msgspec

from api.respondent.filling import fields_with, posted_fields
from api.respondent.marks import mark_for
from api.respondent.views import Changed, ItemView, PageView, Range, Step
from api.respondent.visits import Visit
from survey_definitions.figure_values import AREA_HIGH, AREA_LOW, functions_rated, prediction_limit
from survey_definitions.json_value import JsonValue
from survey_definitions.questionnaire import Page, option_order, summarise
from survey_definitions.schema import (
    DefinitionItem,
    Function,
    Item,
    Option,
    PerceptionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    SymptomItem,
    TextItem,
)
from survey_definitions.word_values import measures_of, speakers_of

Form = Mapping[str, list[str]]


def show_page(
    visit: Visit,
    page: Page,
    *,
    check: bool = False,
    from_check: bool = False,
    changed: Collection[str] = (),
    form: Form | None = None,
    mistakes: Mapping[str, str] | None = None,
) -> PageView:
    """One page. With `check`, items without an answer are named; with `form` and `mistakes`, what is wrong stays as it was typed."""
    faults = mistakes or {}
    seen = seen_in(form or {})
    items = []
    for item in page.items:
        fault = faults.get(item.code, "")
        view = _show_item(visit, item, form if fault else None, error=fault, is_open=check and not visit.has_answer(item))
        # What could not be kept was typed over what the first page had shown, so that is what it must be compared with.
        items.append(msgspec.structs.replace(view, seen=seen.get(item.code, "")) if fault else view)
    areas = list(dict.fromkeys(each.area for each in visit.pages))
    return PageView(
        base=visit.base,
        person=visit.person,
        number=page.number,
        steps=tuple(_step(visit, each, page.number) for each in visit.pages),
        part=areas.index(page.area) + 1,
        parts=len(areas),
        title=page.title,
        intro=page.intro,
        minutes_left=visit.minutes(page.number),
        answered=visit.answered,
        asked=len(visit.items),
        items=tuple(items),
        back=f"{visit.base}/check" if from_check else visit.page_path(page.number - 1),
        from_check=from_check,
        warned=check,
        changed=show_changes(visit, changed),
    )


def seen_in(form: Form) -> dict[str, str]:
    """What the posted page had shown, by item code."""
    pairs = (entry.partition(":") for entry in form.get("page-seen", ()))
    return {code: seen for code, _, seen in pairs}


def _show_item(visit: Visit, item: Item, form: Form | None, *, error: str, is_open: bool) -> ItemView:
    answer = visit.answer(item)
    found = visit.found
    return ItemView(
        item=item,
        mark=mark_for(
            item,
            mode=found.contract.mode,
            name=found.respondent.name,
            functions=visit.function_texts(),
            reader=found.contract.terms["reader_name"],  # as promised: the engagement may name another by now
        ),
        fields=fields_with(item, answer.value) if form is None else posted_fields(item, form),
        options=_options(visit, item),
        functions=_functions(visit, item),
        own_functions=found.functions,
        measures=measures_of(visit.instrument, item) if isinstance(item, TextItem) else (),
        guess=_guess(visit, item),
        error=error,
        is_open=is_open,
        comment=answer.comment if form is None else next(iter(form.get(f"{item.code}.comment", ())), ""),
        comment_for=answer.comment_for if form is None else next(iter(form.get(f"{item.code}.comment_for", ())), "consultant"),
        seen=answer.seen,
    )


def _options(visit: Visit, item: Item) -> tuple[Option, ...]:
    match item:
        case RankingItem() | PickItem():
            options = visit.instrument.options_of(item)
        case DefinitionItem():
            options = item.options or item.criteria
        case _:
            options = getattr(item, "options", ())
    by_code = {option.code: option for option in options}
    return tuple(by_code[code] for code in option_order(visit.instrument, item, visit.state.seed))


def _functions(visit: Visit, item: Item) -> tuple[Function, ...]:
    by_code = {function.code: function for function in visit.instrument.functions}
    match item:
        case PerceptionItem():
            return tuple(by_code[code] for code in functions_rated(visit.instrument, item))
        case SymptomItem():
            return tuple(by_code[code] for code in speakers_of(visit.instrument, item))
        case _:
            return ()


def _guess(visit: Visit, item: Item) -> Range | None:
    if not isinstance(item, PredictionItem):
        return None
    if item.of == "area":
        return Range(AREA_LOW, AREA_HIGH, 0.1)
    return Range(0, prediction_limit(visit.instrument, item, visit.found.colleagues) or 0, 1)


def _step(visit: Visit, page: Page, number: int) -> Step:
    first = page.number == 1 or visit.pages[page.number - 2].area != page.area
    return Step("now" if page.number == number else "done" if page.number < number else "ahead", first)


def show_changes(visit: Visit, codes: Collection[str]) -> tuple[Changed, ...]:
    """What overtook another change, in words."""
    shown = []
    for item in visit.items:
        if item.code in codes and item.code in visit.state.answers:
            answer = visit.answer(item)
            shown.append(Changed(item.code, item.text, say(visit, item, answer.previous), say(visit, item, answer.value)))
    return tuple(shown)


def say(visit: Visit, item: Item, value: JsonValue) -> str:
    """A stored value in words; empty for none."""
    return "" if value is None else summarise(visit.instrument, item, value)
