"""The first page: whose link, who asks, who sees what; and nothing is written before Start is pressed."""

import re

import pytest
from sqlalchemy import select

from api.db.models import Engagement

PLACES = ("", "/not-you", "/decline", "/p/1", "/check", "/later", "/done", "/p/99")


def test_opening__twenty_times_by_a_scanner__writes_nothing(room):
    before = room.everything()
    for path in PLACES * 3:
        room.client.get(f"/r/{room.tokens['Ines']}{path}")
        room.client.head(f"/r/{room.tokens['Ines']}{path}")
    assert room.everything() == before
    assert room.invitation().status == "invited"


def test_welcome__names_whose_link_it_is_before_anything_else(room):
    page = room.visitor().page
    assert page.words.index("For Ines Okafor") < page.words.index("where does your team stand")
    assert ("Not you?", f"/r/{room.tokens['Ines']}/not-you") in page.links
    assert "Please answer on your own." in page.words
    assert "Rosa Vane, Chief executive" in page.words
    assert "12 minutes" in page.words
    assert "21 questions" in page.words
    assert "Sat 28 Nov, 12:00 UTC" in page.words


def test_welcome__says_who_sees_what_as_the_contract_has_it(room):
    terms = {}
    room.with_wave(lambda session, wave: terms.update(_contract(session, wave).terms))
    words = room.visitor().page.words
    for part in ("team", "reader", "sponsor", "kept", "changes", "fallback"):
        assert terms[part] in words, part


def _contract(session, wave):
    from api.services.contracts import contract_of

    return contract_of(session, wave)


def test_welcome__alone_in_a_function__is_told_so(room):
    assert "You are the only person in Finance, so the team will know" in room.visitor("Ines").page.words


def test_welcome__two_in_a_function__is_not_told_so(room):
    room.seat("Dana", ["finance"])
    assert "You are the only person" not in room.visitor("Ines").page.words


@pytest.mark.parametrize("mode", ["mixed", "named", "function"])
def test_consent__where_names_or_functions_show__offers_the_fallback_beside_the_agreement(open_room, mode):
    visitor = open_room(mode).visitor()
    assert [(button["name"], button["value"]) for button in visitor.page.buttons] == [
        ("consent", "agreed"),
        ("consent", "prefers_consultant"),
    ]


@pytest.mark.parametrize("mode", ["consultant", "aggregate"])
def test_consent__where_neither_shows__is_not_asked(open_room, mode):
    room = open_room(mode)
    visitor = room.visitor()
    assert [button["text"] for button in visitor.page.buttons] == ["Start"]
    assert "You are the only person" not in visitor.page.words
    visitor.press("Start")
    assert visitor.path == "/p/1"


def test_start__keeps_which_of_the_two_was_chosen(room):
    room.visitor("Ines").press("I agree")
    room.visitor("Dana").press("consultant-only")
    assert (room.invitation("Ines").consent, room.invitation("Dana").consent) == ("agreed", "prefers_consultant")


def test_start__without_a_choice__is_asked_again(room):
    before = room.everything()
    response = room.client.post(f"/r/{room.tokens['Ines']}/start", data={})
    assert response.status_code == 422
    assert "Please choose one of the two" in response.text
    assert room.everything() == before


def test_preview__shows_no_name_in_title_or_meta(room):
    head = room.client.get(f"/r/{room.tokens['Ines']}").text.partition("</head>")[0]
    assert "<title>Personal link</title>" in head
    assert '<meta property="og:title" content="Personal link">' in head
    assert '<meta name="robots" content="noindex, nofollow">' in head
    assert not re.search("Ines|Okafor|Halden|Merrow|Rosa", head)


def test_not_you__says_whose_it_is_and_leads_back(room):
    visitor = room.visitor()
    page = visitor.follow("Not you?")
    assert "This link belongs to Ines Okafor" in page.words
    visitor.follow("I am Ines")
    assert visitor.path == ""


def test_welcome__started__goes_on_where_it_stopped_and_shows_no_answer(room):
    visitor = room.visitor(started=True)
    visitor.press("Continue")
    visitor.press("Continue")
    visitor.fill("recall.1", "A secret thing")
    visitor.press("Continue")
    page = visitor.open()
    assert "1 of 21 questions answered" in page.words
    assert "A secret thing" not in page.html
    visitor.follow("Go on as Ines")
    assert visitor.path == "/p/3"


def test_mark__reader_changed_while_open__names_the_one_who_was_promised(room):
    """What is for the reader alone, the last question, says who that is."""

    def rename(session, wave):
        session.scalars(select(Engagement).where(Engagement.id == wave.engagement_id)).one().reader_name = "Somebody Else"

    room.with_wave(rename)
    visitor = room.visitor(started=True)
    visitor.open("/p/18")
    assert "Ana Merrow" in visitor.page.words
    assert "Somebody Else" not in visitor.page.words
