"""What several waves of one team have in common: the questions asked alike, and the people who answered in each of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from msgspec.structs import replace as with_fields

from scoring.answers import TeamAnswers
from scoring.coding import Coded, code_team
from scoring.design import Floats
from scoring.disagreement import Composed, compose
from scoring.index import block_deltas, without_blocks
from scoring.once import once
from scoring.pace import paces_of
from scoring.relabelling import Part
from scoring.results import BLOCKS
from scoring.screening import Screened, screen
from scoring.team import team_of
from survey_definitions.comparing import changed_items, comparable_items
from survey_definitions.schema import Instrument, PickItem, RankingItem


@dataclass(frozen=True)
class Common:
    """Item codes. `comparable`: asked alike in every wave; `changed`: asked in all, not alike; `relisted`: lists of other entries."""

    comparable: tuple[str, ...]
    changed: tuple[str, ...]
    relisted: tuple[str, ...]

    @property
    def exchangeable(self) -> frozenset[str]:
        """Items to which an answer of one wave could as well have been given in another."""
        return frozenset(self.comparable) - frozenset(self.relisted)


@once
def _own_items(instrument: Instrument) -> frozenset[str]:
    """What an instrument asks as it does itself: two waves mostly ask the same one, and every text of it would be read."""
    return frozenset(comparable_items(instrument, instrument))


@once
def _own_changes(instrument: Instrument) -> frozenset[str]:
    return frozenset(changed_items(instrument, instrument))


def common_items(instruments: Sequence[Instrument], *, core_only: bool) -> Common:
    """What the instruments ask alike, in the order of the last one; with `core_only` only what belongs to the core of each."""
    last = instruments[-1]
    alike = [_own_items(last) if one is last else frozenset(comparable_items(one, last)) for one in instruments]
    comparable = [item.code for _, item in last.items() if all(item.code in codes for codes in alike)]
    if core_only:
        comparable = [code for code in comparable if all(code in one.core for one in instruments)]
    changed = {code for one in instruments for code in (_own_changes(last) if one is last else changed_items(one, last))}
    everywhere = changed.intersection(*({item.code for _, item in one.items()} for one in instruments))
    relisted = [code for code in comparable if len({_entries(one, code) for one in instruments}) > 1]
    order = [item.code for _, item in last.items()]
    return Common(tuple(comparable), tuple(sorted(everywhere, key=order.index)), tuple(relisted))


def _entries(instrument: Instrument, code: str) -> frozenset[tuple[str, str]]:
    item = instrument.item(code)
    if not isinstance(item, PickItem | RankingItem):
        return frozenset()
    return frozenset((option.code, option.text) for option in instrument.options_of(item))


def of_the_team(answers: TeamAnswers) -> TeamAnswers:
    """The answers of the team itself; N loses those of other tiers who answered."""
    people = team_of(answers)
    others = answers.n - len(people)
    return with_fields(answers, respondents=people, invited=max(len(people), answers.invited - others))


def teams_of(waves: Sequence[TeamAnswers]) -> tuple[TeamAnswers, ...]:
    """The team itself in each wave, with the client's list of priorities in the order of the last one where its entries are the same."""
    last = waves[-1].instrument.priorities
    found = []
    for wave in map(of_the_team, waves):
        own = wave.instrument.priorities
        same = own != last and {(entry.code, entry.text) for entry in own} == {(entry.code, entry.text) for entry in last}
        found.append(with_fields(wave, instrument=with_fields(wave.instrument, priorities=last)) if same else wave)
    return tuple(found)


def screened_waves(waves: Sequence[TeamAnswers], codes: Collection[str]) -> tuple[Screened, ...]:
    """Who and what enters the index in each wave, on the same items: those of `codes` that somebody answered in every wave."""
    coded = [code_team(wave) for wave in waves]
    answered = frozenset.intersection(*(frozenset(code for names in one.codes.values() for code in names) for one in coded))
    return tuple(screen(one.only(answered & frozenset(codes)), paces_of(wave)) for one, wave in zip(coded, waves, strict=True))


def stayers_of(screened: Sequence[Screened]) -> tuple[str, ...]:
    """Ids of those whose answers count in every wave (decision 54), sorted."""
    return tuple(sorted(frozenset.intersection(*(frozenset(one.coded.ids) for one in screened))))


def rows_of_people(screened: Screened, ids: Sequence[str]) -> Screened:
    """The answers of some of the people."""
    keep = np.array([id_ in set(ids) for id_ in screened.coded.ids], dtype=np.bool_)
    return replace(screened, coded=screened.coded.rows(keep))


def composed_of(screened: Screened) -> tuple[Coded, Composed] | None:
    """The blocks joined, with the answers that entered; None below two people, without answers, or where the ratings are void."""
    if len(screened.coded.ids) < 2 or "ratings" in screened.void:
        return None
    coded = without_blocks(screened.coded, screened.void)
    if not sum(coded.design.widths):
        return None
    deltas = block_deltas(coded)
    upper = np.triu_indices(len(coded.ids), 1)
    gone = tuple(block for block, delta in deltas.items() if np.isnan(delta[upper]).all())
    composed = compose(deltas, dict(zip(BLOCKS, coded.design.weights, strict=True)))
    return (without_blocks(coded, gone), composed) if composed.weights else None


def average_of(composed: Composed) -> float:
    """A: 100 less a hundred times the mean disagreement of each two."""
    return 100 * (1 - float(composed.delta[np.triu_indices(len(composed.delta), 1)].mean()))


def cross_deltas(screened: Sequence[Screened]) -> dict[str, Floats]:
    """Disagreement of the same people's answers in k waves, (k n, k n) a block, first wave first."""
    coded = [one.coded for one in screened]
    first = coded[0]
    stacked = replace(
        first,
        ids=tuple(f"{number}:{id_}" for number, one in enumerate(coded) for id_ in one.ids),
        ratings=np.concatenate([one.ratings for one in coded]),
        lists=tuple(np.concatenate([one.lists[at] for one in coded]) for at in range(len(first.lists))),
        allocations=tuple(np.concatenate([one.allocations[at] for one in coded]) for at in range(len(first.allocations))),
        terms=tuple(np.concatenate([one.terms[at] for one in coded]) for at in range(len(first.terms))),
        apart={},
    )
    return block_deltas(stacked)


def parts_of_index(deltas: dict[str, Floats], weights: dict[str, float]) -> tuple[Part, ...]:
    """The blocks of the index as parts; `weights` of the blocks that entered, which sum to 1."""
    return tuple(Part(weight, deltas[block]) for block, weight in weights.items())
