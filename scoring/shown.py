"""Who was shown which item. Routing looks at the functions that a person speaks for, and a team speaks for few sets of them."""

import numpy as np

from scoring.answers import Respondent, TeamAnswers
from scoring.design import Bools
from scoring.once import once
from survey_definitions.schema import Bank, Instrument, Item, is_asked

_SETS_KEPT = 500  # sets of functions whose routing is kept with an instrument: more than any company has


@once
def _routed(instrument: Instrument) -> tuple[tuple[Bank, Item], ...]:
    """The items that not everybody is asked."""
    return tuple(
        (bank, item)
        for bank, item in instrument.items()
        if item.fact or bank.asked_of or bank.not_asked_of or item.asked_of or item.not_asked_of
    )


@once
def _kept(instrument: Instrument) -> dict[frozenset[str], list[bool]]:  # noqa: ARG001 - one empty table for each
    """Set of functions -> whether somebody who speaks for it is asked each of `_routed`; filled as sets are met."""
    return {}


def _asked(instrument: Instrument, functions: frozenset[str]) -> list[bool]:
    kept = _kept(instrument)
    found = kept.get(functions)
    if found is None:
        found = [is_asked(bank, item, functions) for bank, item in _routed(instrument)]
        if len(kept) < _SETS_KEPT:
            kept[functions] = found
    return found


def who_is_asked(answers: TeamAnswers, people: tuple[Respondent, ...]) -> dict[str, Bools]:
    """Item code -> who was shown it, (n,); all items that everybody was shown share one array. As `TeamAnswers.asked` one by one."""
    instrument = answers.instrument
    everybody: Bools = np.ones(len(people), dtype=np.bool_)
    found = dict.fromkeys((item.code for _, item in instrument.items()), everybody)
    routed = _routed(instrument)
    if answers.ask_all:
        found.update((item.code, ~everybody) for _, item in routed if item.fact)
    elif routed:
        shown = np.array([_asked(instrument, person.functions) for person in people], dtype=np.bool_).reshape(len(people), len(routed))
        found.update(zip((item.code for _, item in routed), np.ascontiguousarray(shown.T), strict=True))
    return found
