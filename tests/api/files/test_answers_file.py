"""Answers files: what is read, and what is refused with its place."""

from pathlib import Path

import pytest

from api.files.answers_file import read_answers
from api.files.faults import AnswersFileFault
from survey_definitions.loading import load_instrument

INSTRUMENT = """
id = "tiny"
title = "Three questions"
functions = [{code = "sales", text = "Sales", synonyms = ["Vertrieb"]}, {code = "marketing", text = "Marketing"}]

[[banks]]
area = "work"
title = "Work"
items = [
  {type = "M", code = "q1", text = "How clear is the goal?", points = 5},
  {type = "T", code = "top", text = "Which two?", pick = 2, options = [
    {code = "a", text = "A"}, {code = "b", text = "B"}, {code = "c", text = "C"}]},
  {type = "C", code = "split", text = "Share 100", options = [{code = "now", text = "Now"}, {code = "later", text = "Later"}]},
]
"""


@pytest.fixture
def instrument(tmp_path: Path):
    path = tmp_path / "tiny.toml"
    path.write_text(INSTRUMENT)
    return load_instrument(path)


def read(tmp_path: Path, instrument, text: str, name: str = "answers.csv", **options):
    path = tmp_path / name
    path.write_text(text, encoding=options.pop("encoding", "utf-8"))
    return read_answers(path, instrument, **options)


def faults(tmp_path: Path, instrument, text: str, **options) -> list[str]:
    with pytest.raises(AnswersFileFault) as caught:
        read(tmp_path, instrument, text, **options)
    return [str(fault) for fault in caught.value.faults]


def test_wide__one_row_a_person__values_in_their_forms(tmp_path, instrument):
    (team,) = read(tmp_path, instrument, "respondent,q1,top,split\nAna,4,a|b,now:60|later:40\nBen,dk,,\n")
    assert team.team == "answers"
    assert [person.id for person in team.respondents] == ["Ana", "Ben"]
    assert team.values["Ana"] == {"q1": 4, "top": ["a", "b"], "split": {"now": 60, "later": 40}}
    assert team.values["Ben"] == {"q1": "dk"}
    assert team.ask_all


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_wide__separators_and_encodings_of_spreadsheets__are_understood(tmp_path, instrument, separator, encoding):
    (team,) = read(tmp_path, instrument, f"Respondent{separator}Q1\nAna{separator}4\n", encoding=encoding)
    assert team.values["Ana"] == {"q1": 4}


def test_long__the_same_answers__the_same_team(tmp_path, instrument):
    wide = read(tmp_path, instrument, "respondent,q1,top\nAna,4,a|b\nBen,2,c\n", name="x.csv")
    long = read(tmp_path, instrument, "respondent,item,value\nAna,q1,4\nAna,top,a|b\nBen,q1,2\nBen,top,c\n", name="x.csv")
    assert wide == long


def test_function_and_wave__group_people_and_split_the_team(tmp_path, instrument):
    text = "respondent,function,wave,q1\nAna,Vertrieb,Q1,4\nBen,marketing,Q1,3\nAna,sales,Q2,5\n"
    first, second = read(tmp_path, instrument, text)
    assert (first.wave, second.wave) == ("Q1", "Q2")
    assert [person.function for person in first.respondents] == ["sales", "marketing"]
    assert not first.ask_all


def test_by__a_column__splits_the_file_into_teams(tmp_path, instrument):
    teams = read(tmp_path, instrument, "respondent,unit,q1\nAna,north,4\nBen,south,3\nAna,south,1\n", by="unit")
    assert [(team.team, team.n) for team in teams] == [("north", 1), ("south", 2)]


def test_workbook__numbers_kept_as_floats__are_ratings(tmp_path, instrument):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["respondent", "q1"])
    book.active.append(["Ana", 4.0])
    book.save(tmp_path / "a.xlsx")
    (team,) = read_answers(tmp_path / "a.xlsx", instrument)
    assert team.values["Ana"] == {"q1": 4}


