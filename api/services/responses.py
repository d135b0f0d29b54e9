"""What a respondent does: start, save a page, take a change back, submit.

Every write locks the wave first and the response second, so that closing and saving never cross. Only submitted responses
count; after submitting each change counts at once, until the wave closes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from api.db.models import Answer, Response
from api.problems import Conflict, ConsentMissing, NotFound
from api.services.invitations import InvitationFound, require_open
from api.services.response_links import make_response, response_of
from api.services.seen import AnswerView, comment_digest, read_seen, value_digest
from api.services.upserts import upsert
from survey_definitions.questionnaire import PageAnswers, option_order
from survey_definitions.schema import Item, is_asked

Consent = Literal["agreed", "prefers_consultant"]
CONSENTS = ("agreed", "prefers_consultant")


# made once, see invitations
_ALL = select(Answer.item_code, Answer.value, Answer.previous, Answer.comment, Answer.comment_for, Answer.version).where(
    Answer.response_id == bindparam("response_id")
)
_SOME = _ALL.where(Answer.item_code.in_(bindparam("codes", expanding=True)))


class Overtaken(Struct, frozen=True):
    """A field that had changed since the page was shown, in another tab or on another device: the last change won."""

    code: str
    was: Any
    now: Any


class SaveResult(Struct, frozen=True):
    """What a save changed, by item code, and which of these changes overtook another."""

    saved: tuple[str, ...] = ()
    overtaken: tuple[Overtaken, ...] = ()


class PageState(Struct, frozen=True, kw_only=True):
    """Where a person is. `seed` settles the order of options, the same on every visit (questionnaire.option_order)."""

    status: Literal["not_started", "partial", "complete"]
    seed: str
    answers: dict[str, AnswerView]


def start(session: Session, found: InvitationFound, *, consent: Consent, now: datetime) -> None:
    """Start was pressed: keep the choice and the version of the contract it was made for, make the response. Twice is once.

    Somebody who had declined takes part again. ConsentMissing where the choice is neither of the two.
    """
    if consent not in CONSENTS:
        raise ConsentMissing("Please choose how your answers may be handled.", remedy="Choose one of the two and press Start.")
    require_open(session, found.invitation)
    invitation = found.invitation
    invitation.consent = consent
    invitation.contract_id = found.contract.id
    make_response(session, found, now)
    if invitation.status != "submitted":
        invitation.status = "started"
    session.flush()


def page_state(session: Session, found: InvitationFound) -> PageState:
    """Status, seed and answers of this person; writes nothing."""
    response = response_of(session, found)
    if response is None:
        return PageState(status="not_started", seed=_seed(found, found.invitation.id), answers={})
    status: Literal["partial", "complete"] = "complete" if response.status == "complete" else "partial"
    return PageState(status=status, seed=_seed(found, response.id), answers=_views(session, response.id))


def answers_of(session: Session, found: InvitationFound) -> dict[str, AnswerView]:
    """Every stored answer of this person by item code, those taken back included (value None)."""
    response = response_of(session, found)
    return {} if response is None else _views(session, response.id)


def save_page(
    session: Session,
    found: InvitationFound,
    page_answers: PageAnswers,
    shown: Mapping[str, str],
    *,
    now: datetime,  # noqa: ARG001 - answers hold versions, never a time; the argument says that this is a write
) -> SaveResult:
    """Apply the fields of a posted page that differ from what the page showed (decision 29). Saving the same twice changes nothing.

    `shown` maps item code to `AnswerView.seen` as the page carried it; a code without one counts as shown empty.
    WaveClosed, ConsentMissing (Start was not pressed) and NotFound (an item that this person is not asked) change nothing.
    """
    response = _locked(session, found)
    codes = set(page_answers.values) | set(page_answers.comments)
    items = _asked(found, codes)
    stored = _views(session, response.id, codes)
    rows: list[dict[str, Any]] = []
    overtaken: list[Overtaken] = []
    for code in sorted(codes):
        before = stored.get(code, AnswerView())
        seen = read_seen(shown.get(code, ""))
        value, comment, comment_for = before.value, before.comment, before.comment_for
        if code in page_answers.values:
            posted = msgspec.to_builtins(page_answers.values[code])
            if value_digest(posted) != seen.value:
                value = posted
        if code in page_answers.comments:
            text, visibility = page_answers.comments[code]
            if comment_digest(text, visibility) != seen.comment:
                comment, comment_for = text, visibility
        value_changes = value_digest(value) != before.value_digest
        if not value_changes and comment_digest(comment, comment_for) == before.comment_digest:
            continue
        if value_changes and before.version != seen.version:
            overtaken.append(Overtaken(code, before.value, value))
        rows.append(
            _row(found, response.id, code)
            | {
                "value": value,
                "previous": before.value if value_changes else before.previous,
                "comment": comment,
                "comment_for": comment_for,
                "shown_order": _order(found, items[code], response.id),
                "version": before.version + 1,
            }
        )
    _write(session, rows)
    return SaveResult(tuple(row["item_code"] for row in rows), tuple(overtaken))


def undo(session: Session, found: InvitationFound, code: str, now: datetime) -> AnswerView:  # noqa: ARG001 - as in save_page
    """Put back what an answer was before its last change; undoing twice is redoing. NotFound where there is no such answer."""
    response = _locked(session, found)
    before = _views(session, response.id, {code}).get(code)
    if before is None:
        raise NotFound("There is no answer to take back.", remedy="Go on with the questionnaire.")
    after = AnswerView(
        value=before.previous,
        previous=before.value,
        comment=before.comment,
        comment_for=before.comment_for,
        version=before.version + 1,
    )
    row = {name: getattr(after, name) for name in ("value", "previous", "comment", "comment_for", "version")}
    item = _asked(found, {code})[code]
    _write(session, [_row(found, response.id, code) | row | {"shown_order": _order(found, item, response.id)}])
    return after


def submit(session: Session, found: InvitationFound, now: datetime) -> None:
    """The answers count from now on. Submitting twice is submitting once. Conflict where there is not one answer."""
    response = _locked(session, found)
    if response.status == "complete":
        return
    if not any(view.value is not None for view in _views(session, response.id).values()):
        raise Conflict("There is no answer yet to submit.", remedy="Answer at least one question first.")
    response.status = "complete"
    response.submitted_at = None if found.contract.mode == "aggregate" else now
    found.invitation.status = "submitted"
    session.flush()


def _locked(session: Session, found: InvitationFound) -> Response:
    require_open(session, found.invitation)
    response = response_of(session, found, lock=True)
    if response is None or found.invitation.status == "declined":
        raise ConsentMissing
    return response


def _views(session: Session, response_id: UUID, codes: set[str] | None = None) -> dict[str, AnswerView]:
    query, given = (_ALL, {}) if codes is None else (_SOME, {"codes": sorted(codes)})
    return {
        code: AnswerView(value=value, previous=previous, comment=comment, comment_for=comment_for, version=version)
        for code, value, previous, comment, comment_for, version in session.execute(query, {"response_id": response_id, **given})
    }


def _asked(found: InvitationFound, codes: set[str]) -> dict[str, Item]:
    asked = {item.code: item for bank, item in found.instrument.items() if item.code in codes and is_asked(bank, item, found.functions)}
    if missing := sorted(codes - set(asked)):
        raise NotFound(f"You are not asked {', '.join(missing)}.", remedy="Open your link again and go on from there.")
    return asked


def _seed(found: InvitationFound, anchor: UUID) -> str:
    return f"{found.wave.order_seed}|{anchor}"


def _order(found: InvitationFound, item: Item, response_id: UUID) -> list[str] | None:
    return list(option_order(found.instrument, item, _seed(found, response_id))) or None


def _row(found: InvitationFound, response_id: UUID, code: str) -> dict[str, Any]:
    return {"id": uuid4(), "firm_id": found.invitation.firm_id, "response_id": response_id, "item_code": code}


def _write(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        upsert(session, Answer, rows, key=("response_id", "item_code"))
