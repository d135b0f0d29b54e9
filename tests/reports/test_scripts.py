"""Names that are written from right to left."""

import pytest

from reports.scripts import join_letters, order


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Sales", "Sales"),
        ("אב", "בא"),
        ("אב 2026", "בא 2026"),
        ("אב 12 גד", "דג 12 בא"),
        ("Dept אב and גד", "Dept בא and דג"),
        ("(אב) x", "(בא) x"),
    ],
)
def test_order__runs__turned_and_figures_kept(text: str, drawn: str) -> None:
    assert order(text) == drawn


def test_join__word__letters_take_their_forms() -> None:
    # beh, yeh, teh: initial, medial, final
    assert join_letters("\u0628\u064a\u062a") == "\ufe91\ufef4\ufe96"


def test_join__lam_alef__one_letter() -> None:
    assert join_letters("\u0644\u0627") == "\ufefb"
