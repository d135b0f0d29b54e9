"""Page two, in the order that decision 21 sets: it alone tells the story."""

import datetime as dt
import math

from reports.compose.index_tile import index_tile, level_words, shown_of
from reports.compose.shares import alternative_of, shares_of, title_of
from reports.compose.source import SECTION_OF, Source
from reports.compose.totals import totals
from reports.model import Block, Bullet, Bullets, Contents, Grid, Heading, Passage, Section, Tile, Tiles
from reports.text import LINE, clean
from reports.wording import count_word, decimal, plural, sentence, short_date
from scoring.repeats import told_once
from scoring.results import Finding, Recommendation
from survey_definitions.schema import DefinitionItem, PredictionItem, RatingItem, TextItem

_TITLE_KINDS = frozenset({"overconfident", "underrated", "priorities_apart"})
NOTHING_SAID = "Too few of the questions were answered with something that a figure could be worked out from."
MOST_ACTIONS = 5  # cards of a report
MOST_EVIDENCE = 3  # sentences of a card
TOO_FEW = 3  # with fewer answers nothing is said of a team


def summary(source: Source) -> Section:
    """The summary section."""
    if source.score.n < TOO_FEW:
        return _too_few(source)
    blocks: list[Block] = []
    tiles = tuple(tile for tile in (_shares_tile(source), _declared_tile(source), index_tile(source)) if tile is not None)
    if tiles:
        blocks.append(Tiles(tiles=tiles))
    else:
        kept = source.score.index.status not in {"too_few", "void"}
        why = "The way in which this team's answers are kept leaves no figure that may stand here." if kept else NOTHING_SAID
        blocks.append(Passage(text=why, style="small"))
    blocks += totals(source) if source.only_totals else [*_agreements(source), *_findings(source), *_decisions(source)]
    blocks.append(Passage(text=closing_line(source), style="closing"))
    blocks.append(Contents())
    return Section(key="summary", name="Summary", title=_title(source), blocks=tuple(blocks))


def _title(source: Source) -> str:
    shares = shares_of(source)
    if shares is not None:
        return title_of(shares)
    shown = shown_of(source)
    if shown is None:
        return f"What {count_word(source.score.n)} answers show, and what they cannot"
    word = level_words(source)
    return f"Alignment stands at {shown} of 100" + (f": {word}" if word else "")


def _shares_tile(source: Source) -> Tile | None:
    shares = shares_of(source)
    if shares is None:
        return None
    return Tile(
        label="Shared priorities",
        figure=decimal(shares.found),
        unit=f"of {shares.top}",
        text="what two colleagues name in common, on average",
        shares=shares,
        alternative=alternative_of(shares),
    )


def declared_counts(source: Source) -> tuple[int, int] | None:
    """How many named every declared priority, of how many, the sponsor left out; None where it is not to be had."""
    brief = source.brief
    if brief.declared_named is not None and brief.declared_of:
        return brief.declared_named, brief.declared_of
    known = source.knowledge()
    if known is not None:
        return (known.all_named, known.n) if known.n else None
    priority = source.first_priorities()
    if not brief.declared or priority is None or priority.code not in source.released.picks:
        return None
    picks = [found for found in source.released.picks[priority.code] if not brief.sponsor or found.label != brief.sponsor]
    named = sum(set(brief.declared) <= set(found.value) for found in picks if isinstance(found.value, list | tuple))
    return (named, len(picks)) if picks else None


def _declared_tile(source: Source) -> Tile | None:
    counts = declared_counts(source)
    if counts is not None:
        named, people = counts
        known = source.knowledge()
        size = len(known.declared) if known else len(source.declared)
        few = {0: "named the declared priorities", 1: "named the declared priority", 2: "named both declared priorities"}
        what = few.get(size, f"named all {count_word(size)} declared priorities")
        left_out = known is None or known.left_out
        note = "The sponsor, who sealed them before the first invitation, is not counted."
        return _people_tile("Declared priorities", named, people, what, (note,) if left_out else ())
    priority = source.first_priorities()
    if priority is None or not priority.counts or not priority.n:
        return None
    top = max(priority.counts.values())
    names = [source.option_text(priority.code, option) for option, count in priority.counts.items() if count == top]
    what = (
        f"chose “{clean(names[0], 70)}”, the most chosen priority"
        if len(names) == 1
        else f"chose each of the {count_word(len(names))} most chosen priorities"
    )
    return _people_tile("The most chosen priority" if len(names) == 1 else "The most chosen priorities", top, priority.n, what, ())


def _people_tile(label: str, part: int, whole: int, text: str, notes: tuple[str, ...]) -> Tile:
    alternative = f"{part} of {whole} discs are filled."
    return Tile(label=label, figure=str(part), unit=f"of {whole}", text=text, notes=notes, part=part, whole=whole, alternative=alternative)


def _agreements(source: Source) -> list[Block]:
    agreed = [finding for finding in source.findings if finding.kind == "agreed"][:2]
    if not agreed:
        return [
            Heading(text="What the team agrees on"),
            Passage(text="No list and no word is shared, and on no question do answers lie close together in the upper half of the scale."),
        ]
    heading = f"{count_word(len(agreed), capital=True)} {'thing' if len(agreed) == 1 else 'things'} the team agrees on"
    return [
        Heading(text=heading),
        Bullets(items=tuple(Bullet(head="", text=sentence(source.sentence_of(found)), goto=_goto(source, found)) for found in agreed)),
    ]


