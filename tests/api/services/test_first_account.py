import pytest

from api.db.engine import Sessions
from api.problems import LinkNotValid
from api.services.people import find_firm, set_up, set_up_token, sign_in
from api.tokens import Keyring, is_token
from tests.api.people import NOON, PASSWORD


def test_set_up__empty_database__first_account_is_administrator(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        token = set_up_token(session, keyring)
        assert token == set_up_token(session, keyring)
        assert token is not None
        assert not is_token(token)  # of another kind than links and sign-ins
        for wrong in ("", "é", token[:-1], token.upper()):
            with pytest.raises(LinkNotValid):
                set_up(session, keyring, wrong, firm="Merrow", email="a@merrow.example", name="A", password=PASSWORD, now=NOON)
        made = set_up(session, keyring, token, firm=" Merrow  & Pike ", email="a@merrow.example", name="Ana", password=PASSWORD, now=NOON)
        assert made.administrator
        assert find_firm(session, "Merrow & Pike") is not None
        assert set_up_token(session, keyring) is None
    with sessions.writer() as session:
        assert sign_in(session, "a@merrow.example", PASSWORD, NOON)[0].name == "Ana"
