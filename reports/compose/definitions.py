"""What the words mean: each term with its parts, agreed or contested, and how many say that nothing was agreed."""

from reports.compose.source import Source
from reports.model import BarRow, Bars, Block, Heading, Passage, Section
from reports.text import LABEL, clean
from reports.wording import count_word, join_words, plural
from scoring.results import DefinitionPart, DefinitionScore

AGREED_FROM = 0.8  # share of the same answer from which a part is called agreed
_SIDES = {"in": "belongs to it", "out": "does not belong to it", "yes": "belongs to it", "no": "does not belong to it"}


def definitions(source: Source) -> Section | None:
    """The section, or None where no definition was asked or none is released."""
    known = [
        score
        for score in source.score.definitions
        if score.n + score.none and not source.is_private(score.code) and _is_known(source, score)
    ]
    if not known:
        return None
    blocks: list[Block] = []
    for score in known:
        blocks += _term(source, score)
    share = count_word(int(AGREED_FROM * 10))
    lead = f"Each person said alone what a word means in daily work. Agreed: at least {share} in ten gave the same answer."
    return Section(key="definitions", name="What the words mean", title=_title(source, known), lead=lead, fresh=False, blocks=tuple(blocks))


def _is_known(source: Source, score: DefinitionScore) -> bool:
    return any(part.counts or word_of(source, score, part) for part in score.parts) or score.code in source.released.bands


def word_of(source: Source, score: DefinitionScore, part: DefinitionPart) -> str:
    """Agreed or contested, from the released counts, or the word that the mode releases in their place; else nothing."""
    answers = sum(part.counts.values())
    if answers:
        whole = answers + (score.none if part.kind == "tick" else 0)
        return "agreed" if max(part.counts.values()) >= AGREED_FROM * whole else "contested"
    for key in (f"{score.code}.{part.code}", score.code if part.kind == "tick" else ""):
        if key in source.released.bands:
            return clean(source.released.bands[key].divergence, LABEL)
    return ""


def _title(source: Source, known: list[DefinitionScore]) -> str:
    words = {score.code: {word_of(source, score, part) for part in score.parts} - {""} for score in known}
    contested = [f"“{clean(score.term, LABEL)}”" for score in known if any(word != "agreed" for word in words[score.code])]
    if not contested:
        return "The team means the same by its words" if len(known) > 1 else f"The team means the same by “{clean(known[0].term, LABEL)}”"
    verb = "means" if len(contested) == 1 else "mean"
    return f"{join_words(contested, most=2)} {verb} different things to different people"


def _term(source: Source, score: DefinitionScore) -> list[Block]:
    people = score.n
    said = f"{plural(people, 'person', 'people')} answered."
    if score.none:
        said += f" {'One says' if score.none == 1 else f'{score.none} say'} that there is no agreed definition."
    blocks: list[Block] = [Heading(text=clean(score.term, LABEL)), Passage(text=f"{source.item_text(score.code)} {said}", style="small")]
    rows: list[BarRow] = []
    for part in score.parts:
        rows += _part(source, score, part)
    if any(row.share is not None or row.word not in {"", "not shown"} for row in rows if len(rows) > 1 or row.share is not None):
        blocks.append(Bars(head=("Answer", "", "People"), rows=tuple(rows), last="Verdict"))
    else:
        word = next((found for part in score.parts if (found := word_of(source, score, part))), "")
        word = word or (clean(source.released.bands[score.code].divergence, LABEL) if score.code in source.released.bands else "not shown")
        blocks.append(Passage(text=f"Who answered what is kept back. In a word: {word}."))
    return blocks


def _part(source: Source, score: DefinitionScore, part: DefinitionPart) -> list[BarRow]:
    word = word_of(source, score, part)
    answers = sum(part.counts.values())
    name = (
        source.option_text(score.code, part.code)
        if part.kind == "criterion"
        else {"threshold": "The limit", "owner": "Who owns it"}.get(part.kind, "")
    )
    if not answers:
        return [BarRow(label=name or "The meaning", share=None, figure="not shown", word=word or "not shown")]
    whole = answers + (score.none if part.kind == "tick" else 0)
    if part.kind == "criterion":
        inside = part.counts.get("in", part.counts.get("yes", 0))
        return [
            BarRow(label=name, share=inside / whole, figure=f"{inside} of {whole} say it belongs", word=word, marked=word == "contested")
        ]
    order = sorted(part.counts, key=lambda option: -part.counts[option])
    rows = []
    for number, option in enumerate(entry for entry in order if part.counts[entry]):
        label = _SIDES.get(option) or source.option_text(score.code, option)
        label = f"{name}: {label}" if name else label
        count = part.counts[option]
        rows.append(
            BarRow(
                label=label,
                share=count / whole,
                figure=f"{count} of {whole}",
                word=word if number == 0 else "",
                marked=number == 0 and word == "contested",
            )
        )
    if part.kind == "tick" and score.none:
        rows.append(BarRow(label="No agreed definition", share=score.none / whole, figure=f"{score.none} of {whole}"))
    return rows
