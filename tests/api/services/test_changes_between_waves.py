"""What moved between closed waves of one engagement, and who may see how much of it."""

from typing import Any

import pytest

from api.db.engine import Sessions
from api.db.models import Engagement, Wave
from api.services.results import score_wave, wave_changes
from api.services.waves import close_wave, open_wave, plan_wave
from api.tokens import Keyring
from tests.api.people import NOON, add_person, answer, found, make_engagement, make_house

NAMES = {"Ines": "finance", "Dana": "sales", "Jo": "marketing", "Max": "operations", "Uma": "sales", "Vic": "finance", "Wen": "marketing"}
APART = [(1, 5), (5, 1), (3, 3), (1, 4), (5, 2), (1, 1), (4, 5)]
CLOSE = [(4, 3)] * 7


def engaged(session: Any) -> Engagement:
    make_house(session)
    engagement = make_engagement(session)
    for name, function in NAMES.items():
        add_person(session, engagement, f"{name} Roe", function)
    return engagement


def run_wave(
    session: Any, engagement: Engagement, keyring: Keyring, label: str, ratings: list[tuple[int, int]], *, mode: str = "named"
) -> Wave:
    wave = plan_wave(session, engagement, label=label, mode=mode, closes_at=None, now=NOON)
    open_wave(session, wave, keyring, NOON)
    lists = [["margin", "north", "churn"], ["hiring", "north", "platform"]] if ratings is APART else [["margin", "north", "churn"]] * 2
    for at, (name, (clarity, trust)) in enumerate(zip(NAMES, ratings, strict=False)):
        answer(session, found(session, wave, keyring, name), clarity=clarity, trust=trust, committed=lists[at % 2])
    close_wave(session, wave, keyring, NOON)
    return wave


def test_changes__first_wave__none(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        wave = run_wave(session, engaged(session), keyring, "Q1", APART)
        since = wave_changes(session, wave, "team")
    assert (since.changes, since.trend, since.findings) == ((), None, ())


def test_changes__second_wave__stayers_by_their_row_and_a_finding(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        engagement = engaged(session)
        first = run_wave(session, engagement, keyring, "Q1", APART)
        second = run_wave(session, engagement, keyring, "Q2", CLOSE)
        released = score_wave(session, second, "team", NOON)
        assert score_wave(session, first, "team", NOON).changes == ()
    (change,) = released.changes
    assert (change.before, change.after, change.n_stayers, len(change.stayers)) == ("Q1", "Q2", 7, 7)
    assert (change.average.after, change.average.verdict) == (100.0, "moved")
    sentence = next(finding.sentence for finding in released.findings if finding.kind == "moved_closer")
    assert sentence.startswith("The 7 people who answered both times stand ")
    assert sentence.endswith("points closer than in Q1 (p = 0.031).")


def test_changes__somebody_left__counts_only_who_answered_both(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        engagement = engaged(session)
        run_wave(session, engagement, keyring, "Q1", APART)
        second = run_wave(session, engagement, keyring, "Q2", CLOSE[:6])
        (change,) = wave_changes(session, second, "consultant").changes
    assert (change.n_stayers, change.left, change.joined) == (6, 1, 0)
    assert change.by_stayers + change.by_composition == pytest.approx(change.total)


@pytest.mark.parametrize(
    ("modes", "audience", "kept"),
    [
        (("named", "named"), "team", "ids"),
        (("function", "function"), "team", "figures"),
        (("mixed", "mixed"), "team", "figures"),
        (("mixed", "mixed"), "consultant", "ids"),
        (("named", "function"), "consultant", "figures"),
        (("consultant", "consultant"), "team", "word"),
        (("named", "consultant"), "team", "word"),
        (("consultant", "named"), "team", "word"),
        (("aggregate", "aggregate"), "consultant", "totals"),
        (("named", "aggregate"), "team", "totals"),
    ],
)
def test_changes__two_modes__the_stricter_one(
    sessions: Sessions, keyring: Keyring, modes: tuple[str, str], audience: Any, kept: str
) -> None:
    with sessions.writer() as session:
        engagement = engaged(session)
        run_wave(session, engagement, keyring, "Q1", APART, mode=modes[0])
        second = run_wave(session, engagement, keyring, "Q2", CLOSE, mode=modes[1])
        since = wave_changes(session, second, audience)
    (change,) = since.changes
    shown = {
        "ids": (7, True, True),
        "figures": (0, True, True),
        "word": (0, False, True),
        "totals": (0, False, False),
    }[kept]
    assert (len(change.stayers), bool(change.items), change.average is not None) == shown
    if kept == "word":
        assert (change.average.change % 5, change.average.p, change.average.before, change.average.verdict) == (0, None, None, "moved")
    if kept == "totals":
        assert (change.n_stayers, change.total, change.total_before % 5, change.total_after) == (0, None, 0, 100)
        assert since.findings == ()
    if modes == ("mixed", "mixed") and audience == "team":
        assert "trust" not in {moved.code for moved in change.items} | set(change.comparable)


def test_changes__four_waves__a_trend_of_the_core(sessions: Sessions, keyring: Keyring) -> None:
    with sessions.writer() as session:
        engagement = engaged(session)
        for label, ratings in (("Q1", APART), ("Q2", APART), ("Q3", CLOSE)):
            wave = run_wave(session, engagement, keyring, label, ratings)
            assert wave_changes(session, wave, "team").trend is None
        released = score_wave(session, run_wave(session, engagement, keyring, "Q4", CLOSE), "team", NOON)
    assert released.trend.waves == ("Q1", "Q2", "Q3", "Q4")
    assert (released.trend.n, released.trend.entered) == (7, ("clarity", "committed"))
    assert released.trend.slope > 0
