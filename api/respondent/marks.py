"""Who will see an answer: the one rule behind the mark beside each question (decision 8)."""

from api.respondent.views import Mark
from survey_definitions.schema import Item


def mark_for(item: Item, *, mode: str, name: str, functions: tuple[str, ...], reader: str) -> Mark:
    """The mark of an item in a mode; `functions` are the texts of those that the respondent speaks for."""
    if item.private:
        return Mark("reader", reader)
    if mode == "named":
        return Mark("name", name)
    if mode == "function" or (mode == "mixed" and item.sensitivity == "open"):
        return Mark("function", " and ".join(functions))
    if mode == "aggregate":
        return Mark("totals")
    return Mark("never", reader)
