"""What the team is furthest apart on: one rating, one priority. Ranks by size; whether chance could give as much stands beside it."""

from scoring import thresholds
from scoring.answers import TeamAnswers
from scoring.results import Contested, ItemScore, PriorityScore
from survey_definitions.schema import PickItem, RankingItem, RatingItem

MOST_TIED = 3  # more than so many of the same size: none of them stands out


def contested_items(answers: TeamAnswers, lines: tuple[ItemScore, ...]) -> tuple[Contested, ...]:
    """The rating with the lowest agreement, with those that tie with it (to nine decimals), in the order of their codes.

    Ratings answered by at least three people; private ones stay out, and so do those on which all agree. Nothing where more than three
    tie. `beyond_chance`: the agreement lies below the chance band of that many people; the lowest of many items lies there more often
    than a single one, so it is a rank and no test.
    """
    open_ones = {item.code for _, item in answers.instrument.items() if isinstance(item, RatingItem) and not item.private}
    found = [
        Contested(
            item=line.code,
            value=line.agreement,
            n=line.n,
            chance_band=line.chance_band,
            beyond_chance=line.chance_band is not None and round(line.agreement, 9) < round(line.chance_band.low, 9),
        )
        for line in lines
        if line.code in open_ones and line.agreement is not None and line.n >= thresholds.PEOPLE and round(line.agreement, 9) < 1
    ]
    lowest = min((round(one.value, 9) for one in found), default=0.0)
    tied = sorted((one for one in found if round(one.value, 9) == lowest), key=lambda one: one.item)
    return tuple(tied) if len(tied) <= MOST_TIED else ()


def contested_priorities(answers: TeamAnswers, scores: tuple[PriorityScore, ...]) -> tuple[Contested, ...]:
    """The option with the largest share in the disagreement on the first list that enters the index, with those that tie with it.

    `value` is its share of 1 - rho_bar (`contested_shares`): one over the number of options would be an even share. Lists of at
    least three people; nothing where more than three options tie.
    """
    entering = [
        item.code
        for _, item in answers.instrument.items()
        if isinstance(item, PickItem | RankingItem) and item.in_index and not item.private
    ]
    score = next((score for score in scores if score.code in entering), None)
    if score is None or score.n < thresholds.PEOPLE or not score.contested_shares:
        return ()
    largest = max(round(share, 9) for share in score.contested_shares.values())
    tied = sorted(code for code, share in score.contested_shares.items() if round(share, 9) == largest)
    found = [Contested(item=score.code, option=code, value=score.contested_shares[code], n=score.n) for code in tied]
    return tuple(found) if len(found) <= MOST_TIED else ()
