"""When a difference is worth a sentence: every threshold of the findings, in one table. Agreement: 1 identical, 0 random."""

from typing import Final

PEOPLE: Final = 3  # no finding from fewer
# What may be said of predictions, by how many people gave one. To the consultant from two; never of one person; correlations never.
PREDICTION_PEOPLE: Final = 5  # predicted, found and gap are shown to a team from here (decision 32), and are findings
PREDICTION_TESTED: Final = 6  # the sign is tested from here: five people can reach no p below 1/16

PRIORITIES_APART_BELOW: Final = 0.6  # the aim for shared priorities and definitions (decision 17)
DEFINITION_CONTESTED_BELOW: Final = 0.6
DEFINITION_MISSING_FROM: Final = 1 / 3  # share who say that nothing was agreed
ALLOCATION_APART_BELOW: Final = 0.4
ITEM_SPLIT_BELOW: Final = 0.4  # a standard deviation of 1.1 on five levels
AREA_SPLIT_BELOW: Final = 0.4
NUMBER_FACTOR: Final = 2.0  # two numbers stand apart if one is at least twice the other
NUMBER_SPLIT_FROM: Final = 0.5  # share of pairs whose numbers do
LOW_UP_TO: Final = 0.375  # place on the scale, 0 lowest and 1 highest level: 2.5 of five levels
FUNCTIONS_APART_FROM: Final = 0.5  # disagreement between functions less that within, 1 as large as chance alone gives
PAIRS_WITHIN: Final = 3  # pairs of one function below which nothing is said of functions on one item
PERCEPTION_GAP_FROM: Final = 0.25  # own less others' view of a function on the scale: one of five levels
PAID_BY_FROM: Final = 0.5  # share of a function's statements that name a measure before it is said to be paid by it
PICKS_OVERRATED_FROM: Final = 0.5  # picks that people believe to share and do not
AREA_OVERRATED_FROM: Final = 0.5  # levels by which people overrate what the others say
GOAL_OVERRATED_FROM: Final = 1.0  # colleagues who were believed to name the same goal and do not
# One of four words about a team, so from five people, as words for levels (decision 17). With five people and three options no list,
# however short, reaches the aim for shared priorities at random in one team of twenty; with two options five identical answers do.
QUADRANT_PEOPLE: Final = 5
QUADRANT_OPTIONS: Final = 3
DECLARED_HALF_FROM: Final = 0.5  # share of the declared priorities that people name on average: below, what they agree on is something else
DECLARED_UNKNOWN_BELOW: Final = 2 / 3  # share of people who name every declared priority, or the declared goal with its date
WILL_DIFFERS_BELOW: Final = 2 / 3  # share of what people hold committed that they would choose as well: two of three
GOAL_UNKNOWN_BELOW: Final = 2 / 3  # share who name the most named goal
EVIDENCE_MISSING_BELOW: Final = 0.5  # yes counts 1, partly counts 1/2
CRITERION_SPLIT_FROM: Final = 1 / 3  # share who count a condition: from here to two thirds it is contested
OWNER_CLEAR_FROM: Final = 2 / 3  # share who name the same owner
OWNER_NOBODY_FROM: Final = 1 / 3  # share who say that nobody owns it
PROMISE_MISSED_FROM: Final = 0.1  # of the written value
OPEN_FACTS_FROM: Final = 0.5  # share of the facts behind a figure that the sheet leaves open
GOAL_MEASURE_FROM: Final = 1 / 3  # share of those who wrote a goal who measure it alike, before what they name is held against each other
SYMPTOM_FROM: Final = 0.5  # share who heard it
SYMPTOM_PEOPLE: Final = 3  # and at least so many (decision 27)
AGREED_FROM: Final = 0.8  # ratings and definitions
AGREED_PRIORITIES_FROM: Final = 0.6
STRENGTH_FROM: Final = 0.5  # place on the scale above which agreement on a rating is a strength
FALSE_DISCOVERIES: Final = 0.10  # share of false ones that is accepted among the tests of one screen (Benjamini and Hochberg)
TESTED_UP_TO: Final = 0.05  # p of a test that may be called one
CHANGE_PEOPLE: Final = 3  # answered in both waves: nothing is said of a change from fewer
CHANGE_TESTED_FROM: Final = 6  # below, no exchange of answers can reach p = .05 (decision 35)
TREND_WAVES: Final = 4
CHANGE_LARGE: Final = 40.0  # points of A that count as the largest change

# Chosen by simulation (tests/scoring/test_camps.py): from four people on at most 5 % of teams without camps are called camps. Three
# always split into one and two.
CAMPS_PEOPLE: Final = 4
CAMPS_FROM: Final = 10.0  # points by which U lies below A; without camps it is 0 to 4 (decision 44)
CAMPS_WITHIN_UP_TO: Final = 0.75  # disagreement within the looser side over that across
STYLE_AGREEMENT_FROM: Final = 0.6  # r*_wg(J) and overall concordance of a shared response style (scoring, part 4.1)
STYLE_CONCORDANCE_BELOW: Final = 0.2
STYLE_ITEMS: Final = 8  # rating items below which a shared view cannot be told from a shared habit
# Nobody reads and weighs a statement with five described levels in less: Huang, Curran, Keeney, Poposki & DeShon (2012), J Business
# and Psychology 27:99, take two seconds an item of personality questionnaires, which are shorter.
SECONDS_A_RATING: Final = 2.0

SEVERE_FROM: Final = 1.5  # size times weight: from here a finding is of high severity
MODERATE_FROM: Final = 0.75
