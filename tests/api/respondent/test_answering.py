"""From the first question to thanks, through the rendered pages, with every item type."""

import pytest

ANSWERS = {  # what is filled in on each page, and what is stored of it
    1: (
        {
            "goal.sentence": ["Grow by a fifth"],
            "goal.measure": ["won"],
            "goal.direction": ["up"],
            "goal.amount": ["1250"],
            "goal.unit": ["customers"],
            "goal.deadline": ["2027-Q4"],
            "goal.quality": ["at last year's margin"],
        },
        {
            "goal": {
                "sentence": "Grow by a fifth",
                "measure": "won",
                "direction": "up",
                "amount": 1250,
                "unit": "customers",
                "deadline": "2027-Q4",
                "quality": "at last year's margin",
            }
        },
    ),
    2: ({"recall.1": ["Margin"], "recall.2": ["The north"]}, {"recall": ["Margin", "The north"]}),
    3: ({"committed": ["north", "margin", "churn"]}, {"committed": ["margin", "north", "churn"]}),
    4: ({"guess_picks": ["2"]}, {"guess_picks": 2}),
    5: ({"chosen": ["hiring"], "chosen.own": ["Stop two projects"]}, {"chosen": ["hiring", "own:Stop two projects"]}),
    6: ({"first_two": ["platform", "churn"]}, {"first_two": ["platform", "churn"]}),
    7: (
        {"ranked.churn": ["1"], "ranked.margin": ["2"], "ranked.delivery": ["3"], "ranked.north": ["4"]},
        {"ranked": ["churn", "margin", "delivery", "north"]},
    ),
    8: (
        {"budget.product": ["50"], "budget.sales": ["30"], "budget.people": ["20"]},
        {"budget": {"product": 50, "sales": 30, "people": 20}},
    ),
    9: ({"guess_goal": ["1"]}, {"guess_goal": 1}),
    10: ({"clarity": ["4"], "openness": ["7"]}, {"clarity": 4, "openness": 7}),
    11: ({"guess_area": ["3,4"]}, {"guess_area": 3.4}),
    12: (
        {"hand_over.finance": ["1"], "hand_over.sales": ["2"], "hand_over.marketing": ["3"], "hand_over.operations": ["dk"]},
        {"hand_over": {"finance": 1, "sales": 2, "marketing": 3, "operations": "dk"}},
    ),
    13: ({"speed.sales": ["5"], "speed.marketing": ["2"]}, {"speed": {"sales": 5, "marketing": 2}}),
    14: ({"qualified": ["call"]}, {"qualified": "call"}),
    15: (
        {"active.criteria": ["pays", "talks"], "active.threshold": ["quarter"], "active.owner": ["sales"], "active.sentence": ["Has paid"]},
        {"active": {"criteria": ["pays", "talks"], "threshold": "quarter", "owner": "sales", "sentence": "Has paid"}},
    ),
    16: (
        {"written": ["partly"], "written.evidence": ["wiki"], "hours": ["12,5"], "blame": ["yes"], "blame.by": ["sales"]},
        {"written": {"answer": "partly", "evidence": "wiki"}, "hours": 12.5, "blame": {"heard": True, "by": ["sales"]}},
    ),
    17: (
        {"bonus.sentence": ["Half on margin"], "bonus.measure_own": ["Margin of my region"]},
        {"bonus": {"sentence": "Half on margin", "measure": "own:Margin of my region"}},
    ),
    18: ({"change": ["Fewer meetings.\nShorter ones."]}, {"change": "Fewer meetings.\nShorter ones."}),
}
NOT_MINE = {  # the answer that is no answer, wherever one is offered
    3: ("committed.dk", "1"), 4: ("guess_picks", "dk"), 5: ("chosen.dk", "1"), 6: ("first_two.dk", "1"), 7: ("ranked.dk", "1"),
    8: ("budget.dk", "1"), 9: ("guess_goal", "dk"), 10: ("clarity", "dk"), 11: ("guess_area.dk", "1"), 14: ("qualified", "dk"),
    15: ("active.dk", "1"), 16: ("hours.dk", "1"),
}  # fmt: skip


