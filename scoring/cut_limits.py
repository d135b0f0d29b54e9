"""A ceiling of the deepest split of a team to which members are added, whatever these answer."""

import numpy as np

from scoring.design import Floats
from scoring.splits import EXACT_UP_TO, all_cuts, pairs_across


def largest_cut(delta: Floats, farthest: Floats, *, single: float, apart: float, added: int) -> float:
    """No smaller than the largest cut over floor(N^2/4) of the n + `added` people.

    delta: (n, n) of the respondents, none of its cells smaller than it will be. farthest: (n,), the most by which one new member can
    differ from each respondent; single: the same summed over all of them at once; apart: the most between two new members.

    Up to 16 respondents every division of them is looked at, with the new members placed on its two sides at the worst; above, every
    pair of sizes. N of at least 2.

    >>> round(largest_cut(np.zeros((2, 2)), np.array([2.0, 2.0]), single=2.0, apart=1.0, added=1), 3)
    1.0
    """
    n = len(delta)
    whole = pairs_across(n + added)
    if n > EXACT_UP_TO:
        return _largest_by_sizes(delta, farthest, single=single, apart=apart, added=added) / whole
    cuts = all_cuts(delta[None])[0] if n > 1 else np.zeros(1)
    theirs = np.zeros(1 << max(n - 1, 0))  # what one new member on the first person's side has on the other
    for person in range(1, n):
        width = 1 << (person - 1)
        np.add(theirs[:width], farthest[person], out=theirs[width : 2 * width])
    here = np.minimum(theirs, single)
    there = np.minimum(float(farthest.sum()) - theirs, single)
    # With c new members on the first side and added - c on the other.
    cuts += added * there
    here -= there
    found = [float((cuts + c * here).max()) + c * (added - c) * apart for c in range(added + 1)]
    return max(found) / whole


def _largest_by_sizes(delta: Floats, farthest: Floats, *, single: float, apart: float, added: int) -> float:
    """The same sum where there are too many divisions to list.

    A cut between a and n - a respondents is at most a (n - a) / n times the largest eigenvalue of their Laplacian (Mohar & Poljak 1990,
    Czechoslovak Math J 40:343), and a new member differs from k of them by no more than from the k that it can be farthest from.
    """
    n = len(delta)
    here = np.arange(n + 1)
    largest = float(np.linalg.eigvalsh(np.diag(delta.sum(axis=1)) - delta)[-1])
    own = np.minimum(float(delta.sum()) / 2, largest * here * (n - here) / n)
    reach = np.minimum(np.concatenate([[0.0], np.cumsum(np.sort(farthest)[::-1])]), single)
    c = np.arange(added + 1)[:, None]
    return float((own + c * reach[n - here] + (added - c) * reach[here] + c * (added - c) * apart).max())
