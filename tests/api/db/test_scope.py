import re

import pytest
from sqlalchemy import delete, exists, func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from api.db.engine import Sessions
from api.db.models import Base, Client, Engagement, Firm
from api.db.scope import UnscopedQuery, scope
from api.services.clients import create_client
from api.tokens import Keyring
from tests.api.people import NOON, answer, found, make_engagement, make_house, make_open_wave, make_other_house


def test_query__without_a_firm__raises(sessions: Sessions) -> None:
    touching = [
        select(Client),
        select(Client.name),
        select(func.count()).select_from(Client),
        select(func.count(Client.id)),
        select(Firm).where(exists().where(Client.firm_id == Firm.id)),
        update(Client).values(name="x"),
        delete(Client),
        text("select 1 from client"),
    ]
    with sessions.reader() as session:
        for statement in touching:
            with pytest.raises(UnscopedQuery):
                session.execute(statement)
        session.execute(select(Firm.name))  # belongs to no firm


def test_query__with_a_reason__passes(sessions: Sessions) -> None:
    with sessions.reader() as session:
        assert session.scalar(select(func.count(Client.id)), execution_options={"unscoped": "a test"}) == 0


def test_session__of_one_firm__refuses_another(sessions: Sessions) -> None:
    with sessions.writer() as session:
        make_house(session)
        with pytest.raises(UnscopedQuery, match="another firm"):
            make_other_house(session)
        session.rollback()


def test_statements__of_one_firm__never_reach_the_other(sessions: Sessions) -> None:
    with sessions.writer() as session:
        house = make_house(session)
        ours = make_engagement(session)
    with sessions.writer() as session:
        make_other_house(session)
        theirs = create_client(session, "Birch", NOON)
        other = aliased(Client)
        assert session.scalars(select(Client.name)).all() == ["Birch"]
        assert session.scalars(select(other.name)).all() == ["Birch"]
        assert session.scalar(select(func.count()).select_from(Client)) == 1
        assert session.scalar(select(func.count(Engagement.id))) == 0
        assert session.scalar(select(select(func.count(Engagement.id)).scalar_subquery())) == 0
        assert session.scalars(select(Client.name).join(Engagement, Engagement.client_id == Client.id)).all() == []
        assert session.get(Client, ours.client_id) is None
        assert session.get(Client, theirs.id) is not None
        assert session.scalars(select(Firm.name).where(exists().where(Engagement.firm_id == house.firm.id))).all() == []
        session.execute(update(Client).values(name="Renamed"))
        session.execute(delete(Engagement))
    with sessions.reader() as session:
        scope(session, house.firm.id)
        assert session.scalars(select(Client.name)).all() == ["Aster"]
        assert session.scalar(select(func.count(Engagement.id))) == 1


def test_new_row__of_another_firm__is_refused(sessions: Sessions) -> None:
    with sessions.writer() as session:
        house = make_house(session)
    with sessions.writer() as session:
        make_other_house(session)
        session.add(Client(firm_id=house.firm.id, name="Cuckoo", created_at=NOON))
        with pytest.raises(UnscopedQuery, match="of another firm"):
            session.flush()
        session.rollback()


def test_database__row_under_a_parent_of_another_firm__is_refused(sessions: Sessions, keyring: Keyring) -> None:
    """By direct SQL: every composite key of every table, one after the other."""
    with sessions.writer() as session:
        make_house(session)
        wave = make_open_wave(session, keyring)
        answer(session, found(session, wave, keyring, "Ines"), clarity=3)
    with sessions.writer() as session:
        stranger = make_other_house(session).firm.id
    refused = set()
    with sessions.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            keys = [key for key in table.foreign_key_constraints if len(key.columns) == 2]
            row = connection.execute(select(table).limit(1)).mappings().first()
            if row is None or not keys:
                continue
            with pytest.raises(IntegrityError, match=re.compile("foreign key", re.IGNORECASE)):
                connection.execute(update(table).where(table.c.id == row["id"]).values(firm_id=stranger))
            connection.rollback()
            refused.add(table.name)
    assert refused >= {"engagement", "respondent", "wave", "contract", "invitation", "response", "answer"}


def test_schema__every_table_but_firm__has_its_firm_in_every_key() -> None:
    for table in Base.metadata.sorted_tables:
        if table.name == "firm":
            continue
        assert "firm_id" in table.c, table.name
        for key in table.foreign_key_constraints:
            assert "firm_id" in key.column_keys, (table.name, key.column_keys)


def test_statement__made_once__is_filtered_for_each_firm(sessions: Sessions) -> None:
    """The compiled form is kept; the firm in it must not be."""
    made_once = select(Client.name).where(Client.name != "")
    firms = []
    for make in (make_house, make_other_house):
        with sessions.writer() as session:
            firms.append(make(session).firm)
            create_client(session, f"Client of {firms[-1].name}", NOON)
    for _ in range(3):
        for firm in firms:
            with sessions.reader() as session:
                scope(session, firm.id)
                assert session.scalars(made_once).all() == [f"Client of {firm.name}"]
