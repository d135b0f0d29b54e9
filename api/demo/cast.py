"""Who is in the example. Everybody is invented; addresses use a domain that is reserved for examples."""

FIRM = "Lindqvist Advisory"
CONSULTANT = ("demo@lindqvist.example", "Maja Lindqvist")
CLIENT = "Quillstone Software"
TITLE = "Leadership alignment 2026"
SPONSOR = ("Dorothea Amsel", "Chief Executive")
SPONSOR_WORDS = (
    "We sell to the same providers and do not always mean the same thing. I want to know where we differ before we plan next year, "
    "so please answer from your own seat."
)
CONTACT = "maja@lindqvist.example"

ROSTER = """\
respondent\tname\temail\ttitle\tfunction
ce\tDorothea Amsel\tamsel@quillstone.example\tChief Executive\tchief_executive
m1\tTobias Renner\trenner@quillstone.example\tChief Marketing Officer\tmarketing
m2\tImke Osei\tosei@quillstone.example\tHead of Demand Generation\tmarketing
b1\tPatrick Yilmaz\tyilmaz@quillstone.example\tHead of Business Development\tbusiness_development
b2\tLena Sorokin\tsorokin@quillstone.example\tTeam Lead, Outbound\tbusiness_development
s1\tHenrik Valdez\tvaldez@quillstone.example\tChief Revenue Officer\tsales
s2\tGrace Mbeki\tmbeki@quillstone.example\tHead of Inside Sales\tsales
c1\tYuki Brandt\tbrandt@quillstone.example\tVP Customer Success\tcustomer_success
c2\tOlu Ferreira\tferreira@quillstone.example\tHead of Onboarding\tcustomer_success
"""

PRIORITIES = """\
Win more new customers
Sell more to the customers we have
Lose fewer customers
Enter a new market or customer group
Launch a new product or service
Improve what we already sell
Earn more on each sale
Lower the cost of running the company
Become better known among buyers
Sell more through managed services providers
Hire and keep the people we need
Replace or connect our systems
"""

COMMENTS = {
    ("s2", "knowledge_passed"): ("Half of my first calls are with people who told us already that they are content elsewhere.", "team"),
    ("b1", "pay_linked"): ("We are asked for calls. Nobody ever asked me who should be on them.", "team"),
    ("c1", "successful_customer"): ("Four of the last ten we were given could not have used the product.", "consultant"),
}

ANSWERING_NOW = ("m2", "s2", "c2")  # have submitted in the open wave
BEGUN_NOW = ("b2",)  # has answered half of it
LINKS_SHOWN = ("ce", "b1", "c1")  # the personal links that the demo prints
