"""Instruments, the action catalogue and the rules of the checks from their files; every fault names file, place and remedy."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import msgspec

from survey_definitions.actions import Action, ActionCatalogue
from survey_definitions.assembling import assemble
from survey_definitions.checks import check_catalogue, check_instrument, check_rules
from survey_definitions.complaints import describe
from survey_definitions.faults import Fault, InstrumentFault, listed, nearest
from survey_definitions.rules import CHECKS, Check, CheckCatalogue
from survey_definitions.schema import Instrument
from survey_definitions.sources import Part, find_source, packaged_instruments, read_source, read_toml
from survey_definitions.tailoring import has_depth, in_brief, in_depth

__all__ = [
    "Fault",
    "InstrumentFault",
    "check_file",
    "dump_instrument",
    "instrument_hash",
    "load_actions",
    "load_checks",
    "load_instrument",
    "packaged_instruments",
    "parse_instrument",
]

_fitted: dict[tuple[str, bool], Instrument] = {}  # packaged instruments as they are asked, by name and depth
_loaded: dict[Path, Instrument] = {}  # packaged instruments do not change while a process runs
_ACTIONS = Path(__file__).parent / "actions.toml"
_CHECKS = Path(__file__).parent / "checks.toml"


def load_instrument(name_or_path: str | Path, *, depth: bool = False) -> Instrument:
    """A packaged instrument by name ("sales-marketing" or "sales_marketing"), or one from a TOML file or folder.

    With `depth`, as it is asked in depth; else without what is asked only then. Raises InstrumentFault with everything that is wrong,
    as far as it can be found in one go.
    """
    key = str(name_or_path), depth
    if key not in _fitted:
        whole = _load(name_or_path, ())
        fitted = in_depth(whole) if depth else in_brief(whole)
        if str(name_or_path).strip().replace("_", "-") not in packaged_instruments():
            return fitted
        _fitted[key] = fitted
    return _fitted[key]


def check_file(path: str | Path) -> tuple[Fault, ...]:
    """Every fault of an instrument's file or folder; empty where there is none."""
    try:
        load_instrument(path)
    except InstrumentFault as error:
        return error.faults
    return ()


def dump_instrument(instrument: Instrument) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8. The same instrument always gives the same bytes."""
    return msgspec.json.encode(instrument, order="sorted")


def parse_instrument(content: bytes) -> Instrument:
    """The instrument of dump_instrument; InstrumentFault where the bytes are something else."""
    try:
        return msgspec.json.decode(content, type=Instrument)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        fault = Fault(
            "stored instrument",
            "",
            f"The stored content is not an instrument: {error}.",
            "Take it from a backup, or choose the instrument again.",
        )
        raise InstrumentFault([fault]) from None


def instrument_hash(instrument: Instrument) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(dump_instrument(instrument)).hexdigest()


def load_actions(path: Path | None = None) -> ActionCatalogue:
    """The packaged action catalogue, or one from a file; InstrumentFault with everything that is wrong."""
    return _load_actions(path or _ACTIONS)


def load_checks(path: Path | None = None) -> CheckCatalogue:
    """The packaged rules of the checks, or those of a file, held against all shipped instruments; InstrumentFault as above.

    Scoring itself reads the packaged file without this, since a test has held it against the instruments already.
    """
    return _load_checks(path or _CHECKS)


def _load(name_or_path: str | Path, asking: tuple[Path, ...]) -> Instrument:
    path = find_source(name_or_path)
    if path in asking:
        chain = " takes from ".join(each.name for each in (*asking, path))
        raise InstrumentFault(
            [Fault(str(path), "", f"Instruments take items from each other in a circle: {chain}.", "Write the items out in one of them.")]
        )
    if path not in _loaded:
        instrument = _read(path, asking)
        if str(name_or_path).replace("_", "-") not in packaged_instruments():
            return instrument  # a user's file may change from one call to the next
        _loaded[path] = instrument
    return _loaded[path]


def _read(path: Path, asking: tuple[Path, ...]) -> Instrument:
    source = read_source(path)
    instrument = assemble(source, lambda name: _load(name, (*asking, path)))
    # Both ways in which it can be asked have to hold together; places in the file are those of the whole.
    faults = check_instrument(instrument, source) or (check_instrument(in_brief(instrument)) if has_depth(instrument) else ())
    if faults:
        raise InstrumentFault(faults)
    return instrument


@lru_cache(maxsize=4)
def _load_actions(path: Path) -> ActionCatalogue:
    part = read_toml(path)
    faults: list[Fault] = []
    actions = _entries(part, "actions", Action, faults)
    catalogue: ActionCatalogue = _whole(part, ActionCatalogue, {"actions": ()}, faults)
    whole = msgspec.structs.replace(catalogue, actions=tuple(actions))
    faults.extend(check_catalogue(whole, part))
    if faults:
        raise InstrumentFault(faults)
    return whole


@lru_cache(maxsize=4)
def _load_checks(path: Path) -> CheckCatalogue:
    part = read_toml(path)
    faults: list[Fault] = []
    for number, raw in enumerate(part.table.get("rules", ()), 1):
        if isinstance(raw, dict) and isinstance(raw.get("check"), str) and raw["check"] not in CHECKS:
            message = f'There is no check "{raw["check"]}".{nearest(raw["check"], CHECKS)}'
            faults.append(part.fault(f"rules[{number}].check", message, f"Checks: {listed(CHECKS)}.", str(raw.get("code", ""))))
    if faults:
        raise InstrumentFault(faults)
    rules = _entries(part, "rules", Check, faults)
    catalogue: CheckCatalogue = _whole(part, CheckCatalogue, {"rules": ()}, faults)
    whole = msgspec.structs.replace(catalogue, rules=tuple(rules))
    if not faults:
        faults.extend(check_rules(whole, part, [load_instrument(name) for name in packaged_instruments()]))
    if faults:
        raise InstrumentFault(faults)
    return whole


def _entries(part: Part, key: str, kind: Any, faults: list[Fault]) -> list[Any]:  # noqa: ANN401 - a struct class or a union of them
    """The entries of a list of tables one by one, so that one bad entry does not hide the next."""
    raw_entries = part.table.pop(key, [])
    if not isinstance(raw_entries, list):
        message = f"{key.capitalize()} are a list of tables."
        raise InstrumentFault([part.fault(key, message, f"Begin each entry with a line [[{key}]].", key)])
    found = []
    for number, raw in enumerate(raw_entries, 1):
        try:
            found.append(msgspec.convert(raw, kind))
        except msgspec.ValidationError as error:
            table = raw if isinstance(raw, dict) else {}
            meant = next((each for each in get_args(kind) if each.__struct_config__.tag == table.get("check")), kind)
            faults.append(describe(part, f"{key}[{number}]", raw, meant, str(error), code=str(table.get("code", ""))))
    return found


def _whole(part: Part, kind: Any, without: dict[str, Any], faults: list[Fault]) -> Any:  # noqa: ANN401 - as _entries
    """The file's head as a struct, without the entries."""
    try:
        return msgspec.convert(part.table | without, kind)
    except msgspec.ValidationError as error:
        raise InstrumentFault([*faults, describe(part, "", part.table, kind, str(error))]) from None
