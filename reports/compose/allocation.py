"""How the team would divide its effort, and how many points two people would have to move to agree."""

from reports.compose.source import Source
from reports.model import BarRow, Bars, Block, Passage, Section
from reports.wording import decimal
from scoring.results import AllocationScore
from survey_definitions.schema import AllocationItem


def allocations(source: Source) -> Section | None:
    """The section, or None where no division is released."""
    known = [
        score for score in source.score.allocations if not source.is_private(score.code) and (score.means or score.to_move is not None)
    ]
    if not known:
        return None
    blocks: list[Block] = []
    for score in known:
        blocks += _division(source, score)
    return Section(
        key="allocation",
        name="Division of effort",
        title=_title(source, known[0]),
        lead=source.item_text(known[0].code),
        blocks=tuple(blocks),
        fresh=False,
    )


def total_of(source: Source, score: AllocationScore) -> int:
    """The points that had to be divided."""
    item = source.item(score.code)
    return item.total if isinstance(item, AllocationItem) else 100


def _title(source: Source, score: AllocationScore) -> str:
    total = total_of(source, score)
    if score.to_move is None:
        return f"How the team would divide {total} points"
    moved = decimal(score.to_move, 0)
    if moved == "0":
        return f"Everybody divides the {total} points alike"
    return f"Two colleagues would have to move {moved} of {total} points to agree"


def _division(source: Source, score: AllocationScore) -> list[Block]:
    total = total_of(source, score)
    blocks: list[Block] = []
    if score.means:
        ordered = sorted(score.means.items(), key=lambda entry: -entry[1])
        rows = tuple(
            BarRow(label=source.option_text(score.code, part), share=points / total, figure=decimal(points, 0)) for part, points in ordered
        )
        blocks.append(Bars(head=("Part", "", "Mean points"), rows=rows))
    notes: list[str] = []
    if score.chance_to_move is not None and score.to_move is not None:
        notes.append(f"Random divisions would differ by {decimal(score.chance_to_move, 0)} points.")
    if score.flat_share:
        share = decimal(score.flat_share * 100, 0)
        notes.append(
            "Everybody gave every part nearly the same." if share == "100" else f"{share} in 100 people gave every part nearly the same."
        )
    if score.n:
        notes.append(f"n = {score.n}.")
    if notes:
        blocks.append(Passage(text=" ".join(notes), style="caption"))
    return blocks
