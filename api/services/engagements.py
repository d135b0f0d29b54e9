"""Engagements: what is agreed with a client, and the client's own list of priorities."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Client, Engagement
from api.problems import InputFault, NotFound, PrioritiesFault, RowFault
from api.services.audit import record
from survey_definitions.faults import InstrumentFault
from survey_definitions.loading import load_instrument, packaged_instruments
from survey_definitions.schema import Instrument, Option
from survey_definitions.tailoring import with_priorities

FEWEST, MOST = 3, 15
LONGEST = 200


def create_engagement(
    session: Session,
    client_id: UUID,
    *,
    title: str,
    instrument: str,
    now: datetime,
    sponsor_name: str = "",
    sponsor_title: str = "",
    sponsor_words: str = "",
    reader_name: str = "",
    contact: str = "",
    language: str = "en",
    in_depth: bool = False,
    actor: str = "system",
) -> Engagement:
    """An engagement with a client of the same firm, with one of the shipped instruments. InputFault by field; NotFound."""
    if session.scalar(select(Client.id).where(Client.id == client_id)) is None:
        raise NotFound
    values, faults = _read_terms(
        title=title,
        sponsor_name=sponsor_name,
        sponsor_title=sponsor_title,
        sponsor_words=sponsor_words,
        reader_name=reader_name,
        contact=contact,
    )
    name = instrument.replace("_", "-")
    if name not in packaged_instruments():
        faults["instrument"] = f"Choose one of {', '.join(packaged_instruments())}."
    if faults:
        raise InputFault(faults)
    engagement = Engagement(client_id=client_id, instrument=name, in_depth=in_depth, language=language, created_at=now, **values)
    session.add(engagement)
    session.flush()
    record(
        session, actor=actor, event="engagement_created", subject_kind="engagement", subject_id=engagement.id,
        detail={"instrument": name, "in_depth": in_depth}, now=now,
    )  # fmt: skip
    return engagement


def update_engagement(
    session: Session,
    engagement: Engagement,
    *,
    title: str,
    sponsor_name: str,
    sponsor_title: str,
    sponsor_words: str,
    reader_name: str,
    contact: str,
    now: datetime,
    in_depth: bool | None = None,
    actor: str = "system",
) -> None:
    """Change what was agreed; open waves keep the contract and the questions they were opened with. InputFault by field.

    `in_depth` None leaves the depth as it is.
    """
    values, faults = _read_terms(
        title=title,
        sponsor_name=sponsor_name,
        sponsor_title=sponsor_title,
        sponsor_words=sponsor_words,
        reader_name=reader_name,
        contact=contact,
    )
    if faults:
        raise InputFault(faults)
    agreed: dict[str, str | bool] = {**values, **({} if in_depth is None else {"in_depth": in_depth})}
    changed = sorted(name for name, value in agreed.items() if getattr(engagement, name) != value)
    for name in changed:
        setattr(engagement, name, agreed[name])
    session.flush()
    if changed:
        record(
            session, actor=actor, event="engagement_changed", subject_kind="engagement", subject_id=engagement.id,
            detail={"fields": changed}, now=now,
        )  # fmt: skip


def _read_terms(*, sponsor_words: str, **lines: str) -> tuple[dict[str, str], dict[str, str]]:
    """The texts with their blanks tidied, and what is wrong by field."""
    values = {name: " ".join(text.split()) for name, text in lines.items()}
    faults = {name: "Use up to 200 characters." for name, text in values.items() if len(text) > LONGEST}
    if not values["title"]:
        faults["title"] = "Give the engagement a title, such as Leadership 2027."
    if len(sponsor_words) > 2000:
        faults["sponsor_words"] = "Use up to 2,000 characters."
    return {**values, "sponsor_words": sponsor_words.strip()}, faults


def priorities_of(engagement: Engagement) -> tuple[Option, ...]:
    """The list that is asked about: the client's, or the instrument's own."""
    if engagement.priorities is None:
        return load_instrument(engagement.instrument).priorities
    return tuple(Option(code=entry["code"], text=entry["text"], note=entry.get("note", "")) for entry in engagement.priorities)


def instrument_of(engagement: Engagement) -> Instrument:
    """The engagement's instrument at its depth, with the client's priorities in it: what the next wave will ask."""
    instrument = load_instrument(engagement.instrument, depth=engagement.in_depth)
    return instrument if engagement.priorities is None else with_priorities(instrument, priorities_of(engagement))


def set_priorities(session: Session, engagement: Engagement, lines: str | Sequence[str], now: datetime, *, actor: str = "system") -> None:
    """Replace the client's list: one priority a line, 3 to 15. A text that is kept keeps its code, so its trend goes on.

    PrioritiesFault names each line that is wrong, and then nothing changes. Waves that are open keep the list they were opened with.
    """
    texts = lines.splitlines() if isinstance(lines, str) else list(lines)
    numbered = [(number, " ".join(text.split())) for number, text in enumerate(texts, start=1) if text.strip()]
    faults: list[RowFault] = []
    seen: dict[str, int] = {}
    for number, text in numbered:
        key = _plain(text)
        if len(text) > LONGEST:
            faults.append(RowFault(number, f"This line has {len(text)} characters; {LONGEST} is the most."))
        elif not key:
            faults.append(RowFault(number, "Write the priority in words."))
        elif key in seen:
            faults.append(RowFault(number, f"The same priority stands in line {seen[key]}."))
        seen.setdefault(key, number)
    if not FEWEST <= len(numbered) <= MOST:
        faults.append(RowFault(0, f"There are {len(numbered)} priorities; give {FEWEST} to {MOST}."))
    if faults:
        raise PrioritiesFault(faults)
    kept = {_plain(option.text): option for option in priorities_of(engagement)}
    taken = {option.code for option in kept.values()} | {"none", "dk", "own"}
    entries: list[dict[str, str]] = []
    for _, text in numbered:
        old = kept.get(_plain(text))
        code = old.code if old else _code_for(text, taken)
        taken.add(code)
        entries.append({"code": code, "text": text, "note": old.note if old else ""})
    options = tuple(Option(**entry) for entry in entries)
    try:
        with_priorities(load_instrument(engagement.instrument), options)
    except InstrumentFault as fault:
        raise PrioritiesFault([RowFault(0, f"{found.message} {found.remedy}") for found in fault.faults]) from fault
    engagement.priorities = list(entries)
    session.flush()
    record(
        session, actor=actor, event="priorities_set", subject_kind="engagement", subject_id=engagement.id,
        detail={"entries": len(entries)}, now=now,
    )  # fmt: skip


def _plain(text: str) -> str:
    """Letters and digits only, in one case: what makes two wordings the same priority."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded))


def _code_for(text: str, taken: set[str]) -> str:
    """A code of the first words in plain letters, with a number where it is taken; `priority` for other scripts."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z][a-z0-9]*", letters)
    stem = "_".join(words[:4])[:40].strip("_") or "priority"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code
