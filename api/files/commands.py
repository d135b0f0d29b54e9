"""The commands of the file path: they read, call the engine, and write all or nothing."""

import contextlib
import math
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from api.files.faults import AnswersFileFault, FileFault
from scoring.answers import TeamAnswers
from scoring.directions import Sealed
from survey_definitions.loading import InstrumentFault, load_instrument
from survey_definitions.schema import Instrument

if TYPE_CHECKING:
    from api.files.answers_file import AnswersFile

INPUT_WRONG = 2


class Beside(Struct, frozen=True, kw_only=True):
    """What goes with an answers file: the fact sheet and the sealed direction of the one company that it is about, and the depth."""

    facts: Path | None = None
    sealed: Path | None = None
    depth: bool = False


ALONE = Beside()


def score_file(answers: Path, instrument: str, *, by: str | None, form: str, minimum: int, out: Path | None, beside: Beside = ALONE) -> int:
    """Score every team of a file; 0, or 2 with the faults on standard error and nothing written."""
    from api.files.portfolio import written_scores

    loaded = _load(instrument, depth=beside.depth)
    if loaded is None:
        return INPUT_WRONG
    try:
        with _opened(answers, loaded, beside, by=by) as file:
            parts = written_scores(file, form, minimum=minimum)
            if out is not None:
                return _write(out, (part.encode() for part in parts))
            for part in parts:
                sys.stdout.write(part)
    except (AnswersFileFault, InstrumentFault) as fault:
        return _refuse(fault)
    return 0


def explain_file(
    answers: Path,
    instrument: str,
    *,
    by: str | None,
    form: str,
    team: str | None,
    wave: str | None,
    minimum: int,
    out: Path | None,
    beside: Beside = ALONE,
) -> int:
    """Write how each figure of one team came about; 0, or 2 where no team or several are meant, as `score_file`."""
    from api.files.explanation import explanation

    loaded = _load(instrument, depth=beside.depth)
    if loaded is None:
        return INPUT_WRONG
    if form != "text":
        print(f"--explain writes text. Leave out --format {form}.", file=sys.stderr)
        return INPUT_WRONG
    try:
        with _opened(answers, loaded, beside, by=by) as file:
            text = explanation(file, team=team, wave=wave, minimum=minimum)
    except (AnswersFileFault, InstrumentFault) as fault:
        return _refuse(fault)
    if out is not None:
        return _write(out, [text.encode()])
    sys.stdout.write(text)
    return 0


@contextlib.contextmanager
def _opened(answers: Path, instrument: Instrument, beside: Beside, *, by: str | None = None) -> "Iterator[AnswersFile]":
    """An answers file with what was given beside it; every fault of any of them before the first row is scored."""
    from api.files.answers_file import open_answers

    sheet, sealed = _facts(beside.facts, instrument, by=by), _sealed(beside.sealed, instrument, by=by)
    with open_answers(answers, instrument, by=by) as opened:
        if beside.sealed is not None and sealed is not None and sealed.by:
            _check_sponsor(beside.sealed, sealed, opened)
        yield replace(opened, asked=replace(opened.asked, facts=sheet, sealed=sealed))


def refuse_choice() -> int:
    """A file is scored as a whole; only an explanation is of one team."""
    print("--team and --wave choose what --explain goes through. Add --explain, or leave them out.", file=sys.stderr)
    return INPUT_WRONG


def _facts(path: Path | None, instrument: Instrument, *, by: str | None = None) -> dict[str, Any]:
    """The fact sheet that goes with an answers file; one sheet cannot be that of several teams."""
    from api.files.facts_file import read_facts

    if path is not None and by:
        message = f"this is the fact sheet of one company, and --by {by} splits the answers into several. Leave one of them out."
        raise AnswersFileFault(str(path), (FileFault(0, "", message),))
    return read_facts(path, instrument) if path is not None else {}


def _sealed(path: Path | None, instrument: Instrument, *, by: str | None = None) -> Sealed | None:
    """What the sponsor declared; one sponsor cannot be that of several companies."""
    from api.files.sealed_file import read_sealed

    if path is not None and by:
        message = f"this is what one sponsor declared, and --by {by} splits the answers into several companies. Leave one of them out."
        raise AnswersFileFault(str(path), (FileFault(0, "", message),))
    return None if path is None else read_sealed(path, instrument)


