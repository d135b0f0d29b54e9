"""The files of an instrument as raw tables, each remembering its file, so that a fault can be traced to its line.

An instrument is one TOML file, or a folder with `instrument.toml` (everything but the banks; `bank_files` and, if there
is one, `facts_file` name the others, `translation_files` such as `de.toml` hold one language each).
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from msgspec import Struct

from survey_definitions.faults import Fault, InstrumentFault, listed, nearest

HEAD = "instrument.toml"
_PACKAGED = Path(__file__).parent / "instruments"


class Part(Struct, frozen=True):
    """A table of a file: `prefix` is its place in that file, `text` the whole file."""

    file: str
    prefix: str
    text: str
    table: dict[str, Any]

    def fault(self, place: str, message: str, remedy: str, sought: str = "") -> Fault:
        """A fault at `place` inside this table; `sought` is a code whose line is looked up."""
        whole = ".".join(part for part in (self.prefix, place) if part)
        return Fault(file=self.file, place=whole, message=message, remedy=remedy, line=line_of(self.text, sought))


class Source(Struct, frozen=True):
    """Everything that makes an instrument, unchecked."""

    head: Part
    banks: tuple[Part, ...]
    facts: Part | None = None


def line_of(text: str, sought: str) -> int:
    r"""Line on which a code, area or key is written, counted from 1; 0 where it is not found.

    >>> line_of('title = "x"\ncode = "goal"', "goal")
    2
    """
    if not sought:
        return 0
    word = re.escape(sought)
    patterns = (
        rf"""^\s*(?:code|area|id)\s*=\s*["']{word}["']""",  # an entry of its own before an option that has the same code
        rf"""\b(?:code|area|id|take)\s*=\s*["']{word}["']""",
        rf"""^\s*["']?{word}["']?\s*=""",
        rf"""["'.]{word}["']""",
    )
    for pattern in patterns:
        found = re.search(pattern, text, re.MULTILINE)
        if found:
            return text.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
    return 0


def packaged_instruments() -> tuple[str, ...]:
    """Names of the instruments that come with the product, sorted."""
    return tuple(sorted(path.parent.name.replace("_", "-") for path in _PACKAGED.glob(f"*/{HEAD}")))


def find_source(name_or_path: str | Path) -> Path:
    """The file or folder meant by a packaged name or a path; InstrumentFault where there is none."""
    if isinstance(name_or_path, str) and name_or_path.strip().replace("_", "-") in packaged_instruments():
        return _PACKAGED / name_or_path.strip().replace("-", "_")
    path = Path(name_or_path)
    if path.is_dir() and not (path / HEAD).is_file():
        raise InstrumentFault(
            [Fault(str(path), "", f"This folder holds no {HEAD}.", f"Give an instrument's file, or a folder with {HEAD}.")]
        )
    if path.exists():
        return path
    if path.suffix or len(path.parts) > 1:
        raise InstrumentFault([Fault(str(path), "", "There is no such file.", "Check the path.")])
    names = packaged_instruments()
    hint = nearest(str(name_or_path), names)
    remedy = f"Packaged instruments: {listed(names) or 'none'}; or give the path of a TOML file."
    raise InstrumentFault([Fault(str(name_or_path), "", f"No instrument has this name.{hint}", remedy)])


def read_source(path: Path) -> Source:
    """The raw tables of a file or folder; InstrumentFault where a file is missing, is not UTF-8 or is not TOML."""
    if not path.is_dir():
        head = read_toml(path)
        return _one_file(head)
    head = read_toml(path / HEAD)
    faults: list[Fault] = []
    banks = [part for name in _names(head, "bank_files", faults) if (part := _read_beside(path, name, faults))]
    facts_file = head.table.pop("facts_file", None)
    facts = _read_beside(path, str(facts_file), faults) if facts_file else None
    for name in _names(head, "translation_files", faults):
        part = _read_beside(path, name, faults)
        if part:
            head.table.setdefault("translations", {})[Path(name).stem] = part.table
    if faults:
        raise InstrumentFault(faults)
    inline = _one_file(head)
    return Source(head=head, banks=(*inline.banks, *banks), facts=facts or inline.facts)


def read_toml(path: Path) -> Part:
    """One TOML file as a table; InstrumentFault with the line of a mistake in its writing."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"The file is not UTF-8 text: byte {error.start + 1} does not fit."
        raise InstrumentFault([Fault(str(path), "", message, 'Save it again with the encoding "UTF-8".')]) from None
    except OSError as error:
        raise InstrumentFault(
            [Fault(str(path), "", f"The file cannot be read: {error.strerror}.", "Check the path and its rights.")]
        ) from None
    # A lone carriage return is refused by the language, but some editors still end lines with it.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Part(file=str(path), prefix="", text=text, table=tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        place = f"column {found[2]}" if found else "end of the file"
        message = f"This is not valid TOML: {re.sub(r' [(]at .*[)]', '', str(error))}."
        remedy = "Look at this line and the one before it: texts stand in quotes, lists in square brackets, and each key comes once."
        raise InstrumentFault([Fault(str(path), place, message, remedy, line)]) from None


def _one_file(head: Part) -> Source:
    banks = head.table.pop("banks", [])
    if not isinstance(banks, list) or not all(isinstance(bank, dict) for bank in banks):
        raise InstrumentFault([head.fault("banks", "Banks are a list of tables.", "Begin each bank with a line [[banks]].", "banks")])
    parts = tuple(Part(head.file, f"banks[{number}]", head.text, bank) for number, bank in enumerate(banks, 1))
    facts = head.table.pop("facts", None)
    return Source(head=head, banks=parts, facts=None if facts is None else Part(head.file, "", head.text, {"facts": facts}))


def _names(head: Part, key: str, faults: list[Fault]) -> list[str]:
    names = head.table.pop(key, [])
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    faults.append(head.fault(key, "This is a list of file names.", f'Write {key} = ["one.toml", "two.toml"].', key))
    return []


def _read_beside(folder: Path, name: str, faults: list[Fault]) -> Part | None:
    if Path(name).name != name:
        faults.append(
            Fault(str(folder / HEAD), name, "A file of an instrument stands in the same folder.", "Give its name without a path.")
        )
        return None
    try:
        return read_toml(folder / name)
    except InstrumentFault as error:
        faults.extend(error.faults)
        return None
