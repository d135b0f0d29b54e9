"""Thirty nasty pastes: right rows, right words, and never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from api.db.engine import Sessions
from api.db.models import Respondent
from api.problems import RosterFault
from api.services.roster_import import RosterPaste, apply_roster, compare_roster, read_roster
from api.tokens import Keyring
from survey_definitions.loading import load_instrument
from tests.api.people import NOON, make_engagement, make_house, make_open_wave, small_instrument

GOOD = "Ines Okafor,ines@x.example,CFO,Finance"


def read(text: str) -> RosterPaste:
    return read_roster(text, load_instrument(small_instrument()))


def people(paste: RosterPaste) -> list[tuple[str, str | None, str]]:
    return [(row.name, row.email, row.function) for row in paste.rows]


INES = ("Ines Okafor", "ines@x.example", "finance")
DANA = ("Dana Kim", "dana@x.example", "sales")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD, [INES]),
        ("\ufeff" + GOOD, [INES]),
        (GOOD.replace(",", ";"), [INES]),
        (GOOD.replace(",", "\t"), [INES]),
        (GOOD + "\r\nDana Kim,dana@x.example,,Sales\r\n", [INES, DANA]),
        (GOOD + "\rDana Kim,dana@x.example,,Sales", [INES, DANA]),
        ("\n\n  \n" + GOOD + "\n\n", [INES]),
        ("Name,E-Mail,Function\nInes Okafor,ines@x.example,Finance", [INES]),
        ("E-MAIL;Abteilung;Name\nines@x.example;Finance;Ines Okafor", [INES]),
        ("First name\tLast name\tMail\tDepartment\nInes\tOkafor\tines@x.example\tfinance", [INES]),
        ("name,email,function,comment\nInes Okafor,ines@x.example,finance,likes; semicolons", [INES]),
        ('"Okafor, Ines",ines@x.example,CFO,Finance', [("Okafor, Ines", "ines@x.example", "finance")]),
        ('"Ines\tOkafor"\tines@x.example\tCFO\tFinance', [INES]),
        ('"Ines ""The Pen"" Okafor",ines@x.example,CFO,Finance', [('Ines "The Pen" Okafor', "ines@x.example", "finance")]),
        ('"Ines\nOkafor",ines@x.example,CFO,Finance\nDana Kim,dana@x.example,,Sales', [INES, DANA]),
        ('"Ines Okafor,ines@x.example,CFO,Finance\nDana Kim,dana@x.example,,Sales\nJo,jo@x.example,,Sales', None),
        ("Name;Mail;Function\nInes Okafor;INES@X.Example;FINANCE", [INES]),
        ("mail,function\nInes Okafor <ines@x.example>,finance", [INES]),
        ("Ines Okafor,mailto:ines@x.example,,finance", [INES]),
        ("ines@x.example,Ines Okafor,CFO,Finance", [INES]),
        ("Ines Okafor,ines@x.example,Finance", [INES]),
        ("Ines Okafor,,CFO,Finance", [("Ines Okafor", None, "finance")]),
        ("Ines\u200b Okafor,ines@x.example\x00,CFO\x07,Finance", [INES]),
        ("Åsa Łukasz-Nguyễn,åsa@x.example,,finance", [("Åsa Łukasz-Nguyễn", "åsa@x.example", "finance")]),
        ("  Ines   Okafor , ines@x.example , CFO , Finance  ", [INES]),
        ("Name,Email,Function\n" + "\n".join(f"P {n},p{n}@x.example,sales" for n in range(1000)), None),
    ],
)
def test_paste__readable__gives_its_rows(text: str, expected: list[tuple[str, str | None, str]] | None) -> None:
    paste = read(text)
    if expected is None:
        assert len(paste.rows) in (3, 1000)
        return
    assert people(paste) == expected
    assert paste.ok


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("Ines Okafor,ines@,CFO,Finance", 1, "no domain after the @"),
        ("Ines Okafor,ines@x,CFO,Finance", 1, "not complete"),
        ("Ines Okafor,@x.example,CFO,Finance", 1, "nothing before the @"),
        ("Ines Okafor,a b@x.example,CFO,Finance", 1, "cannot stand there"),
        (",ines@x.example,CFO,Finance", 1, "name is empty"),
        ("Ines Okafor,ines@x.example,CFO,", 1, "function is empty"),
        ("Ines Okafor,ines@x.example,CFO,Finanse", 1, "Did you mean Finance?"),
        ("Ines Okafor,ines@x.example,CFO,Zoology", 1, "There are Finance, Sales"),
        (GOOD + "\nInes O.,INES@x.example,,Finance", 2, "same address as in row 1"),
        ("Ines Okafor,,,Finance\nines  okafor,,,Sales", 2, "same name as in row 1"),
        ("=HYPERLINK(1),ines@x.example,CFO,Finance", 1, "cannot begin with ="),
        ("name,email,function,tier\nInes,ines@x.example,finance,3", 2, "tier is 1"),
        (GOOD + "\nDana,dana@x.example,CSO,Sales,1,,extra", 2, ""),
        ("x" * 201 + ",ines@x.example,CFO,Finance", 1, "201 characters"),
        (f"Ines Okafor,{'i' * 250}@x.example,CFO,Finance", 1, "more than 254"),
        ("Name,Email,Function\n\n\nInes,ines@x.example,Nothing", 4, "not a function"),
    ],
)
def test_paste__faulty__names_row_and_reason(text: str, row: int, words: str) -> None:
    paste = read(text)
    assert paste.ok is (words == "")
    if words:
        assert any(found.number == row and words in " ".join(found.faults) for found in paste.rows), paste.rows


@pytest.mark.parametrize("text", ["", "   ", "\n\r\n", "\x00", ",,,\n,,", "Name,Email,Function"])
def test_paste__nothing_in_it__says_so(text: str) -> None:
    paste = read(text)
    assert not paste.ok
    assert "no rows" in paste.fault


def test_paste__two_functions_in_a_cell__are_function_and_seat() -> None:
    row = read("Ines Okafor,ines@x.example,CFO,Finance / Sales").rows[0]
    assert (row.function, row.seats) == ("finance", ("sales",))


@given(st.text(max_size=200) | st.lists(st.sampled_from(['"', ",", ";", "\t", "\n", "\r", "@", "a", "é", "\x00", "="])).map("".join))
def test_paste__anything_at_all__never_raises(text: str) -> None:
    paste = read(text)
    assert paste.ok is (bool(paste.rows) and not any(row.faults for row in paste.rows))


def test_apply__faults__nothing_is_stored(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        with pytest.raises(RosterFault) as caught:
            apply_roster(session, engagement, read(GOOD + "\nDana,dana@,,Sales"), NOON)
        assert [row.row for row in caught.value.rows] == [2]
        with pytest.raises(RosterFault):
            apply_roster(session, engagement, read(""), NOON)
        assert session.scalar(select(func.count(Respondent.id))) == 0


def test_apply__twice__changes_nothing_more(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        text = GOOD + "\nDana Kim,,CSO,Sales / Marketing"
        apply_roster(session, engagement, read(text), NOON)
        assert [row.status for row in compare_roster(session, engagement, read(text)).rows] == ["unchanged", "unchanged"]
        changed = read(text.replace("CFO", "Chief financial officer") + "\nJo Lund,jo@x.example,,Sales")
        assert [row.status for row in compare_roster(session, engagement, changed).rows] == ["changed", "unchanged", "new"]
        apply_roster(session, engagement, changed, NOON)
        assert session.scalar(select(func.count(Respondent.id))) == 3
        assert session.scalar(select(Respondent.title).where(Respondent.email == "ines@x.example")) == "Chief financial officer"


def test_apply__wave_is_open__what_was_promised_stays(sessions: Sessions, keyring: Keyring) -> None:
    from api.db.models import Engagement

    with sessions.writer() as session:
        make_house(session)
        make_open_wave(session, keyring)
        engagement = session.scalars(select(Engagement)).one()
        moved = read("Ines Okafor,ines@client.example,CFO,Sales")
        with pytest.raises(RosterFault, match="nothing was stored"):
            apply_roster(session, engagement, moved, NOON)
        apply_roster(session, engagement, read("Ines Okafor,ines@client.example,New title,Finance\nTom,tom@x.example,,Sales"), NOON)
