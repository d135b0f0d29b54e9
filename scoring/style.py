"""Response style: whether people agree on which statements stand higher, or tick much the same everywhere (scoring, part 4.1)."""

import numpy as np

from scoring import thresholds
from scoring.certainties import Style
from scoring.design import Floats
from scoring.pairs import mean_of_known
from scoring.random_teams import skewed_shares
from scoring.ratings import profile_concordance, r_wg_items, r_wg_star, variance_of_shares
from scoring.screening import Screened


def style_of(screened: Screened) -> Style:
    """r*_wg(J) of the ratings that enter the index, the same under the slightly skewed null, and the overall concordance.

    `shared` if r*_wg(J) >= .6 and concordance < .2, from eight rating items answered by all and three people on: with fewer, a
    shared view and a shared habit cannot be told apart, `not_testable`. Levels are put on one scale from 0 to 1 for the
    concordance. Block without ratings or fewer than two people who rated: `too_few`; most ticked without distinction: `void`; one
    answer throughout: `no_variation`.
    """
    if "ratings" in screened.void:
        return Style(status="void")
    levels = np.asarray(screened.coded.design.levels)
    x = screened.coded.ratings[~np.isnan(screened.coded.ratings).all(axis=1)] if len(levels) else np.empty((0, 0))
    n = len(x)
    agreement = r_wg_star(x, levels=levels) if n >= 2 else None
    if agreement is None:
        return Style(n=n, status="too_few")
    whole = ~np.isnan(x).any(axis=0)
    items = int(whole.sum())
    placed = (x[:, whole] - 1) / (levels[whole] - 1)
    concordance = profile_concordance(placed)
    known = concordance is not None and n >= thresholds.PEOPLE and items >= thresholds.STYLE_ITEMS
    shared = (
        concordance is not None
        and known
        and round(agreement, 9) >= thresholds.STYLE_AGREEMENT_FROM
        and round(concordance, 9) < thresholds.STYLE_CONCORDANCE_BELOW
    )
    constant = items > 0 and bool((placed == placed[0, 0]).all())
    return Style(
        agreement=agreement,
        skewed=skewed_agreement(x, levels),
        concordance=concordance,
        shared=shared,
        n=n,
        items=items,
        status="ok" if known else "no_variation" if constant else "not_testable",
    )


def skewed_agreement(x: Floats, levels: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> float | None:
    """r*_wg(J) against people who lean upward slightly (1.34 in place of 2 on five levels): what is left if that is their habit.

    x: (n, J), NaN where open; levels: (J,). Never above the value under the uniform null, 1 at unanimity, None where no item has
    two answers. LeBreton & Senter (2008), Organizational Research Methods 11:815. By hand: variances 2 and 0 give 1 - 2/1.34 and 1.

    >>> round(skewed_agreement(np.array([[2.0, 4.0], [4.0, 4.0]]), np.array([5, 5])), 4)
    0.2537
    """
    found: list[float | None] = []
    for m in sorted(set(levels.tolist())):
        found += r_wg_items(x[:, levels == m], levels=m, null=variance_of_shares(skewed_shares(m)))
    return mean_of_known(np.array(found, dtype=np.float64))
