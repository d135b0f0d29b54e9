"""From a visit to what the templates see: the pages without questions."""

from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from api.respondent.questions import say, show_changes
from api.respondent.views import CheckLine, CheckPart, CheckView, StateView, Terms, Welcome
from api.respondent.visits import Visit, functions_alone
from survey_definitions.json_value import JsonValue


def show_welcome(session: Session, visit: Visit, *, problem: bool = False) -> Welcome:
    """The first page."""
    found = visit.found
    engagement = found.engagement
    fresh = found.invitation.consent is None
    return Welcome(
        base=visit.base,
        person=visit.person,
        sponsor_name=engagement.sponsor_name,
        sponsor_title=engagement.sponsor_title,
        sponsor_words=engagement.sponsor_words,
        team=found.invited,
        minutes=visit.minutes(),
        asked=len(visit.items),
        answered=visit.answered,
        closes_at=found.wave.closes_at,
        terms=_terms(found.contract.terms),
        alone_in=() if found.contract.mode in ("consultant", "aggregate") else functions_alone(session, visit),
        contact=engagement.contact,
        status="fresh" if fresh else "stricter" if found.terms_changed else "submitted" if visit.submitted else "started",
        go_on=visit.go_on,
        problem=problem,
    )


def _terms(terms: Mapping[str, JsonValue]) -> Terms:
    consent = terms["consent"] or {}
    return Terms(
        mode=terms["mode"],
        reader_name=terms["reader_name"],
        sponsor_name=terms["sponsor_name"],
        team=terms["team"],
        reader=terms["reader"],
        sponsor=terms["sponsor"],
        kept=terms["kept"],
        changes=terms["changes"],
        fallback=terms["fallback"] or "",
        agreed=consent.get("agreed", ""),
        prefers=consent.get("prefers_consultant", ""),
    )


def show_check(visit: Visit, changed: Collection[str] = ()) -> CheckView:
    """Everything that was answered, by area."""
    parts: dict[str, list[CheckLine]] = {}
    titles = {}
    for page in visit.pages:
        titles[page.area] = page.title
        for item in page.items:
            answer = visit.answer(item)
            line = CheckLine(
                code=item.code,
                text=item.text,
                answer=say(visit, item, answer.value),
                comment=answer.comment,
                link=f"{visit.page_path(page.number)}?from=check#q-{item.code}",
            )
            parts.setdefault(page.area, []).append(line)
    return CheckView(
        base=visit.base,
        person=visit.person,
        parts=tuple(CheckPart(titles[area], tuple(lines)) for area, lines in parts.items()),
        back=visit.page_path(len(visit.pages)),
        submitted=visit.submitted,
        closes_at=visit.found.wave.closes_at,
        changed=show_changes(visit, changed),
    )


def show_state(visit: Visit) -> StateView:
    """A page without questions."""
    engagement = visit.found.engagement
    return StateView(
        base=visit.base,
        person=visit.person,
        sponsor_name=engagement.sponsor_name,
        contact=engagement.contact,
        closes_at=visit.found.wave.closes_at,
        answered=visit.answered,
        asked=len(visit.items),
        go_on=visit.go_on,
        submitted=visit.submitted,
    )
