"""The page of a wave: who has answered and their links; never what they answered."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.consultant.listing import minutes_of
from api.consultant.views import MODE_NAMES, PERSON_PILLS, PERSON_WORDS, WAVE_PILLS, WAVE_WORDS, InvitedRow, Step, WaveView
from api.db.models import Client, Engagement, Invitation, Respondent, Wave
from api.services.contracts import contract_of
from api.services.engagements import instrument_of
from api.services.invitations import link_of
from api.services.results import WITH_NAMES
from api.services.waves import missing_to_open, people_to_ask
from api.tokens import Keyring

SPOKEN = ("team", "reader", "sponsor", "fallback", "kept", "changes")  # parts of the contract, in the order of the welcome page


def view_wave(session: Session, wave: Wave, engagement: Engagement, client: Client, keyring: Keyring, address: str) -> WaveView:
    """Everything that the page of a wave shows."""
    contract = contract_of(session, wave)
    names = {function.code: function.text for function in instrument_of(engagement).functions}
    query = select(Invitation, Respondent).join(Respondent, Respondent.id == Invitation.respondent_id).where(Invitation.wave_id == wave.id)
    rows = session.execute(query.order_by(Respondent.name)).all()
    count = {status: sum(invitation.status == status for invitation, _ in rows) for status in PERSON_WORDS}
    asked = {person.id for _, person in rows}
    present = people_to_ask(session, wave, contract.mode)
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
        mode_name=MODE_NAMES[contract.mode],
        effective_mode_name=MODE_NAMES.get(wave.effective_mode or "", ""),
        terms=tuple(str(contract.terms[part]) for part in SPOKEN if contract.terms.get(part)),
        contract_hash=contract.hash,
        contract_version=contract.version,
        invited=len(rows),
        submitted=count["submitted"],
        started=count["started"],
        declined=count["declined"],
        waiting=count["invited"] + count["planned"],
        joiners=sum(person.id not in asked for person in present),
        people=tuple(
            InvitedRow(
                id=invitation.id,
                name=person.name,
                title=person.title,
                email=person.email,
                function=names.get(person.function, person.function),
                status=PERSON_WORDS[invitation.status],
                pill=PERSON_PILLS[invitation.status],
                link=link_of(invitation, keyring, address) if is_open else "",
            )
            for invitation, person in rows
        ),
        steps=_steps(session, wave, engagement, contract.mode) if wave.status == "planned" else (),
    )


def _steps(session: Session, wave: Wave, engagement: Engagement, mode: str) -> tuple[Step, ...]:
    """What the wave needs, each there or still missing; a phrase of the service that fits none of them stands by itself."""
    base = f"/console/engagements/{engagement.id}"
    missing = [re.sub(r"`(\w+)`", _named, phrase) for phrase in missing_to_open(session, wave)]
    people = len(people_to_ask(session, wave, mode))
    instrument = instrument_of(engagement)
    only = " This mode asks the team itself only, nobody of tier 2." if mode == "aggregate" else ""
    asked = f"{instrument.title}: {len(instrument.items())} questions, about {minutes_of(instrument)} minutes."
    there = {
        "people": ("People", f"{people} on the roster; each gets a link.{only}", f"{base}/roster", "Paste people"),
        "sponsor": ("Sponsor", f"{engagement.sponsor_name} asks the team to answer.", f"{base}/edit", "Name the sponsor"),
        "reader": ("Reader", _reader(engagement, mode), f"{base}/edit", "Name the reader"),
    }
    steps = [Step("Questions", ready=True, text=asked, address=base, link="Look at the engagement")]
    for word, (title, text, address, link) in there.items():
        # the reader's phrases name the sponsor too, so the first word that they hold decides
        wanted = next((phrase for phrase in missing if _first(phrase, there) == word), "")
        steps.append(Step(title, ready=not wanted, text=f"Still missing: {wanted}." if wanted else text, address=address, link=link))
    return tuple(steps)


def _named(quoted: re.Match[str]) -> str:
    """A mode's code as the console calls it."""
    return f"“{MODE_NAMES.get(quoted[1], quoted[1])}”"


def _reader(engagement: Engagement, mode: str) -> str:
    if not engagement.reader_name:
        return "Nobody is named, and this mode needs nobody."
    return f"{engagement.reader_name} reads answers with names." if mode in WITH_NAMES else f"{engagement.reader_name} is named as reader."


def _first(phrase: str, words: Iterable[str]) -> str:
    """Which of the words comes first in the phrase, "" for none."""
    found = {phrase.find(word): word for word in words if word in phrase}
    return found[min(found)] if found else ""
