"""The commands as an analyst types them: what is written, what is said, and what the exit code is."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from api.cli import main

INSTRUMENT = """
id = "spring"
title = "Spring survey"
functions = [{code = "sales", text = "Sales"}, {code = "finance", text = "Finance"}]

[[banks]]
area = "direction"
title = "Direction"
items = [
  {type = "M", code = "clear", text = "How clear is the goal?", points = 5},
  {type = "M", code = "pace", text = "How fast do we decide?", points = 5},
  {type = "T", code = "top", text = "Which two?", pick = 2, options = [
    {code = "a", text = "A"}, {code = "b", text = "B"}, {code = "c", text = "C"}, {code = "d", text = "D"}]},
]
"""

ANSWERS = """\
respondent,unit,function,clear,pace,top
Ana,north,sales,4,2,a|b
Ben,north,sales,4,3,a|c
Caro,north,finance,2,3,a|b
Dan,north,finance,5,3,b|d
Eva,south,sales,1,5,c|d
Finn,south,finance,1,5,c|d
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "spring.toml").write_text(INSTRUMENT)
    (tmp_path / "answers.csv").write_text(ANSWERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def scored(files: Path, *more: str) -> dict:
    assert (
        main(["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--format", "json", "--out", "out.json", *more]) == 0
    )
    return json.loads((files / "out.json").read_text())


def test_score_json__two_teams__one_object_each_with_the_public_keys(files):
    north, south = scored(files)["teams"]
    assert (north["team"], north["n"], south["team"], south["n"]) == ("north", 4, "south", 2)
    assert {"team", "wave", "n", "index", "blocks", "areas", "items", "functions", "status"} <= set(north)
    assert {"value", "shown", "average", "across_split", "level", "chance_band", "reference", "basis"} <= set(north["index"])
    assert set(north["blocks"]) == {"ratings", "priorities", "allocation", "definitions"}
    assert north["blocks"]["allocation"] is None
    clear = next(item for item in north["items"] if item["code"] == "clear")
    assert {"code", "type", "n", "mean", "sd", "agreement", "deviation", "mean_difference", "counts"} <= set(clear)


def test_score_json__figures_worked_out_by_hand(files):
    """clear of north is 4, 4, 2, 5: mean 3.75, variance 19/12, r*_wg = 1 - (19/12)/2, AD = (.25+.25+1.75+1.25)/4, pairs 0 2 1 2 1 3."""
    clear = next(item for item in scored(files)["teams"][0]["items"] if item["code"] == "clear")
    assert clear["mean"] == pytest.approx(3.75)
    assert clear["sd"] == pytest.approx((19 / 12) ** 0.5)
    assert clear["agreement"] == pytest.approx(1 - 19 / 24)
    assert clear["deviation"] == pytest.approx(0.875)
    assert clear["mean_difference"] == pytest.approx(9 / 6)
    assert clear["counts"] == {"1": 0, "2": 1, "3": 0, "4": 2, "5": 1}


def test_score_json__identical_answers__index_100(files):
    (files / "answers.csv").write_text("respondent,clear,pace,top\nAna,4,2,a|b\nBen,4,2,b|a\nCaro,4,2,a|b\n")
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--format", "json", "--out", "same.json"]) == 0
    (team,) = json.loads((files / "same.json").read_text())["teams"]
    assert team["index"]["value"] == pytest.approx(100)
    assert team["index"]["shown"] == 100


@pytest.mark.usefixtures("files")
def test_score_csv__opens_as_a_table(capsys):
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["team"] for row in rows} == {"north", "south"}
    assert all(row["measure"] and row["status"] for row in rows)


@pytest.mark.usefixtures("files")
def test_score_text__says_who_and_how_far(capsys):
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit"]) == 0
    said = capsys.readouterr().out
    assert "north · 4 answered" in said
    assert "Alignment index" in said


def test_score_minimum__small_teams_and_functions__kept_back(files):
    north, south = scored(files, "--minimum", "3")["teams"]
    assert north["index"]["value"] is not None
    assert north["functions"] == []
    assert north["pairs"] == []
    assert south["status"] == "suppressed"
    assert south["index"]["value"] is None
    assert south["items"] == []


