"""Scores as a pandas table, one row a value, for analysts who work on with them."""

from collections.abc import Iterable, Sequence

import pandas as pd

from scoring.results import TeamScore

COLUMNS = ("team", "wave", "scope", "code", "measure", "value", "n", "status")
Row = tuple[str, str, str, str, str, float | None, int, str]


def score_table(scores: Iterable[TeamScore], more: Sequence[Iterable[Row]] = ()) -> pd.DataFrame:
    """Columns as in COLUMNS; `value` is a float, missing where nothing can be known, and `status` then says why.

    more: further rows for each of the scores, such as those of a change, which stand under it.
    """
    found = []
    for at, score in enumerate(scores):
        found += [*_rows(score), *(more[at] if more else ())]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.astype({"value": "float64", "n": "int64"})


def _rows(score: TeamScore) -> list[Row]:
    index, key = score.index, (score.team, score.wave)
    readings = (("index", index.value), ("average", index.average), ("across_split", index.across_split))
    rows: list[Row] = [(*key, "team", "", name, value, index.n, index.status) for name, value in readings]
    rows += [(*key, "block", block, "alignment", est.value, est.n, est.status) for block, est in score.blocks.items()]
    for area in score.areas:
        rows += [(*key, "area", area.code, name, getattr(area, name), area.n, area.status) for name in ("mean", "agreement")]
    for item in score.items:
        measures = ("mean", "sd", "agreement", "deviation", "mean_difference")
        rows += [(*key, "item", item.code, name, getattr(item, name), item.n, item.status) for name in measures]
    for function in score.functions:
        rows.append((*key, "function", function.code, "within", function.within.value, function.n, function.within.status))
    return rows
