"""Method and confidentiality: who answered, how answers are kept, how figures are made, what is not shown, and the version."""

from collections import Counter

from reports.compose.source import Source
from reports.compose.summary import TOO_FEW
from reports.model import Block, Bullet, Bullets, Grid, Heading, Passage, Section
from reports.text import LINE, NAME, SENTENCE, clean
from reports.wording import count_word, date_words, decimal, join_words, plural, sentence
from scoring.results import BLOCKS

_BLOCKS = {"ratings": "ratings", "priorities": "priorities", "allocation": "the division of effort", "definitions": "definitions"}
_FEW_QUESTIONS = 4
_CELLS = {
    "pairs": "pairs of people",
    "split": "who stands on which side of the deepest split",
    "index": "the index",
    "protected": "what protected questions would add to the index and its parts",
}
_DEFAULT_SENTENCES = {
    "mixed": "Open questions are shown by function; protected ones only as words about the whole team.",
    "named": "Answers are shown with names, as everybody agreed before starting.",
    "function": "Answers are shown by function, also where a function is one person, as everybody agreed before starting.",
    "consultant": "The team sees totals and words about the whole; who answered what is known to the consultant alone.",
    "aggregate": "Nobody, the consultant included, can see who answered what; results are totals and words about the whole.",
}


def method(source: Source) -> Section:
    """The section; it stands in every report."""
    blocks: list[Block] = [
        Heading(text="Who answered"),
        Passage(text=_who(source)),
        Heading(text="How answers are kept"),
        *_keeping(source),
    ]
    if source.score.index.shown is not None and source.score.n >= TOO_FEW:
        blocks += [Heading(text="How the index is made"), *_index(source)]
    blocks += [
        Heading(text="What is not shown"),
        *_suppressed(source),
        Heading(text="Instrument and version"),
        Passage(text=_version(source)),
    ]
    return Section(
        key="method", name="Method and confidentiality", title="How the figures are made, and what is not shown", blocks=tuple(blocks)
    )


def _who(source: Source) -> str:
    brief = source.brief
    answered, invited = source.answered, source.invited
    text = (
        f"{answered} of {invited} people who were asked have answered"
        if answered < invited
        else f"All {plural(invited, 'person', 'people')} who were asked have answered"
    )
    if answered == invited <= 2:
        text = "The one person who was asked has answered" if invited == 1 else "Both people who were asked have answered"
    if brief.opened and brief.closed:
        text += f", between {date_words(brief.opened)} and {date_words(brief.closed)}"
    elif brief.closed:
        text += f", until {date_words(brief.closed)}"
    text += "."
    sizes = {found.n for found in source.score.functions}
    if sizes == {1}:
        text += f" One person each: {join_words([source.function_text(found.code) for found in source.score.functions])}."
    elif sizes:
        text += f" By function: {join_words([f'{source.function_text(found.code)} {found.n}' for found in source.score.functions])}."
    if source.score.dk_share > 0:
        share = decimal(source.score.dk_share * 100, 0)
        text += f" {'Under 1' if share == '0' else share} in 100 answers were “not my area” or “don’t know”; they count for nothing."
    flagged = sum(len(set(people)) for people in source.score.flags.values())
    if flagged:
        verb = "was" if flagged == 1 else "were"
        text += f" {plural(flagged, 'mark')} of careless answering {verb} set; such ratings leave the index and stay in all other figures."
    return text


def _keeping(source: Source) -> list[Block]:
    told = [sentence(clean(line, SENTENCE)) for line in source.brief.mode_sentences if clean(line)]
    told = told or [_DEFAULT_SENTENCES[source.released.mode]]
    bullets = Bullets(items=tuple(Bullet(head="", text=line) for line in told))
    if not source.brief.welcomed:
        return [bullets]
    return [Passage(text="This was written on the welcome page, before the first question:", style="small"), bullets]


