"""The only door out of the engine: what one audience may see under the mode that people agreed to (decisions 8, 16, 26, 27).

    named       everything with names
    function    everything by function, nothing by person
    mixed       open items by function, with index and blocks made of them alone; protected items as bands; the consultant also sees names
    consultant  the team: index and blocks of several items to the nearest five; the consultant: everything with names
    aggregate   index and blocks to the nearest five, from five people, for both

Items and findings marked private go to the consultant only, whatever the mode. What nobody but its giver may see, a prediction set
beside what was found for that person, leaves in no mode.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from scoring.answers import Respondent, TeamAnswers
from scoring.banded import banded_findings, bands_for
from scoring.checks.pay import function_text
from scoring.coarsening import block_to_five, index_to_five, suppressed_index
from scoring.coding import block_of, chosen_of, entering_items, rating_of
from scoring.disclosed_change import compare_released, kept_to, release_change, stricter_mode, trend_released
from scoring.disclosed_direction import findings_without_sponsor_apart, without_sponsor_apart
from scoring.findings import find, graded, order_key
from scoring.released import MODES, Audience, Mode, Position, Released, Suppressed
from scoring.results import Estimate, Finding, ItemScore, Prediction, TeamScore
from scoring.team import score_team, team_of
from scoring.thresholds import PREDICTION_PEOPLE
from survey_definitions.schema import Item, PickItem, RankingItem, RatingItem

__all__ = ["compare_released", "reduced", "release", "release_change", "stricter_mode", "trend_released"]

AGGREGATE_PEOPLE = 5
COARSE_PEOPLE = 3

NO_PAIRS = Suppressed("pairs", "this mode shows nothing of single persons")
NO_SPLIT = Suppressed("split", "this mode does not say who stands on which side")
ONLY_TOTALS = Suppressed("items, areas, functions, pairs, priorities, definitions", "this mode shows the team's totals only")
NOT_IN_TOTALS = Suppressed("protected", "a total that holds protected answers would show them through, where the others stand beside it")
SINGLE = "it rests on one question, so identical answers would show"
TOO_FEW = Suppressed("index", "too few people to show a total without showing whose answers it holds")

Label = Callable[[Respondent], str]


def release(score: TeamScore, answers: TeamAnswers, findings: tuple[Finding, ...], *, mode: Mode, audience: Audience) -> Released:
    """A team's results for one audience.

    score and findings are those of `score_team(answers)` and `find(score, answers)`. Raises ValueError for an unknown mode or audience.
    """
    if mode not in MODES or audience not in {"team", "consultant"}:
        raise ValueError(f"mode {mode!r} for {audience!r}: use one of {', '.join(MODES)} for 'team' or 'consultant'")
    if mode != "mixed" and audience == "team":
        score, answers, findings = _without_private(score, answers, findings)
    if mode == "aggregate" or (mode == "consultant" and audience == "team"):
        return _totals(score, answers, mode, audience)
    if mode == "named" or (mode in {"mixed", "consultant"} and audience == "consultant"):
        return _with_names(score, answers, findings, mode=mode, audience=audience)
    if mode == "function":
        return _by_function(score, answers, findings, audience=audience)
    return _mixed(score, answers)


def _totals(score: TeamScore, answers: TeamAnswers, mode: Mode, audience: Audience) -> Released:
    """Index and blocks to the nearest five, and nothing else. A total of one item is that item's figure, so it is kept back too."""
    enough = score.n >= (AGGREGATE_PEOPLE if mode == "aggregate" else COARSE_PEOPLE)
    entering = {item.code: block for block, item in entering_items(answers.instrument)}
    single = {name for name in score.blocks if list(entering.values()).count(name) < 2}
    core = set(answers.instrument.core) & set(entering)
    bare = TeamScore(
        team=score.team,
        wave=score.wave,
        instrument_id=score.instrument_id,
        instrument_version=score.instrument_version,
        n=score.n,
        invited=score.invited,
        index=index_to_five(score.index) if enough and len(entering) > 1 else suppressed_index(score.index),
        core_index=index_to_five(score.core_index) if enough and len(core) > 1 else suppressed_index(score.core_index),
        blocks={
            name: Estimate(value=block_to_five(block).value, n=block.n, n_pairs=block.n_pairs, status=block.status)
            if enough and name not in single
            else Estimate(n=block.n, status="suppressed")
            for name, block in score.blocks.items()
        },
        silo_gap=Estimate(status="suppressed"),
        status=score.status,
    )
    alone = [what for what, of in (("the index", set(entering)), ("the core index", core)) if len(of) == 1]
    alone += [f"the block of {name}" for name in sorted(single)]
    kept_back = tuple(Suppressed(what, SINGLE) for what in alone) if enough else (TOO_FEW,)
    return Released(mode=mode, audience=audience, score=bare, suppressed=(*kept_back, ONLY_TOTALS))


