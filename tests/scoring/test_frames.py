from tables import ratings, team

from scoring import score_team
from scoring.frames import COLUMNS, score_table

TABLE = """
respondent q01 q02
anna       1   4
ben        3   4
carl       5   .
"""


def test_score_table__three_people__one_row_a_value():
    table = score_table([score_team(team(TABLE, ratings(2)))])
    assert tuple(table.columns) == COLUMNS
    first = table[(table.code == "q01") & (table.measure == "mean")]
    assert (first.value.item(), first.n.item(), first.status.item()) == (3.0, 3, "ok")
    assert table[(table.code == "q02") & (table.measure == "sd")].value.item() == 0.0


def test_score_table__nobody_in_it__only_headings():
    assert score_table([]).shape == (0, len(COLUMNS))
