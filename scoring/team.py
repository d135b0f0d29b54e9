"""The whole team in one call, in the order in which a reader meets it."""

from dataclasses import replace as replace_coded

from msgspec.structs import replace

from scoring.answers import Respondent, TeamAnswers
from scoring.bounds import team_bounds
from scoring.camps import camps_of
from scoring.coding import Coded, code_team, entering_items
from scoring.contested import contested_items, contested_priorities
from scoring.guesses import prediction_scores
from scoring.index import Reading, answer_deltas, read_index
from scoring.items import Parts, area_scores, dk_share, item_scores
from scoring.lists import allocation_score, definition_score, priority_score
from scoring.once import once
from scoring.pace import paces_of
from scoring.pay_matrix import pay_links, rungs_of
from scoring.people import between_scores, function_cells, function_scores, pair_scores, silo_gap
from scoring.perceptions import views_of
from scoring.profiles import with_profiles
from scoring.rated import rating_columns
from scoring.results import BLOCKS, AllocationScore, DefinitionScore, Index, PriorityScore, TeamScore
from scoring.screening import screen
from scoring.sealed import goals_known_of, knowledge_of, will_of
from scoring.shown import who_is_asked
from scoring.stability import average_interval, within_bounds
from scoring.style import style_of
from survey_definitions.schema import AllocationItem, DefinitionItem, Instrument, PickItem, RankingItem


def team_of(answers: TeamAnswers) -> tuple[Respondent, ...]:
    """The team itself, sorted by id: tier 1 (decision 6), or everybody where nobody is of tier 1."""
    first = [person for person in answers.respondents if person.tier == 1]
    return tuple(sorted(first or answers.respondents, key=lambda person: person.id))


def blocks_of(answers: TeamAnswers, codes: frozenset[str] | None = None) -> tuple[str, ...]:
    """Blocks that the instrument asks for, in order."""
    present = {block for block, item in entering_items(answers.instrument) if codes is None or item.code in codes}
    return tuple(block for block in BLOCKS if block in present)


def _core_index(answers: TeamAnswers, coded: Coded, whole: Reading) -> Index:
    """The index of the core items, the only one that is drawn over time (decision 18)."""
    core = frozenset(answers.instrument.core)
    if not core:
        return Index(status="void", level_reason="this instrument names no core items")
    if all(item.code in core for _, item in entering_items(answers.instrument)):
        return whole.index
    return read_index(screen(coded.only(core), paces_of(answers)), answers.invited, blocks_of(answers, core)).index


@once
def _part_items(instrument: Instrument) -> tuple[PickItem | RankingItem | DefinitionItem | AllocationItem, ...]:
    return tuple(item for _, item in instrument.items() if isinstance(item, PickItem | RankingItem | DefinitionItem | AllocationItem))


def _parts(answers: TeamAnswers, people: tuple[Respondent, ...], coded: Coded) -> Parts:
    """Every list, definition and allocation; coded: of the same people in the same order, with `Coded.apart`."""
    blocks = (("priorities", coded.lists), ("allocation", coded.allocations), ("definitions", coded.terms))
    known = {code: rows for block, found in blocks for code, rows in zip(coded.codes[block], found, strict=True)}
    parts = Parts()
    for item in _part_items(answers.instrument):
        rows, delta = known.get(item.code), coded.apart.get(item.code)
        if isinstance(item, AllocationItem):
            parts[item.code] = allocation_score(answers, people, item, rows=rows)
        elif isinstance(item, DefinitionItem):
            parts[item.code] = definition_score(answers, people, item, rows=rows, delta=delta)
        else:
            parts[item.code] = priority_score(answers, people, item, rows=rows, delta=delta)
    return parts


def _tier_one(answers: TeamAnswers, people: tuple[Respondent, ...]) -> TeamAnswers:
    """The answers of the team itself; N loses those of other tiers who answered."""
    others = len(answers.respondents) - len(people)
    return replace(answers, respondents=people, invited=max(len(people), answers.invited - others))


def score_team(answers: TeamAnswers) -> TeamScore:
    """Everything about one team in one wave. Never raises for odd data: a value is None and its status says why.

    Deterministic to 1e-9: the order of people, items and options in the input changes nothing.
    """
    people = team_of(answers)
    answers = _tier_one(answers, people)
    asked = who_is_asked(answers, people)
    columns = rating_columns(answers, people)
    coded = code_team(answers, asked, columns)
    coded = replace_coded(coded, apart=answer_deltas(coded))
    screened = screen(coded, paces_of(answers))
    reading = read_index(screened, answers.invited, blocks_of(answers))
    parts = _parts(answers, people, coded)
    priorities = tuple(part for part in parts.values() if isinstance(part, PriorityScore))
    items = item_scores(answers, asked=asked, columns=columns, parts=parts)
    cells = function_cells(reading, people)
    bounds = team_bounds(answers, coded, screened, asked, reading.index.n)
    interval = average_interval(reading.composed.delta if reading.composed else None, invited=answers.invited)
    return TeamScore(
        team=answers.team,
        wave=answers.wave,
        instrument_id=answers.instrument.id,
        instrument_version=answers.instrument.version,
        n=len(people),
        invited=answers.invited,
        index=reading.index,
        core_index=_core_index(answers, coded, reading),
        blocks=reading.blocks,
        areas=area_scores(answers, columns),
        items=items,
        functions=function_scores(answers, people, columns, cells),
        between=with_profiles(between_scores(answers, people, cells), answers, people, columns),
        silo_gap=silo_gap(answers, people, reading, cells),
        pairs=pair_scores(reading),
        predictions=prediction_scores(answers, people, columns),
        priorities=priorities,
        definitions=tuple(part for part in parts.values() if isinstance(part, DefinitionScore)),
        allocations=tuple(part for part in parts.values() if isinstance(part, AllocationScore)),
        camps=camps_of(reading, screened, answers),
        style=style_of(screened),
        knowledge=knowledge_of(answers, people),
        goal_known=goals_known_of(answers, people),
        will=will_of(answers, people),
        views=views_of(answers, people),
        contested_items=contested_items(answers, items),
        contested_priorities=contested_priorities(answers, priorities),
        bounds=bounds,
        interval=within_bounds(interval, bounds),
        pay_links=pay_links(answers, people),
        rungs=rungs_of(answers, people),
        dk_share=dk_share(items),
        flags=screened.flags,
        status="ok" if len(people) >= 2 else "too_few",
    )
