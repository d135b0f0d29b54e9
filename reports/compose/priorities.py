"""Who put what where, the order that the team as a whole would give, and found against predicted against chance."""

from reports.compose.shares import alternative_of, shares_of
from reports.compose.source import OWN, Source
from reports.model import BarRow, Bars, Block, Bullet, Bullets, Heading, Matrix, MatrixRow, Passage, Section, SharesChart
from reports.text import TITLE, clean
from reports.wording import count_word, decimal, join_words, plural
from scoring.released import Position
from scoring.results import PriorityScore

_MOST_COLUMNS = 16  # more people than this are shown as counts
_MOST_ORDER = 5
_QUADRANTS = {
    "together_on_declared": "people agree with one another, and on what was declared.",
    "together_elsewhere": "people agree with one another, but on other things than those declared.",
    "apart_some_on_declared": "people are apart from one another; some of them are on what was declared.",
    "apart_nobody_on_declared": "people are apart from one another, and nobody names all that was declared.",
}
_KEPT_ORDERS = 20  # the engine keeps at most so many


def priorities(source: Source) -> Section | None:
    """The section, or None where nothing of any list is released."""
    found = [score for score in source.score.priorities if not source.is_private(score.code)]
    found = [score for score in found if score.n and (score.counts or score.orders or score.code in source.released.bands)]
    if not found:
        return None
    first = source.first_priorities()
    if first in found:
        found.remove(first)
        found.insert(0, first)
    blocks: list[Block] = []
    for number, score in enumerate(found):
        if number:
            blocks.append(Heading(text=source.item_text(score.code)))
        blocks += _list(source, score, whole=number == 0)
    lead = source.item_text(found[0].code)
    return Section(key="priorities", name="Priorities", title=_title(found[0]), lead=lead, blocks=tuple(blocks))


def _title(score: PriorityScore) -> str:
    if not score.counts:
        return "Priorities, as far as the team's answers may be shown"
    people = score.n
    named = {option: count for option, count in score.counts.items() if count}
    if len(named) <= score.places and all(count == people for count in named.values()) and named:
        return f"Everybody names the same {count_word(len(named))}" if len(named) > 1 else "Everybody names the same priority"
    half = sum(count * 2 > people for count in named.values())
    start = f"{count_word(people, capital=True)} people name {count_word(len(named))} different priorities"
    if half == 0:
        return f"{start}; none is named by more than half"
    return (
        f"{start}; only {count_word(half)} {'is' if half == 1 else 'are'} named by more than half"
        if half < score.places
        else (f"{start}; {count_word(half)} are named by more than half" if half > 1 else f"{start}; one is named by more than half")
    )


def _list(source: Source, score: PriorityScore, *, whole: bool) -> list[Block]:
    blocks: list[Block] = []
    shares = shares_of(source, score.code)
    if shares is not None and whole:
        blocks.append(SharesChart(shares=shares, alternative=alternative_of(shares)))
    picks = source.released.picks.get(score.code, ())
    if score.counts and picks and len(picks) <= _MOST_COLUMNS:
        blocks += [_matrix(source, score, picks), Passage(text=_matrix_note(source, score), style="caption")]
    elif score.counts:
        blocks.append(_counts(source, score))
    elif score.code in source.released.bands:
        words = source.released.bands[score.code]
        said = join_words([word for word in (words.level, words.divergence) if word], "and")
        blocks.append(Passage(text=f"Who chose what is kept back. In words: {said}."))
    blocks += _notes(source, score, with_order=whole)
    return blocks


def _options(score: PriorityScore) -> list[str]:
    named = sorted(score.counts, key=lambda option: (-score.counts[option], score.mean_ranks.get(option, 99.0), option))
    return [option for option in named if score.counts[option]]


def _matrix(source: Source, score: PriorityScore, picks: tuple[Position, ...]) -> Matrix:
    ordered = score.type == "R" or bool(getattr(source.item(score.code), "ordered", False))
    people = sorted(picks, key=lambda position: source.label(position.label).casefold())
    chosen = [list(position.value) if isinstance(position.value, list | tuple) else [] for position in people]
    rows = []
    for option in _options(score):
        places = tuple((values.index(option) + 1 if ordered else -1) if option in values else 0 for values in chosen)
        rows.append(
            MatrixRow(
                label=source.option_text(score.code, option),
                places=places,
                votes=str(score.counts[option]),
                declared=option in source.declared,
            )
        )
    return Matrix(columns=tuple(source.label(position.label) for position in people), rows=tuple(rows))


def _matrix_note(source: Source, score: PriorityScore) -> str:
    ordered = score.type == "R" or bool(getattr(source.item(score.code), "ordered", False))
    mark = "1 is the first choice." if ordered else "A disc is a choice; the choices have no order."
    declared = " ◆ marks what the company has declared." if source.declared else ""
    return f"{mark}{declared} {_unnamed(source, score)}".strip()


def _unnamed(source: Source, score: PriorityScore) -> str:
    left = [source.option_text(score.code, option.code) for option in source.options_of(score.code) if not score.counts.get(option.code)]
    return f"Named by nobody: {join_words(left)}." if left else ""


def _counts(source: Source, score: PriorityScore) -> Bars:
    rows = tuple(
        BarRow(
            label=("◆ " if option in source.declared else "") + source.option_text(score.code, option),
            share=score.counts[option] / max(score.n, 1),
            figure=f"{score.counts[option]} of {score.n}",
            marked=score.counts[option] * 2 > score.n,
        )
        for option in _options(score)
    )
    return Bars(head=("Priority", "", "Named by"), rows=rows)


def _notes(source: Source, score: PriorityScore, *, with_order: bool) -> list[Block]:
    points: list[Bullet] = []
    if with_order and score.orders:
        points.append(Bullet(head="The order closest to everybody's:", text=_order(source, score)))
    if score.shared is not None and not with_order:
        chance = f"; random picks would share {decimal(score.chance_shared)}" if score.chance_shared is not None else ""
        points.append(Bullet(head="Shared:", text=f"two colleagues have {decimal(score.shared)} of {score.places} in common{chance}."))
    if score.identical is not None and with_order:
        share = decimal(score.identical * 100, 0)
        text = {"0": "no two people.", "100": "every two people."}.get(share, f"{share} of 100 pairs of people.")
        points.append(Bullet(head="The very same choices:", text=text))
    known = source.knowledge()
    if with_order and known is not None and known.quadrant is not None and known.code == score.code:
        points.append(Bullet(head="Against what was declared:", text=_QUADRANTS[known.quadrant]))
    if score.none:
        said = "one person said" if score.none == 1 else f"{score.none} people said"
        points.append(Bullet(head="Nothing agreed:", text=f"{said} that no priorities have been agreed."))
    own = [clean(wording.removeprefix(OWN), TITLE) for wording in score.own]
    if own:
        quoted = [f"“{wording}”" for wording in own]
        points.append(Bullet(head=f"In own words ({plural(len(own), 'wording')}):", text=join_words(quoted, most=4) + "."))
    return [Bullets(items=tuple(points))] if points else []


def _order(source: Source, score: PriorityScore) -> str:
    names = [source.option_text(score.code, option) for option in score.orders[0] if score.counts.get(option, 1)][:_MOST_ORDER]
    text = "; ".join(f"{number} {name}" for number, name in enumerate(names, 1)) + "."
    if len(score.orders) > 1:
        many = "Twenty or more" if len(score.orders) >= _KEPT_ORDERS else count_word(len(score.orders), capital=True)
        text += f" {many} orders fit equally well; this is one of them."
    return text
