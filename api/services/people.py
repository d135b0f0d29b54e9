"""Firms, consultants and who is signed in."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from msgspec import Struct
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.db.models import Consultant, Firm, SignIn
from api.db.scope import scope
from api.problems import InputFault, LinkNotValid, NotFound, SignInRefused
from api.services.addresses import AddressFault, read_address
from api.services.audit import record
from api.services.passwords import check_password, hash_password, is_outdated, verify_password
from api.tokens import LENGTH, Keyring, digest, is_token, mint_token

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)  # how exactly the last use is kept; less would write on every request
FREE_TRIES = 10
LONGEST_DELAY = 30  # seconds
_BEFORE_SCOPE = {"unscoped": "the account says which firm it is"}


class SignInFound(Struct, frozen=True, kw_only=True):
    """A consultant who is signed in, as requests carry them."""

    id: UUID  # of the sign-in
    consultant_id: UUID
    firm_id: UUID
    name: str
    email: str
    administrator: bool
    seen_at: datetime

    @property
    def actor(self) -> str:
        """How the audit log calls this person."""
        return f"consultant:{self.consultant_id}"


def find_firm(session: Session, name: str) -> Firm | None:
    """The firm of this name."""
    return session.scalar(select(Firm).where(Firm.name == " ".join(name.split())))


def create_firm(session: Session, name: str, now: datetime) -> Firm:
    """A new firm; the session belongs to it from here on. InputFault for a name that is empty or too long."""
    name = " ".join(name.split())
    if not 1 <= len(name) <= 200:
        raise InputFault({"firm": "Give the firm a name of up to 200 characters."})
    firm = Firm(name=name, created_at=now)
    session.add(firm)
    session.flush()
    scope(session, firm.id)
    record(session, actor="system", event="firm_created", subject_kind="firm", subject_id=firm.id, now=now)
    return firm


def create_consultant(
    session: Session, firm_id: UUID, email: str, name: str, password: str, *, administrator: bool, now: datetime, actor: str = "system"
) -> Consultant:
    """A new account. InputFault by field: address, name, password, or an address that has an account already."""
    scope(session, firm_id)
    name, faults = " ".join(name.split()), {}
    if not 1 <= len(name) <= 200:
        faults["name"] = "Give a name of up to 200 characters."
    try:
        address = read_address(email)
    except AddressFault as fault:
        raise InputFault({**faults, "email": str(fault)}) from fault
    try:
        check_password(password, words=(address.partition("@")[0], *name.split()))
    except InputFault as fault:
        faults |= fault.fields
    if session.scalar(select(Consultant.id).where(Consultant.email == address), execution_options=_BEFORE_SCOPE) is not None:
        faults["email"] = "There is an account with this address already."
    if faults:
        raise InputFault(faults)
    consultant = Consultant(
        email=address,
        name=name,
        password_hash=hash_password(password),
        administrator=administrator,
        active=True,
        failed_sign_ins=0,
        created_at=now,
    )
    session.add(consultant)
    session.flush()
    record(session, actor=actor, event="consultant_added", subject_kind="consultant", subject_id=consultant.id, now=now)
    return consultant


def deactivate_consultant(session: Session, consultant_id: UUID, now: datetime, *, actor: str) -> None:
    """End an account and every sign-in of it, from the next request on. NotFound."""
    consultant = session.scalar(select(Consultant).where(Consultant.id == consultant_id))
    if consultant is None:
        raise NotFound
    consultant.active = False
    session.execute(delete(SignIn).where(SignIn.consultant_id == consultant_id), execution_options={"synchronize_session": False})
    record(session, actor=actor, event="consultant_deactivated", subject_kind="consultant", subject_id=consultant_id, now=now)


def sign_in(session: Session, email: str, password: str, now: datetime) -> tuple[Consultant, str]:
    """The account and a fresh token for the browser. SignInRefused for an unknown account, a wrong password or too many tries.

    Ends the session's transaction before it hashes: holding the database's one writer for 40 ms would stall every save.
    """
    account = select(Consultant).where(Consultant.email == _plain(email))
    consultant = session.scalar(account, execution_options=_BEFORE_SCOPE)
    usable = consultant is not None and consultant.active and not _must_wait(consultant, now)
    session.commit()
    fits = verify_password(consultant.password_hash if usable and consultant is not None else None, password)
    if consultant is None:
        raise SignInRefused
    scope(session, consultant.firm_id)
    if not fits:
        if usable:  # a try that was not evaluated does not lengthen the wait, or strangers could lock an account for good
            failed = update(Consultant).where(Consultant.id == consultant.id)
            session.execute(
                failed.values(failed_sign_ins=Consultant.failed_sign_ins + 1, last_failed_at=now),
                execution_options={"synchronize_session": False},
            )
            record(session, actor="system", event="sign_in_failed", subject_kind="consultant", subject_id=consultant.id, now=now)
        raise SignInRefused
    consultant = session.scalars(account.execution_options(populate_existing=True)).one()
    consultant.failed_sign_ins, consultant.last_failed_at = 0, None
    if consultant.password_hash is not None and is_outdated(consultant.password_hash):
        consultant.password_hash = hash_password(password)
    token = mint_token()
    session.add(SignIn(consultant_id=consultant.id, token_hash=digest(token), created_at=now, seen_at=now, ends_at=now + ABSOLUTE))
    session.execute(
        delete(SignIn).where(SignIn.consultant_id == consultant.id, (SignIn.ends_at <= now) | (SignIn.seen_at <= now - IDLE)),
        execution_options={"synchronize_session": False},
    )
    record(session, actor=f"consultant:{consultant.id}", event="signed_in", subject_kind="consultant", subject_id=consultant.id, now=now)
    return consultant, token


def find_sign_in(session: Session, token: str, now: datetime) -> SignInFound | None:
    """Who is signed in with this token; None where nobody is, or no longer. Writes nothing."""
    if not is_token(token):
        return None
    row = session.execute(
        select(SignIn, Consultant)
        .join(Consultant, Consultant.id == SignIn.consultant_id)
        .where(SignIn.token_hash == digest(token), SignIn.seen_at > now - IDLE, SignIn.ends_at > now, Consultant.active.is_(True)),
        execution_options=_BEFORE_SCOPE,
    ).first()
    if row is None:
        return None
    found, consultant = row
    return SignInFound(
        id=found.id,
        consultant_id=consultant.id,
        firm_id=consultant.firm_id,
        name=consultant.name,
        email=consultant.email,
        administrator=consultant.administrator,
        seen_at=found.seen_at,
    )


def touch_sign_in(session: Session, found: SignInFound, now: datetime) -> None:
    """Note that the sign-in is in use."""
    scope(session, found.firm_id)
    session.execute(update(SignIn).where(SignIn.id == found.id).values(seen_at=now), execution_options={"synchronize_session": False})


def sign_out(session: Session, token: str, now: datetime) -> None:  # noqa: ARG001 - every write names its `now`
    """End this sign-in; nothing happens where there is none."""
    session.execute(
        delete(SignIn).where(SignIn.token_hash == digest(token)), execution_options={**_BEFORE_SCOPE, "synchronize_session": False}
    )


def set_up_token(session: Session, keyring: Keyring) -> str | None:
    """The secret of the link that makes the first account; None as soon as there is one."""
    if session.scalar(select(func.count(Consultant.id)), execution_options=_BEFORE_SCOPE):
        return None
    return keyring.sign("set-up", b"first account")[:LENGTH]


def set_up(session: Session, keyring: Keyring, token: str, *, firm: str, email: str, name: str, password: str, now: datetime) -> Consultant:
    """The first account, as administrator of a new firm. LinkNotValid once there is an account; InputFault by field."""
    expected = set_up_token(session, keyring)
    if expected is None or not hmac.compare_digest(expected.encode(), token.encode("utf-8", "replace")):
        raise LinkNotValid
    made = create_firm(session, firm, now)
    return create_consultant(session, made.id, email, name, password, administrator=True, now=now)


def _plain(email: str) -> str:
    try:
        return read_address(email)
    except AddressFault:
        return ""


def _must_wait(consultant: Consultant, now: datetime) -> bool:
    over = consultant.failed_sign_ins - FREE_TRIES
    if over < 0 or consultant.last_failed_at is None:
        return False
    return now < consultant.last_failed_at + timedelta(seconds=min(2**over, LONGEST_DELAY))
