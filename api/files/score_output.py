"""Scores as JSON, CSV and text. The JSON form is public: fields are added, never renamed."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from api.files.changes_output import Since, since_lines, since_object, since_rows
from api.files.directions_output import direction_lines, direction_object
from api.files.fact_findings import finding_lines, finding_object
from scoring.results import BLOCKS, Finding, TeamScore

Told = list[tuple[Finding, ...]]  # for each team, what its fact sheet adds
DIGITS = 12  # significant digits: the same on every machine (decision 34)


class Form(Struct, frozen=True):
    """One form of output, written in parts: opening, parts with something between them, closing."""

    opening: str
    between: str
    closing: str
    write: Callable[[list[TeamScore], Told, list[Since]], str]


def _json_part(scores: list[TeamScore], told: Told, since: list[Since]) -> str:
    """Objects of the list `{"teams": [...]}`, one a team and wave."""
    texts = (
        msgspec.json.format(msgspec.json.encode(team_object(score, found) | since_object(moved)), indent=2).decode()
        for score, found, moved in zip(scores, told, since, strict=True)
    )
    # A text in JSON has no line break of its own, so that lines can be moved to the right.
    return ",\n".join("    " + text.replace("\n", "\n    ") for text in texts)


def team_object(score: TeamScore, told: tuple[Finding, ...] = ()) -> dict[str, Any]:
    """One team as plain data."""
    index = score.index
    facts = {"fact_findings": [finding_object(finding) for finding in told]} if told else {}
    return {
        "team": score.team,
        "wave": score.wave,
        "instrument": f"{score.instrument_id} {score.instrument_version}",
        "n": score.n,
        "status": score.status,
        "index": {
            "value": _number(index.value),
            "shown": index.shown,
            "average": _number(index.average),
            "across_split": _number(index.across_split),
            "level": index.level,
            "level_reason": index.level_reason,
            "borderline": index.borderline,
            "chance_band": [_number(index.chance_band.low), _number(index.chance_band.high)] if index.chance_band else None,
            "reference": {"mean": _number(index.reference.mean), "limit": _number(index.reference.limit)} if index.reference else None,
            "leave_one_out": [_number(index.leave_one_out.low), _number(index.leave_one_out.high)] if index.leave_one_out else None,
            "basis": index.basis,
            "n": index.n,
            "status": index.status,
        },
        "blocks": {block: _number(score.blocks[block].value) if block in score.blocks else None for block in BLOCKS},
        "areas": [
            {"code": area.code, "n": area.n, "mean": _number(area.mean), "agreement": _number(area.agreement), "status": area.status}
            for area in score.areas
        ],
        "items": [
            {
                "code": item.code,
                "type": item.type,
                "n": item.n,
                "mean": _number(item.mean),
                "sd": _number(item.sd),
                "agreement": _number(item.agreement),
                "deviation": _number(item.deviation),
                "mean_difference": _number(item.mean_difference),
                "counts": item.counts,
                "status": item.status,
            }
            for item in score.items
        ],
        "functions": [
            {
                "code": function.code,
                "n": function.n,
                "within": _number(function.within.value),
                "status": function.within.status,
                "area_means": {area: _number(mean) for area, mean in function.area_means.items()},
            }
            for function in score.functions
        ],
        "between": [
            {"functions": [cell.a, cell.b], "value": _number(cell.value), "n_pairs": cell.n_pairs, "status": cell.status}
            for cell in score.between
        ],
        "silo_gap": {"value": _number(score.silo_gap.value), "p": _number(score.silo_gap.p), "status": score.silo_gap.status},
        "pairs": [{"respondents": [pair.a, pair.b], "value": _number(pair.value), "band": pair.band} for pair in score.pairs],
        "predictions": [
            {
                "code": prediction.code,
                "of": prediction.of,
                "target": prediction.target,
                "n": prediction.n,
                "predicted": _number(prediction.predicted),
                "found": _number(prediction.found),
                "chance": _number(prediction.chance),
                "gap": _number(prediction.gap),
                "size": _number(prediction.size),
                "p": _number(prediction.p),
                "adjusted": _number(prediction.adjusted),
                "status": prediction.status,
            }
            for prediction in score.predictions
        ],
        "priorities": [
            {
                "code": priority.code,
                "n": priority.n,
                "shared": _number(priority.shared),
                "chance_shared": _number(priority.chance_shared),
                "identical": _number(priority.identical),
                "agreement": _number(priority.agreement.value),
                "consensus": [list(order) for order in priority.orders],
                "counts": priority.counts,
                "status": priority.status,
            }
            for priority in score.priorities
        ],
        **direction_object(score, _number),
    } | facts


def _csv_part(scores: list[TeamScore], told: Told, since: list[Since]) -> str:  # noqa: ARG001 - a table of figures holds no sentences
    """The table of scoring.frames as CSV. A figure is never guarded: an apostrophe before a negative one would make it a text."""
    from scoring.frames import score_table  # pandas takes half a second to import; only who wants a table waits for it

    table = score_table(scores, [since_rows(moved) for moved in since])
    for column in ("team", "wave", "scope", "code"):
        table[column] = table[column].map(_harmless)
    return table.to_csv(index=False, header=False, lineterminator="\n", float_format=f"%.{DIGITS}g")


def _text_part(scores: list[TeamScore], told: Told, since: list[Since]) -> str:
    """What a person reads at the terminal."""
    return "\n\n".join(
        "\n".join([_team_text(score), *since_lines(moved), *finding_lines(found)])
        for score, found, moved in zip(scores, told, since, strict=True)
    )


def _team_text(score: TeamScore) -> str:
    index = score.index
    heading = " · ".join(part for part in (score.team, score.wave, f"{score.n} answered") if part)
    lines = [heading, "=" * len(heading)]
    if index.value is None:
        lines.append(f"Alignment: cannot be said ({index.status.replace('_', ' ')}).")
    else:
        word = f", {index.level}" if index.level else f" ({index.level_reason})" if index.level_reason else ""
        lines.append(f"Alignment index  {index.shown}{word}")
        if index.n < score.n:
            lines.append(f"  {index.n} of the {score.n} answered enough to enter the index")
        lines.append(
            f"  any two of them {_points(index.average)}, across the deepest split {_points(index.across_split)}; basis: {index.basis}"
        )
        if index.chance_band:
            low, high = index.chance_band.low, index.chance_band.high
            lines.append(f"  random answers give {low:.0f} to {high:.0f} (95 of 100 teams)")
        if index.reference:
            lines.append(f"  independent people with ordinary habits reach {index.reference.mean:.0f}, at most {index.reference.limit:.0f}")
    known = {block: est.value for block, est in score.blocks.items() if est.value is not None}
    if known:
        lines.append("Blocks           " + ", ".join(f"{block} {_points(value)}" for block, value in known.items()))
    if score.areas:
        lines += ["", f"{'Area':<30}{'mean':>7}{'agreement':>11}{'n':>5}"]
        lines += [f"{area.title[:29]:<30}{_plain(area.mean, 1):>7}{_plain(area.agreement, 2):>11}{area.n:>5}" for area in score.areas]
    ratings = [item for item in score.items if item.type == "M"]
    if ratings:
        lines += ["", f"{'Item, furthest apart first':<30}{'mean':>7}{'agreement':>11}{'n':>5}"]
        ratings.sort(key=lambda item: (item.agreement is None, item.agreement or 0.0, item.code))
        lines += [f"{item.code[:29]:<30}{_plain(item.mean, 1):>7}{_plain(item.agreement, 2):>11}{item.n:>5}" for item in ratings]
    lines += _list_lines(score) + direction_lines(score)
    return "\n".join(lines)


def _list_lines(score: TeamScore) -> list[str]:
    lines = []
    for priority in score.priorities:
        if priority.type == "R" and priority.agreement.value is not None:
            lines += ["", f"{priority.code}: two rankings correlate {priority.agreement.value:.2f} on average; random ones 0.00"]
        elif priority.type == "T" and priority.shared is not None and priority.chance_shared is not None:
            found, chance = priority.shared, priority.chance_shared
            lines += ["", f"{priority.code}: two people share {found:.1f} of {priority.places}; random picks {chance:.1f}"]
    return lines


def _points(value: float | None) -> str:
    return "–" if value is None else f"{round(value)}"  # whole numbers know no minus nought


def _plain(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _number(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.{DIGITS}g}")


def _harmless(text: str) -> str:
    """A cell that a spreadsheet would take for a formula gets a leading apostrophe."""
    return f"'{text}" if text[:1] in "=+-@\t\r＝＋－＠" and text[:1] else text


FORMS = {
    "json": Form('{\n  "teams": [\n', ",\n", "\n  ]\n}\n", _json_part),
    "csv": Form("team,wave,scope,code,measure,value,n,status\n", "", "", _csv_part),
    "text": Form("", "\n\n", "\n", _text_part),
}
