"""Findings in what a team should have in common: goal, priorities, words, effort, and beliefs about colleagues."""

from collections import Counter

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.guesses import goal_key, is_tested
from scoring.results import AllocationScore, DefinitionScore, Evidence, Finding, Prediction, PriorityScore
from scoring.wording import counted, decimal, listed, plain, quoted
from survey_definitions.schema import (
    AllocationItem,
    DefinitionItem,
    PickItem,
    PredictionItem,
    RankingItem,
    TextItem,
)


def priority_findings(answers: TeamAnswers, item: PickItem | RankingItem, score: PriorityScore) -> list[Finding]:
    """A list that is not shared, or one that is. Only lists that enter the index."""
    agreement = score.agreement.value
    if not item.in_index or score.n < thresholds.PEOPLE or agreement is None:
        return []
    people = counted(score.n, "person", "people")
    values = {
        "shared": score.shared,
        "places": score.places,
        "chance_shared": score.chance_shared,
        "agreement": agreement,
        "points": 100 * agreement,
        "none": score.none,
        "options": score.size,
    }
    evidence = Evidence(items=(item.code,), n=score.n, values=values, formula="mean overlap of two lists; mean Spearman of mid-ranks")
    band = score.agreement.chance_band
    if agreement < thresholds.PRIORITIES_APART_BELOW:
        nobody = f" {counted(score.none, 'person says', 'people say')} that nothing was agreed." if score.none else ""
        return [
            Finding(
                kind="priorities_apart",
                subject=item.code,
                sentence=(
                    f"Two of {people} share {decimal(score.shared)} of {score.places} priorities on average; lists picked at random "
                    f"from {score.size} would share {decimal(score.chance_shared)}.{nobody}"
                    if score.shared is not None and score.chance_shared is not None
                    else _order_sentence(people, agreement)
                ),
                size=min(1.0, 1 - agreement),
                weight=item.weight,
                certainty="outside_chance" if band and agreement < band.low else "descriptive",
                evidence=evidence,
                private=item.private,
            )
        ]
    if agreement < thresholds.AGREED_PRIORITIES_FROM:
        return []
    texts = {option.code: option.text for option in answers.instrument.options_of(item)}
    most = max(score.counts.values(), default=0)
    first = [quoted(texts[code]) for code, votes in score.counts.items() if votes == most]
    return [
        Finding(
            kind="agreed",
            subject=item.code,
            sentence=(
                _shared_sentence(people, score, listed(first), len(first), most)
                if score.shared is not None
                else _order_sentence(people, agreement)
            ),
            size=min(1.0, agreement),
            weight=item.weight,
            certainty="outside_chance" if band and agreement > band.high else "descriptive",
            evidence=Evidence(items=(item.code,), n=score.n, values={**values, "most_named": most}, formula=evidence.formula),
            private=item.private,
        )
    ]


def _shared_sentence(people: str, score: PriorityScore, named: str, options: int, most: int) -> str:
    if most == score.n and options == score.places:
        return f"All {people} name the same {'priority' if options == 1 else 'priorities'}: {named}."
    shared = decimal(score.shared or 0.0)
    who = f"all {most}" if most == score.n else str(most)
    are = "is" if options == 1 else "are each"
    return f"Two of {people} share {shared} of {score.places} priorities on average; {named} {are} named by {who}."


def _order_sentence(people: str, agreement: float) -> str:
    points = plain(round(max(100 * agreement, 0.0)))
    return f"The orders in which {people} put the priorities agree by {points} of 100, where orders at random give 0."


