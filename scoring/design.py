"""The shape of what enters the index: how many items of which size stand in each of the four blocks."""

import hashlib
from functools import cached_property

import msgspec
import numpy as np
from msgspec import Struct

Bools = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class ListShape(Struct, frozen=True):
    """One priorities question: `size` options M, `places` t, and whether the order of the chosen counts."""

    size: int
    places: int
    ordered: bool = False


class Design(Struct, frozen=True, dict=True):
    """Sizes of every item that enters the index, and the weights of the four blocks.

    `levels`: m of each rating item. `lists`: each priorities question. `parts`: q of each allocation.
    `terms`: for each definition, the number of options c of each of its parts. Hashable: the key of all chance constants.
    """

    levels: tuple[int, ...] = ()
    lists: tuple[ListShape, ...] = ()
    parts: tuple[int, ...] = ()
    terms: tuple[tuple[int, ...], ...] = ()
    weights: tuple[float, float, float, float] = (0.30, 0.40, 0.15, 0.15)

    @property
    def widths(self) -> tuple[int, int, int, int]:
        """Columns that each block takes in a mask: rating items, lists, allocations, parts of definitions."""
        return len(self.levels), len(self.lists), len(self.parts), sum(len(term) for term in self.terms)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the sizes and weights, in hexadecimal; texts play no part in it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def mask_key(mask: Bools) -> bytes:
    """The pattern of answered cells with its rows sorted, as bytes; empty where everything is answered.

    mask: (n, columns) in the order of `Design.widths`. Chance constants do not depend on the order of people.
    """
    if mask.all():
        return b""
    rows = np.packbits(mask, axis=1)
    return b"".join(sorted(row.tobytes() for row in rows))


def mask_of_key(key: bytes, n: int, columns: int) -> Bools:
    """The mask that `mask_key` packed, rows in sorted order."""
    if not key:
        return np.ones((n, columns), dtype=np.bool_)
    packed = np.frombuffer(key, dtype=np.uint8).reshape(n, -1)
    return np.unpackbits(packed, axis=1, count=columns).astype(np.bool_)


def seed_of(*parts: str) -> int:
    """Seed of a random generator: the first 8 bytes, big-endian, of SHA-256 over the parts joined by a bar (decision 49)."""
    return int.from_bytes(hashlib.sha256("|".join(parts).encode()).digest()[:8], "big")
