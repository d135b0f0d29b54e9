"""The check page, submitting, and what is still possible afterwards."""


def test_check__lists_what_is_open_and_change_comes_back(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    page = visitor.open("/check")
    assert "20 questions are open" in page.words
    visitor.follow("Change: Think of a typical")
    assert visitor.path == "/p/4?from=check"
    assert ("Back", f"{visitor.base}/check") in visitor.page.links
    visitor.fill("guess_picks", "3")
    visitor.press("Save and return")
    assert visitor.path == "/check"
    assert room.values()["guess_picks"] == 3


def test_check__without_any_answer__offers_no_submit(room):
    visitor = room.visitor(started=True)
    assert [button["text"] for button in visitor.open("/check").buttons] == []


def test_submitted__opened_again__says_so_and_takes_changes_at_once(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/4")
    visitor.fill("guess_picks", "1")
    visitor.press("Continue")
    visitor.open("/check")
    visitor.press("Submit 1 answer")
    page = visitor.open()
    assert visitor.last.status_code == 200
    assert "Ines, your answers are in" in page.words
    assert page.buttons == []
    visitor.follow("See or change my answers")
    visitor.open("/p/4?from=check")
    visitor.fill("guess_picks", "2")
    visitor.press("Save and return")
    assert room.values()["guess_picks"] == 2
    assert room.invitation().status == "submitted"
