"""The whole team in one call, in the order in which a reader meets it."""

from scoring.answers import Respondent, TeamAnswers
from scoring.coding import block_of, code_team
from scoring.design import Floats
from scoring.guesses import prediction_score
from scoring.index import Reading, read_index
from scoring.items import Parts, area_scores, dk_share, item_scores, rating_columns
from scoring.lists import allocation_score, definition_score, priority_score
from scoring.people import between_scores, function_scores, pair_scores, silo_gap
from scoring.results import BLOCKS, AllocationScore, DefinitionScore, Index, PriorityScore, TeamScore
from scoring.screening import Screened, screen
from survey_definitions.schema import AllocationItem, DefinitionItem, PickItem, PredictionItem, RankingItem


def team_of(answers: TeamAnswers) -> tuple[Respondent, ...]:
    """The team itself, sorted by id: tier 1 (decision 6), or everybody where nobody is of tier 1."""
    first = [person for person in answers.respondents if person.tier == 1]
    return tuple(sorted(first or answers.respondents, key=lambda person: person.id))


def blocks_of(answers: TeamAnswers, codes: frozenset[str] | None = None) -> tuple[str, ...]:
    """Blocks that the instrument asks for, in order."""
    present = {block_of(item) for _, item in answers.instrument.items() if codes is None or item.code in codes}
    return tuple(block for block in BLOCKS if block in present)


def _core_index(answers: TeamAnswers, invited: int, whole: Reading) -> Index:
    """The index of the core items, the only one that is drawn over time (decision 18)."""
    core = frozenset(answers.instrument.core)
    if not core:
        return Index(status="void", level_reason="this instrument names no core items")
    entering = {item.code for _, item in answers.instrument.items() if block_of(item)}
    if entering <= core:
        return whole.index
    return read_index(screen(code_team(answers, core)), invited, blocks_of(answers, core)).index


def _parts(answers: TeamAnswers, people: tuple[Respondent, ...]) -> Parts:
    parts = Parts()
    for _, item in answers.instrument.items():
        if isinstance(item, PickItem | RankingItem):
            parts[item.code] = priority_score(answers, people, item)
        elif isinstance(item, DefinitionItem):
            parts[item.code] = definition_score(answers, people, item)
        elif isinstance(item, AllocationItem):
            parts[item.code] = allocation_score(answers, people, item)
    return parts


def _tier_one(answers: TeamAnswers, people: tuple[Respondent, ...]) -> TeamAnswers:
    """The answers of the team itself; N loses those of other tiers who answered."""
    others = len(answers.respondents) - len(people)
    return TeamAnswers(
        team=answers.team,
        wave=answers.wave,
        instrument=answers.instrument,
        respondents=people,
        values=answers.values,
        invited=max(len(people), answers.invited - others),
        ask_all=answers.ask_all,
    )


def _flags(screened: Screened) -> dict[str, tuple[str, ...]]:
    return dict(screened.flags)


def score_team(answers: TeamAnswers) -> TeamScore:
    """Everything about one team in one wave. Never raises for odd data: a value is None and its status says why.

    Deterministic to 1e-9: the order of people, items and options in the input changes nothing.
    """
    people = team_of(answers)
    answers = _tier_one(answers, people)
    screened = screen(code_team(answers))
    reading = read_index(screened, answers.invited, blocks_of(answers))
    columns: dict[str, Floats] = rating_columns(answers, people)
    parts = _parts(answers, people)
    items = item_scores(answers, people, columns, parts)
    return TeamScore(
        team=answers.team,
        wave=answers.wave,
        instrument_id=answers.instrument.id,
        instrument_version=answers.instrument.version,
        n=len(people),
        invited=answers.invited,
        index=reading.index,
        core_index=_core_index(answers, answers.invited, reading),
        blocks=reading.blocks,
        areas=area_scores(answers, columns),
        items=items,
        functions=function_scores(answers, people, columns, reading),
        between=between_scores(answers, people, reading),
        silo_gap=silo_gap(answers, people, reading),
        pairs=pair_scores(reading),
        predictions=tuple(
            prediction_score(answers, people, item, columns) for _, item in answers.instrument.items() if isinstance(item, PredictionItem)
        ),
        priorities=tuple(part for part in parts.values() if isinstance(part, PriorityScore)),
        definitions=tuple(part for part in parts.values() if isinstance(part, DefinitionScore)),
        allocations=tuple(part for part in parts.values() if isinstance(part, AllocationScore)),
        dk_share=dk_share(items),
        flags=_flags(screened),
        status="ok" if len(people) >= 2 else "too_few",
    )
