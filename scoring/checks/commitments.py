"""What most people hold to be committed, and where the effort goes: what several checks hold other things against."""

from msgspec import Struct

from scoring import thresholds
from scoring.answers import Respondent, TeamAnswers
from scoring.coding import chosen_of
from scoring.results import TeamScore
from scoring.wording import people_of, quoted
from survey_definitions.rule import Choice
from survey_definitions.schema import AllocationItem, Item, PickItem, RankingItem


class Commitments(Struct, frozen=True):
    """How many people named each priority. `n`: those who answered, with a list or by saying that nothing was agreed."""

    item: str = ""
    n: int = 0
    named: dict[str, int] = {}
    texts: dict[str, str] = {}
    private: bool = False

    def held(self, priority: str, share: float) -> bool:
        """Whether at least this share of three people or more named the priority."""
        return self.n >= thresholds.PEOPLE and round(self.named.get(priority, 0) / self.n, 9) >= round(share, 9)

    def words(self, priority: str) -> dict[str, str]:
        """Fields of a sentence: who named it, and its name."""
        return {"people": people_of(self.named.get(priority, 0), self.n), "priority": quoted(self.texts.get(priority, priority))}

    def values(self, priority: str) -> dict[str, object]:
        """The same as evidence."""
        return {"priority": priority, "named": self.named.get(priority, 0), "people": self.n}


def item_with(answers: TeamAnswers, code: str) -> Item | None:
    """The item with this code among those that people were asked, or None."""
    return next((item for _, item in answers.instrument.items() if item.code == code), None)


def commitments(answers: TeamAnswers, people: tuple[Respondent, ...], code: str) -> Commitments:
    """The commitments that people named on this list; of nobody where the instrument does not ask it."""
    item = item_with(answers, code)
    if not isinstance(item, PickItem | RankingItem):
        return Commitments()
    texts = {option.code: option.text for option in answers.instrument.options_of(item)}
    given = [value for person in people if (value := answers.value(person, code)) is not None and value != "dk"]
    lists = [set(chosen_of(value)) for value in given]
    named = {option: sum(option in entries for entries in lists) for option in texts}
    return Commitments(code, len(given), named, texts, item.private)


def points_for(answers: TeamAnswers, score: TeamScore, choice: Choice) -> tuple[float, int, int] | None:
    """Mean points for some parts of an allocation, the total, and how many people divided it; None for fewer than three."""
    item = item_with(answers, choice.item)
    found = next((part for part in score.allocations if part.code == choice.item), None)
    known = {option.code for option in item.options} if isinstance(item, AllocationItem) else set()
    if not isinstance(item, AllocationItem) or found is None or found.n < thresholds.PEOPLE or not known >= set(choice.options):
        return None
    return round(sum(found.means.get(code, 0.0) for code in choice.options), 9), item.total, found.n
