"""One instrument with every item type, as a user would write it in a single file."""

import tomllib

from survey_definitions.assembling import assemble
from survey_definitions.schema import Instrument
from survey_definitions.sources import Part, Source

SAMPLE = """
id = "sample"
title = "A sample"
core = ["plan", "committed", "budget", "lead"]
functions = [
    { code = "sales", text = "Sales", synonyms = ["Revenue"] },
    { code = "marketing", text = "Marketing" },
    { code = "finance", text = "Finance" },
]
priorities = [
    { code = "retain", text = "Keep the customers we have" },
    { code = "expand", text = "Open a second market" },
    { code = "price", text = "Raise prices" },
    { code = "hire", text = "Fill open seats" },
]
measures = [
    { code = "calls", text = "Calls booked", kind = "activity", feeds = ["revenue"] },
    { code = "revenue", text = "New revenue", kind = "outcome", supports = ["expand"] },
]

[[banks]]
area = "strategy"
title = "Strategy"
intro = "Where the company goes."
page_size = 3

[[banks.items]]
code = "goal"
type = "F"
form = "goal"
text = "What is this year's one goal?"

[[banks.items]]
code = "plan"
type = "M"
text = "How is the plan used?"
levels = [{ name = "Unknown" }, { name = "Written" }, { name = "Quoted" }, { name = "Used" }, { name = "Decides" }]

[[banks.items]]
code = "review"
type = "M"
text = "How often is it reviewed?"
points = 5
low = "Never"
high = "Every month"

[[banks.items]]
code = "strategy_mean"
type = "P"
of = "area"
target = "strategy"
text = "What mean will the others give?"

[[banks.items]]
code = "named_goal"
type = "P"
of = "goal"
target = "goal"
text = "How many will name the same goal?"

[[banks]]
area = "focus"
title = "Focus"

[[banks.items]]
code = "recall"
type = "F"
form = "recall"
text = "Which three things has the company committed to?"

[[banks.items]]
code = "committed"
type = "T"
text = "Which three of these?"
options_from = "priorities"
own = true
none_text = "No three have been agreed"

[[banks.items]]
code = "same"
type = "P"
of = "picks"
target = "committed"
text = "How many of a typical colleague's are also yours?"

[[banks.items]]
code = "order"
type = "R"
text = "Put three in order."
options_from = "priorities"
rank = 3

[[banks.items]]
code = "budget"
type = "C"
text = "Split the growth budget."
options = [{ code = "new", text = "New customers" }, { code = "old", text = "Customers we have" }, { code = "brand", text = "Brand" }]

[[banks]]
area = "handover"
title = "Handing over leads"

[[banks.items]]
code = "lead"
type = "D"
term = "lead"
text = "What is a lead?"
options = [{ code = "asked", text = "Asked for a call" }, { code = "fits", text = "Fits the profile" }]

[[banks.items]]
code = "ready"
type = "D"
term = "ready lead"
text = "What makes a lead ready?"
criteria = [{ code = "budget", text = "Has a budget" }, { code = "need", text = "Has a need" }, { code = "date", text = "Has a date" }]
threshold = { text = "How soon?", options = [{ code = "month", text = "In a month" }, { code = "quarter", text = "In a quarter" }] }
owner = [{ code = "sdr", text = "Business development" }, { code = "ae", text = "Sales" }]
sentence = true

[[banks.items]]
code = "respect"
type = "V"
text = "How well do they keep their word?"
points = 5

[[banks.items]]
code = "written"
type = "Y"
text = "Is it written down?"
evidence = "A page both sides signed"

[[banks.items]]
code = "hours"
type = "K"
text = "Hours until the first call?"
unit = "hours"
minimum = 0
maximum = 1000
decimals = 1

[[banks.items]]
code = "junk"
type = "S"
text = "The leads are no good."

[[banks.items]]
code = "change"
type = "F"
text = "What would you change?"
limit = 200

[[facts]]
code = "close_rate"
type = "K"
text = "Close rate"
unit = "%"
maximum = 100
"""


def instrument_of(text: str = SAMPLE) -> Instrument:
    """The instrument of a single file's text, without the checks across items."""
    table = tomllib.loads(text)
    banks = tuple(Part("sample.toml", f"banks[{n}]", text, bank) for n, bank in enumerate(table.pop("banks", []), 1))
    facts = Part("sample.toml", "", text, {"facts": table.pop("facts", [])})
    return assemble(Source(Part("sample.toml", "", text, table), banks, facts), load=lambda _: instrument_of())


INSTRUMENT = instrument_of()
EVERYBODY = frozenset({"sales"})