def _index(source: Source) -> list[Block]:
    index = source.score.index
    basis = [_BLOCKS.get(block, block) for block in BLOCKS if block in index.basis.split("+")]
    text = (
        "For every two people, the distance between their answers is set against the distance that answers clicked at random would have"
        + (f", over {join_words(basis)}. " if basis else ". ")
        + "100 stands for identical answers, 0 for what random clicking gives. The mean over all pairs is the first reading: "
        "any two of you. The second reading looks for the split into two sides that lie furthest apart and compares across it; "
        "it is usually up to four points lower. "
        "The index is the lower of the two."
    )
    parts = [text]
    if index.reference is not None:
        parts.append(
            "People who share no view still answer alike to some degree: ratings gather in the middle, some options are popular. "
            "Such people, simulated with this instrument and number, reach "
            f"{decimal(max(0.0, index.reference.mean), 0)} on average, and 95 in 100 such teams stay at or under "
            f"{decimal(max(0.0, index.reference.limit), 0)}. Only an index above that is called a shared view."
        )
    if index.chance_95 is not None:
        parts.append(f"Of teams that click at random, 95 in 100 stay under {decimal(max(0.0, index.chance_95), 0)}.")
    parts.append(
        "100 is not the aim. Aim for 60 and more on priorities and definitions; different ratings from different seats are normal."
    )
    if not index.level and index.level_reason:
        parts.append(sentence(clean(index.level_reason, LINE)))
    return [Passage(text=part) for part in parts]


def _suppressed(source: Source) -> list[Block]:
    reasons: dict[str, list[str]] = {}
    for entry in source.released.suppressed:
        reasons.setdefault(sentence(clean(entry.reason, LINE)), []).append(entry.what)
    if not reasons:
        return [Passage(text="Nothing that was measured is kept back in this report.")]
    rows = tuple((sentence(join_words(_named(source, cells))), reason) for reason, cells in reasons.items())
    return [Grid(head=("Not shown", "Why"), rows=rows, widths=(0.56, 0.44), small=True)]


def _named(source: Source, cells: list[str]) -> list[str]:
    """The cells in words; questions by their text where they are few, else counted by area."""
    questions = [what for what in cells if what in source.items]
    words = [_CELLS.get(what) or clean(what, LINE) for what in cells if what not in source.items]
    if len(questions) <= _FEW_QUESTIONS:
        return words + [f"“{source.item_text(code, 120)}”" for code in questions]
    counted = Counter(source.area_of(code) for code in questions)
    return words + [f"{plural(count, 'question')} on {area.lower()}" for area, count in counted.items()]


def _version(source: Source) -> str:
    instrument = source.instrument
    items = sum(1 for _, item in instrument.items() if not item.private)
    text = f"Instrument {clean(instrument.title, NAME)} ({instrument.id}, version {instrument.version}), {plural(items, 'question')}."
    text += f" Scoring version {clean(source.score.index.version, 40)}."
    if source.brief.version:
        text += f" Made by Parallax {clean(source.brief.version, 40)}."
    if source.brief.contact:
        text += f" Questions to {clean(source.brief.contact, NAME)}."
    return text


def figures(source: Source) -> Section | None:
    """The rows behind the strips; None where no counts are released."""
    rows = []
    size = 0
    for _, item in source.ratings():
        score = source.score.item(item.code)
        if score is None or score.mean is None or not score.counts:
            continue
        size = max(size, item.size)
        rows.append((item, score))
    if not rows or size > 7:
        return None
    table = tuple(
        (
            source.item_text(item.code, 120),
            item.code,
            str(score.n),
            decimal(score.mean or 0.0, 2),
            decimal(score.sd, 2) if score.sd is not None else "–",
            decimal(score.agreement, 2) if score.agreement is not None else "–",
            *(str(score.counts.get(str(level), 0)) if level <= item.size else "" for level in range(1, size + 1)),
        )
        for item, score in rows
    )
    widths = (0.47 - 0.03 * max(0, size - 5), 0.17, 0.04, 0.06, 0.06, 0.065)
    rest = (1 - sum(widths)) / size
    grid = Grid(
        head=("Question", "Code", "n", "Mean", "SD", "Agree", *(str(level) for level in range(1, size + 1))),
        rows=table,
        widths=(*widths, *([rest] * size)),
        figures=tuple(range(2, 6 + size)),
        small=True,
    )
    note = (
        "Agree: 1 less the variance over that of random answers (r*wg, not cut off at 0). SD: with n − 1. "
        "Last columns: people at each level."
    )
    return Section(
        key="figures",
        name="Figures behind the pictures",
        title="The figures behind the strips",
        fresh=False,
        lead=f"In the order in which the {count_word(len(rows))} questions were asked.",
        blocks=(grid, Passage(text=note, style="caption")),
    )
