"""Rows for the console's lists and pages: a few statements a page, whatever the number of waves."""

import math
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from api.consultant.views import MODE_NAMES, WAVE_PILLS, WAVE_WORDS, EngagementRow, EngagementView, OpenWave, PersonRow, WaveRow
from api.db.models import Client, Contract, Engagement, Invitation, Respondent, Wave
from api.services.engagements import instrument_of, priorities_of
from survey_definitions.loading import load_instrument
from survey_definitions.questionnaire import seconds_for
from survey_definitions.schema import Instrument

NEXT = {"planned": "Open it", "open": "See who has answered", "closed": "Read the results", "released": "Plan the next wave"}


def list_engagements(session: Session) -> tuple[EngagementRow, ...]:
    """Every engagement of the firm with its latest wave and the next thing to do."""
    query = select(Engagement, Client).join(Client, Client.id == Engagement.client_id)
    rows = session.execute(query.where(Client.archived_at.is_(None)).order_by(Client.name, Engagement.created_at)).all()
    latest = {wave.engagement_id: wave for wave in session.scalars(select(Wave).order_by(Wave.number).options(defer(Wave.instrument)))}
    counts = count_invitations(session, [wave.id for wave in latest.values()])
    return tuple(_row(engagement, client, latest.get(engagement.id), counts) for engagement, client in rows)


def _row(engagement: Engagement, client: Client, wave: Wave | None, counts: dict[UUID, dict[str, int]]) -> EngagementRow:
    base = f"/console/engagements/{engagement.id}"
    if wave is None:
        return EngagementRow(id=engagement.id, client=client.name, title=engagement.title, next="Set up the first wave", next_address=base)
    own = counts.get(wave.id, {})
    address = base if wave.status == "released" else f"/console/waves/{wave.id}"
    return EngagementRow(
        id=engagement.id,
        client=client.name,
        title=engagement.title,
        wave=wave.label,
        wave_id=wave.id,
        status=WAVE_WORDS[wave.status],
        pill=WAVE_PILLS[wave.status],
        submitted=own.get("submitted", 0),
        invited=sum(own.values()),
        next=NEXT[wave.status],
        next_address=f"{address}/results" if wave.status == "closed" else address,
    )


def count_invitations(session: Session, waves: list[UUID]) -> dict[UUID, dict[str, int]]:
    """Wave -> status -> number of invitations."""
    counted: dict[UUID, dict[str, int]] = {}
    if waves:
        query = select(Invitation.wave_id, Invitation.status, func.count(Invitation.id)).where(Invitation.wave_id.in_(waves))
        for wave_id, status, count in session.execute(query.group_by(Invitation.wave_id, Invitation.status)):
            counted.setdefault(wave_id, {})[status] = count
    return counted


def list_open_waves(session: Session) -> tuple[OpenWave, ...]:
    """The waves that take answers now, by client, for the side bar."""
    query = select(Wave.id, Wave.label, Client.name).join(Engagement, Engagement.id == Wave.engagement_id)
    query = query.join(Client, Client.id == Engagement.client_id).where(Wave.status == "open").order_by(Client.name, Wave.label)
    rows = session.execute(query).all()
    counts = count_invitations(session, [row[0] for row in rows])
    return tuple(
        OpenWave(wave_id, label, client, counts.get(wave_id, {}).get("submitted", 0), sum(counts.get(wave_id, {}).values()))
        for wave_id, label, client in rows
    )


def list_clients(session: Session) -> list[Client]:
    """Clients that are not archived, by name."""
    return list(session.scalars(select(Client).where(Client.archived_at.is_(None)).order_by(Client.name)))


def view_engagement(session: Session, engagement: Engagement, client: Client) -> EngagementView:
    """The page of an engagement."""
    instrument = instrument_of(engagement)
    names = {function.code: function.text for function in instrument.functions}
    people = session.scalars(
        select(Respondent)
        .where(Respondent.engagement_id == engagement.id, Respondent.left_at.is_(None))
        .order_by(Respondent.tier, Respondent.name)
    )
    own = select(Wave).where(Wave.engagement_id == engagement.id)
    waves = list(session.scalars(own.order_by(Wave.number.desc()).options(defer(Wave.instrument))))
    counts = count_invitations(session, [wave.id for wave in waves])
    # Versions come in order, so the newest stays.
    contracts = select(Contract.wave_id, Contract.mode).where(Contract.wave_id.in_([wave.id for wave in waves])).order_by(Contract.version)
    modes = {wave_id: mode for wave_id, mode in session.execute(contracts)}  # noqa: C416 - the type of dict(rows) is not known to mypy
    return EngagementView(
        id=engagement.id,
        client=client.name,
        title=engagement.title,
        instrument=instrument.title,
        items=len(instrument.items()),
        minutes=minutes_of(instrument),
        in_depth=engagement.in_depth,
        more_minutes=more_minutes(engagement.instrument),
        functions=", ".join(names.values()),
        own_priorities=engagement.priorities is not None,
        priorities=tuple(option.text for option in priorities_of(engagement)),
        sponsor=engagement.sponsor_name,
        sponsor_title=engagement.sponsor_title,
        sponsor_words=engagement.sponsor_words,
        reader=engagement.reader_name,
        contact=engagement.contact,
        people=tuple(
            PersonRow(
                name=person.name,
                title=person.title,
                email=person.email,
                function=names.get(person.function, person.function),
                seats=", ".join(names.get(seat, seat) for seat in person.seats),
                tier=person.tier,
            )
            for person in people
        ),
        waves=tuple(
            WaveRow(
                id=wave.id,
                label=wave.label,
                status=WAVE_WORDS[wave.status],
                pill=WAVE_PILLS[wave.status],
                mode=MODE_NAMES.get(wave.effective_mode or modes.get(wave.id, ""), ""),
                submitted=counts.get(wave.id, {}).get("submitted", 0),
                invited=sum(counts.get(wave.id, {}).values()),
            )
            for wave in waves
        ),
    )


def more_minutes(name: str) -> int:
    """Minutes that asking in depth adds for the function that is asked most; 0 where the instrument has nothing more to ask."""
    return minutes_of(load_instrument(name, depth=True)) - minutes_of(load_instrument(name))


def minutes_of(instrument: Instrument) -> int:
    """Minutes for the function that is asked most, rounded up: nobody is told less than it takes."""
    most = max((seconds_for(instrument, frozenset({function.code})) for function in instrument.functions), default=None)
    return math.ceil((seconds_for(instrument, frozenset()) if most is None else most) / 60)
