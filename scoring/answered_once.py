"""Who answered one of several waves only, where figures of a wave and of its stayers would tell what these few answered.

The figure of everybody and that of the stayers give the figure of the others by subtraction.
"""

from collections import Counter
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from scoring.answers import TeamAnswers
from scoring.changes import WaveChange
from scoring.coding import block_of
from scoring.team import team_of
from survey_definitions.schema import RatingItem

_NOTHING_TOLD = (None, "dk")


def few_of_a_function(waves: Sequence[TeamAnswers], stayers: Collection[str], few: int) -> bool:
    """Whether a function of a wave holds stayers and others, and fewer than `few` of either.

    Its answers are shown without saying whose: by subtraction, those of the few would stand out among them. People without a function
    are one group.
    """
    kept = set(stayers)
    for wave in waves:
        people = team_of(wave)
        sizes = Counter(person.function for person in people)
        inside = Counter(person.function for person in people if person.id in kept)
        if any(inside[code] and size > inside[code] and min(inside[code], size - inside[code]) < few for code, size in sizes.items()):
            return True
    return False


def without_lines_of_few(change: WaveChange, waves: Sequence[TeamAnswers], few: int) -> WaveChange:
    """A change without questions, and areas and blocks of them, that fewer than `few` beside the stayers answered in one of the waves.

    Nobody beside the stayers is enough: then the figure of everybody is that of the stayers.
    """
    kept = set(change.stayers)
    hidden: set[str] = set()
    for wave in waves:
        others = [wave.values.get(person.id, {}) for person in team_of(wave) if person.id not in kept]
        for bank, item in wave.instrument.items():
            if 0 < sum(given.get(item.code) not in _NOTHING_TOLD for given in others) < few:
                hidden |= {item.code, *([bank.area] if isinstance(item, RatingItem) else []), *([block_of(item) or item.code])}
    return replace(
        change,
        blocks=tuple(moved for moved in change.blocks if moved.code not in hidden),
        areas=tuple(moved for moved in change.areas if moved.code not in hidden),
        items=tuple(moved for moved in change.items if moved.code not in hidden),
    )
