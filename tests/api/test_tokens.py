import base64
import os
import stat
from pathlib import Path

import pytest

from api.settings import Settings
from api.tokens import ALPHABET, KeyFault, Keyring, SealBroken, digest, is_token, load_or_make_key, mint_token, open_keyring, read_key

GOOD = base64.b64encode(bytes(range(40))).decode()


def test_tokens__ten_thousand__all_different_all_characters() -> None:
    tokens = [mint_token() for _ in range(10_000)]
    assert len(set(tokens)) == 10_000
    assert all(is_token(token) for token in tokens)
    assert len({token[:6] for token in tokens}) > 9_900
    counts = [sum(token.count(character) for token in tokens) for character in ALPHABET]
    expected = 260_000 / 32
    assert sum((count - expected) ** 2 / expected for count in counts) < 70  # chi squared, 31 degrees of freedom, p about 0.0001
    assert len(digest(tokens[0])) == 32


def test_seal__opens_with_the_same_key_and_place_only() -> None:
    ring, other = Keyring(bytes(range(32))), Keyring(bytes(range(1, 33)))
    sealed = ring.seal(b"secret", b"row 1")
    assert sealed != ring.seal(b"secret", b"row 1")
    assert b"secret" not in sealed
    assert ring.open(sealed, b"row 1") == b"secret"
    for opener, context, text in [
        (other, b"row 1", sealed),
        (ring, b"row 2", sealed),
        (ring, b"row 1", sealed[:-1]),
        (ring, b"row 1", b""),
    ]:
        with pytest.raises(SealBroken):
            opener.open(text, context)


def test_signatures__differ_by_purpose() -> None:
    ring = Keyring(bytes(range(32)))
    assert ring.sign("csrf", b"x") != ring.sign("set-up", b"x")
    assert ring.sign("csrf", b"x") == Keyring(bytes(range(32))).sign("csrf", b"x")


def test_key_file__is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "parallax.key"
    os.umask(0o000)
    try:
        key = load_or_make_key(path)
    finally:
        os.umask(0o022)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_make_key(path) == key
    path.chmod(0o644)
    with pytest.raises(KeyFault, match="chmod 600"):
        load_or_make_key(path)


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode(), base64.b64encode(b"a" * 32).decode(), "é" * 40])
def test_key__missing_or_weak__is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(KeyFault) as caught:
        read_key(text, "PARALLAX_SECRET_KEY")
    assert "PARALLAX_SECRET_KEY" in str(caught.value)
    assert not text or text not in str(caught.value)


def test_keyring__sqlite_makes_its_file__postgresql_wants_a_key(tmp_path: Path) -> None:
    open_keyring(Settings(database_url=f"sqlite:///{tmp_path / 'x.db'}"))
    assert (tmp_path / "parallax.key").exists()
    with pytest.raises(KeyFault, match="must be given"):
        open_keyring(Settings(database_url="postgresql://x@h/y"))
    assert open_keyring(Settings(database_url="postgresql://x@h/y", secret_key=GOOD))
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(b"short")
