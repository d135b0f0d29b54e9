"""Instruments and the action catalogue from their files; every fault names file, place and remedy."""

import hashlib
from functools import lru_cache
from pathlib import Path

import msgspec

from survey_definitions.actions import Action, ActionCatalogue
from survey_definitions.assembling import assemble
from survey_definitions.checks import check_catalogue, check_instrument
from survey_definitions.complaints import describe
from survey_definitions.faults import Fault, InstrumentFault
from survey_definitions.schema import Instrument
from survey_definitions.sources import find_source, packaged_instruments, read_source, read_toml

__all__ = [
    "Fault",
    "InstrumentFault",
    "check_file",
    "dump_instrument",
    "instrument_hash",
    "load_actions",
    "load_instrument",
    "packaged_instruments",
    "parse_instrument",
]

_loaded: dict[Path, Instrument] = {}  # packaged instruments do not change while a process runs
_ACTIONS = Path(__file__).parent / "actions.toml"


def load_instrument(name_or_path: str | Path) -> Instrument:
    """A packaged instrument by name ("sales-marketing" or "sales_marketing"), or one from a TOML file or folder.

    Raises InstrumentFault with everything that is wrong, as far as it can be found in one go.
    """
    return _load(name_or_path, ())


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
    faults = check_instrument(instrument, source)
    if faults:
        raise InstrumentFault(faults)
    return instrument


@lru_cache(maxsize=4)
def _load_actions(path: Path) -> ActionCatalogue:
    part = read_toml(path)
    raw_actions = part.table.pop("actions", [])
    if not isinstance(raw_actions, list):
        raise InstrumentFault(
            [part.fault("actions", "Actions are a list of tables.", "Begin each action with a line [[actions]].", "actions")]
        )
    faults: list[Fault] = []
    actions: list[Action] = []
    for number, raw in enumerate(raw_actions, 1):
        try:
            actions.append(msgspec.convert(raw, Action))
        except msgspec.ValidationError as error:
            code = str(raw.get("code", "")) if isinstance(raw, dict) else ""
            faults.append(describe(part, f"actions[{number}]", raw, Action, str(error), code=code))
    try:
        catalogue = msgspec.convert(part.table | {"actions": ()}, ActionCatalogue)
    except msgspec.ValidationError as error:
        faults.append(describe(part, "", part.table, ActionCatalogue, str(error)))
        raise InstrumentFault(faults) from None
    whole = msgspec.structs.replace(catalogue, actions=tuple(actions))
    faults.extend(check_catalogue(whole, part))
    if faults:
        raise InstrumentFault(faults)
    return whole
