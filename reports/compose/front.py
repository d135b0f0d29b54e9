"""The cover."""

from reports.compose.source import Source
from reports.model import Cover
from reports.wording import date_words


def cover(source: Source) -> Cover:
    """The first page: for whom, by whom, when, how many answered."""
    brief = source.brief
    by = ", ".join(part for part in (brief.consultant, brief.firm) if part)
    facts = (
        ("Prepared for", brief.prepared_for),
        ("Prepared by", by),
        ("Date", date_words(brief.date)),
        ("Answers", f"{source.answered} of {source.invited} people asked"),
        ("Handling", brief.handling),
    )
    draft = "Draft, not issued" if brief.draft else ""
    return Cover(
        firm=brief.firm,
        title=brief.title,
        client=brief.client,
        wave=brief.wave,
        facts=tuple(fact for fact in facts if fact[1]),
        draft=draft,
    )
