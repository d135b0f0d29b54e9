"""From a release and a brief to the model of a report: every sentence from a template, every figure from the results."""

from msgspec.structs import replace

from reports.brief import Brief
from reports.compose.actions import actions
from reports.compose.allocation import allocations
from reports.compose.cleaning import clean_brief
from reports.compose.definitions import definitions
from reports.compose.distance import distance
from reports.compose.front import cover
from reports.compose.items import items
from reports.compose.limits import limits
from reports.compose.method import figures, method
from reports.compose.predictions import predictions
from reports.compose.priorities import priorities
from reports.compose.source import Source
from reports.compose.summary import TOO_FEW, summary
from reports.model import Report, digest_of, encode
from reports.text import NAME, clean, missing_characters
from reports.wording import LANGUAGES
from scoring.recommending import recommend
from scoring.released import Released
from survey_definitions.actions import ActionCatalogue
from survey_definitions.schema import Instrument


def compose_report(brief: Brief, released: Released, instrument: Instrument, catalogue: ActionCatalogue) -> Report:
    """The model of the gap report. ValueError names a language that has no texts yet.

    Sections without anything to show are left out; with fewer than three answers the report says so and shows nothing else.
    """
    if brief.language.split("-")[0] not in LANGUAGES:
        raise ValueError(f"a report in the language {brief.language!r} is not available; available: {', '.join(LANGUAGES)}")
    brief = clean_brief(brief)
    enough = released.score.n >= TOO_FEW
    recommended = recommend(released.findings, catalogue, instrument) if enough else ()
    source = Source(brief, released, instrument, catalogue, tuple(recommended))
    body = (distance, priorities, items, definitions, allocations, predictions, actions) if enough else ()
    sections = [summary(source), *(section for make in body if (section := make(source)) is not None), limits(source), method(source)]
    appendix = figures(source) if enough else None
    sections += [appendix] if appendix else []
    report = Report(
        title=clean(f"{brief.title} – {brief.client}", 2 * NAME),
        author=brief.firm or brief.consultant or "Parallax",
        subject=brief.wave,
        language=brief.language,
        paper=brief.paper,
        date=brief.date,
        running=f"{brief.client}  ·  {brief.title}",
        wave=brief.wave,
        foot="  ·  ".join(part for part in (brief.firm, brief.handling) if part),
        brand=brief.brand,
        cover=cover(source),
        sections=tuple(sections),
    )
    report = replace(report, missing=missing_characters("".join(dict.fromkeys(encode(report).decode()))))
    return replace(report, digest=digest_of(report))
