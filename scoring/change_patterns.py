"""Sentences on what moved between two waves. They say what stood and what stands, never why.

Single areas and questions are named only once A itself has moved: among two dozen figures some always look moved, and with this
gate at most one team in twenty in which nothing happened is told of any change.
"""

from scoring import thresholds
from scoring.answers import TeamAnswers
from scoring.changes import Moved, WaveChange
from scoring.findings import graded
from scoring.results import Evidence, Finding
from scoring.wording import counted, decimal, quoted
from survey_definitions.schema import Item, RatingItem

SWAPPED = "exchange of each person's two sets of answers"
SIMULATED = "smallest detectable change among simulated teams in which nothing happened"


def change_findings(change: WaveChange, answers: TeamAnswers) -> tuple[Finding, ...]:
    """What may be said of a change, the whole first; nothing where it cannot be told from ordinary fluctuation.

    change: as it may be shown (`scoring.disclosed_change`), so that no sentence holds what is kept back. answers: the later wave, for
    texts and weights of items.
    """
    whole = change.average
    if whole is None or whole.change is None or whole.verdict not in {"moved", "worse"} or change.n_stayers < thresholds.CHANGE_PEOPLE:
        return ()
    items = {item.code: item for _, item in answers.instrument.items()}
    lines = [moved for moved in (*change.areas, *change.items) if moved.verdict in {"moved", "worse"}]
    found = [_whole(change, whole), *(_single(change, moved, answers, items) for moved in lines)]
    return tuple(graded(finding) for finding in found if finding is not None)


_NOTHING = {
    "too_few": "fewer than two people answered both times.",
    "basis_changed": "other blocks of questions were asked or answered, or they were weighed otherwise; nothing is compared.",
    "void": "most people gave every rating the same level; nothing is compared.",
    "suppressed": "too few people answered, came or went for a figure that tells nobody's answers.",
}


def sentence_of(change: WaveChange) -> str:
    """One sentence on a change, whatever became of it: what moved, that nothing can be told from fluctuation, or why nothing is said."""
    whole = change.average
    if whole is not None and whole.change is not None:
        if whole.verdict in {"moved", "worse"}:
            return _whole(change, whole).sentence
        if whole.verdict == "not_distinguishable":
            return steady_sentence(change)
        if whole.verdict == "not_testable" and change.n_stayers >= thresholds.CHANGE_TESTED_FROM and change.status == "ok":
            return _untested(change, whole)
    if 0 < change.n_stayers < thresholds.CHANGE_PEOPLE and change.status == "ok":
        return f"{counted(change.n_stayers, 'person', 'people')} answered both times; of so few no change is told."
    return _NOTHING.get(change.status, "no question of the index was asked alike both times.")


def _untested(change: WaveChange, whole: Moved) -> str:
    """Why people enough for a test have none: most answered as before, or an exchange of answers leaves nothing to compare."""
    if whole.p_min is None:
        return f"{_people(change.n_stayers)} left so much open that a change cannot be tested."
    people = counted(change.n_stayers, "person", "people")
    return f"Of the {people} who answered both times too few answered otherwise for a test of the change."


def steady_sentence(change: WaveChange) -> str:
    """The one sentence for a change that cannot be told from answering twice; empty where there is none to speak of."""
    whole = change.average
    if whole is None or whole.change is None or whole.verdict != "not_distinguishable":
        return ""
    rule = ", by rule, not by test" if whole.by_rule else ""
    return f"{_people(change.n_stayers)} {_stand(whole)} {change.before}, within the range of ordinary fluctuation{rule}."


def _people(n: int) -> str:
    return f"The {counted(n, 'person', 'people')} who answered both times"


def _stand(moved: Moved) -> str:
    """Where they stand: "12 points closer than in"; a figure to the nearest five says "about", and one of less than a point so."""
    points = moved.change or 0.0
    rounded = moved.before is None
    size = round(abs(points))
    if round(abs(points), 9) == 0:
        if moved.verdict in {"moved", "worse"}:
            return f"stand slightly {'closer' if moved.verdict == 'moved' else 'further apart'} than in"
        return f"stand {'about' if rounded else 'exactly'} as close as in"
    much = counted(size, "point", "points") if size else "less than 1 point"
    return f"stand {'about ' if rounded else ''}{much} {'closer' if points > 0 else 'further apart'} than in"


def _certain(p: float, moved: Moved) -> str:
    """The p of a sentence; one that rounds to nought, or was rounded up before it was released, is a bound."""
    if moved.p_method == "rounded":
        return f"p at most {p:g}"
    return "p below 0.001" if round(p, 3) == 0 else f"p = {p:.3f}"


