"""The brief, cleaned: the texts that a person typed for this one report."""

from msgspec.structs import replace

from reports.brief import Brief
from reports.text import LINE, NAME, TITLE, clean


def clean_brief(brief: Brief) -> Brief:
    """A copy whose texts are clean and bounded, with a word where the client or title is empty."""
    return replace(
        brief,
        client=clean(brief.client, NAME) or "The client",
        firm=clean(brief.firm, NAME),
        wave=clean(brief.wave, NAME) or "This wave",
        title=clean(brief.title, TITLE) or "Gap report",
        prepared_for=clean(brief.prepared_for, LINE // 2),
        consultant=clean(brief.consultant, NAME),
        contact=clean(brief.contact, NAME),
        handling=clean(brief.handling, NAME),
        version=clean(brief.version, 40),
        sponsor=clean(brief.sponsor, NAME),
    )
