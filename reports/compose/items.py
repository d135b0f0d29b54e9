"""Item by item: every rating as a dot strip, widest first; or two words where the mode keeps answers back."""

from collections import Counter

from reports.compose.source import Source
from reports.model import Passage, Section, StripRow, Strips
from reports.text import LABEL, clean
from reports.wording import count_word, decimal, join_words, plural
from scoring.results import ItemScore
from survey_definitions.schema import RatingItem

_MOST_NAMED = 16  # with more people the ends hold too many names to be worth reading
_FAR = 2  # levels between the ends at which it is worth saying who stands there


def items(source: Source) -> Section | None:
    """The section, or None where no rating is released in any form."""
    scored = [(item, source.score.item(item.code)) for _, item in source.ratings()]
    known = [(item, score) for item, score in scored if score is not None and (score.n or item.code in source.released.bands)]
    rows = [row for row in (_row(source, item, score) for item, score in known) if row.counts or row.words]
    if not rows:
        return None
    measured = {item.code: score.mean_difference for item, score in known if score.mean_difference is not None}
    rows.sort(key=lambda row: -measured.get(row.code, -1.0))
    kept = sum(bool(row.words) for row in rows)
    return Section(
        key="items",
        name="Question by question",
        title=_title(rows),
        lead=_lead(len(rows), kept),
        fresh=False,
        blocks=(Strips(rows=tuple(rows)), Passage(text=_note(kept, rows), style="caption")),
    )


def _lead(rows: int, kept: int) -> str:
    if kept == rows:
        return f"{plural(rows, 'question')}. Answers are kept back in this wave; two words say how the team stands."
    base = f"{plural(rows, 'question')}, widest difference first. Every dot is one person's answer."
    if kept:
        base += f" For {count_is(kept)} kept back, two words stand in place of the dots."
    return base


def count_is(kept: int) -> str:
    """How many questions are meant.

    >>> count_is(1), count_is(3)
    ('one question whose answers are', '3 questions whose answers are')
    """
    return "one question whose answers are" if kept == 1 else f"{kept} questions whose answers are"


def _note(kept: int, rows: list[StripRow]) -> str:
    words = "Words: how high the team rates, and how far its answers lie apart."
    dots = (
        "Apart: the mean distance between two people's answers, in levels; 0 where all agree. The orange mark is the mean. "
        "Under each strip stand its lowest and highest level."
    )
    if any(row.marked for row in rows):
        dots += " Distances in orange are no closer than random answers could be."
    return words if kept == len(rows) else dots if not kept else f"{dots} {words}"


def _title(rows: list[StripRow]) -> str:
    drawn = [row for row in rows if row.apart]
    if not drawn:
        return "Where the team stands on each question, in words"
    widest = drawn[0].apart
    if widest == "0.0":
        same = all(sum(count > 0 for count in row.counts) == 1 for row in drawn)
        every = "every question" if len(drawn) == len(rows) else "every question that is drawn"
        return f"Everybody gave the same answer to {every}" if same else f"Nearly everybody gave the same answer to {every}"
    first = [row for row in drawn if row.apart == widest]
    if len(first) == 1:
        return f"Views differ most on “{clean(first[0].text.rstrip('?.'), 80)}”"
    return f"Views differ most on {count_word(len(first))} questions, by {widest} levels between two people"


def _row(source: Source, item: RatingItem, score: ItemScore) -> StripRow:
    text, area = source.item_text(item.code), source.area_of(item.code)
    positions = source.released.positions.get(item.code, ())
    levels = [position.value for position in positions if isinstance(position.value, int) and 1 <= position.value <= item.size]
    counted = (
        Counter(levels) if levels else Counter({int(level): count for level, count in score.counts.items() if level.isdigit() and count})
    )
    bands = source.released.bands.get(item.code)
    if not counted:
        words = tuple(clean(word, LABEL) for word in (bands.level, bands.divergence) if word) if bands else ()
        return StripRow(code=item.code, text=text, area=area, ends="", size=item.size, counts=(), words=words)
    counts = tuple(counted.get(level, 0) for level in range(1, item.size + 1))
    names = level_names(item)
    apart = decimal(score.mean_difference) if score.mean_difference is not None else ""
    said = [f"{plural(count, 'person', 'people')} at {names[level]}" for level, count in enumerate(counts) if count]
    alternative = f"Of {plural(sum(counts), 'person', 'people')}: {join_words(said)}."
    if score.mean is not None:
        alternative += f" Mean {decimal(score.mean)} on levels 1 to {item.size}."
    return StripRow(
        code=item.code,
        text=text,
        area=area,
        ends=_ends(source, item.code),
        size=item.size,
        counts=counts,
        low=_end_name(item, 0),
        high=_end_name(item, -1),
        apart=apart,
        mean=decimal(score.mean) if score.mean is not None else "",
        alternative=alternative,
        marked=score.chance_band is not None and score.agreement is not None and score.agreement <= score.chance_band.high,
    )


def level_names(item: RatingItem) -> list[str]:
    """Every level in words, lowest first."""
    if item.levels:
        return [f"level {number} ({clean(level.name, LABEL)})" for number, level in enumerate(item.levels, 1)]
    return [f"level {number}" for number in range(1, item.size + 1)]


def _end_name(item: RatingItem, which: int) -> str:
    if item.levels:
        return clean(item.levels[which].name, LABEL)
    return clean(item.low if which == 0 else item.high, LABEL)


def _ends(source: Source, code: str) -> str:
    """Who stands at the two ends, where answers carry a label and the ends lie far apart."""
    known = [
        (position.value, source.label(position.label))
        for position in source.released.positions.get(code, ())
        if position.label and isinstance(position.value, int)
    ]
    if not known or len(known) > _MOST_NAMED:
        return ""
    low, high = min(known)[0], max(known)[0]
    if high - low < _FAR:
        return ""
    lowest = sorted({label for value, label in known if value == low})
    highest = sorted({label for value, label in known if value == high})
    return f"Lowest ({low}): {join_words(lowest, most=2)}. Highest ({high}): {join_words(highest, most=2)}."
