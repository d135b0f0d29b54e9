"""Page two where the mode releases the team's totals only: the index, the kinds of question, and what may not be said."""

from reports.compose.source import BLOCK_NAMES, Source
from reports.model import BarRow, Bars, Block, Heading, Passage
from reports.wording import decimal

_WHY = (
    "What the team agrees on, where it differs and what should follow rest on single questions. In this wave nothing is released of a "
    "single question, a function or a person, so no finding and no decision is named. The talk about them starts in the room."
)


def totals(source: Source) -> list[Block]:
    """The blocks that stand in place of agreements, findings and decisions."""
    return [*_kinds(source), Heading(text="What is not said, and why"), Passage(text=_WHY)]


def _kinds(source: Source) -> list[Block]:
    known = sorted((found.value, BLOCK_NAMES.get(block, block)) for block, found in source.score.blocks.items() if found.value is not None)
    if not known:
        return []
    rows = tuple(BarRow(label=name, share=min(max(value, 0.0), 100.0) / 100, figure=_printed(value)) for value, name in known)
    note = "100 stands for the same answers, 0 for random ones. Figures are rounded to the nearest five."
    bars = Bars(head=("Kind of question", "", "Of 100"), rows=rows)
    return [Heading(text="Alignment by kind of question"), bars, Passage(text=note, style="caption")]


def _printed(value: float) -> str:
    return decimal(max(0.0, value), 0)
