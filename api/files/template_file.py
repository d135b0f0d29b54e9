"""An empty answers file: a sheet to fill in and a sheet that explains it."""

import io

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
from survey_definitions.word_values import GOAL_PARTS

RULES = (
    ("One row a person", "Fill the sheet 'Answers'. Delete nothing in its first row; columns that you do not need may be taken out."),
    ("respondent", "A name or a number, once each."),
    ("function", "The part of the business that the person speaks for; may be left empty."),
    ("wave", "The round, if the file holds several; may be left empty."),
    ("Not answered", "Leave the cell empty."),
    ("Don't know", "Write dk."),
    ("Nothing agreed", "Write none, where the item offers it."),
    ("Rating", "The number of the level."),
    ("Ranking", "Option codes, best first, joined by >, such as alpha>beta>gamma."),
    ("Picks", "Option codes joined by |, such as alpha|beta|gamma."),
    ("Points", "code:points joined by |, such as alpha:60|beta:40. They add up to the total."),
    ("Score the file", "parallax score FILE --instrument {name}"),
)


def template_bytes(instrument: Instrument, name: str) -> bytes:
    """The workbook as XLSX bytes."""
    import openpyxl
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    bold, shade, wrap = Font(bold=True), PatternFill("solid", fgColor="E2EFF0"), Alignment(wrap_text=True, vertical="top")
    book = openpyxl.Workbook()
    answers = book.active
    answers.title = "Answers"
    items = [item for _, item in instrument.items() if item.type != "F"] + [item for _, item in instrument.items() if item.type == "F"]
    for column, heading in enumerate(["respondent", "function", "wave", *(item.code for item in items)], start=1):
        cell = answers.cell(row=1, column=column, value=heading)
        cell.font, cell.fill = bold, shade
        answers.column_dimensions[get_column_letter(column)].width = max(14, min(30, len(heading) + 2))
    answers.freeze_panes = "B2"
    guide = book.create_sheet("How to fill it in")
    for row, (what, how) in enumerate(RULES, start=1):
        guide.cell(row=row, column=1, value=what).font = bold
        guide.cell(row=row, column=2, value=how.format(name=name)).alignment = wrap
    start = len(RULES) + 2
    for column, heading in enumerate(("Column", "Question", "What to write"), start=1):
        cell = guide.cell(row=start, column=column, value=heading)
        cell.font, cell.fill = bold, shade
    for row, item in enumerate(items, start=start + 1):
        for column, text in enumerate((item.code, item.text, expected(instrument, item)), start=1):
            guide.cell(row=row, column=column, value=text).alignment = wrap
    if instrument.functions:
        row = start + len(items) + 2
        guide.cell(row=row, column=1, value="Functions").font = bold
        guide.cell(
            row=row, column=2, value=", ".join(f"{function.code} ({function.text})" for function in instrument.functions)
        ).alignment = wrap
    for letter, width in (("A", 30), ("B", 70), ("C", 70)):
        guide.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def expected(instrument: Instrument, item: Item) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a type reads best
    """What the cell of an item may hold, with its codes."""
    match item:
        case RatingItem():
            levels = "; ".join(f"{number} {level.name}" for number, level in enumerate(item.levels, start=1))
            return f"1 to {item.size}" + (f": {levels}" if levels else "")
        case PerceptionItem():
            functions = item.about or tuple(function.code for function in instrument.functions)
            return f"function:level joined by |, levels 1 to {item.size}; functions: {', '.join(functions)}"
        case RankingItem():
            return f"up to {item.rank} codes joined by >: {_codes(instrument.options_of(item))}"
        case PickItem():
            sign = ">" if item.ordered else "|"
            more = "; one may be own: with words of one's own" if item.own else ""
            more += "; or none" if item.none_text else ""
            return f"up to {item.pick} codes joined by {sign}: {_codes(instrument.options_of(item))}{more}"
        case AllocationItem():
            return f"code:points joined by |, {item.total} in all: {_codes(item.options)}"
        case PredictionItem():
            return "a number from 1.0 to 5.0" if item.of == "area" else "a whole number from 0"
        case DefinitionItem() if item.options:
            return f"one code: {_codes(item.options)}{_or_none(item)}"
        case DefinitionItem():
            parts = [f"codes joined by |: {_codes(item.criteria)}"]
            parts += [f"then ;threshold=code: {_codes(item.threshold.options)}"] if item.threshold else []
            parts += [f"then ;owner=code: {_codes(item.owner)}"] if item.owner else []
            parts += ["then ;sentence=words"] if item.sentence else []
            return ", ".join(parts) + _or_none(item)
        case EvidenceItem():
            return "yes, partly or no"
        case NumberItem():
            return f"a number from {item.minimum:g} to {item.maximum:g}{' ' + item.unit if item.unit else ''}"
        case SymptomItem():
            return "no, yes, or the functions that said it joined by |"
        case TextItem() if item.form == "recall":
            return f"up to {item.lines} short texts joined by |"
        case TextItem() if item.form in {"goal", "incentive"}:
            return f"one sentence, or its parts as {'=...;'.join(GOAL_PARTS)}=..."
        case _:
            return "text"


def _or_none(item: DefinitionItem) -> str:
    return "; or none, where nothing is agreed" if item.no_agreed else ""


def _codes(options: tuple[object, ...]) -> str:
    return ", ".join(f"{option.code} ({option.text})" for option in options)  # type: ignore[attr-defined]  # Option, whatever the item