def _with_names(score: TeamScore, answers: TeamAnswers, findings: tuple[Finding, ...], *, mode: Mode, audience: Audience) -> Released:
    people = team_of(answers)
    names = {person.id: person.name or person.id for person in people}
    items = [item for _, item in answers.instrument.items()]
    shown = replace(score, flags={}) if audience == "team" else score
    return Released(
        mode=mode,
        audience=audience,
        score=replace(shown, **_private_to_each(shown, audience)),
        names=names,
        positions=_positions(answers, people, items, lambda person: names[person.id]),
        picks=_picks(answers, people, items, lambda person: names[person.id]),
        findings=_of_guesses_untested(findings) if audience == "team" else findings,
    )


def _by_function(score: TeamScore, answers: TeamAnswers, findings: tuple[Finding, ...], *, audience: Audience) -> Released:
    people = team_of(answers)
    items = [item for _, item in answers.instrument.items()]
    found = findings_without_sponsor_apart(findings, score, answers)
    return Released(
        mode="function",
        audience=audience,
        score=_impersonal(score, answers, audience),
        positions=_positions(answers, people, items, _function_label(answers)),
        picks=_picks(answers, people, items, _function_label(answers)),
        findings=_of_guesses_untested(found) if audience == "team" else found,
        suppressed=(NO_PAIRS, NO_SPLIT),
    )


def _mixed(score: TeamScore, answers: TeamAnswers) -> Released:
    """Open items are scored anew on their own, so that no figure, the index among them, holds a protected answer.

    Rounding would not do: whoever knows every open answer takes them out of the total, and in a team that is nearly of one mind
    what is left fits one set of protected answers only.
    """
    people = team_of(answers)
    open_answers = reduced(answers, lambda item: item.sensitivity == "open" and not item.private)
    protected = [item for _, item in answers.instrument.items() if item.sensitivity == "protected" and not item.private]
    bands, kept_back = bands_for(answers, people, protected)
    open_score = score_team(open_answers)
    shown = replace(
        _impersonal(open_score, open_answers, "team"),
        blocks={name: open_score.blocks.get(name) or Estimate(n=block.n, status="suppressed") for name, block in score.blocks.items()},
        items=_with_suppressed(open_score, score, answers),
        status=score.status,
    )
    open_findings = findings_without_sponsor_apart(find(open_score, open_answers), open_score, open_answers)
    found = [*open_findings, *map(graded, banded_findings(protected, bands, len(people)))]
    items = [item for _, item in open_answers.instrument.items()]
    label = _function_label(answers)
    left_out = (NOT_IN_TOTALS,) if any(block_of(item) for item in protected) else ()
    return Released(
        mode="mixed",
        audience="team",
        score=shown,
        positions=_positions(answers, people, items, label),
        picks=_picks(answers, people, items, label),
        bands=bands,
        findings=_of_guesses_untested(tuple(found)),
        suppressed=(NO_PAIRS, NO_SPLIT, *left_out, *kept_back),
    )


def reduced(answers: TeamAnswers, keep: Callable[[Item], bool]) -> TeamAnswers:
    """The same answers to some of the items. The values of the others go too: a prediction, say, reads its target by code alone."""
    banks = tuple(replace(bank, items=tuple(item for item in bank.items if keep(item))) for bank in answers.instrument.banks)
    return kept_to(answers, banks)


def _with_suppressed(open_score: TeamScore, score: TeamScore, answers: TeamAnswers) -> tuple[ItemScore, ...]:
    """The lines of open items as they are, those of protected ones without a figure, in the order of the questionnaire."""
    lines = {line.code: line for line in open_score.items}
    found = []
    for bank, item in answers.instrument.items():
        if item.private:
            continue
        whole = score.item(item.code)
        if item.code in lines:
            found.append(lines[item.code])
        else:
            found.append(ItemScore(code=item.code, type=item.type, area=bank.area, n=whole.n if whole else 0, status="suppressed"))
    return tuple(found)


