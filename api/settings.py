"""Settings from the environment: `PARALLAX_*`, each known by name; a misspelt one is refused instead of being ignored."""

import difflib
import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta, Struct

PREFIX = "PARALLAX_"


class SettingsFault(Exception):
    """One line for each setting that is wrong, with its name and what to do; never with its value, which may be a secret."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How this installation runs. The name of a setting is `PARALLAX_` and the field in capitals."""

    database_url: str = ""
    key_file: Path | None = None
    secret_key: str = ""
    base_url: str = ""
    host: str = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535)] = 8000
    trusted_proxies: str = ""

    @property
    def address(self) -> str:
        """What personal links begin with: the public address, or the one that is listened on."""
        return self.base_url or f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def is_https(self) -> bool:
        """Whether browsers reach this installation by https."""
        return self.address.startswith("https://")

    @property
    def is_local(self) -> bool:
        """Whether the public address is a loopback one."""
        return _is_loopback(urlsplit(self.address).hostname or "")

    @property
    def database_label(self) -> str:
        """The database address without its password, for people to read."""
        from sqlalchemy import make_url

        return make_url(self.database_url).render_as_string(hide_password=True)

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file; None on PostgreSQL."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None


def load_settings(environ: Mapping[str, str], cwd: Path) -> Settings:
    """Settings from the variables that begin with PARALLAX_; paths are taken from `cwd`. SettingsFault names every fault."""
    own = {name.removeprefix(PREFIX).lower(): value.strip() for name, value in environ.items() if name.startswith(PREFIX) and value.strip()}
    known = Settings.__struct_fields__
    faults = [_unknown(name, known) for name in sorted(set(own) - set(known))]
    values: dict[str, Any] = {name: value for name, value in own.items() if name in known}
    values.setdefault("database_url", f"sqlite:///{cwd / 'parallax.db'}")
    for name in list(values):
        try:
            msgspec.convert({name: values[name]}, Settings, strict=False, dec_hook=_decode)
        except msgspec.ValidationError:
            faults.append(f"{PREFIX}{name.upper()}: {_WANTED.get(name, 'not understood')}")
            del values[name]
    faults += _check(values)
    if faults:
        raise SettingsFault("\n".join(faults))
    settings = msgspec.convert(values, Settings, strict=False, dec_hook=_decode)
    file = settings.sqlite_file
    changes: dict[str, Any] = {"base_url": settings.base_url.rstrip("/")}
    if file is not None:
        changes["database_url"] = f"sqlite:///{cwd / file}"
    if settings.key_file is not None:
        changes["key_file"] = cwd / settings.key_file
    return msgspec.structs.replace(settings, **changes)


_WANTED = {
    "port": "give a number from 1 to 65535",
    "database_url": "give sqlite:///file or postgresql://user@host/name",
    "base_url": "give the address that people open, such as https://parallax.example.com",
    "trusted_proxies": "give addresses of reverse proxies, separated by commas",
}


def _decode(kind: type, value: str) -> Path:
    if kind is Path:
        return Path(value)
    raise TypeError(f"no setting is of type {kind}")


def _unknown(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean {PREFIX}{near[0].upper()}?" if near else f"known are {', '.join(PREFIX + field.upper() for field in known)}"
    return f"{PREFIX}{name.upper()}: there is no such setting; {hint}"


def _check(values: Mapping[str, Any]) -> list[str]:
    faults = []
    url = values.get("database_url", "")
    if url and (not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")) or url == "sqlite:///"):
        faults.append(f"{PREFIX}DATABASE_URL: {_WANTED['database_url']}")
    if base := values.get("base_url"):
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.path.strip("/"):
            faults.append(f"{PREFIX}BASE_URL: {_WANTED['base_url']}")
        elif parts.scheme == "http" and not (_is_loopback(parts.hostname) or parts.hostname.endswith(".local")):
            faults.append(f"{PREFIX}BASE_URL: personal links and sign-ins need https, except on this machine itself")
    for address in filter(None, (part.strip() for part in values.get("trusted_proxies", "").split(","))):
        try:
            ipaddress.ip_network(address)
        except ValueError:
            faults.append(f"{PREFIX}TRUSTED_PROXIES: {_WANTED['trusted_proxies']}")
    return faults


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
