"""The confidentiality contract of a wave: the sentences that a respondent is shown, by mode, and their hash (decisions 8 to 12)."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.db.models import Contract, Engagement, Wave
from api.problems import Conflict, InputFault, WaveClosed
from api.services.audit import record
from scoring.released import MODES, Mode
from survey_definitions.schema import Instrument

CONSENTING: tuple[Mode, ...] = ("mixed", "named", "function")  # each person may prefer that all be handled as `consultant`
NEEDS_READER: tuple[Mode, ...] = ("mixed", "consultant")
STRICTNESS: dict[str, int] = {"named": 0, "function": 1, "mixed": 2, "consultant": 3, "aggregate": 4}
MONTHS_KEPT = 24

_TEAM = {
    "mixed": "Your colleagues see answers about plans, goals and rhythm by function. Answers about people, trust and other functions "
    "they see only as words for the whole team, never as yours.",
    "named": "Your colleagues see your answers with your name.",
    "function": "Your colleagues see answers by function, never with a name. Where a function is one person, that is as good as a name.",
    "consultant": "Your colleagues see totals for the whole team, and nothing from which your answers could be worked out.",
    "aggregate": "Your colleagues see totals for the whole team, and nothing from which your answers could be worked out.",
}
_READER = {
    "mixed": "{reader} reads the answers with names, to prepare the discussion. Each reading is logged.",
    "named": "{reader} sees the same as your colleagues.",
    "function": "{reader} sees the same as your colleagues, and who has answered.",
    "consultant": "{reader} reads the answers with names, to prepare the discussion. Each reading is logged.",
    "aggregate": "{reader} sees the same as your colleagues, and who has answered, but never which answers are whose.",
}
_KEPT = {
    "aggregate": "Until the round closes, your answers are stored under your link, encrypted, so that you can change them. At closing the "
    "link between you and them is destroyed; from then on they can neither be shown to you nor taken out. Backups made before that, "
    "and the operator of the server, are not covered by this.",
}
_KEPT_OTHERWISE = (
    "Your answers are stored under your link and kept for {months} months after the round has closed; then they are deleted. "
    "The operator of the server could read them."
)
_FALLBACK = (
    "If anybody in the team prefers it, everyone's answers are handled more strictly: {reader} alone reads them with names, and the "
    "team sees totals. This is settled when the round closes. Nobody is told who asked for it."
)


def terms_for(mode: str, engagement: Engagement, instrument: Instrument) -> dict[str, Any]:
    """The contract in sentences: `team`, `reader`, `sponsor`, `kept`, `changes`; `fallback` and `consent` are None where not asked."""
    reader = engagement.reader_name or "The consultant"
    values = {"reader": reader, "months": MONTHS_KEPT}
    asks = mode in CONSENTING
    return {
        "mode": mode,
        "reader_name": engagement.reader_name,
        "sponsor_name": engagement.sponsor_name,
        "instrument": f"{instrument.id} {instrument.version}",
        "team": _TEAM[mode],
        "reader": _READER[mode].format_map(values),
        "sponsor": f"{engagement.sponsor_name or 'Whoever asked for this'} sees how many have answered, never who is missing. Nobody "
        "sees any result before the round closes; the results go to the sponsor two working days before they go to the team.",
        "kept": _KEPT.get(mode, _KEPT_OTHERWISE).format_map(values),
        "months_kept": MONTHS_KEPT,
        "changes": "You can change every answer by your link until the round closes, also after you have submitted.",
        "fallback": _FALLBACK.format_map(values) if asks else None,
        "consent": {
            "agreed": "Handle my answers as described.",
            "prefers_consultant": "I would rather have the stricter way, for everyone.",
        }
        if asks
        else None,
    }


def contract_hash(terms: dict[str, Any]) -> str:
    """SHA-256 of the terms in canonical JSON, 64 hex characters."""
    return hashlib.sha256(msgspec.json.encode(terms, order="deterministic")).hexdigest()


def check_mode(mode: str) -> None:
    """InputFault where there is no such mode."""
    if mode not in MODES:
        raise InputFault({"mode": f"Choose one of {', '.join(MODES)}."})


def contract_of(session: Session, wave: Wave) -> Contract:
    """The newest version of the wave's contract."""
    newest = select(func.max(Contract.version)).where(Contract.wave_id == wave.id).scalar_subquery()
    return session.scalars(select(Contract).where(Contract.wave_id == wave.id, Contract.version == newest)).one()


def write_contract(contract: Contract, mode: str, engagement: Engagement, instrument: Instrument) -> None:
    """Put mode, terms and hash into a contract that is not frozen yet."""
    contract.mode = mode
    contract.terms = terms_for(mode, engagement, instrument)
    contract.hash = contract_hash(contract.terms)


def tighten_contract(
    session: Session, wave: Wave, mode: str, *, engagement: Engagement, instrument: Instrument, now: datetime, actor: str = "system"
) -> Contract:
    """A stricter version of an open wave's contract, shown to everybody on the next visit. Conflict where it would be looser.

    `aggregate` cannot be reached this way: answers already stand under their invitations.
    """
    check_mode(mode)
    current = contract_of(session, wave)
    if wave.status in ("closed", "released"):
        raise WaveClosed
    if wave.status != "open" or mode == "aggregate" or STRICTNESS[mode] <= STRICTNESS[current.mode]:
        raise Conflict(
            f"From {current.mode} an open wave cannot go to {mode}.",
            remedy="A contract that people have been shown can only be made stricter, and `aggregate` must be chosen before opening.",
        )
    tighter = Contract(wave_id=wave.id, version=current.version + 1, created_at=now, frozen_at=now)
    write_contract(tighter, mode, engagement, instrument)
    session.add(tighter)
    session.flush()
    record(
        session, actor=actor, event="contract_tightened", subject_kind="wave", subject_id=wave.id,
        detail={"from": current.mode, "to": mode, "version": tighter.version}, now=now,
    )  # fmt: skip
    return tighter
