"""Shared priorities found against predicted against chance: the sentence that stands first, and its picture."""

from reports.compose.source import Source
from reports.model import Shares
from reports.wording import count_word, decimal


def shares_of(source: Source, code: str = "") -> Shares | None:
    """The three figures of the predicted top list (or of the list `code`); None where the shared number is not to be had."""
    priority = next((found for found in source.score.priorities if found.code == code), None) if code else source.first_priorities()
    if priority is None or priority.shared is None or priority.places < 1:
        return None
    prediction = next(
        (found for found in source.score.predictions if found.of == "picks" and found.target == priority.code and found.status == "ok"),
        None,
    )
    predicted = prediction.predicted if prediction else None
    return Shares(top=priority.places, found=priority.shared, predicted=predicted, chance=priority.chance_shared)


def title_of(shares: Shares) -> str:
    """The sentence on found, predicted and random, at every order and tie of the three printed figures."""
    found = decimal(shares.found)
    priorities = "priority" if shares.top == 1 else "priorities"
    start = f"Two colleagues share {found} of {count_word(shares.top)} {priorities} on average"
    if shares.found >= shares.top:
        start = (
            f"All colleagues share the same {count_word(shares.top)} {priorities}"
            if shares.top > 1
            else "All colleagues share the same priority"
        )
    chance = "" if shares.chance is None else decimal(shares.chance)
    predicted = "" if shares.predicted is None else decimal(shares.predicted)
    if not predicted and not chance:
        return start
    if not predicted:
        return f"{start}, no more than random picks would" if chance == found else f"{start}; random picks would share {chance}"
    if not chance:
        return f"{start}, as the team predicted" if predicted == found else f"{start}; the team predicted {predicted}"
    if predicted == found:
        return f"{start}, as the team predicted; random picks would share {chance}"
    if chance == found:
        return f"{start}, no more than random picks would; the team predicted {predicted}"
    return f"{start}; the team predicted {predicted}, and random picks would share {chance}"


def alternative_of(shares: Shares) -> str:
    """The picture in words."""
    parts = [f"A line from 0 to {shares.top} shared priorities. Found: {decimal(shares.found)}."]
    if shares.predicted is not None:
        parts.append(f"Predicted by the team: {decimal(shares.predicted)}.")
    if shares.chance is not None:
        parts.append(f"By chance: {decimal(shares.chance)}.")
    return " ".join(parts)
