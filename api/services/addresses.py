"""Mail addresses as people write them."""

import re

LONGEST = 254
_WRAPPED = re.compile(r".*<([^<>]*)>\s*")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+")
_LABEL = re.compile(r"[^\W_]([\w-]{0,61}[^\W_])?")


class AddressFault(ValueError):
    """What is wrong with an address, as a sentence."""


def read_address(text: str) -> str:
    """The address in lower case, out of `Name <address>` and `mailto:` too. AddressFault says what is missing.

    >>> read_address("Ines Okafor <Ines@Example.com>")
    'ines@example.com'
    """
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    address = text.strip().removeprefix("mailto:").strip("'\u200b\ufeff ").lower()
    local, at, domain = address.rpartition("@")
    if not at:
        raise AddressFault("There is no @ in the address.")
    if not local:
        raise AddressFault("There is nothing before the @.")
    if not domain:
        raise AddressFault("There is no domain after the @.")
    if len(address) > LONGEST:
        raise AddressFault(f"The address has more than {LONGEST} characters.")
    if not _LOCAL.fullmatch(local) or ".." in address:
        raise AddressFault("There is a character in the address that cannot stand there.")
    labels = domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressFault("The domain after the @ is not complete.")
    return address
