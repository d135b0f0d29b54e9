"""Which response is whose. In `aggregate` only a sealed row joins the two, until the wave closes and it is destroyed (decision 11)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from api.db.models import Answer, Invitation, Response, ResponseLink, Wave
from api.services.invitations import InvitationFound
from api.services.upserts import insert_once
from api.tokens import Keyring
from survey_definitions.schema import Instrument, is_asked

KEYRING = "keyring"  # session.info: the sealing key, which only waves in `aggregate` need


# made once, see invitations
_BY_INVITATION = select(Response).where(Response.invitation_id == bindparam("key"))
_BY_ID = select(Response).where(Response.id == bindparam("key"))
_LOCKED = {query: query.with_for_update().execution_options(populate_existing=True) for query in (_BY_INVITATION, _BY_ID)}
_SEALED = select(ResponseLink.sealed).where(ResponseLink.invitation_id == bindparam("key"))


def give_keyring(session: Session, keyring: Keyring) -> None:
    """Let this session open the sealed links of waves in `aggregate`."""
    session.info[KEYRING] = keyring


def _keyring(session: Session) -> Keyring:
    keyring = session.info.get(KEYRING)
    if not isinstance(keyring, Keyring):
        raise TypeError("this session has no keyring: call give_keyring first")
    return keyring


def response_of(session: Session, found: InvitationFound, *, lock: bool = False) -> Response | None:
    """The response of this invitation, None where Start was not pressed or the link was destroyed at closing."""
    query, given = _BY_INVITATION, {"key": found.invitation.id}
    if found.contract.mode == "aggregate":
        sealed = session.scalar(_SEALED, given)
        if sealed is None:
            return None
        query, given = _BY_ID, {"key": UUID(bytes=_keyring(session).open(sealed, found.invitation.id.bytes))}
    if lock:
        query = _LOCKED[query]
    return session.scalar(query, given)


def make_response(session: Session, found: InvitationFound, now: datetime) -> None:
    """The response of this invitation, once, however many starts run at the same time."""
    invitation, response_id = found.invitation, uuid4()
    row: dict[str, Any] = {"id": response_id, "firm_id": invitation.firm_id, "wave_id": invitation.wave_id, "status": "partial"}
    if found.contract.mode != "aggregate":
        insert_once(session, Response, row | {"invitation_id": invitation.id, "started_at": now}, key=("invitation_id",))
        return
    link = {
        "id": uuid4(),
        "firm_id": invitation.firm_id,
        "invitation_id": invitation.id,
        "sealed": _keyring(session).seal(response_id.bytes, invitation.id.bytes),
    }
    if insert_once(session, ResponseLink, link, key=("invitation_id",)):
        session.add(Response(**row))
        session.flush()


def cut_links(session: Session, wave: Wave, keep: frozenset[str], *, new_id: Callable[[], UUID] = uuid4) -> int:
    """Destroy the links of a wave in `aggregate` and write its submitted responses anew: fresh ids, in the order of those ids.

    Of the answers only value and comment stay, and only those to items in `keep`: an item that not everybody was asked would tell
    whose response it is. Responses that were not submitted go. Returns how many stay.
    """
    invitations = select(Invitation.id).where(Invitation.wave_id == wave.id).scalar_subquery()
    session.execute(delete(ResponseLink).where(ResponseLink.invitation_id.in_(invitations)), execution_options=_NO_SYNC)
    session.flush()
    complete = list(session.scalars(select(Response.id).where(Response.wave_id == wave.id, Response.status == "complete")))
    fresh = {old: new_id() for old in complete}
    answers = _kept_answers(session, complete, keep)
    old = select(Response.id).where(Response.wave_id == wave.id).scalar_subquery()
    session.execute(delete(Answer).where(Answer.response_id.in_(old)), execution_options=_NO_SYNC)
    session.execute(delete(Response).where(Response.wave_id == wave.id), execution_options=_NO_SYNC)
    for row in list(session.identity_map.values()):
        if isinstance(row, Response | Answer | ResponseLink):
            session.expunge(row)
    if fresh:
        responses = [{"id": new, "firm_id": wave.firm_id, "wave_id": wave.id, "status": "complete"} for new in sorted(fresh.values())]
        session.execute(insert(Response), responses)
    if answers:
        rows = [row | {"id": new_id(), "firm_id": wave.firm_id, "response_id": fresh[row["response_id"]], "version": 1} for row in answers]
        session.execute(insert(Answer), sorted(rows, key=lambda row: row["id"]))
    session.info["fold"] = True  # the deleted rows leave the log too, after the commit
    return len(fresh)


_NO_SYNC = {"synchronize_session": False}


def _kept_answers(session: Session, responses: Sequence[UUID], keep: frozenset[str]) -> list[dict[str, Any]]:
    query = select(Answer.response_id, Answer.item_code, Answer.value, Answer.comment, Answer.comment_for).where(
        Answer.response_id.in_(responses), Answer.item_code.in_(sorted(keep))
    )
    return [dict(row) for row in session.execute(query).mappings()]


def asked_of_everybody(instrument: Instrument, people: Sequence[frozenset[str]]) -> frozenset[str]:
    """Codes of the items that every one of these people (by their functions) was asked."""
    return frozenset(item.code for bank, item in instrument.items() if all(is_asked(bank, item, functions) for functions in people))
