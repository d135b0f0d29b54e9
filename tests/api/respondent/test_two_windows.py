"""The same link open twice: only what was touched is applied, the last change stands, and the earlier one is one press away."""


def two_at(room, number):
    phone, laptop = room.visitor(started=True), room.visitor()
    phone.open(f"/p/{number}")
    laptop.open(f"/p/{number}")
    return phone, laptop


def test_two_windows__untouched_fields_of_a_stale_page__change_nothing(room):
    phone, laptop = two_at(room, 10)
    phone.fill("clarity", "2")
    phone.press("Finish later")
    laptop.fill("openness", "5")
    laptop.press("Finish later")
    assert room.values() == {"clarity": 2, "openness": 5}


def test_two_windows__untouched_whole_number_of_a_stale_page__leaves_the_newer_alone(room):
    """A number with decimals is stored as 7.0 and read back as 7: the two must count as the same."""
    first = room.visitor(started=True)
    first.open("/p/16")
    first.fill("hours", "7")
    first.press("Finish later")
    phone, laptop = room.visitor(), room.visitor()
    phone.open("/p/16")
    laptop.open("/p/16")
    laptop.fill("hours", "9")
    laptop.press("Finish later")
    phone.fill("written", "no")
    phone.press("Finish later")
    assert room.values()["hours"] == 9
    assert room.answers()["hours"].version == 2


def test_two_windows__same_question__last_change_stands_and_the_next_page_says_so(room):
    phone, laptop = two_at(room, 4)
    phone.fill("guess_picks", "1")
    phone.press("Continue")
    laptop.fill("guess_picks", "3")
    page = laptop.press("Continue")
    assert room.values()["guess_picks"] == 3
    assert laptop.path == "/p/5?changed=guess_picks"
    assert "was changed in another window. It was 1, now it is 3." in page.words
    page = laptop.press("Go back to “1”")
    assert room.values()["guess_picks"] == 1
    assert laptop.path == "/p/5"
    assert "another window" not in page.words


def test_two_windows__undo__keeps_what_was_filled_in_on_the_page(room):
    phone, laptop = two_at(room, 4)
    phone.fill("guess_picks", "1")
    phone.press("Continue")
    laptop.fill("guess_picks", "3")
    laptop.press("Continue")
    laptop.fill("chosen", "hiring")
    laptop.press("Go back to “1”")
    assert room.values() == {"guess_picks": 1, "chosen": ["hiring"]}


def test_two_windows__enter_in_a_field__presses_continue_and_not_undo(room):
    phone, laptop = two_at(room, 4)
    phone.fill("guess_picks", "1")
    phone.press("Continue")
    laptop.fill("guess_picks", "3")
    page = laptop.press("Continue")
    assert (page.buttons[0]["name"], page.buttons[0]["value"]) == ("page-go", "next")


def test_two_windows__overtaken_from_the_check__is_said_there(room):
    phone, laptop = room.visitor(started=True), room.visitor()
    laptop.open("/p/4?from=check")
    phone.open("/p/4")
    phone.fill("guess_picks", "0")
    phone.press("Continue")
    laptop.fill("guess_picks", "2")
    page = laptop.press("Save and return")
    assert laptop.path == "/check?changed=guess_picks"
    assert "It was 0, now it is 2." in page.words
    laptop.press("Go back to “0”")
    assert room.values()["guess_picks"] == 0


def test_wrong_field__then_mended_after_another_window_answered__is_said(room):
    phone, laptop = two_at(room, 16)
    laptop.fill("hours", "many")
    laptop.press("Continue")
    phone.fill("hours", "4")
    phone.press("Finish later")
    laptop.fill("hours", "8")
    laptop.fill("written", "no")
    laptop.fill("blame", "no")
    page = laptop.press("Continue")
    assert "It was 4 hours, now it is 8 hours." in page.words
