"""How each headline of one team came about, step by step, with the team's own numbers, for whoever must defend it."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from scoring.answers import TeamAnswers
from scoring.coding import Coded, code_team
from scoring.equations import number
from scoring.explained_certainty import explain_chance, explain_level, explain_missing, explain_people
from scoring.explained_index import basis_of, explain_average, explain_blocks, explain_lower, explain_split, shares_of_blocks
from scoring.explained_pair import explain_pair
from scoring.index import without_blocks
from scoring.pace import paces_of
from scoring.repeats import told_once
from scoring.results import BLOCKS, Finding, TeamScore
from scoring.screening import counting, screen
from scoring.team import team_of
from scoring.wording import counted, listed

FINDINGS = 10  # the strongest
# Kinds that speak of the whole team on one item or area; others may name functions or people.
_OF_ALL = frozenset(
    {
        "item_split",
        "item_low",
        "area_low",
        "area_split",
        "priorities_apart",
        "definition_contested",
        "definition_missing",
        "allocation_apart",
    }
)
_RULES = {
    "straight_lining": "gave every rating the same level: these ratings are left out of the index",
    "too_fast": "rated faster than anybody reads: these ratings are left out of the index",
    "flat_allocation": "split the points almost evenly: this split is left out of the index",
}


class Section(Struct, frozen=True):
    """One step of the explanation."""

    title: str
    lines: tuple[str, ...]


def explain(score: TeamScore, answers: TeamAnswers, findings: Sequence[Finding] = (), *, minimum: int = 0) -> tuple[Section, ...]:
    """Every headline with its arithmetic; each line with " = " holds as printed.

    score: as `score_team` makes it, or the same after cells were kept back; what is kept back there is not worked out again here. With
    a `minimum` above 1 nobody is named, and only findings about the whole team on at least so many answers are printed.
    """
    index = score.index
    sections = [("Who counts", _who_counts(score, answers, minimum=minimum))]
    if score.status != "suppressed" and index.value is not None:
        coded = _entered(answers, score)
        sections += [
            ("Blocks", explain_blocks(score, coded)),
            ("One pair, from its answers", _one_pair(coded, answers, score, minimum)),
            ("Any two people (A)", explain_average(score, answers)),
            ("Across the deepest split (U)", explain_split(score, minimum=minimum)),
            ("The index (I)", explain_lower(score)),
            ("Against chance and habits", explain_chance(score)),
            ("The word", explain_level(score)),
            ("Single people", explain_people(score)),
            ("Who is missing", explain_missing(score)),
        ]
    else:
        sections.append(("The index (I)", [f"No index: {index.level_reason or index.status.replace('_', ' ')}."]))
    if score.status != "suppressed":
        sections.append(("What stands out", _findings(score, findings, minimum)))
    return tuple(Section(title, tuple(lines)) for title, lines in sections if lines)


def explanation_text(score: TeamScore, sections: Sequence[Section]) -> str:
    """The sections as plain text under the team's name."""
    heading = " · ".join(part for part in (score.team, score.wave, "how each figure came about") if part)
    lines = [heading, "=" * len(heading)]
    for at, section in enumerate(sections, start=1):
        title = f"{at}. {section.title}"
        lines += ["", title, "-" * len(title), *section.lines]
    return "\n".join(lines) + "\n"


def _entered(answers: TeamAnswers, score: TeamScore) -> Coded:
    """The answers that the index was worked out from."""
    coded = screen(code_team(replace(answers, respondents=team_of(answers))), paces_of(answers)).coded
    entered = basis_of(score)
    return without_blocks(coded, tuple(block for block in BLOCKS if block not in entered))


def _one_pair(coded: Coded, answers: TeamAnswers, score: TeamScore, minimum: int) -> list[str]:
    values = {block: score.blocks[block].value for block in basis_of(score)}
    means = {block: 1 - value / 100 for block, value in values.items() if value is not None}
    if minimum > 1 or len(means) < len(values):
        return []
    return explain_pair(coded, means, shares_of_blocks(score, answers))


def _who_counts(score: TeamScore, answers: TeamAnswers, *, minimum: int) -> list[str]:
    if score.status == "suppressed":
        return [f"{score.n} answered. Everything else is kept back: {score.index.level_reason}."]
    lines = [f"{score.invited} were asked, {score.n} sent answers, {score.index.n} count for the index."]
    lines.append("A block is answered from half of the items asked on; whoever answered blocks of half of the weight counts.")
    if minimum > 1:
        return lines
    people = team_of(answers)
    coded = code_team(replace(answers, respondents=people))
    for at in (place for place, counts in enumerate(counting(coded)) if not counts):
        given = [
            f"{block} {int(coded.answered[block][at].sum())} of {int(coded.asked[block][at].sum())}"
            for block in BLOCKS
            if coded.asked[block][at].any()
        ]
        lines.append(f"  {coded.ids[at]} does not count: {listed(given) or 'nothing answered'}.")
    for rule, ids in score.flags.items():
        lines.append(f"  {listed(ids)} {_RULES.get(rule, 'left out of the index: ' + rule.replace('_', ' '))}.")
    return lines


def _findings(score: TeamScore, findings: Sequence[Finding], minimum: int) -> list[str]:
    kept = [finding for finding in findings if minimum <= 1 or _told(score, finding, minimum)]
    told = [finding for finding in told_once(kept) if finding.kind != "agreed"]
    lines: list[str] = []
    for at, finding in enumerate(told[:FINDINGS], start=1):
        evidence = finding.evidence
        certainty = finding.certainty.replace("_", " ")
        lines += [
            f"{at}. {finding.sentence}",
            f"   {finding.kind}, {finding.severity or 'no'} severity, {certainty}; size {number(finding.size, 2)}, weight {finding.weight}",
            f"   from {', '.join(evidence.items)}; n {evidence.n}; formula: {evidence.formula}",
            f"   {_values(evidence.values)}",
        ]
    if len(told) > FINDINGS:
        lines.append(f"{counted(len(told) - FINDINGS, 'more finding is', 'more findings are')} not printed here.")
    if minimum > 1:
        lines.append("Findings that could name a function or a person, or rest on fewer answers, are kept back.")
    return lines


def _told(score: TeamScore, finding: Finding, minimum: int) -> bool:
    items = [score.item(code) for code in finding.evidence.items]
    known = all(item is not None and item.status != "suppressed" for item in items)
    return known and finding.kind in _OF_ALL and finding.evidence.n >= minimum


def _values(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_value(value)}" for name, value in values.items() if value is not None)


def _value(value: object) -> str:
    if isinstance(value, float):
        return number(value, 3)
    if isinstance(value, Mapping):
        return "(" + ", ".join(f"{name} {_value(one)}" for name, one in value.items()) + ")"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(_value(one) for one in value) + ")"
    return str(value)