def test_score__broken_file__exit_code_2_and_nothing_written(files, capsys):
    (files / "answers.csv").write_text("respondent,clear,mood\nAna,9,3\n")
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--out", "out.json"]) == 2
    said = capsys.readouterr().err
    assert "row 1, column mood" in said
    assert "row 2, column clear" in said
    assert not (files / "out.json").exists()


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("instrument", ["nowhere.toml", "sales-marketting", "answers.csv"])
def test_score__instrument_that_cannot_be_read__exit_code_2_with_a_remedy(capsys, instrument):
    assert main(["score", "answers.csv", "--instrument", instrument]) == 2
    assert instrument in capsys.readouterr().err


def test_report__a_file__a_pdf_that_names_the_client(files):
    from pypdf import PdfReader

    assert (
        main(["report", "answers.csv", "--instrument", "spring.toml", "--client", "Quill & Söhne", "--wave", "Spring", "--out", "r.pdf"])
        == 2
    )
    (files / "answers.csv").write_text(ANSWERS.replace(",unit", "").replace(",north", "").replace(",south", ""))
    assert (
        main(["report", "answers.csv", "--instrument", "spring.toml", "--client", "Quill & Söhne", "--wave", "Spring", "--out", "r.pdf"])
        == 0
    )
    text = "\n".join(page.extract_text() for page in PdfReader(files / "r.pdf").pages)
    assert "Quill & Söhne" in text
    assert "Spring" in text


def test_report__wave_that_the_file_does_not_have__says_which_it_has(files, capsys):
    (files / "answers.csv").write_text("respondent,wave,clear\nAna,Q1,4\nBen,Q1,3\n")
    assert main(["report", "answers.csv", "--instrument", "spring.toml", "--client", "X", "--wave", "Q2"]) == 2
    assert "'Q1'" in capsys.readouterr().err


def test_template__filled_in__is_read_back(files):
    import openpyxl

    assert main(["template", "--instrument", "spring.toml", "--out", "empty.xlsx"]) == 0
    book = openpyxl.load_workbook(files / "empty.xlsx")
    assert book.sheetnames == ["Answers", "How to fill it in"]
    headings = [cell.value for cell in book["Answers"][1]]
    assert headings == ["respondent", "function", "wave", "clear", "pace", "top"]
    book["Answers"].append(["Ana", "sales", None, 4, 2, "a|b"])
    book["Answers"].append(["Ben", "finance", None, 3, 2, "a|c"])
    book.save(files / "filled.xlsx")
    assert main(["score", "filled.xlsx", "--instrument", "spring.toml", "--format", "json", "--out", "t.json"]) == 0
    assert json.loads((files / "t.json").read_text())["teams"][0]["n"] == 2


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", ["sales-marketing", "pulse", "leadership-team"])
def test_template__each_shipped_instrument__is_an_answers_file_without_answers(capsys, name):
    assert main(["template", "--instrument", name, "--out", "t.xlsx"]) == 0
    assert main(["score", "t.xlsx", "--instrument", name]) == 2
    assert "no answers" in capsys.readouterr().err


def test_instrument_check__good_and_broken__0_and_2(files, capsys):
    assert main(["instrument", "check", "spring.toml"]) == 0
    assert "no fault" in capsys.readouterr().out
    (files / "spring.toml").write_text(INSTRUMENT.replace('code = "pace"', 'code = "clear"'))
    assert main(["instrument", "check", "spring.toml"]) == 2
    assert "clear" in capsys.readouterr().err