def test_items_nobody_answered__are_not_part_of_what_was_asked(tmp_path, instrument):
    (team,) = read(tmp_path, instrument, "respondent,q1,top\nAna,4,\n")
    assert [item.code for _, item in team.instrument.items()] == ["q1"]


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("respondent,q1\nAna,9\n", "row 2, column q1", "1 to 5"),
        ("respondent,q1\nAna,four\n", "row 2, column q1", "1 to 5"),
        ("respondent,topp\nAna,4\n", "row 1, column topp", "Did you mean 'top'"),
        ("respondent,q1\nAna,4\nAna,5\n", "row 3, column respondent", "row 2"),
        ("name,q1\nAna,4\n", "row 1", "no column 'respondent'"),
        ("respondent,q1,Q1\nAna,4,4\n", "row 1, column Q1", "columns B and C"),
        ("respondent,,q1\nAna,x,4\n", "row 1, column B", "no heading"),
        ("respondent,q1\n,4\n", "row 2, column respondent", "no respondent"),
        ("respondent,function,q1\nAna,legal,4\n", "row 2, column function", "sales, marketing"),
        ("respondent,top\nAna,a|z\n", "row 2, column top", "z"),
        ("respondent,top\nAna,a|b|c\n", "row 2, column top", "2"),
        ("respondent,split\nAna,now:50|later:40\n", "row 2, column split", "Give 10 more"),
        ("respondent,item,value\nAna,q9,4\n", "row 2, column item", "q9"),
        ("respondent,item,value\nAna,q1,4\nAna,q1,5\n", "row 3, column respondent", "row 2"),
        ("respondent,q1\n", "row 2", "no answers"),
        ("", "", "empty"),
    ],
)
def test_faults__each__name_place_and_remedy(tmp_path, instrument, text, place, says):
    (first, *_) = faults(tmp_path, instrument, text)
    assert first.startswith(place)
    assert says in first


def test_faults__many__all_reported_at_once(tmp_path, instrument):
    assert len(faults(tmp_path, instrument, "respondent,q1,top\nAna,9,a\nBen,0,z\n")) == 3


def test_by__unknown_column__is_named(tmp_path, instrument):
    (fault,) = faults(tmp_path, instrument, "respondent,unit,q1\nAna,north,4\n", by="units")
    assert "no column 'units'" in fault
    assert "unit" in fault


def test_not_a_workbook__says_so(tmp_path, instrument):
    (tmp_path / "a.xlsx").write_bytes(b"not a zip")
    with pytest.raises(AnswersFileFault, match="1 faults"):
        read_answers(tmp_path / "a.xlsx", instrument)


def test_second_row_of_a_person__is_named_once(tmp_path, instrument):
    text = "respondent,q1,top,split\nAna,4,a|b,now:60|later:40\nAna,3,a|b,now:50|later:50\n"
    assert faults(tmp_path, instrument, text) == ["row 3, column respondent: respondent 'Ana' stands in row 2 already. Keep one of them."]


def test_empty_columns_without_heading__as_spreadsheets_export_them__are_passed_over(tmp_path, instrument):
    (team,) = read(tmp_path, instrument, "respondent,,q1,,\nAna,,4,,\nBen,,3,,\n")
    assert team.values == {"Ana": {"q1": 4}, "Ben": {"q1": 3}}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Survey of spring,,\nrespondent,q1,top\nAna,4,a|b\n", "row 1: there is no column 'respondent'. Row 1 must hold the headings"),
        ("\n\nrespondent,q1\nAna,4\n", "row 1: the first row is empty. The headings must stand there"),
    ],
)
def test_something_above_the_headings__one_fault(tmp_path, instrument, text, fault):
    (only,) = faults(tmp_path, instrument, text)
    assert only.startswith(fault)


@pytest.mark.parametrize(("text", "row"), [('respondent,q1\nAna,4\n"Ben,3\nCaro,2\n', 3), ('respondent,q1\n"An"a,4\n', 2)])
def test_quotation_marks__out_of_place__row_and_remedy(tmp_path, instrument, text, row):
    (only,) = faults(tmp_path, instrument, text)
    assert only.startswith(f"row {row}: from here the file cannot be read as CSV")
    assert "Look for a quotation mark" in only


def test_utf_16__cut_in_the_middle_of_a_letter__is_refused(tmp_path, instrument):
    path = tmp_path / "cut.csv"
    path.write_bytes("respondent,q1\nAna,4\n".encode("utf-16") + b"A")
    with pytest.raises(AnswersFileFault, match=r"cut\.csv"):
        read_answers(path, instrument)


def test_column_unknown__without_by__says_how_to_split_into_teams(tmp_path, instrument):
    (only,) = faults(tmp_path, instrument, "respondent,team,q1\nAna,north,4\n")
    assert "`parallax score` splits by it: --by 'team'" in only


def test_person_with_empty_cells_only__was_asked_and_has_not_answered(tmp_path, instrument):
    (team,) = read(tmp_path, instrument, "respondent,q1,top\nAna,4,a|b\nBen,,\nCaro,dk,\n")
    assert [person.id for person in team.respondents] == ["Ana", "Caro"]
    assert (team.n, team.invited) == (2, 3)


def test_allocation__one_point_off_by_rounding__is_taken(tmp_path, instrument):
    """Scoring takes shares; two points off stay a fault."""
    (team,) = read(tmp_path, instrument, "respondent,split\nAna,now:33|later:66\nBen,now:51|later:50\n")
    assert team.values["Ana"] == {"split": {"now": 33, "later": 66}}
    (only,) = faults(tmp_path, instrument, "respondent,split\nAna,now:33|later:65\n")
    assert only.startswith("row 2, column split: Your points add up to 98.")
