"""Passwords: rules, argon2id, and the same work whether the account exists or not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from api.problems import InputFault, TooBusy

SHORTEST, LONGEST = 12, 128
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
_WORN = ("password", "passwort", "qwerty", "letmein", "welcome", "parallax", "123456", "abcdef")
_SLOTS = threading.BoundedSemaphore(2)  # each hash takes 19 MiB and a core; more at once would starve the saving of answers
_QUEUE = threading.BoundedSemaphore(22)


def check_password(password: str, *, words: tuple[str, ...] = ()) -> None:
    """InputFault unless the password is 12 to 128 characters of any kind and not built on a worn word or one of `words`."""
    message = ""
    folded = password.casefold()
    rest = folded
    for word in (*_WORN, *(word.casefold() for word in words if len(word) >= 4)):
        rest = rest.replace(word, "")
    if not SHORTEST <= len(password) <= LONGEST:
        message = f"Use {SHORTEST} to {LONGEST} characters."
    elif "\x00" in password:
        message = "Use characters that can be typed."
    elif len(set(folded)) < 5 or len(rest) < 6:
        message = "That is easily guessed: take several words that do not belong together."
    if message:
        raise InputFault({"password": message})


def hash_password(password: str) -> str:
    """argon2id, 19 MiB, two passes."""
    with _slot():
        return _HASHER.hash(password)


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password fits. Without a stored hash the same work is done for nothing, so that time does not tell."""
    with _slot():
        try:
            return _HASHER.verify(stored or _nobody(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(stored)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _HASHER.hash("nobody's password, hashed once a process")


@contextmanager
def _slot() -> Iterator[None]:
    if not _QUEUE.acquire(blocking=False):
        raise TooBusy
    try:
        with _SLOTS:
            yield
    finally:
        _QUEUE.release()
