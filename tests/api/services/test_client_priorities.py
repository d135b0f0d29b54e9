import pytest
from sqlalchemy import select

from api.db.engine import Sessions
from api.db.models import Client
from api.problems import InputFault, NotFound, PrioritiesFault
from api.services.clients import archive, create_client, rename
from api.services.engagements import create_engagement, instrument_of, priorities_of, set_priorities
from survey_definitions.loading import packaged_instruments
from tests.api.people import NOON, make_engagement, make_house, make_other_house

OWN = ["Raise the gross margin", "Open the northern market", "Lose fewer customers"]


def test_own_list__kept_texts__keep_their_codes(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        before = {option.text: option.code for option in priorities_of(engagement)}
        set_priorities(session, engagement, "  open the NORTHERN market \n\nRaise the gross margin\nBuy a rival\nBuy a rival firm\n", NOON)
        after = {option.text: option.code for option in priorities_of(engagement)}
        assert list(after) == ["open the NORTHERN market", "Raise the gross margin", "Buy a rival", "Buy a rival firm"]
        assert after["Raise the gross margin"] == before["Raise the gross margin"]
        assert after["open the NORTHERN market"] == before["Open the northern market"]
        assert len(set(after.values())) == 4
        assert instrument_of(engagement).priorities == priorities_of(engagement)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Größere Märkte\nЖильё\n利益率\n毛利", False),
        ("1\n2\n3\n", False),
        ("None\nDK\nOwn\n", False),
        ("Grow\nGrow!\nGrow up", True),
        ("= cmd\n+1\n-2\n@x", False),
    ],
    ids=["scripts", "digits", "reserved words", "marks", "formulas"],
)
def test_own_list__odd_texts__codes_stay_codes_or_line_is_named(sessions: Sessions, text: str, refused: bool) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        if refused:
            with pytest.raises(PrioritiesFault) as caught:
                set_priorities(session, engagement, text, NOON)
            assert caught.value.rows[0].row == 2
            return
        set_priorities(session, engagement, text, NOON)
        assert not {option.code for option in priorities_of(engagement)} & {"none", "dk", "own"}
        instrument_of(engagement)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [0]),
        ("One\nTwo", [0]),
        ("\n".join(f"Priority {number}" for number in range(16)), [0]),
        ("One\nTwo\n one \nThree", [3]),
        ("One\nTwo\nThree\n" + "x" * 201, [4]),
    ],
    ids=["none", "two", "sixteen", "double", "long"],
)
def test_own_list__faults__by_line_and_nothing_changes(sessions: Sessions, text: str, rows: list[int]) -> None:
    with sessions.writer() as session:
        make_house(session)
        engagement = make_engagement(session)
        set_priorities(session, engagement, OWN, NOON)
        with pytest.raises(PrioritiesFault) as caught:
            set_priorities(session, engagement, text, NOON)
        assert [row.row for row in caught.value.rows] == rows
        assert [option.text for option in priorities_of(engagement)] == OWN


def test_engagement__faults__by_field(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        client = create_client(session, "Aster", NOON)
        with pytest.raises(InputFault) as caught:
            create_engagement(session, client.id, title=" ", instrument="nonesuch", sponsor_name="x" * 201, now=NOON)
        assert set(caught.value.fields) == {"title", "instrument", "sponsor_name"}
        for name in packaged_instruments():
            create_engagement(session, client.id, title="T", instrument=name, now=NOON)


def test_engagement__client_of_another_firm__is_not_found(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        client = create_client(session, "Aster", NOON)
    with sessions.writer() as session:
        make_other_house(session)
        with pytest.raises(NotFound):
            create_engagement(session, client.id, title="T", instrument="pulse", now=NOON)


def test_client__name__once_a_firm(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        aster = create_client(session, " Aster  Ltd ", NOON)
        birch = create_client(session, "Birch", NOON)
        for faulty in ("Aster Ltd", "", " ", "x" * 201):
            with pytest.raises(InputFault):
                create_client(session, faulty, NOON)
        with pytest.raises(InputFault):
            rename(session, birch, "Aster Ltd", NOON)
        rename(session, aster, "Aster Ltd", NOON)
        archive(session, birch, NOON)
        archive(session, birch, NOON)
    with sessions.writer() as session:
        make_other_house(session)
        create_client(session, "Aster Ltd", NOON)
        assert session.scalars(select(Client.name)).all() == ["Aster Ltd"]