def answer_page(visitor, number):
    for name, values in ANSWERS[number][0].items():
        visitor.fill(name, *values)
    return visitor.press("Continue")


def test_journey__every_item_type__is_stored_as_given(room):
    visitor = room.visitor(started=True)
    for number in ANSWERS:
        assert visitor.path == f"/p/{number}"
        answer_page(visitor, number)
    assert visitor.path == "/check"
    assert "All 21 questions are answered." in visitor.page.words
    assert room.values() == {code: value for _, stored in ANSWERS.values() for code, value in stored.items()}
    page = visitor.press("Submit 21 answers")
    assert visitor.path == "/done"
    assert "Thank you, Ines. Your answers are in." in page.words
    assert room.invitation().status == "submitted"


@pytest.mark.parametrize("number", ANSWERS)
def test_page__opened_again__shows_what_was_given_and_sent_again_changes_nothing(room, number):
    visitor = room.visitor(started=True)
    visitor.open(f"/p/{number}")
    answer_page(visitor, number)
    before = room.everything()
    page = visitor.open(f"/p/{number}")
    for name, values in ANSWERS[number][0].items():
        shown = [value.replace(".", ",") for value in page.values(name)] if name in ("guess_area", "hours") else page.values(name)
        assert sorted(shown) == sorted(values), name
    visitor.press("Continue")
    assert room.everything() == before


@pytest.mark.parametrize("number", NOT_MINE)
def test_not_my_area__is_stored_and_shown_again(room, number):
    name, value = NOT_MINE[number]
    visitor = room.visitor(started=True)
    visitor.open(f"/p/{number}")
    visitor.fill(name, value)
    visitor.press("Continue")
    assert room.values()[name.partition(".")[0]] == "dk"
    assert value in visitor.open(f"/p/{number}").values(name)


@pytest.mark.parametrize(("number", "name", "value"), [(3, "committed", "none"), (14, "qualified", "none"), (15, "active.none", "1")])
def test_nothing_agreed__is_an_answer_of_its_own(room, number, name, value):
    visitor = room.visitor(started=True)
    page = visitor.open(f"/p/{number}")
    assert ("No three have been agreed" if number == 3 else "We have no agreed definition") in page.words
    visitor.fill(name, value)
    visitor.press("Continue")
    assert room.values()[name.partition(".")[0]] == "none"
    assert value in visitor.open(f"/p/{number}").values(name)


def test_marks__in_mixed__say_beside_each_question_who_will_see_it(room):
    visitor = room.visitor(started=True)
    words = visitor.open("/p/10").words
    clarity, _, openness = words.partition("How openly are problems named")
    assert "Shown as Finance" in clarity
    assert "Never shown as yours" in openness
    assert "Only Ana Merrow reads this; it is in no report" in visitor.open("/p/18").words


def test_options__are_in_an_order_of_their_own_for_each_person_and_recorded(room):
    orders = {}
    for name in ("Ines", "Dana", "Jo", "Max"):
        visitor = room.visitor(name, started=True)
        for number, code in ((3, "committed"), (8, "budget"), (14, "qualified")):
            values = [control["name" if code == "budget" else "value"] for control in visitor.open(f"/p/{number}").controls]
            again = [control["name" if code == "budget" else "value"] for control in visitor.open(f"/p/{number}").controls]
            assert values == again
            known = {"margin", "north", "churn", "hiring", "platform", "delivery", "form", "call", "budget"}
            orders[name, code] = [
                v.removeprefix("budget.") for v in values if v in known or v in ("budget.product", "budget.sales", "budget.people")
            ]
            answer_page(visitor, number)
        stored = room.answers(name)
        assert stored["committed"].shown_order == orders[name, "committed"]
        assert stored["budget"].shown_order == orders[name, "budget"]
        assert stored["qualified"].shown_order == orders[name, "qualified"]
    assert len({tuple(orders[name, "committed"]) for name in ("Ines", "Dana", "Jo", "Max")}) > 1


def test_levels__are_never_shuffled(room):
    for name in ("Ines", "Dana", "Jo"):
        page = room.visitor(name, started=True)
        values = [control["value"] for control in page.open("/p/10").controls if control["name"] == "clarity"]
        assert values == ["1", "2", "3", "4", "5", "dk"]