def _goto(source: Source, finding: Finding) -> str:
    if finding.kind == "agreed":
        types = {"T": "priorities", "R": "priorities", "D": "definitions", "C": "allocation", "M": "items"}
        item = source.item(finding.subject)
        return types.get(item.type, "") if item else "distance" if finding.subject in source.areas else ""
    item = source.item(finding.subject)
    if isinstance(item, PredictionItem) and item.of != "picks":
        return "predictions"
    section = SECTION_OF.get(finding.kind, "")
    # Pay, goals, what was heard and the fact sheet have no page of their own: the reader is sent where the sentence comes back.
    on_page = {
        "items": isinstance(item, RatingItem) or finding.subject == "ratings",
        "priorities": not isinstance(item, TextItem),
        "definitions": isinstance(item, DefinitionItem),
    }
    if section and on_page.get(section, True):
        return section
    printed = {entry.sentence for found in source.recommended[:MOST_ACTIONS] for entry in printed_evidence(found)}
    return "actions" if finding.sentence in printed else ""


def _told_by_title(source: Source) -> set[str]:
    """The subjects that the title's sentence already says: the predicted list and its prediction."""
    if shares_of(source) is None:
        return set()
    first = source.first_priorities()
    code = first.code if first else ""
    return {code, *(found.code for found in source.score.predictions if found.of == "picks" and found.target == code)}


def chosen_findings(source: Source, most: int = 3) -> list[Finding]:
    """What page two says, in the order of findings, and nothing that the title says.

    Those of low severity only where there are no others, since a small gap can be certain; then one of a kind and one of a subject
    as long as there are others.
    """
    told = _told_by_title(source)
    left = [found for found in source.findings if found.kind != "agreed" and not (found.subject in told and found.kind in _TITLE_KINDS)]
    chosen: list[Finding] = []
    for pool in ([found for found in left if found.severity != "low"], [found for found in left if found.severity == "low"]):
        for apart in ("kind subject", "kind", ""):  # what no two of them may have in common, less and less
            for found in pool:
                fresh = all(getattr(found, name) != getattr(other, name) for other in chosen for name in apart.split())
                if len(chosen) < most and found not in chosen and fresh:
                    chosen.append(found)
    return sorted(chosen, key=left.index)


def _findings(source: Source) -> list[Block]:
    found = chosen_findings(source)
    if not found and any(finding.kind != "agreed" for finding in source.findings):
        return [
            Heading(text="What we found"),
            Passage(text="Beside what the title says, no gap in this wave is large enough to be called a finding."),
        ]
    if not found:
        return [Heading(text="What we found"), Passage(text="No gap in this wave is large enough to be called a finding.")]
    heading = f"{count_word(len(found), capital=True)} {'finding' if len(found) == 1 else 'findings'}"
    bullets = tuple(Bullet(head="", text=sentence(source.sentence_of(finding)), goto=_goto(source, finding)) for finding in found)
    return [Heading(text=heading), Bullets(items=bullets, numbered=True)]


def printed_evidence(found: Recommendation) -> tuple[Finding, ...]:
    """The findings that the card of an action prints."""
    return told_once(found.evidence)[:MOST_EVIDENCE]


def earliest(source: Source, weeks: int) -> dt.date:
    """The earliest realistic date of an action."""
    return (source.brief.decided_on or source.brief.date) + dt.timedelta(weeks=weeks)


def _decisions(source: Source) -> list[Block]:
    chosen = [source.actions[found.action] for found in source.recommended[:3]]
    if not chosen:
        return [Heading(text="Proposed decisions"), Passage(text="No finding of this wave calls for an action from the library.")]
    heading = "One proposed decision" if len(chosen) == 1 else f"{count_word(len(chosen), capital=True)} proposed decisions"
    rows = tuple(
        (clean(action.title, LINE), clean(action.owner, LINE), short_date(earliest(source, action.earliest_weeks))) for action in chosen
    )
    return [Heading(text=heading), Grid(head=("Decision", "Owner", "Earliest"), rows=rows, widths=(0.62, 0.22, 0.16))]


def closing_line(source: Source) -> str:
    """Who answered, what a missing seat could change, and that nothing here says who is right."""
    answered, invited = source.answered, source.invited
    missing = invited - answered
    if answered < invited:
        first = f"{'Nobody' if answered == 0 else answered} of {invited} answered."
    else:
        first = {0: "Nobody was asked.", 1: "The one person asked answered.", 2: "Both people asked answered."}.get(
            invited, f"All {invited} answered."
        )
    parts = [first]
    bounds = source.bounds
    if missing and bounds is not None:
        seats = "missing seat" if missing == 1 else f"{count_word(missing)} missing seats"
        # Outwards: what is printed has to hold whatever the missing people think.
        low, high = max(0, math.floor(round(bounds.low, 6))), max(0, math.ceil(round(bounds.high, 6)))
        parts.append(f"The {seats} could move the index between {low} and {high}.")
    parts.append("Nothing here says who is right.")
    return " ".join(parts)


def _too_few(source: Source) -> Section:
    answers = plural(source.score.n, "answer")
    text = (
        f"This wave holds {answers}. A distance between people needs at least {count_word(TOO_FEW)} of them: with fewer, every figure "
        "would be one person's answer under another name. So nothing is drawn and nothing is compared."
    )
    more = "Let the wave run until more of those invited have answered, or ask again in the next quarter."
    blocks = (Passage(text=text), Heading(text="What to do now"), Passage(text=more), Passage(text=closing_line(source), style="closing"))
    return Section(key="summary", name="Summary", title="Too few answers for a picture of the team", blocks=blocks)