def _whole(change: WaveChange, moved: Moved) -> Finding:
    points = moved.change or 0.0
    how = "by rule, not by test" if moved.by_rule else "tested" if moved.p is None else _certain(moved.p, moved)
    sentence = f"{_people(change.n_stayers)} {_stand(moved)} {change.before} ({how})."
    values: dict[str, object] = {"change": points, "points": round(abs(points))}
    for name in ("before", "after", "p", "detectable"):
        if (value := getattr(moved, name)) is not None:
            values[name] = value
    index = change.index
    if change.opposite and index is not None and index.before is not None and index.after is not None:
        first, second = round(index.before), round(index.after)
        sentence += (
            " Across the deepest split they moved the other way: "
            f"the index itself stood at {_signed(first)} and stands at {_signed(second)}."
        )
        values |= {"index_before": first, "index_after": second}
    return Finding(
        kind="moved_closer" if moved.verdict == "moved" else "moved_apart",
        subject="team",
        sentence=sentence,
        size=min(1.0, abs(points) / thresholds.CHANGE_LARGE),
        weight=2,
        certainty="outside_chance" if moved.by_rule else "tested",
        evidence=Evidence(items=change.entered, n=change.n_stayers, values=values, formula=f"A after less A before; {_formula(moved)}"),
    )


def _formula(moved: Moved) -> str:
    return SIMULATED if moved.by_rule else SWAPPED


def _signed(value: int) -> str:
    return str(value).replace("-", "\N{MINUS SIGN}")


def _single(change: WaveChange, moved: Moved, answers: TeamAnswers, items: dict[str, Item]) -> Finding | None:
    """One area or question, after Benjamini and Hochberg over all that stand beside it."""
    item = items.get(moved.code)
    subject = quoted(item.text) if item else _area_title(answers, moved.code)
    p = moved.p if moved.p_adjusted is None else moved.p_adjusted
    if p is None or moved.before is None or moved.after is None:
        return None
    among = f"{_certain(p, moved)} among {counted(moved.family, 'figure', 'figures')} compared"
    if moved.kind in {"item_mean", "area_mean"}:
        # An area's levels are the same in all its items, or it has no mean.
        levels = item.size if isinstance(item, RatingItem) else _area_levels(answers, moved.code)
        before, after = decimal(moved.before), decimal(moved.after)
        sentence = (
            f"On {subject} the {counted(moved.n, 'person', 'people')} who answered both times stand at {after} of {levels} on average; "
            f"in {change.before} it was {before} ({among})."
        )
        size = abs(moved.after - moved.before) / max(levels - 1, 1)
        values: dict[str, object] = {"before": moved.before, "after": moved.after, "levels": levels}
        formula = "mean after less mean before"
    else:
        before, after = _hundred(moved.before), _hundred(moved.after)
        way = "closer together" if moved.verdict == "moved" else "further apart"
        sentence = (
            f"On {subject} the answers of the {counted(moved.n, 'person', 'people')} who answered both times lie {way}: they agree by "
            f"{after} of 100, where 0 is what random answers give; in {change.before} it was {before} ({among})."
        )
        size = min(1.0, abs(moved.after - moved.before))
        values = {"before": moved.before, "after": moved.after}
        formula = "agreement after less agreement before"
    return Finding(
        kind="item_moved" if moved.verdict == "moved" else "item_worse",
        subject=moved.code,
        sentence=sentence,
        size=min(1.0, size),
        weight=item.weight if item else 1,
        certainty="tested",
        evidence=Evidence(
            items=(moved.code,) if item else _area_items(answers, moved.code, change),
            n=moved.n,
            values=values | {"p": p, "figures": moved.family},
            formula=f"{formula}; {_formula(moved)}; Benjamini and Hochberg",
        ),
        private=bool(item and item.private),
    )


def _hundred(agreement: float) -> str:
    return _signed(round(100 * agreement))


def _area_title(answers: TeamAnswers, area: str) -> str:
    return next((bank.title for bank in answers.instrument.banks if bank.area == area), area)


def _area_ratings(answers: TeamAnswers, area: str) -> list[RatingItem]:
    return [item for bank, item in answers.instrument.items() if bank.area == area and isinstance(item, RatingItem) and not item.private]


def _area_levels(answers: TeamAnswers, area: str) -> int:
    return max((item.size for item in _area_ratings(answers, area)), default=0)


def _area_items(answers: TeamAnswers, area: str, change: WaveChange) -> tuple[str, ...]:
    return tuple(item.code for item in _area_ratings(answers, area) if item.code in change.comparable)
