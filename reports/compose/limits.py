"""What cannot be concluded from this wave."""

from reports.compose.source import Source
from reports.model import Bullet, Bullets, Section
from reports.wording import count_word, plural

_SMALL = 5


def limits(source: Source) -> Section:
    """The section; it stands in every report."""
    score = source.score
    missing = source.invited - source.answered
    points = [
        Bullet(
            head="Who is right.",
            text="A gap says that two views differ. Which of them fits the facts has to be looked up, and is the work of a meeting.",
        ),
        Bullet(
            head="Why.",
            text="Answers are taken once, from everybody at the same time. They show what goes together and never what brings about what.",
        ),
        Bullet(
            head="How good the company is.",
            text="A high rating is a belief of those asked. Where a fact can be counted, the count stands above the belief.",
        ),
    ]
    if missing:
        seats = "One person who was asked did" if missing == 1 else f"{count_word(missing, capital=True)} of those asked did"
        points.append(
            Bullet(
                head="What the others would have said.",
                text=f"{seats} not answer. Nothing is put in their place in any figure but the range that is named as such.",
            )
        )
    if 1 < score.n < _SMALL:
        points.append(
            Bullet(
                head="A level word.",
                text=f"With {plural(score.n, 'answer')} the index rests on {plural(score.n * (score.n - 1) // 2, 'pair')} of people; "
                "one changed answer moves it, so no word stands beside it.",
            )
        )
    elif score.index.above_reference is False:
        points.append(
            Bullet(
                head="A shared view.",
                text="The index is not distinguishable from what people without any shared view reach by ordinary answering habits.",
            )
        )
    if source.only_totals:
        points.append(
            Bullet(
                head="Where single people or functions stand.",
                text="The way in which answers are kept in this wave does not allow it.",
            )
        )
    points.append(
        Bullet(
            head="That anything changed.",
            text="One wave is a picture. Whether a later one differs by more than chance is tested when it is there.",
        )
    )
    return Section(
        key="limits",
        name="What cannot be concluded",
        title="What this report does not say",
        blocks=(Bullets(items=tuple(points)),),
        fresh=False,
    )
