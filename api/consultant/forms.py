"""What a console form posts, and what it shows again when something is wrong."""

from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct

from api.problems import BadForm

KEPT = {"\n", "\r", "\t"}  # control characters that a pasted list may hold


class Form(Struct, frozen=True):
    """Values to show and what to do about the fields that are wrong."""

    values: dict[str, str] = msgspec.field(default_factory=dict)
    faults: dict[str, str] = msgspec.field(default_factory=dict)


def read_fields(body: bytes) -> dict[str, str]:
    """Field -> its last value, without control characters. BadForm for bytes that are no UTF-8."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except (UnicodeDecodeError, ValueError) as error:
        raise BadForm from error
    return {name: "".join(_plain(character) for character in value) for name, value in pairs}


def _plain(character: str) -> str:
    if character.isprintable() or character in KEPT:
        return character
    return " " if character.isspace() else ""  # copied tables are full of spaces that do not break; without one, names would grow together
