"""The page of a wave: who has answered and their links; never what they answered."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.consultant.views import PERSON_PILLS, PERSON_WORDS, WAVE_PILLS, WAVE_WORDS, InvitedRow, Step, WaveView
from api.db.models import Client, Engagement, Invitation, Respondent, Wave
from api.services.contracts import contract_of
from api.services.engagements import instrument_of
from api.services.invitations import link_of
from api.services.waves import missing_to_open
from api.tokens import Keyring

SPOKEN = ("team", "reader", "sponsor", "fallback", "kept", "changes")  # parts of the contract, in the order of the welcome page


def view_wave(session: Session, wave: Wave, engagement: Engagement, client: Client, keyring: Keyring, address: str) -> WaveView:
    """Everything that the page of a wave shows."""
    contract = contract_of(session, wave)
    names = {function.code: function.text for function in instrument_of(engagement).functions}
    query = select(Invitation, Respondent).join(Respondent, Respondent.id == Invitation.respondent_id).where(Invitation.wave_id == wave.id)
    rows = session.execute(query.order_by(Respondent.name)).tuples().all()
    count = {status: sum(invitation.status == status for invitation, _ in rows) for status in PERSON_WORDS}
    asked = {person.id for _, person in rows}
    present = session.scalars(select(Respondent.id).where(Respondent.engagement_id == engagement.id, Respondent.left_at.is_(None)))
    is_open = wave.status == "open"
    return WaveView(
        id=wave.id,
        engagement_id=engagement.id,
        client=client.name,
        title=engagement.title,
        label=wave.label,
        status=wave.status,
        status_word=WAVE_WORDS[wave.status],
        pill=WAVE_PILLS[wave.status],
        closes_at=wave.closes_at,
        mode=contract.mode,
        effective_mode=wave.effective_mode,
        terms=tuple(str(contract.terms[part]) for part in SPOKEN if contract.terms.get(part)),
        contract_hash=contract.hash,
        contract_version=contract.version,
        invited=len(rows),
        submitted=count["submitted"],
        started=count["started"],
        declined=count["declined"],
        waiting=count["invited"] + count["planned"],
        joiners=sum(person_id not in asked for person_id in present),
        people=tuple(
            InvitedRow(
                id=invitation.id,
                name=person.name,
                title=person.title,
                function=names.get(person.function, person.function),
                status=PERSON_WORDS[invitation.status],
                pill=PERSON_PILLS[invitation.status],
                link=link_of(invitation, keyring, address) if is_open else "",
            )
            for invitation, person in rows
        ),
        steps=_steps(session, wave, engagement) if wave.status == "planned" else (),
    )


def _steps(session: Session, wave: Wave, engagement: Engagement) -> tuple[Step, ...]:
    base = f"/console/engagements/{engagement.id}"
    missing = missing_to_open(session, wave)
    if not missing:
        return (
            Step(ready=True, text="Everything is there. Opening freezes the questions and the contract, and makes a link for each person."),
        )
    places = {
        "sponsor": (f"{base}/edit", "Name the sponsor"),
        "reader": (f"{base}/edit", "Name the reader"),
        "people": (f"{base}/roster", "Paste people"),
    }
    steps = []
    for phrase in missing:
        address, link = next((place for word, place in places.items() if word in phrase), (base, "Go there"))
        steps.append(Step(ready=False, text=f"Still missing: {phrase}.", address=address, link=link))
    return tuple(steps)
