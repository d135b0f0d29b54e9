"""The life of a wave: planned, open, closed, released. Each step happens once, however many people press the button."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.db.models import Contract, Engagement, Invitation, Respondent, Response, Wave
from api.problems import Conflict, InputFault, WaveClosed, WaveNotOpen
from api.services.audit import record
from api.services.contracts import CONSENTING, NEEDS_READER, check_mode, contract_of, write_contract
from api.services.engagements import instrument_of
from api.services.frozen import frozen_instrument
from api.services.invitations import give_token
from api.services.response_links import asked_of_everybody, cut_links
from api.tokens import Keyring, mint_token
from survey_definitions.loading import dump_instrument, instrument_hash

LEAST_PEOPLE = 2


def plan_wave(
    session: Session,
    engagement: Engagement,
    *,
    label: str,
    mode: str,
    closes_at: datetime | None,
    now: datetime,
    actor: str = "system",
) -> Wave:
    """A wave that nobody is asked in yet, with the first draft of its contract. InputFault by field."""
    check_mode(mode)
    label = " ".join(label.split())
    faults: dict[str, str] = {}
    if not 1 <= len(label) <= 80:
        faults["label"] = "Give the wave a name of up to 80 characters, such as Q3 2027."
    if closes_at is not None and closes_at <= now:
        faults["closes_at"] = "The closing time lies in the past."
    if faults:
        raise InputFault(faults)
    last = session.scalar(select(func.max(Wave.number)).where(Wave.engagement_id == engagement.id)) or 0
    wave = Wave(
        engagement_id=engagement.id,
        number=last + 1,
        label=label,
        status="planned",
        closes_at=closes_at,
        order_seed=mint_token(),
        created_at=now,
    )
    session.add(wave)
    session.flush()
    contract = Contract(wave_id=wave.id, version=1, created_at=now)
    write_contract(contract, mode, engagement, instrument_of(engagement))
    session.add(contract)
    session.flush()
    record(session, actor=actor, event="wave_planned", subject_kind="wave", subject_id=wave.id, detail={"mode": mode}, now=now)
    return wave


def choose_mode(session: Session, wave: Wave, mode: str, engagement: Engagement, now: datetime, *, actor: str = "system") -> None:
    """Another mode for a planned wave. Conflict once it is open: then it can only be tightened (contracts.tighten_contract)."""
    check_mode(mode)
    if wave.status != "planned":
        raise Conflict("The mode was settled when this wave opened.", remedy="Make the contract stricter, or plan another wave.")
    write_contract(contract_of(session, wave), mode, engagement, instrument_of(engagement))
    record(session, actor=actor, event="mode_chosen", subject_kind="wave", subject_id=wave.id, detail={"mode": mode}, now=now)


def open_wave(session: Session, wave: Wave, keyring: Keyring, now: datetime, *, actor: str = "system") -> tuple[Invitation, ...]:
    """Freeze instrument and contract, and make one invitation a respondent. Conflict where something is missing; the text says what."""
    engagement = session.scalars(select(Engagement).where(Engagement.id == wave.engagement_id)).one()
    contract = contract_of(session, wave)
    people = people_to_ask(session, wave, contract.mode)
    if missing := _missing(engagement, people, contract.mode):
        raise Conflict("This wave cannot be opened yet.", remedy=f"Still missing: {'; '.join(missing)}.")
    _step(session, wave, "planned", "open", Conflict("This wave is already open.", remedy="Open it once only."))
    instrument = instrument_of(engagement)
    wave.instrument, wave.instrument_hash, wave.opened_at = dump_instrument(instrument), instrument_hash(instrument), now
    write_contract(contract, contract.mode, engagement, instrument)
    contract.frozen_at = now
    invitations = tuple(_invite(session, wave, person, keyring) for person in people)
    session.flush()
    record(
        session, actor=actor, event="wave_opened", subject_kind="wave", subject_id=wave.id,
        detail={"invited": len(invitations), "instrument": wave.instrument_hash, "contract": contract.hash}, now=now,
    )  # fmt: skip
    return invitations


def invite_joiners(session: Session, wave: Wave, keyring: Keyring, now: datetime, *, actor: str = "system") -> tuple[Invitation, ...]:
    """Links for those who came onto the roster after the wave had opened. WaveNotOpen, WaveClosed."""
    if wave.status != "open":
        raise WaveNotOpen if wave.status == "planned" else WaveClosed
    asked = set(session.scalars(select(Invitation.respondent_id).where(Invitation.wave_id == wave.id)))
    people = people_to_ask(session, wave, contract_of(session, wave).mode)
    joiners = tuple(_invite(session, wave, person, keyring) for person in people if person.id not in asked)
    session.flush()
    if joiners:
        detail = {"invited": len(joiners)}
        record(session, actor=actor, event="joiners_invited", subject_kind="wave", subject_id=wave.id, detail=detail, now=now)
    return joiners


def close_wave(
    session: Session, wave: Wave, keyring: Keyring, now: datetime, *, actor: str = "system", new_id: Callable[[], UUID] = uuid4
) -> None:  # the keyring is not needed to destroy; it stands here so that all steps of a wave are called alike
    """No more answers from now on; the effective mode is settled (decision 9). In `aggregate` the links are destroyed (decision 11).

    `new_id` gives the ids, and by their order the order, in which responses of an `aggregate` wave are written anew.
    """
    del keyring
    _step(session, wave, "open", "closed", Conflict("This wave is not open.", remedy="Only an open wave can be closed."))
    wave.closed_at = now
    mode = contract_of(session, wave).mode
    invitations = list(session.scalars(select(Invitation).where(Invitation.wave_id == wave.id)))
    stricter = mode in CONSENTING and any(invitation.consent == "prefers_consultant" for invitation in invitations)
    wave.effective_mode = "consultant" if stricter else mode
    submitted = sum(invitation.status == "submitted" for invitation in invitations)
    if mode == "aggregate":
        keep = asked_of_everybody(frozen_instrument(session, wave), submitted_functions(session, wave))
        wave.order_seed = ""
        session.flush()
        cut_links(session, wave, keep, new_id=new_id)
        session.add(wave)
    session.flush()
    # That somebody preferred the stricter way shows in the mode; who it was stands nowhere but in the invitation.
    detail = {"invited": len(invitations), "submitted": submitted, "mode": wave.effective_mode}
    record(session, actor=actor, event="wave_closed", subject_kind="wave", subject_id=wave.id, detail=detail, now=now)


def release_wave(session: Session, wave: Wave, now: datetime, *, actor: str = "system") -> None:
    """The team may see the results. Conflict unless the wave is closed."""
    _step(session, wave, "closed", "released", Conflict("This wave is not closed.", remedy="Close it before you release the results."))
    wave.released_at = now
    session.flush()
    record(session, actor=actor, event="wave_released", subject_kind="wave", subject_id=wave.id, now=now)


def submitted_functions(session: Session, wave: Wave) -> list[frozenset[str]]:
    """The functions of each person who submitted, in no order that says anything."""
    query = (
        select(Respondent.function, Respondent.seats)
        .join(Invitation, Invitation.respondent_id == Respondent.id)
        .where(Invitation.wave_id == wave.id, Invitation.status == "submitted")
    )
    return sorted((frozenset({function, *seats}) for function, seats in session.execute(query)), key=sorted)


def progress(session: Session, wave: Wave) -> dict[str, int]:
    """How many invitations are in each status; statuses that nobody has are left out."""
    query = select(Invitation.status, func.count(Invitation.id)).where(Invitation.wave_id == wave.id).group_by(Invitation.status)
    return {row[0]: row[1] for row in session.execute(query)}


def has_answers(session: Session, wave: Wave) -> bool:
    """Whether anybody has submitted."""
    return session.scalar(select(Response.id).where(Response.wave_id == wave.id, Response.status == "complete").limit(1)) is not None


def people_to_ask(session: Session, wave: Wave, mode: str) -> Sequence[Respondent]:
    """Who is on the roster now and is asked in this mode, in the order of joining.

    `aggregate` asks the team itself (tier 1) only: nothing would be left that tells the answers of another tier apart.
    """
    query = select(Respondent).where(Respondent.engagement_id == wave.engagement_id, Respondent.left_at.is_(None))
    if mode == "aggregate":
        query = query.where(Respondent.tier == 1)
    return session.scalars(query.order_by(Respondent.added_at, Respondent.name)).all()


def _invite(session: Session, wave: Wave, person: Respondent, keyring: Keyring) -> Invitation:
    invitation = Invitation(id=uuid4(), wave_id=wave.id, respondent_id=person.id, status="invited")
    give_token(invitation, keyring)
    session.add(invitation)
    return invitation


def _step(session: Session, wave: Wave, before: str, after: str, otherwise: Conflict) -> None:
    """Change the status where it is still what it should be: of two that press at once, one wins."""
    session.flush()
    changed = session.execute(
        update(Wave).where(Wave.id == wave.id, Wave.status == before).values(status=after), execution_options={"synchronize_session": False}
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined] # an UPDATE gives a CursorResult, which the signature does not say
        raise otherwise
    session.refresh(wave, ["status"])


def missing_to_open(session: Session, wave: Wave) -> tuple[str, ...]:
    """What a planned wave still lacks, each as a phrase that ends "Still missing: ..."; empty where it can be opened."""
    engagement = session.scalars(select(Engagement).where(Engagement.id == wave.engagement_id)).one()
    mode = contract_of(session, wave).mode
    return tuple(_missing(engagement, people_to_ask(session, wave, mode), mode))


def _missing(engagement: Engagement, people: Sequence[Respondent], mode: str) -> list[str]:
    missing: list[str] = []
    if sum(person.tier == 1 for person in people) < LEAST_PEOPLE:
        missing.append(f"at least {LEAST_PEOPLE} people on the roster")
    if not engagement.sponsor_name.strip():
        missing.append("the sponsor: name the person who asks the team to answer")
    reader = engagement.reader_name.strip().casefold()
    if mode in NEEDS_READER and not reader:
        missing.append(f"a reader: in `{mode}` one named person reads answers with names (or choose `function` or `aggregate`)")
    elif mode != "aggregate" and reader in {engagement.sponsor_name.strip().casefold(), *(person.name.casefold() for person in people)}:
        # in `named` and `function` too: one person who prefers the stricter way makes the reader the one who sees names
        missing.append("another reader: who reads answers with names may be neither the sponsor nor on the roster")
    return missing
