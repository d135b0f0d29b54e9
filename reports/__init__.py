"""How results are shown on paper: a release goes in, the bytes of a PDF come out.

Nothing here reads a clock, a network or a file of the machine but the packaged fonts.
"""

from reports import locks  # isort: skip  # first, before anything of the drawing library is used
from reports.brief import Brief
from reports.compose import compose_report
from reports.model import Report
from reports.pdf.render import render_report
from scoring.released import Released
from survey_definitions.actions import ActionCatalogue
from survey_definitions.schema import Instrument

__all__ = ["Brief", "Report", "compose_report", "gap_report", "render_report"]

locks.lock()


def gap_report(brief: Brief, released: Released, instrument: Instrument, catalogue: ActionCatalogue) -> bytes:
    """The gap report as PDF bytes: the same inputs give the same bytes."""
    return render_report(compose_report(brief, released, instrument, catalogue))
