"""An executive answers on a phone, in Chromium: with scripts, without, by keyboard, and on the narrowest screen."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.served import Served, serve_every_question

PHONE = {"width": 390, "height": 844}
STORED = {
    "goal": {"sentence": "Grow by a fifth", "measure": "won", "direction": "up", "amount": 40, "deadline": "2027-Q4"},
    "recall": ["Margin", "The north"],
    "committed": ["margin", "north", "churn"],
    "guess_picks": 2,
    "chosen": ["hiring", "own:Stop two projects"],
    "first_two": ["margin", "churn"],
    "ranked": ["margin", "churn", "north"],
    "budget": {"product": 35, "sales": 25, "people": 40},
    "guess_goal": 1,
    "clarity": 3,
    "openness": 4,
    "guess_area": 3.1,
    "hand_over": {"finance": 2, "sales": 1, "marketing": 3, "operations": "dk"},
    "speed": {"sales": 4, "marketing": "dk"},
    "qualified": "none",
    "active": {"criteria": ["pays"], "threshold": "quarter", "owner": "sales", "sentence": "Has paid"},
    "written": {"answer": "partly", "evidence": ""},
    "hours": 12.5,
    "blame": {"heard": True, "by": ["sales"]},
    "bonus": {"sentence": "Half on customers won", "measure": "own:Margin of my region"},
    "change": "Fewer meetings.",
}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve_every_question() as served:
        yield served


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


class Phone:
    """A page that notes whatever should not happen."""

    def __init__(self, chromium: Browser, served: Served, **context: object) -> None:
        self.context = chromium.new_context(**({"viewport": PHONE, "reduced_motion": "reduce"} | context))
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        host = urlsplit(served.address).netloc
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" and "422" not in said.text else None)
        self.page.on("request", lambda sent: self.faults.append(sent.url) if urlsplit(sent.url).netloc != host else None)

    def fill(self, **fields: str) -> None:
        """Type into fields; `__` stands for the dot in a name."""
        for name, value in fields.items():
            self.page.fill(f"[name='{name.replace('__', '.')}']", value)

    def tap(self, name: str, value: str) -> None:
        """Tap the card or number of a value, as a thumb does."""
        self.page.locator(f"label:has([name='{name}'][value='{value}'])").click()

    def go_on(self, button: str = "Continue") -> None:
        """Press the button at the foot."""
        self.fits()
        self.page.get_by_role("button", name=button).last.click()

    def fits(self) -> None:
        """Nothing is wider than the screen."""
        # a handle that is waited for survives a page that is just being replaced, where a plain question fails
        width = self.page.wait_for_function("document.documentElement.scrollWidth").json_value()
        if width > self.page.viewport_size["width"]:
            self.faults.append(f"{width} px wide: {self.page.url}")

    def close(self) -> None:
        """No fault, no cookie, nothing kept in the browser."""
        assert self.context.cookies() == []
        assert self.faults == []
        self.context.close()


def first_part(phone: Phone) -> None:
    phone.fill(goal__sentence="Grow by a fifth", goal__amount="40", goal__deadline="2027-Q4")
    phone.page.select_option("[name='goal.measure']", "won")
    phone.page.select_option("[name='goal.direction']", "up")
    phone.go_on()
    phone.fill(recall__1="Margin", recall__2="The north")
    phone.go_on()
    for code in ("churn", "margin", "north"):
        phone.tap("committed", code)
    phone.go_on()
    phone.tap("guess_picks", "2")
    phone.go_on()
    phone.tap("chosen", "hiring")
    phone.fill(chosen__own="Stop two projects")
    phone.go_on()
    for place, code in enumerate(("margin", "churn")):
        phone.page.locator("[name=first_two]").nth(place).select_option(code)
    phone.go_on()


def last_part(phone: Phone) -> None:
    for code, level in (("finance", "2"), ("sales", "1"), ("marketing", "3"), ("operations", "dk")):
        phone.tap(f"hand_over.{code}", level)
    phone.go_on()
    phone.tap("speed.sales", "4")
    phone.tap("speed.marketing", "dk")
    phone.go_on()
    phone.tap("qualified", "none")
    phone.go_on()
    for part, value in (("criteria", "pays"), ("threshold", "quarter"), ("owner", "sales")):
        phone.tap(f"active.{part}", value)
    phone.fill(active__sentence="Has paid")
    phone.go_on()
    phone.tap("written", "partly")
    phone.fill(hours="12,5")
    phone.tap("blame", "yes")
    phone.tap("blame.by", "sales")
    phone.go_on()
    phone.fill(bonus__sentence="Half on customers won", bonus__measure_own="Margin of my region")
    phone.go_on()
    phone.fill(change="Fewer meetings.")
    phone.go_on()


def test_phone__with_scripts__from_the_link_to_thanks(chromium: Browser, served: Served) -> None:
    phone = Phone(chromium, served)
    page = phone.page
    page.goto(served.links["Ines"])
    assert page.get_by_text("For Ines Okafor").is_visible()
    phone.go_on("I agree")
    first_part(phone)

    for start in ("Lose fewer", "Raise the gross", "Open the north"):
        page.get_by_role("button", name=f"Place next: {start}").click()
    page.get_by_role("button", name="Move up: Raise the gross margin").click()
    assert page.locator("#live").text_content() == "Raise the gross margin is now number 1 of 3."
    phone.go_on()

    steps = page.locator(".alloc-row", has_text="Product").get_by_role("button", name="5 more")
    steps.click(click_count=7)
    page.locator(".alloc-row", has_text="Sales").get_by_role("button", name="5 more").click(click_count=5)
    assert page.locator(".total output").text_content() == "40 left to give"
    page.get_by_role("button", name="Share out the rest").click()
    assert page.locator(".total output").text_content() == "All 100 given"
    phone.go_on()

    phone.tap("guess_goal", "1")
    phone.go_on()
    phone.tap("clarity", "3")
    phone.tap("openness", "4")
    phone.go_on()
    assert "unset" in str(page.locator("input[type=range]").get_attribute("class"))
    for _ in range(2):
        page.get_by_role("button", name="More", exact=True).click()
    phone.go_on()
    last_part(phone)

    assert page.get_by_text("All 21 questions are answered.").is_visible()
    page.get_by_role("link", name="How is a decision of this team").click()
    assert page.locator("[name=clarity][value='3']").is_checked()
    phone.go_on("Save and return")
    phone.go_on("Submit 21 answers")
    assert page.get_by_role("heading", name="Thank you, Ines. Your answers are in.").is_visible()
    assert served.values("Ines") == STORED
    assert served.status("Ines") == "submitted"
    phone.close()


def test_phone__without_scripts__stores_the_same(chromium: Browser, served: Served) -> None:
    phone = Phone(chromium, served, java_script_enabled=False)
    phone.fits = lambda: None  # type: ignore[method-assign] # measuring needs a script
    page = phone.page
    page.goto(served.links["Dana"])
    phone.go_on("I agree")
    first_part(phone)
    for place, code in enumerate(("margin", "churn", "north"), 1):
        page.select_option(f"[name='ranked.{code}']", str(place))
    phone.go_on()
    phone.fill(budget__product="35", budget__sales="25", budget__people="40")
    phone.go_on()
    phone.tap("guess_goal", "1")
    phone.go_on()
    phone.tap("clarity", "3")
    phone.tap("openness", "4")
    phone.go_on()
    phone.fill(guess_area="3.1")
    phone.go_on()
    last_part(phone)
    phone.go_on("Submit 21 answers")
    assert page.get_by_role("heading", name="Thank you, Dana. Your answers are in.").is_visible()
    assert served.values("Dana") == STORED
    phone.close()


def test_keyboard__ranks_moves_takes_out_and_keeps_its_place(chromium: Browser, served: Served) -> None:
    phone = Phone(chromium, served)
    page, keys = phone.page, phone.page.keyboard
    page.goto(served.links["Jo"])
    page.get_by_role("button", name="I agree").press("Enter")
    page.goto(f"{served.links['Jo']}/p/7")
    page.locator(".pick").first.focus()
    for _ in range(3):
        keys.press("Enter")  # the focus goes to the next one by itself
    order = [text.strip() for text in page.locator(".rank-row.ranked .rank-text").all_text_contents()]
    assert len(order) == 3
    page.get_by_role("button", name=f"Move down: {order[0]}").focus()
    keys.press("Space")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move down: {order[0]}"
    keys.press("Tab")
    keys.press("Enter")  # take it out
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Place next: {order[0]}"
    assert page.locator(".rank-row.ranked .rank-text").all_text_contents() == [order[1], order[2]]
    page.reload()
    assert page.locator(".rank-row.ranked").count() == 0
    phone.close()


def test_drag__reorders_by_the_handle(chromium: Browser, served: Served) -> None:
    phone = Phone(chromium, served, viewport={"width": 1280, "height": 900})
    page = phone.page
    page.goto(served.links["Jo"])
    if page.get_by_role("button", name="I agree").count():
        page.get_by_role("button", name="I agree").click()
    page.goto(f"{served.links['Jo']}/p/7")
    for _ in range(3):
        page.locator(".pick").first.click()
    before = page.locator(".rank-text").all_text_contents()
    handle, last = page.locator(".handle").first.bounding_box(), page.locator(".rank-row.ranked").last.bounding_box()
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, last["y"] + last["height"] - 2, steps=8)
    page.mouse.up()
    assert page.locator(".rank-text").all_text_contents() == [before[1], before[2], before[0]]
    phone.close()


def test_error__takes_the_focus_and_leads_to_the_field(chromium: Browser, served: Served) -> None:
    phone = Phone(chromium, served)
    page = phone.page
    page.goto(served.links["Max"])
    phone.go_on("I agree")
    phone.fill(goal__deadline="soon")
    phone.go_on()
    # waiting, not asking once: the answer to a question put while a page is being replaced is an error of the driver
    page.wait_for_function("document.title.startsWith('Error: ') && document.activeElement.classList.contains('summary')")
    page.locator(".summary a").click()
    page.wait_for_function("document.activeElement.id === 'f-goal'")
    phone.fill(goal__deadline="2027")
    phone.go_on()
    page.wait_for_url("**/p/2*")  # a page that is still being replaced has no history to go back in
    page.go_back()
    assert page.url.partition("#")[0].endswith("/p/1")
    assert page.input_value("[name='goal.deadline']") == "2027"
    phone.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_every_page__fits_the_screen_and_has_targets_for_a_thumb(chromium: Browser, served: Served, width: int, scheme: str) -> None:
    phone = Phone(chromium, served, viewport={"width": width, "height": 640}, color_scheme=scheme)
    page, link = phone.page, served.links["Max"]
    page.goto(link)
    if page.get_by_role("button", name="I agree").count():
        phone.go_on("I agree")
    for path in ("", "/not-you", "/decline", "/later", "/check", *(f"/p/{number}?check=1" for number in range(1, 19))):
        page.goto(link + path)
        phone.fits()
        small = page.evaluate(
            """() => [...document.querySelectorAll("button, .opt, .seg label, select, summary, input.field, a.btn, .back, .stepper input")]
            .filter((each) => each.checkVisibility() && !each.closest(".vh") && !each.classList.contains("vh"))
            .map((each) => [each.getBoundingClientRect(), each.textContent.trim().slice(0, 30) || each.name])
            .filter(([box]) => box.height < 43.5 || box.width < 37.5).map(([box, text]) => `${text} ${box.width}x${box.height}`)"""
        )
        assert small == [], path
    phone.close()