def _check_sponsor(path: Path, sealed: Sealed, opened: "AnswersFile") -> None:
    from api.files.sealed_file import check_sponsor

    check_sponsor(path, sealed, {record.respondent for _, records in opened.spool.teams() for record in records})


def report_file(answers: Path, instrument: str, *, client: str, wave: str, out: Path | None, beside: Beside = ALONE) -> int:
    """Write the gap report of one team as PDF."""
    loaded = _load(instrument, depth=beside.depth)
    if loaded is None:
        return INPUT_WRONG
    try:
        with _opened(answers, loaded, beside) as file:
            teams = tuple(file.asked.team(key, records) for key, records in file.spool.teams())
        team = _one_team(answers, teams, wave)
    except (AnswersFileFault, InstrumentFault) as fault:
        return _refuse(fault)
    from api.files.file_report import team_report

    pdf = team_report(team, client=client, wave=wave, on=datetime.now(UTC).date())
    return _write(out or Path("gap-report.pdf"), [pdf])


def _one_team(path: Path, teams: tuple[TeamAnswers, ...], wave: str) -> TeamAnswers:
    labels = [team.wave for team in teams]
    if labels == [""]:
        return teams[0]
    chosen = [team for team in teams if team.wave.casefold() == wave.casefold()]
    if not chosen:
        known = ", ".join(repr(label) for label in labels)
        raise AnswersFileFault(str(path), (FileFault(0, "wave", f"no row belongs to the wave {wave!r}. The file has {known}."),))
    return chosen[0]


def write_template(instrument: str, out: Path, *, depth: bool = False) -> int:
    """Write an empty answers file."""
    from api.files.template_file import template_bytes

    loaded = _load(instrument, depth=depth)
    if loaded is None:
        return INPUT_WRONG
    if out.suffix.lower() != ".xlsx":
        print(f"{out}: the template is a workbook. Give it a name that ends in .xlsx.", file=sys.stderr)
        return INPUT_WRONG
    return _write(out, [template_bytes(loaded, instrument)])


def check_instrument(file: Path) -> int:
    """Name every fault of an instrument's file."""
    from survey_definitions.questionnaire import seconds_for

    loaded = _load(str(file), must_be_file=True)
    if loaded is None:
        return INPUT_WRONG
    count = len(loaded.items())
    minutes = math.ceil(seconds_for(loaded, frozenset()) / 60)
    length = f"{count} {'item' if count == 1 else 'items'}, at most {minutes} {'minute' if minutes == 1 else 'minutes'}"
    print(f"{file}: no fault. {loaded.title}, version {loaded.version}: {length}.")
    return 0


def print_schema() -> int:
    """Print the JSON Schema of instrument files."""
    import json

    from survey_definitions.schema_json import instrument_schema

    print(json.dumps(instrument_schema(), indent=2, ensure_ascii=False))
    return 0


def list_instruments() -> int:
    """One line for each shipped instrument."""
    from survey_definitions.loading import packaged_instruments

    for name in packaged_instruments():
        instrument = load_instrument(name)
        print(f"{name:<18} {instrument.version:<8} {len(instrument.items()):>3} items  {instrument.title}")
    return 0


def _load(name: str, *, must_be_file: bool = False, depth: bool = False) -> Instrument | None:
    try:
        return load_instrument(Path(name) if must_be_file else name, depth=depth)
    except InstrumentFault as fault:
        for line in fault.faults:
            print(line, file=sys.stderr)
        return None


def _refuse(fault: AnswersFileFault | InstrumentFault) -> int:
    lines = fault.lines() if isinstance(fault, AnswersFileFault) else [str(line) for line in fault.faults]
    print("\n".join(lines), file=sys.stderr)
    return INPUT_WRONG


def _write(out: Path, parts: Iterable[bytes]) -> int:
    """All or nothing: beside the target first, then renamed onto it. A device or pipe is written to and never replaced."""
    try:
        if out.exists() and not out.is_file() and not out.is_dir():
            with out.open("wb") as file:
                file.writelines(parts)
            return 0
        out = out.resolve() if out.is_symlink() else out
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(parts)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(out)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        print(f"{out}: cannot be written: {error.strerror}. Nothing was written.", file=sys.stderr)
        return INPUT_WRONG
    print(f"Written: {out}", file=sys.stderr)
    return 0