def test_instrument_schema_and_list__print(capsys):
    assert main(["instrument", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["$schema"]
    assert main(["instrument", "list"]) == 0
    assert "pulse" in capsys.readouterr().out


def test_help__imports_nothing_heavy():
    """The command answers at once because it loads neither the engine nor the server."""
    heavy = "('numpy', 'litestar', 'sqlalchemy', 'reportlab')"
    code = f"import sys, api.cli; api.cli.build_parser().format_help(); print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_score_csv__negative_figures__are_figures(files, capsys):
    """North is far apart on what it picks; an apostrophe stands before texts only that a spreadsheet would take for a formula."""
    (files / "answers.csv").write_text("respondent,unit,clear,pace,top\nAna,=1+1,1,5,a|b\nBen,=1+1,5,1,c|d\n")
    assert main(["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    values = [float(row["value"]) for row in rows if row["value"]]
    assert min(values) < 0
    assert {row["team"] for row in rows} == {"'=1+1"}


def test_score__one_of_three_answered_little__index_says_on_how_many_it_rests(files, capsys):
    (files / "answers.csv").write_text("respondent,clear,pace,top\nAna,4,2,a|b\nBen,4,3,a|b\nCaro,4,,\n")
    command = ["score", "answers.csv", "--instrument", "spring.toml"]
    assert main([*command, "--format", "json", "--out", "out.json"]) == 0
    (team,) = json.loads((files / "out.json").read_text())["teams"]
    assert (team["n"], team["index"]["n"]) == (3, 2)
    assert main(command) == 0
    assert "2 of the 3 answered enough" in capsys.readouterr().out


def test_score_minimum__item_of_few_and_index_of_few__kept_back(files):
    """`pace` has two answers; three people answered, two of them enough for the index."""
    (files / "answers.csv").write_text("respondent,unit,clear,pace,top\nAna,x,4,2,a|b\nBen,x,4,3,a|b\nCaro,x,4,,\n")
    (team,) = scored(files, "--minimum", "3")["teams"]
    pace = next(item for item in team["items"] if item["code"] == "pace")
    assert (pace["n"], pace["mean"], pace["counts"], pace["status"]) == (2, None, {}, "suppressed")
    assert (team["index"]["value"], team["index"]["status"], team["silo_gap"]["status"]) == (None, "suppressed", "suppressed")
    assert next(item for item in team["items"] if item["code"] == "clear")["mean"] == 4


def test_score_minimum__team_kept_back__nothing_hints_at_its_value(files):
    """ "Borderline" would say that the hidden value is near a threshold."""
    south = scored(files, "--minimum", "3")["teams"][1]
    assert south["index"]["borderline"] is False
    assert {key for key, value in south["index"].items() if value} == {"level_reason", "basis", "n", "status"}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("number", ["-3", "two", "²"])
def test_score_minimum__no_number_of_people__exit_code_2(capsys, number):
    with pytest.raises(SystemExit) as left:
        main(["score", "answers.csv", "--instrument", "spring.toml", f"--minimum={number}"])
    assert left.value.code == 2
    assert "give a number of people" in capsys.readouterr().err


def test_score_out__a_pipe__is_written_to_and_not_replaced(files):
    """A rename onto /dev/stdout or /dev/null would put a file in the device's place."""
    pipe = files / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--out", str(pipe)]) == 0
        assert b"north" in os.read(reader, 65_536)
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_score_out__a_link__its_target_is_written(files):
    (files / "link.json").symlink_to(files / "real.json")
    (files / "real.json").write_text("old")
    command = ["score", "answers.csv", "--instrument", "spring.toml", "--by", "unit", "--format", "json", "--out", "link.json"]
    assert main(command) == 0
    assert (files / "link.json").is_symlink()
    assert "teams" in json.loads((files / "real.json").read_text())


def test_score_text__ranking_of_all_options__is_said_as_correlation(files, capsys):
    """Everybody names all three, so a number of shared picks would say nothing."""
    options = ", ".join(f'{{code = "{code}", text = "{code.upper()}"}}' for code in "abc")
    ranking = f'{{type = "R", code = "order", text = "In order", rank = 3, options = [{options}]}},\n]'
    (files / "spring.toml").write_text(INSTRUMENT.rstrip().removesuffix("]") + ranking)
    (files / "answers.csv").write_text("respondent,order\nAna,a>b>c\nBen,a>c>b\n")
    assert main(["score", "answers.csv", "--instrument", "spring.toml"]) == 0
    assert "order: two rankings correlate 0.50 on average" in capsys.readouterr().out


def test_report__answers_of_a_file__nothing_is_said_of_a_welcome_page_or_of_modes(files):
    """Nobody saw a welcome page, and a figure that is missing for lack of answers was not kept back."""
    (files / "answers.csv").write_text("respondent,clear,pace,top\n" + "".join(f"P{i},dk,dk,dk\n" for i in range(5)))
    assert main(["report", "answers.csv", "--instrument", "spring.toml", "--client", "C", "--wave", "W", "--out", "r.pdf"]) == 0
    text = " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(files / "r.pdf").pages).split())
    assert "welcome page" not in text
    assert "are kept leaves no figure" not in text
    assert "Too few of the questions were answered" in text
    assert "name no different priorities" not in text