def definition_findings(item: DefinitionItem, score: DefinitionScore) -> list[Finding]:
    """A word that means different things, one that nobody has settled, or one that is clear."""
    if score.n < thresholds.PEOPLE or score.agreement is None:
        return []
    found = []
    people, term = counted(score.n, "person", "people"), quoted(score.term)
    share = score.none / score.n
    if round(share, 9) >= round(thresholds.DEFINITION_MISSING_FROM, 9) and score.none >= 2:
        found.append(
            Finding(
                kind="definition_missing",
                sentence=f"{score.none} of {people} say that there is no agreed definition of {term}.",
                size=share,
                evidence=Evidence(items=(item.code,), n=score.n, values={"none": score.none}, formula="count"),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    if score.agreement < thresholds.DEFINITION_CONTESTED_BELOW and score.none < score.n:
        split, values = _contested(item, score)
        found.append(
            Finding(
                kind="definition_contested",
                sentence=f"{term} means different things to {people}: {split}.",
                size=min(1.0, 1 - score.agreement),
                evidence=Evidence(
                    items=(item.code,), n=score.n, values={**values, "agreement": score.agreement}, formula="Bennett's S over parts"
                ),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    elif score.agreement >= thresholds.AGREED_FROM:
        found.append(
            Finding(
                kind="agreed",
                sentence=f"{people} use {term} in {'the' if round(score.agreement, 9) == 1 else 'nearly the'} same sense.",
                size=min(1.0, score.agreement),
                evidence=Evidence(items=(item.code,), n=score.n, values={"agreement": score.agreement}, formula="Bennett's S over parts"),
                subject=item.code,
                weight=item.weight,
                private=item.private,
            )
        )
    return found


def _contested(item: DefinitionItem, score: DefinitionScore) -> tuple[str, dict[str, object]]:
    """Where the meanings part: the options ticked, or the parts on which people are furthest apart."""
    if score.parts and score.parts[0].kind == "tick":
        used = [count for count in score.parts[0].counts.values() if count]
        meanings = counted(len(used), "meaning", "meanings")
        if len(used) == 1:
            return f"{used[0]} give the same one, the others none", {"most_chosen": used[0]}
        common = "no two of them chose the same one" if max(used) == 1 else f"the most common one is chosen by {max(used)}"
        return f"{meanings} are in use, {common}", {"meanings": len(used), "most_chosen": max(used)}
    worst = min(
        (part for part in score.parts if part.agreement is not None),
        key=lambda part: (round(part.agreement or 0.0, 9), part.code),
        default=None,
    )
    if worst is None:
        return "no two of them have answered the same part", {}
    if worst.kind == "criterion":
        text = next(criterion.text for criterion in item.criteria if criterion.code == worst.code)
        inside, outside = worst.counts["in"], worst.counts["out"]
        return f"{quoted(text)} belongs to it for {inside} and not for {outside}", {"part": worst.code, "in": inside, "out": outside}
    used = [count for count in worst.counts.values() if count]
    name = "threshold" if worst.kind == "threshold" else "owner"
    return f"{counted(len(used), name, name + 's')} are named", {"part": worst.code, "named": len(used)}


def allocation_findings(item: AllocationItem, score: AllocationScore) -> list[Finding]:
    """Effort that people would place differently."""
    if score.n < thresholds.PEOPLE or score.agreement is None or score.to_move is None or score.chance_to_move is None:
        return []
    if score.agreement >= thresholds.ALLOCATION_APART_BELOW:
        return []
    return [
        Finding(
            kind="allocation_apart",
            subject=item.code,
            sentence=(
                f"On {quoted(item.text)} two of {counted(score.n, 'person', 'people')} would have to move {plain(round(score.to_move))} of "
                f"{item.total} points to say the same; random answers would have to move {plain(round(score.chance_to_move))}."
            ),
            size=min(1.0, 1 - score.agreement),
            weight=item.weight,
            evidence=Evidence(
                items=(item.code,),
                n=score.n,
                values={
                    "to_move": score.to_move,
                    "points": round(score.to_move),
                    "total": item.total,
                    "chance_to_move": score.chance_to_move,
                    "chance_points": round(score.chance_to_move),
                },
                formula="mean total variation over pairs",
            ),
            private=item.private,
        )
    ]


def goal_findings(answers: TeamAnswers, people: tuple[Respondent, ...], item: TextItem) -> list[Finding]:
    """A goal that too few name alike, by measure and deadline."""
    values = [answers.value(person, item.code) for person in people]
    given = [value for value in values if isinstance(value, dict) and any(str(part or "").strip() for part in value.values())]
    n = len(given)
    if n < thresholds.PEOPLE:
        return []
    alike = Counter(key for value in given if (key := goal_key(value)))
    most = max(alike.values(), default=0)
    if round(most / n, 9) >= round(thresholds.GOAL_UNKNOWN_BELOW, 9):
        return []
    same = "no two name the same measure and deadline" if most <= 1 else f"at most {most} name the same measure and deadline"
    return [
        Finding(
            kind="goal_unknown",
            subject=item.code,
            sentence=f"Asked for the one company goal, {counted(n, 'person', 'people')} answered and {same}.",
            size=1 - most / n,
            weight=item.weight,
            evidence=Evidence(
                items=(item.code,), n=n, values={"same": most}, formula="people who name the most named measure and deadline"
            ),
            private=item.private,
        )
    ]


def prediction_findings(answers: TeamAnswers, item: PredictionItem, score: Prediction) -> list[Finding]:
    """People who believe that they share more with colleagues than they do, or less."""
    if score.n < thresholds.PREDICTION_PEOPLE or score.predicted is None or score.found is None or score.gap is None:
        return []
    least = {
        "picks": thresholds.PICKS_OVERRATED_FROM,
        "area": thresholds.AREA_OVERRATED_FROM,
        "goal": thresholds.GOAL_OVERRATED_FROM,
    }[item.of]
    if round(abs(score.gap), 9) < least:
        return []
    above = score.gap > 0
    believed, found = decimal(score.predicted), decimal(score.found)
    people = counted(score.n, "person", "people")
    area = next((bank.title for bank in answers.instrument.banks if bank.area == item.target), item.target)
    more = "" if above else ": they share more than they believe"
    sentence = {
        "picks": f"{people} believe that a typical colleague shares {believed} of their priorities; found are {found}{more}.",
        "area": f"On {quoted(area)}, {people} expect colleagues to give {believed} on average; they give {found}.",
        "goal": f"{people} believe that {believed} colleagues name the same goal; found are {found}{more}.",
    }[item.of]
    target = next((entry for entry in answers.instrument.items() if entry[1].code == item.target), None)
    places = target[1].pick if target and isinstance(target[1], PickItem) else 3
    whole = {"picks": float(places), "area": 4.0, "goal": float(max(score.n - 1, 1))}[item.of]
    return [
        Finding(
            kind="overconfident" if above else "underrated",
            subject=item.code,
            sentence=sentence,
            size=min(1.0, abs(score.gap) / whole),
            weight=item.weight if above else 1,
            certainty="tested" if is_tested(score) else "descriptive",
            evidence=Evidence(
                items=(item.code, item.target),
                n=score.n,
                values={"predicted": score.predicted, "found": score.found, "gap": score.gap},
                formula="mean predicted less mean found; sign flips, Benjamini-Hochberg over the predictions",
            ),
            private=item.private,
        )
    ]
