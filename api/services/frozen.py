"""The instrument that a wave was opened with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.db.models import Wave
from api.problems import WaveNotOpen
from survey_definitions.loading import parse_instrument
from survey_definitions.schema import Instrument

_PARSED: dict[str, Instrument] = {}  # by hash of the content, so an entry can never be out of date
_KEPT = 32


def frozen_instrument(session: Session, wave: Wave) -> Instrument:
    """What the wave asks, parsed once for each content; WaveNotOpen where nothing is frozen yet."""
    key = wave.instrument_hash
    if key is None:
        raise WaveNotOpen
    if key not in _PARSED:
        content = session.scalar(select(Wave.instrument).where(Wave.id == wave.id))
        if content is None:
            raise WaveNotOpen
        if len(_PARSED) >= _KEPT:
            _PARSED.clear()
        _PARSED[key] = parse_instrument(content)
    return _PARSED[key]
