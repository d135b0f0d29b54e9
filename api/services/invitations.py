"""Personal links: find whose a link is, show it again, replace it, decline and come back."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased, defer

from api.db.models import Client, Contract, Engagement, Invitation, Respondent, Wave
from api.db.scope import scope
from api.problems import Conflict, LinkNotValid, WaveClosed, WaveNotOpen
from api.services.audit import record
from api.services.frozen import frozen_instrument
from api.tokens import Keyring, digest, is_token, mint_token
from survey_definitions.schema import Instrument


class InvitationFound(Struct, frozen=True, kw_only=True):
    """Whose link it is and all that belongs to it. Services take this whole; pages make frozen views of it."""

    invitation: Invitation
    respondent: Respondent
    wave: Wave
    engagement: Engagement
    contract: Contract  # the newest version
    client_name: str
    instrument: Instrument
    invited: int  # N, everybody who was asked

    @property
    def functions(self) -> frozenset[str]:
        """Every function that this person speaks for."""
        return frozenset({self.respondent.function, *self.respondent.seats})

    @property
    def colleagues(self) -> int:
        """How many others were asked, N - 1."""
        return max(self.invited - 1, 0)

    @property
    def open(self) -> bool:
        """Whether answers are taken now."""
        return self.wave.status == "open"

    @property
    def terms_changed(self) -> bool:
        """Whether the contract was tightened since this person pressed Start, so that it must be shown again."""
        return self.invitation.contract_id is not None and self.invitation.contract_id != self.contract.id


def _by_link() -> Select[Invitation, Respondent, Wave, Engagement, Contract, str, int]:
    newest, asked, person = aliased(Contract), aliased(Invitation), aliased(Respondent)
    newest_version = select(func.max(newest.version)).where(newest.wave_id == Wave.id).scalar_subquery()
    invited = (
        select(func.count(asked.id))
        .join(person, person.id == asked.respondent_id)
        .where(asked.wave_id == Wave.id, person.tier == 1, (person.left_at.is_(None)) | (asked.status == "submitted"))
        .scalar_subquery()
    )
    return (
        select(Invitation, Respondent, Wave, Engagement, Contract, Client.name, invited)
        .join(Respondent, Respondent.id == Invitation.respondent_id)
        .join(Wave, Wave.id == Invitation.wave_id)
        .join(Engagement, Engagement.id == Wave.engagement_id)
        .join(Client, Client.id == Engagement.client_id)
        .join(Contract, and_(Contract.wave_id == Wave.id, Contract.version == newest_version))
        .where(Invitation.token_hash == bindparam("token_hash"), Respondent.left_at.is_(None))
        .options(defer(Wave.instrument))
    )


# Made once: putting these together takes longer than asking the database, and every page of every respondent begins with them.
_BY_LINK = _by_link()
_STATUS = select(Wave.status).where(Wave.id == bindparam("wave_id")).with_for_update(read=True)


def find_invitation(session: Session, token: str) -> InvitationFound:
    """The invitation with this link, in whatever status its wave is; binds the session to its firm. LinkNotValid for anything else.

    Reading changes nothing: mail scanners open links too.
    """
    if not is_token(token):
        raise LinkNotValid
    row = session.execute(
        _BY_LINK, {"token_hash": digest(token)}, execution_options={"unscoped": "the secret of the link says which firm it is"}
    ).first()
    if row is None:
        raise LinkNotValid
    invitation, respondent, wave, engagement, contract, client_name, count = row
    scope(session, invitation.firm_id)
    return InvitationFound(
        invitation=invitation,
        respondent=respondent,
        wave=wave,
        engagement=engagement,
        contract=contract,
        client_name=client_name,
        instrument=frozen_instrument(session, wave),
        invited=count,
    )


def link_of(invitation: Invitation, keyring: Keyring, base_url: str) -> str:
    """The whole personal link, as it was first given out."""
    token = keyring.open(invitation.token_sealed, invitation.id.bytes).decode("ascii")
    return f"{base_url.rstrip('/')}/r/{token}"


def give_token(invitation: Invitation, keyring: Keyring) -> str:
    """Put a fresh secret into an invitation that has its id; whatever it had before is cut off."""
    token = mint_token()
    invitation.token_hash = digest(token)
    invitation.token_sealed = keyring.seal(token.encode("ascii"), invitation.id.bytes)
    return token


def renew_link(session: Session, invitation: Invitation, keyring: Keyring, now: datetime, *, actor: str = "system") -> None:
    """A new link for the same person; the old one stops working, the answers stay. WaveClosed where nothing can be answered any more."""
    require_open(session, invitation)
    give_token(invitation, keyring)
    record(session, actor=actor, event="link_renewed", subject_kind="wave", subject_id=invitation.wave_id, now=now)


def decline(session: Session, found: InvitationFound, now: datetime) -> None:  # noqa: ARG001 - no time is kept; every write names its `now`
    """Not to take part. The person stays in N. Conflict after submitting, for that is a withdrawal of answers and another thing."""
    require_open(session, found.invitation)
    if found.invitation.status == "submitted":
        raise Conflict("Your answers are already in.", remedy="Change them by your link, or ask the contact to take them out.")
    found.invitation.status = "declined"
    session.flush()


def undo_decline(session: Session, found: InvitationFound, now: datetime) -> None:  # noqa: ARG001 - as in decline
    """To take part after all, from where the person was."""
    require_open(session, found.invitation)
    if found.invitation.status == "declined":
        found.invitation.status = "started" if found.invitation.consent else "invited"
        session.flush()


def require_open(session: Session, invitation: Invitation) -> None:
    """WaveClosed or WaveNotOpen unless the wave takes answers. Holds the wave's row, so that closing waits for this write to end."""
    status = session.scalar(_STATUS, {"wave_id": invitation.wave_id})
    if status == "planned":
        raise WaveNotOpen
    if status != "open":
        raise WaveClosed
