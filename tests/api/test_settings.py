from pathlib import Path

import pytest

from api.settings import SettingsFault, load_settings

CWD = Path("/srv/parallax")


def test_nothing_set__one_file_here(tmp_path: Path) -> None:
    settings = load_settings({"HOME": "/x", "PARALLAX_": ""}, tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/parallax.db"
    assert settings.sqlite_file == tmp_path / "parallax.db"
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.is_local
    assert not settings.is_https


def test_all_set__as_given() -> None:
    settings = load_settings(
        {
            "PARALLAX_DATABASE_URL": "postgresql://u:hush@db/p",
            "PARALLAX_SECRET_KEY": "c2VjcmV0",
            "PARALLAX_BASE_URL": "https://survey.merrow.example/",
            "PARALLAX_HOST": "::1",
            "PARALLAX_PORT": "8765",
            "PARALLAX_KEY_FILE": "keys/k",
            "PARALLAX_TRUSTED_PROXIES": "10.0.0.1, 10.1.0.0/16",
        },
        CWD,
    )
    assert (settings.address, settings.port, settings.is_https) == ("https://survey.merrow.example", 8765, True)
    assert settings.key_file == CWD / "keys/k"
    assert settings.sqlite_file is None
    assert "hush" not in settings.database_label
    assert load_settings({"PARALLAX_HOST": "::1"}, CWD).address == "http://[::1]:8000"
    assert load_settings({"PARALLAX_DATABASE_URL": "sqlite:///data/p.db"}, CWD).sqlite_file == CWD / "data/p.db"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PARALLAX_DATABSE_URL", "sqlite:///x", "did you mean PARALLAX_DATABASE_URL?"),
        ("PARALLAX_XYZZY", "1", "known are PARALLAX_DATABASE_URL"),
        ("PARALLAX_PORT", "eighty", "1 to 65535"),
        ("PARALLAX_PORT", "70000", "1 to 65535"),
        ("PARALLAX_DATABASE_URL", "mysql://x", "postgresql://"),
        ("PARALLAX_DATABASE_URL", "sqlite:///", "sqlite:///file"),
        ("PARALLAX_BASE_URL", "survey.example", "https://"),
        ("PARALLAX_BASE_URL", "http://survey.example", "need https"),
        ("PARALLAX_BASE_URL", "https://survey.example/path", "such as"),
        ("PARALLAX_TRUSTED_PROXIES", "everyone", "reverse proxies"),
    ],
)
def test_faulty__named_with_its_remedy(name: str, value: str, words: str) -> None:
    with pytest.raises(SettingsFault) as caught:
        load_settings({name: value}, CWD)
    assert name in str(caught.value)
    assert words in str(caught.value)


def test_several_faults__all_named_at_once() -> None:
    with pytest.raises(SettingsFault) as caught:
        load_settings({"PARALLAX_PORT": "x", "PARALLAX_HOTS": "y", "PARALLAX_BASE_URL": "z"}, CWD)
    assert len(str(caught.value).splitlines()) == 3