def test_open_question__is_named_once_and_the_second_continue_goes_on(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/10")
    visitor.fill("clarity", "3")
    page = visitor.press("Continue")
    assert visitor.path == "/p/10?check=1"
    assert "One question has no answer" in page.words
    assert ("How openly are problems named in this team?", "#f-openness") in page.links
    assert "f-openness" in page.ids
    assert room.values() == {"clarity": 3}
    visitor.press("Continue")
    assert visitor.path == "/p/11"


def test_wrong_field__keeps_the_right_ones_and_says_what_is_wrong_twice(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/16")
    visitor.fill("written", "yes")
    visitor.fill("hours", "a dozen")
    page = visitor.press("Continue")
    assert visitor.last.status_code == 422
    assert page.title.startswith("Error: ")
    sentence = "Enter a number with at most 1 decimal from 0 to 1000 hours."
    assert (sentence, "#f-hours") in page.links
    assert page.words.count(sentence) == 2
    assert page.values("hours") == ["a dozen"]
    assert room.values() == {"written": {"answer": "yes", "evidence": ""}}
    visitor.fill("hours", "12")
    visitor.fill("blame", "dk")
    visitor.press("Continue")
    assert visitor.path == "/p/17"
    assert room.values()["hours"] == 12


@pytest.mark.parametrize(
    ("number", "fields", "sentence"),
    [
        (7, {"ranked.churn": "1", "ranked.margin": "1"}, "Two have the number 1"),
        (7, {"ranked.churn": "2"}, "Number 1 is missing"),
        (8, {"budget.product": "50", "budget.sales": "40"}, "Your points add up to 90. Give 10 more"),
        (8, {"budget.product": "many"}, "Enter a whole number from 0 to 100 for Product"),
        (11, {"guess_area": "6"}, "Enter a number from 1.0 to 5.0"),
        (1, {"goal.deadline": "soon"}, "Enter the deadline as a year"),
    ],
)
def test_wrong_field__of_each_kind__stays_as_typed_with_what_to_do(room, number, fields, sentence):
    visitor = room.visitor(started=True)
    visitor.open(f"/p/{number}")
    for name, value in fields.items():
        visitor.fill(name, value)
    page = visitor.press("Continue")
    assert visitor.last.status_code == 422
    assert page.words.count(sentence) == 2
    assert {name: page.values(name) for name in fields} == {name: [value] for name, value in fields.items()}
    assert room.values() == {} or set(room.values().values()) == {None}


def test_too_many_picks__without_a_script__are_all_still_ticked_and_refused(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/3")
    visitor.fill("committed", "margin", "north", "churn", "hiring")
    page = visitor.press("Continue")
    assert "Choose three at most. You have chosen 4" in page.words
    assert len(page.values("committed")) == 4


def test_comment__keeps_its_words_and_who_may_read_it(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/10")
    visitor.fill("clarity", "2")
    visitor.fill("openness", "2")
    visitor.fill("clarity.comment", "The minutes <b>come</b> late & short.")
    visitor.fill("clarity.comment_for", "team")
    visitor.press("Continue")
    stored = room.answers()["clarity"]
    assert (stored.comment, stored.comment_for) == ("The minutes <b>come</b> late & short.", "team")
    page = visitor.open("/p/10")
    assert "<b>come</b>" not in page.html
    assert page.values("clarity.comment_for") == ["team"]
    assert page.values("openness.comment_for") == ["consultant"]


def test_later__says_what_is_kept_and_the_link_leads_back(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/2")
    visitor.fill("recall.1", "Margin")
    page = visitor.press("Finish later")
    assert visitor.path == "/later"
    assert "1 of 21 questions answered" in page.words
    assert room.values()["recall"] == ["Margin"]
    visitor.follow("Go on now")
    assert visitor.path == "/p/3"


def test_back__leads_to_the_page_before_with_its_answers(room):
    visitor = room.visitor(started=True)
    visitor.open("/p/2")
    answer_page(visitor, 2)
    page = visitor.follow("Back")
    assert visitor.path == "/p/2"
    assert page.values("recall.1") == ["Margin"]
    visitor.open("/p/1")
    visitor.follow("Back")
    assert visitor.path == ""
