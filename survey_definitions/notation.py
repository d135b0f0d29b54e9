"""Values as text, for answers files: one cell of a spreadsheet a value.

    M, P, K     the number
    R, T        option codes joined by `>` where order counts, else by `|`; a wording of one's own is `own:wording`
    C           `code:points` joined by `|`
    V           `function:level` joined by `|`
    D           the option's code; or `criterion|criterion;threshold=code;owner=code;sentence=words`
    Y           `yes`, `partly`, `no`, with a pointer behind a colon: `yes:the dashboard`
    S           `no`, `yes`, or the functions it was heard from joined by `|`
    F           the text; lines joined by `|`; parts of a goal as `sentence=...;measure=...`
    `dk`        don't know or not my area; `none` the answer that nothing was agreed; blank: not answered

Where words may hold a separator, a backslash stands before it.
"""

import re

from survey_definitions.faults import ValueFault
from survey_definitions.figure_values import DK, number_sentence
from survey_definitions.figures import read_number, read_whole, write_number
from survey_definitions.json_value import JsonValue
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
from survey_definitions.texts import OWN
from survey_definitions.values import check_value
from survey_definitions.word_values import GOAL_PARTS


def parse_value(instrument: Instrument, item: Item, text: str) -> JsonValue | None:
    """The checked value that a cell holds, or None where it is blank; ValueFault where it cannot be read or does not fit."""
    if not text.strip():
        return None
    return check_value(instrument, item, _parse(instrument, item, text.strip()))


def format_value(instrument: Instrument, item: Item, value: JsonValue | None) -> str:
    """The cell for a value, empty for None; parse_value gives the same value back. ValueFault where it does not fit."""
    checked = check_value(instrument, item, value)
    return "" if checked is None else _format(item, checked)


def _parse(instrument: Instrument, item: Item, text: str) -> JsonValue:  # noqa: C901, PLR0911 - one line an item type
    word = text.casefold()
    if isinstance(item, TextItem):
        return _parse_words(item, text)
    if isinstance(item, PerceptionItem) and word == DK:
        return dict.fromkeys(item.about or [function.code for function in instrument.functions], DK)
    if isinstance(item, EvidenceItem):
        answer, _, pointer = text.partition(":")
        return {"answer": answer.strip().casefold(), "evidence": pointer}
    if word in {DK, "none"}:
        return word
    match item:
        case RatingItem():
            return _number(read_whole(text), f"Write a level from 1 to {item.size}, or dk.")
        case PerceptionItem():
            return {code: DK if level.casefold() == DK else _whole(level) for code, level in _pairs(text)}
        case RankingItem() | PickItem():
            return [entry if entry.startswith(OWN) else entry.casefold() for entry in map(_own_prefix, _cut(text, ">|"))]
        case AllocationItem():
            return {code: _whole(points) for code, points in _pairs(text)}
        case PredictionItem():
            return _number(read_number(text, decimals=3), "Write a number, or dk.")
        case NumberItem():
            return _number(read_number(text, decimals=item.decimals, unit=item.unit), number_sentence(item))
        case SymptomItem():
            by = [] if word in {"yes", "no"} else [code.casefold() for code in _cut(text, "|>")]
            return {"heard": word != "no", "by": by}
        case DefinitionItem():
            return word if item.options else _parse_definition(text)


def _parse_definition(text: str) -> dict[str, JsonValue]:
    criteria, *rest = _split(text, ";")
    value: dict[str, JsonValue] = {"criteria": [code.casefold() for code in _cut(criteria, "|>")]}
    for entry in rest:
        part, mark, content = entry.partition("=")
        if not mark:
            raise ValueFault(f'"{entry}" is not a part of a definition. Write threshold=code, owner=code or sentence=words.')
        part = part.strip().casefold()
        value[part] = _plain(content).strip() if part == "sentence" else content.strip().casefold()
    return value


def _parse_words(item: TextItem, text: str) -> JsonValue:
    if item.form == "text":
        return text
    if item.form == "recall":
        return [_plain(line) for line in _split(text, "|")]
    parts = [entry.partition("=") for entry in _split(text, ";")]
    if parts[0][0].strip().casefold() not in GOAL_PARTS:
        return {"sentence": _plain(text)}  # somebody else's file holds the sentence only
    value: dict[str, JsonValue] = {}
    for part, mark, content in parts:
        if not mark:
            raise ValueFault(f'"{part}" is not a part of a goal. Write its parts as sentence=...;measure=...;amount=..., or one sentence.')
        name, plain = part.strip().casefold(), _plain(content).strip()
        value[name] = read_number(plain, decimals=0) if name == "amount" and plain else plain
        if name == "amount" and plain and value[name] is None:
            raise ValueFault("Write the amount as a number; its unit is a part of its own.")
    return value


def _format(item: Item, value: JsonValue) -> str:  # noqa: PLR0911 - one line an item type
    if isinstance(value, str):
        return value
    match item:
        case RankingItem():
            return ">".join(value)
        case PickItem():
            return (">" if item.ordered else "|").join(_guarded(code, "|>") for code in value)
        case AllocationItem() | PerceptionItem():
            return "|".join(f"{code}:{number}" for code, number in value.items())
        case DefinitionItem():
            rest = [f"{part}={_guarded(value[part], ';')}" for part in ("threshold", "owner", "sentence") if part in value]
            return ";".join(["|".join(value["criteria"]), *rest])
        case EvidenceItem():
            return f"{value['answer']}:{value['evidence']}" if value["evidence"] else str(value["answer"])
        case SymptomItem():
            return "|".join(value["by"]) or ("yes" if value["heard"] else "no")
        case TextItem():
            if item.form == "recall":
                return "|".join(_guarded(line, "|") for line in value)
            return ";".join(
                f"{part}={_guarded(entry if isinstance(entry, str) else write_number(entry), ';')}" for part, entry in value.items()
            )
        case _:
            return write_number(value)


def _number(number: float | None, sentence: str) -> float:
    if number is None:
        raise ValueFault(sentence)
    return number


def _whole(text: str) -> int:
    number = read_whole(text)
    if number is None:
        raise ValueFault(f'"{text.strip()}" is not a whole number. Write it like 40, without a sign or fraction.')
    return number


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for entry in _cut(text, "|"):
        code, mark, content = entry.partition(":")
        if not mark:
            raise ValueFault(f'"{entry}" has no number. Write code:number, joined by |.')
        pairs.append((code.strip().casefold(), content.strip()))
    codes = [code for code, _ in pairs]
    for code in codes:
        if codes.count(code) > 1:
            raise ValueFault(f'"{code}" has more than one number. Keep one.')
    return pairs


def _own_prefix(entry: str) -> str:
    plain = _plain(entry)
    return OWN + plain[len(OWN) :] if plain[: len(OWN)].casefold() == OWN else plain


def _cut(text: str, marks: str) -> list[str]:
    return [entry.strip() for entry in _split(text, marks) if entry.strip()]


def _split(text: str, marks: str) -> list[str]:
    """The pieces between marks that no backslash guards, each still with its backslashes."""
    pieces, current, guarded = [], "", False
    for letter in text:
        if letter in marks and not guarded:
            pieces.append(current)
            current = ""
        else:
            current += letter
        guarded = letter == "\\" and not guarded
    return [*pieces, current]


def _guarded(text: str, marks: str) -> str:
    return re.sub(rf"([\\{re.escape(marks)}])", r"\\\1", text)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.DOTALL)
