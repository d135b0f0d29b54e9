"""What people believe they share, against what they do: false consensus and its opposite. Not part of the index."""

from collections.abc import Hashable, Sequence

import numpy as np
from msgspec import Struct
from numpy.random import Generator
from numpy.typing import ArrayLike

from scoring.pairs import Floats, mean_of_known, name_missing, read_vector
from scoring.priorities import Picks, picked
from scoring.results import Status
from scoring.significance import Significance, compare_signs


class PredictionGap(Struct, frozen=True, kw_only=True):
    """Percent of a colleague's list that is also on one's own, found and predicted, one entry a person (None: nothing to compare).

    `gap` = predicted - found, so a `mean_gap` above 0 is false consensus; `size` is the mean of |gap|; `chance` = 100 t/M.
    """

    found: tuple[float | None, ...] = ()
    gap: tuple[float | None, ...] = ()
    mean_found: float | None = None
    mean_predicted: float | None = None
    mean_gap: float | None = None
    size: float | None = None
    chance: float | None = None
    n: int = 0
    status: Status = "ok"


def prediction_gap(picks: Picks, predicted: ArrayLike, *, options: int | Sequence[Hashable], places: int | None = None) -> PredictionGap:
    """found_i = 100 mean over colleagues of |T_i and T_j| / t; gap_i = predicted_i - found_i, in percentage points, -100 to 100.

    `predicted` has shape (n,), in percent; who predicted nothing or named nothing is left out of the gap only. t is `places`, or the
    mean length of the lists. Nobody with both (n = 0, 1 among them): `too_few`; two people found the same.
    Ross, Greene & House (1977), J Experimental Social Psychology 13:279.

    >>> found = prediction_gap([[0, 1, 2], [1, 0, 4], [5, 6, 7]], [100, 50, None], options=12)
    >>> [round(value, 1) for value in found.found], [value and round(value, 1) for value in found.gap], found.chance
    ([33.3, 33.3, 0.0], [66.7, 16.7, None], 25.0)
    """
    chosen = picked(picks, options=options)
    length = chosen.sum(axis=1)
    found = 100 * shared_with_colleagues(chosen)
    predictions = read_vector(predicted)
    guess = np.full(len(found), np.nan)
    guess[: len(predictions)] = predictions[: len(found)]
    gap = guess - found
    t = places or (float(length[length > 0].mean()) if length.any() else 0.0)
    n = int((~np.isnan(gap)).sum())
    return PredictionGap(
        found=name_missing(found),
        gap=name_missing(gap),
        mean_found=mean_of_known(found),
        mean_predicted=mean_of_known(guess),
        mean_gap=mean_of_known(gap),
        size=mean_of_known(np.abs(gap)),
        chance=100 * t / chosen.shape[1] if chosen.shape[1] else None,
        n=n,
        status="ok" if n else "too_few",
    )


def shared_with_colleagues(named: Floats) -> Floats:
    """Of the shorter list of two the share that both name, on the mean over the colleagues who named something, (n,).

    named: (n, M) of 0 and 1. NaN for somebody who named nothing, and where nobody else named anything.

    >>> shared_with_colleagues(np.array([[1.0, 1, 0], [1, 0, 1], [0, 0, 0]])).tolist()
    [0.5, 0.5, nan]
    """
    length = named.sum(axis=1)
    some = length > 0
    colleagues = np.where(some, some.sum() - 1, 0)
    shares = named @ named.T / np.maximum(np.minimum(length[:, None], length), 1.0)
    # Somebody who named nothing shares nothing, so only the own list, which is shared whole, has to be taken out.
    return np.where(colleagues > 0, (shares.sum(axis=1) - some) / np.maximum(colleagues, 1), np.nan)


def compare_predictions(gap: Sequence[float | None], *, rng: Generator | None = None) -> Significance:
    """Two-sided test that gaps of either sign are as likely; descriptive, because what people share is common to each two of them.

    `gap` has n entries, None drops out; `value` is the mean gap, p as in `compare_signs`. Fewer than six people: `not_testable`.

    >>> compare_predictions([20.0, 13.3, 23.3, 43.3, 10.0, 13.3]).p
    0.03125
    """
    return compare_signs(np.array(gap, dtype=np.float64), rng=rng)
