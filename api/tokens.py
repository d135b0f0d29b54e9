"""Secret parts of links and sign-ins: minted from the system's randomness, looked up by hash, sealed where they must be read again."""

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.settings import Settings

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"  # base32 in lower case: no character that a mail program breaks a line at
LENGTH = 26  # 130 bits
KEY_BYTES = 32
NONCE_BYTES = 12


def mint_token() -> str:
    """A new secret: 26 lower-case base32 characters, 130 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def digest(token: str) -> bytes:
    """SHA-256 of a token, 32 bytes. A plain hash is enough for 130 random bits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def is_token(text: str) -> bool:
    """Whether the text has the form of a token; anything else needs no look-up."""
    return len(text) == LENGTH and all(character in ALPHABET for character in text)


class SealBroken(Exception):
    """A sealed value that this key does not open: another key, another context, or a changed row."""


class Keyring:
    """The installation's secret: seals what must be read again, and makes keyed checksums. `secret` has 32 bytes or more."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < KEY_BYTES:
            raise ValueError(f"a key needs at least {KEY_BYTES} bytes, this one has {len(secret)}")
        self._secret = secret
        self._aes = AESGCM(self._derive(b"seal"))

    def _derive(self, purpose: bytes) -> bytes:
        return hmac.new(self._secret, b"parallax|" + purpose, hashlib.sha256).digest()

    def seal(self, plain: bytes, context: bytes = b"") -> bytes:
        """AES-GCM under a fresh nonce: nonce, ciphertext, tag. `context` binds it to its row, so that it cannot be moved to another."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aes.encrypt(nonce, plain, context)

    def open(self, sealed: bytes, context: bytes = b"") -> bytes:
        """What was sealed; SealBroken where key, context or bytes are others."""
        try:
            return self._aes.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
        except (InvalidTag, ValueError) as error:
            raise SealBroken("this key does not open the sealed value: is it the key that the database was made with?") from error

    def sign(self, purpose: str, message: bytes) -> str:
        """A keyed checksum, 64 hex characters, for one purpose only."""
        return hmac.new(self._derive(b"sign|" + purpose.encode()), message, hashlib.sha256).hexdigest()


class KeyFault(Exception):
    """A key that is missing, too short or readable by others; the message names the remedy and never the key."""


def read_key(text: str, origin: str) -> bytes:
    """A key written in base64; KeyFault where it is not, is shorter than 32 bytes, or is one byte repeated."""
    try:
        key = base64.b64decode("".join(text.split()), validate=True)
    except ValueError as error:
        raise KeyFault(f"{origin} is not base64. Make a key with: openssl rand -base64 32") from error
    if len(key) < KEY_BYTES or len(set(key)) < 8:  # 32 random bytes have more different ones
        raise KeyFault(f"{origin} is too weak: it needs at least {KEY_BYTES} random bytes. Make one with: openssl rand -base64 32")
    return key


def load_or_make_key(path: Path) -> bytes:
    """The key in this file, which is made with mode 0600 where it does not exist. KeyFault where others may read it."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        mode = path.stat().st_mode & 0o777
        if mode & 0o077:
            raise KeyFault(f"{path} may be read by others (mode {mode:03o}). Run: chmod 600 {path}") from None
        return read_key(path.read_text(encoding="ascii", errors="replace"), str(path))
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(os.urandom(KEY_BYTES)).decode("ascii") + "\n")
        file.flush()
        os.fsync(file.fileno())
    return read_key(path.read_text(encoding="ascii"), str(path))


def open_keyring(settings: Settings) -> Keyring:
    """The installation's keyring: the key that is given, or on SQLite the file beside the database, made at the first start.

    KeyFault on PostgreSQL without a key: several processes would each make another one.
    """
    if settings.secret_key:
        return Keyring(read_key(settings.secret_key, "PARALLAX_SECRET_KEY"))
    if settings.key_file is not None:
        return Keyring(load_or_make_key(settings.key_file))
    database = settings.sqlite_file
    if database is None:
        raise KeyFault("PARALLAX_SECRET_KEY is missing. On PostgreSQL it must be given; make one with: openssl rand -base64 32")
    return Keyring(load_or_make_key(database.with_name("parallax.key")))
