"""Pages that stand in the way of questions: closed, not found, declined, not started, made stricter."""

import pytest

from api.services.contracts import tighten_contract
from api.services.waves import close_wave
from tests.api import people


def close(room, keyring):
    room.with_wave(lambda session, wave: close_wave(session, wave, keyring, people.NOON))


@pytest.mark.parametrize("path", ["", "/p/1", "/check", "/done", "/later", "/decline"])
def test_closed__unfinished__says_that_the_answers_do_not_count(room, keyring, path):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    close(room, keyring)
    page = visitor.open(path)
    assert visitor.last.status_code == 410
    assert "This round has closed" in page.words
    assert "Your one answer was kept but not submitted, so it is not part of the results." in page.words


def test_closed__submitted__says_that_they_count(room, keyring):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    visitor.open("/check")
    visitor.press("Submit")
    close(room, keyring)
    assert "Your answers were submitted and count." in visitor.open().words
    assert visitor.last.status_code == 410


def test_closed__while_typing__stores_nothing(room, keyring):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    close(room, keyring)
    before = room.everything()
    visitor.fill("guess_picks", "1")
    page = visitor.press("Continue")
    assert visitor.last.status_code == 410
    assert "This round has closed" in page.words
    assert room.everything() == before


@pytest.mark.parametrize("path", ["/start", "/decline", "/take-part", "/check"])
def test_closed__every_other_press__is_refused(room, keyring, path):
    visitor = room.visitor(started=True)
    close(room, keyring)
    before = room.everything()
    assert visitor.client.post(visitor.base + path, data={"consent": "agreed"}).status_code == 410
    assert room.everything() == before


@pytest.mark.parametrize("token", ["a" * 26, "short", "A" * 26, "%F0%9F%A6%8A", "x" * 200])
@pytest.mark.parametrize("path", ["", "/p/1", "/check", "/not-you"])
def test_unknown_link__is_not_found_and_names_nobody(room, token, path):
    response = room.client.get(f"/r/{token}{path}")
    assert response.status_code == 404
    assert "This link does not work" in response.text
    for name in ("Halden", "Merrow", "Ines"):
        assert name not in response.text


@pytest.mark.parametrize("path", ["/start", "/p/1", "/check", "/decline", "/take-part"])
def test_unknown_link__every_press__is_not_found(room, path):
    assert room.client.post(f"/r/{'a' * 26}{path}", data={"consent": "agreed"}).status_code == 404


def test_decline__needs_a_second_press_and_can_be_taken_back(room):
    visitor = room.visitor()
    page = visitor.follow("I would rather not take part")
    assert room.invitation().status == "invited"
    assert [button["text"] for button in page.buttons] == ["Yes, leave me out"]
    page = visitor.press("Yes, leave me out")
    assert "No more reminders" in page.words
    assert room.invitation().status == "declined"
    assert "No more reminders" in visitor.open("/p/1").words
    visitor.press("I have changed my mind")
    assert room.invitation().status == "invited"
    assert "where does your team stand" in visitor.page.words


def test_decline__with_answers__takes_none_and_gives_them_back(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    visitor.open("/decline")
    assert "The answer you have given so far will not count." in visitor.page.words
    visitor.press("Yes, leave me out")
    visitor.press("I have changed my mind")
    visitor.follow("Go on as Ines")
    assert visitor.path == "/p/5"


@pytest.mark.parametrize("path", ["/p/1", "/check", "/later", "/done"])
def test_not_started__questions__lead_to_the_first_page(room, path):
    visitor = room.visitor()
    visitor.open(path)
    assert visitor.path == ""


def test_not_started__a_sent_page__stores_nothing(room):
    before = room.everything()
    response = room.client.post(f"/r/{room.tokens['Ines']}/p/4", data={"guess_picks": "1", "page-go": "next"})
    assert (response.status_code, response.headers["location"]) == (303, f"/r/{room.tokens['Ines']}")
    assert room.everything() == before


@pytest.mark.parametrize("number", [0, 19, 99999])
def test_page__that_there_is_not__leads_to_where_the_person_is(room, number):
    visitor = room.visitor(started=True)
    visitor.open(f"/p/{number}")
    assert visitor.path == "/p/1"


def test_contract__made_stricter__is_shown_again_before_the_next_question(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")

    def tighten(session, wave):
        found = people.find_invitation(session, room.tokens["Ines"])
        tighten_contract(session, wave, "consultant", engagement=found.engagement, instrument=found.instrument, now=people.NOON)

    room.with_wave(tighten)
    page = visitor.open("/p/5")
    assert visitor.path == ""
    assert "The rules have become stricter since you started." in page.words
    visitor.press("Start")
    assert visitor.path == "/p/5"
    assert "Never shown as yours" in visitor.page.words
    assert room.values() == {"guess_picks": 1}


def test_after_closing__aggregate__shows_no_answers_for_there_is_no_link_to_them(open_room, keyring):
    room = open_room("aggregate")
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    visitor.open("/check")
    visitor.press("Submit")
    close(room, keyring)
    assert "Your answers were submitted and count." in visitor.open().words