def _guesses(score: TeamScore, audience: Audience) -> tuple[Prediction, ...]:
    """Predictions of the team: never those of one person, and to the team itself only from five people (decision 32).

    The team sees neither the mean size of the gap nor the exact p: with what was found for each, which the lists show, these would
    leave fewer guesses possible for every colleague than the mean does.
    """
    if audience == "consultant":
        return tuple(replace(guess, persons={}) for guess in score.predictions)
    return tuple(
        replace(guess, persons={}, size=None, p=None, adjusted=None)
        if guess.n >= PREDICTION_PEOPLE or guess.status != "ok"
        else Prediction(
            code=guess.code,
            of=guess.of,
            target=guess.target,
            n=guess.n,
            chance=guess.chance,
            no_chance=guess.no_chance,
            status="suppressed",
        )
        for guess in score.predictions
    )


def _of_guesses_untested(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings on predictions without the word that they are tested, for the team: that is a p again, if of one step.

    At six people it says that everybody erred to the same side, and with what was found for each this leaves some one guess each.
    """
    bare = (replace(one, certainty="descriptive") if one.kind in {"overconfident", "underrated"} else one for one in findings)
    return tuple(sorted(bare, key=order_key))


def _impersonal(score: TeamScore, answers: TeamAnswers, audience: Audience) -> TeamScore:
    """Without anything that points at one person."""
    kept = _private_to_each(score, audience)
    kept["knowledge"] = without_sponsor_apart(kept["knowledge"], answers)
    return replace(
        score,
        index=replace(score.index, split=None),
        core_index=replace(score.core_index, split=None),
        pairs=(),
        camps=replace(score.camps, smaller=0, larger=0),
        flags={},
        **kept,
    )


def _private_to_each(score: TeamScore, audience: Audience) -> dict[str, Any]:
    """The parts that hold something about each person by that person's id, without it: nobody but the giver sees it."""
    return {
        "predictions": _guesses(score, audience),
        "knowledge": tuple(replace(part, persons={}) for part in score.knowledge),
        "will": tuple(replace(part, persons={}) for part in score.will),
    }


def _without_private(
    score: TeamScore, answers: TeamAnswers, findings: tuple[Finding, ...]
) -> tuple[TeamScore, TeamAnswers, tuple[Finding, ...]]:
    """All three as if private items had never been asked.

    To leave out their lines would not do: index, pairs and areas hold them too, and beside all the other answers of everybody, exact
    as they stand there, each figure can be solved for them.
    """
    if not any(item.private for _, item in answers.instrument.items()):
        return score, answers, findings
    kept = reduced(answers, lambda item: not item.private)
    again = score_team(kept)
    return again, kept, find(again, kept)


def _function_label(answers: TeamAnswers) -> Label:
    return lambda person: function_text(answers.instrument, person.function) if person.function else ""


def _positions(answers: TeamAnswers, people: tuple[Respondent, ...], items: list[Item], label: Label) -> dict[str, tuple[Position, ...]]:
    """Dots of every rating, sorted by value and label so that their order links nothing across items."""
    found = {}
    for item in items:
        if isinstance(item, RatingItem):
            values = [(rating_of(item, answers.value(person, item.code)), label(person)) for person in people]
            known = sorted((int(value), name) for value, name in values if value == value)  # noqa: PLR0124 - NaN is not itself
            found[item.code] = tuple(Position(name, value) for value, name in known)
    return found


def _picks(answers: TeamAnswers, people: tuple[Respondent, ...], items: list[Item], label: Label) -> dict[str, tuple[Position, ...]]:
    """Lists of every priorities question, sorted by label; ("none",) where somebody says that nothing was agreed."""
    found = {}
    for item in items:
        if not isinstance(item, PickItem | RankingItem):
            continue
        rows = []
        for person in people:
            value = answers.value(person, item.code)
            chosen = ("none",) if isinstance(value, str) and value == "none" else tuple(chosen_of(value))
            if chosen:
                rows.append((label(person), chosen))
        found[item.code] = tuple(Position(name, chosen) for name, chosen in sorted(rows))
    return found
