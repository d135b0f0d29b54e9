"""How fast each person went through the ratings (scoring, part 12.7)."""

from scoring.answers import TeamAnswers
from survey_definitions.schema import RatingItem


def paces_of(answers: TeamAnswers) -> dict[str, float]:
    """Seconds a rating item, of everybody whose time was kept: time on the pages of areas with ratings, over the ratings given there.

    "Don't know" is a tick like any other. Time spent on other questions of the same pages counts as well, so that a pace is never
    too low. Areas without a time, or without an answered rating, are left out; nobody without any is named.
    """
    ratings = {bank.area: [item.code for item in bank.items if isinstance(item, RatingItem)] for bank in answers.instrument.banks}
    found: dict[str, float] = {}
    for person in answers.respondents:
        given = answers.values.get(person.id, {})
        times = answers.seconds.get(person.id, {})
        counts = {area: sum(given.get(code) is not None for code in codes) for area, codes in ratings.items() if area in times}
        ticks = sum(counts.values())
        if ticks:
            found[person.id] = sum(times[area] for area, count in counts.items() if count) / ticks
    return found
