"""Rows of an answers file, put by team: in memory while they are few, then in a temporary database of which little is held at once."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

HELD = 10_000  # rows

Key = tuple[str, str]  # team, wave


class Record(NamedTuple):
    """What one row says. `item` is empty in a wide file, where `values` holds every item of the row that was answered."""

    team: str
    wave: str
    row: int
    respondent: str
    function: str
    item: str
    values: dict[str, Any]


class Spool:
    """Takes records in the order of a file and gives them back by team and wave, in order of name, rows in the order of the file."""

    def __init__(self, *, held: int = HELD) -> None:
        self._held = held
        self._records: list[Record] = []
        self._database: sqlite3.Connection | None = None

    def add(self, record: Record) -> None:
        """Keeps one record."""
        self._records.append(record)
        if len(self._records) >= self._held:
            self._put_away()

    def teams(self) -> Iterator[tuple[Key, list[Record]]]:
        """Every team and wave with its records. Can be asked again."""
        for key, records in groupby(self._in_order(), key=lambda record: (record.team, record.wave)):
            yield key, list(records)

    def close(self) -> None:
        """Lets go of the temporary database."""
        if self._database is not None:
            self._database.close()

    def _put_away(self) -> None:
        if self._database is None:
            self._database = sqlite3.connect("")  # a file without a name, which is gone when it is closed
            self._database.execute("PRAGMA journal_mode = OFF")
            self._database.execute("CREATE TABLE records (team TEXT, wave TEXT, number INTEGER, rest BLOB)")
        rows: Iterable[tuple[str, str, int, bytes]] = (
            (record.team, record.wave, record.row, msgspec.msgpack.encode(record[3:])) for record in self._records
        )
        self._database.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", rows)
        self._records.clear()

    def _in_order(self) -> Iterator[Record]:
        if self._database is None:
            # As the database orders: by code points, rows as they came.
            yield from sorted(self._records, key=lambda record: (record.team, record.wave))
            return
        self._put_away()
        rest = msgspec.msgpack.Decoder(tuple[str, str, str, dict[str, Any]])
        for team, wave, number, blob in self._database.execute("SELECT * FROM records ORDER BY team, wave, number"):
            yield Record(team, wave, number, *rest.decode(blob))
