"""Where the distance is: areas, functions against areas, and what the missing points of the index are made of."""

from reports.charts.heat import KEY, step_of
from reports.compose.source import BLOCK_NAMES, Source
from reports.model import BarRow, Bars, Block, Bullet, Bullets, Grid, Heading, HeatCell, HeatRow, HeatTable, Passage, Section
from reports.wording import decimal, join_words, signed

_COLUMNS = 6


def distance(source: Source) -> Section | None:
    """The section, or None where the mode releases nothing by area."""
    heat, widest = _heat(source)
    areas = [] if heat else _areas(source)
    if not heat and not areas:
        return None
    blocks: list[Block] = [*heat]
    if heat:
        blocks.append(Passage(text=_reading(source), style="caption"))
    blocks += areas + _contributions(source) + _pairs(source)
    lead = "How far each function's view of an area lies from the view of the whole team." if heat else ""
    return Section(key="distance", name="Where the distance is", title=_title(source, widest), lead=lead, blocks=tuple(blocks))


def _reading(source: Source) -> str:
    text = (
        "Each cell is the function's mean rating, less the team's mean; the small figure is the mean itself, on levels 1 to 5. "
        "A dark cell says that a function sees an area differently. It does not say who is right."
    )
    if any(area.agreement is not None for area in source.score.areas):
        text += " Agreement is 1 where everybody in the team gives the same answers and 0 where answers are random."
    if source.released.mode == "mixed" and source.released.bands:
        text += " Protected questions are in none of these figures."
    return text


def _title(source: Source, widest: list[tuple[str, str, str]]) -> str:
    if not widest:
        means = [(area.mean, area.title) for area in source.score.areas if area.mean is not None]
        if len(means) < 2:
            return "How the areas stand"
        low, high = decimal(min(means)[0]), decimal(max(means)[0])
        if low == high:
            return f"The team rates every area alike, at {low} of 5"
        lowest, highest = source.area_text(_area_at(source, low)), source.area_text(_area_at(source, high))
        return f"{lowest} is rated lowest, at {low} of 5, and {highest} highest, at {high}"
    printed = widest[0][2]
    size = printed.lstrip("+−")
    if step_of(printed) == 0:
        return "No function stands apart from the team's mean on any area"
    functions = list(dict.fromkeys(function for function, _, _ in widest))
    areas = list(dict.fromkeys(area for _, area, _ in widest))
    where = f" on {areas[0].lower()}" if len(areas) == 1 else ""
    verb = "stands" if len(functions) == 1 else "stand"
    return f"{join_words(functions, most=2)} {verb} furthest from the team's mean{where}: {size} points"


def _area_at(source: Source, printed: str) -> str:
    return next(area.code for area in source.score.areas if area.mean is not None and decimal(area.mean) == printed)


def _heat(source: Source) -> tuple[list[Block], list[tuple[str, str, str]]]:
    """The tables, at most six areas each, and the cells (function, area, printed) with the largest printed distance."""
    team = {area.code: area.mean for area in source.score.areas}
    agreement = {area.code: area.agreement for area in source.score.areas}
    areas = [bank.area for bank in source.instrument.banks if bank.maturity and bank.area in team]
    functions = list(source.score.functions)
    shown = [area for area in areas if team[area] is not None and any(f.area_means.get(area) is not None for f in functions)]
    if not shown:
        return [], []
    printed = {
        (f.code, area): signed(mean - base)
        for f in functions
        for area in shown
        if (mean := f.area_means.get(area)) is not None and (base := team[area]) is not None
    }
    largest = max((abs(float(value.replace("−", "-"))) for value in printed.values()), default=0.0)
    widest = [
        (source.function_text(code), source.area_text(area), value)
        for (code, area), value in printed.items()
        if abs(float(value.replace("−", "-"))) == largest
    ]
    functions.sort(key=lambda f: -sum(abs(float(printed[f.code, a].replace("−", "-"))) for a in shown if (f.code, a) in printed))
    tables: list[Block] = []
    for start in range(0, len(shown), _COLUMNS):
        part = shown[start : start + _COLUMNS]
        rows = tuple(
            HeatRow(
                label=source.function_text(f.code),
                n=str(f.n),
                cells=tuple(_cell(source, f.code, area, f.area_means.get(area), printed.get((f.code, area))) for area in part),
            )
            for f in functions
        )
        means = tuple(HeatCell(text=decimal(mean) if (mean := team[area]) is not None else "–") for area in part)
        totals = [HeatRow(label="The whole team's mean", n=str(source.score.n), cells=means)]
        if any(agreement.get(area) is not None for area in part):
            cells = tuple(HeatCell(text=decimal(found, 2) if (found := agreement.get(area)) is not None else "not shown") for area in part)
            totals.append(HeatRow(label="Agreement in the team", n="", cells=cells))
        tables.append(HeatTable(columns=tuple(source.area_text(area) for area in part), rows=rows, totals=tuple(totals), key=KEY))
    missing = [source.area_text(area) for area in areas if area not in shown]
    if missing:
        tables.append(Passage(text=f"No figures by function: {join_words(missing)}.", style="caption"))
    return tables, widest


def _cell(source: Source, function: str, area: str, mean: float | None, printed: str | None) -> HeatCell:
    if mean is not None and printed is not None:
        return HeatCell(text=printed, note=decimal(mean), step=step_of(printed))
    if not source.is_area_asked_of(area, function):
        return HeatCell(text="not asked")
    return HeatCell(text="not shown", hidden=True) if source.is_kept_back(area) else HeatCell(text="no answer")


def _areas(source: Source) -> list[Block]:
    known = [area for area in source.score.areas if area.mean is not None or area.agreement is not None]
    if not known:
        return []
    means = any(area.mean is not None for area in known)
    agreements = any(area.agreement is not None for area in known)
    head = ["Area", *(["Maturity"] if means else []), *(["Agreement"] if agreements else []), "Questions", "People"]
    rows = []
    for area in known:
        figures = [decimal(area.mean) if area.mean is not None else "not shown"] if means else []
        figures += [decimal(area.agreement, 2) if area.agreement is not None else "not shown"] if agreements else []
        rows.append((source.area_text(area.code), *figures, str(area.items), str(area.n)))
    note = "Maturity is the mean rating, on levels 1 to 5." if means else ""
    note += " Agreement is 1 where everybody gives the same answers and 0 where answers are random." if agreements else ""
    widths = (1 - 0.14 * (len(head) - 1), *([0.14] * (len(head) - 1)))
    grid = Grid(head=tuple(head), rows=tuple(rows), widths=widths, figures=tuple(range(1, len(head))))
    return [Heading(text="Maturity and agreement by area"), grid, Passage(text=note.strip(), style="caption")]


def _contributions(source: Source) -> list[Block]:
    parts = {block: points for block, points in source.score.index.contributions.items() if points is not None}
    total = sum(parts.values())
    if len(parts) < 2 or total <= 0:
        return []
    ordered = sorted(parts.items(), key=lambda entry: -entry[1])
    rows = tuple(
        BarRow(label=BLOCK_NAMES.get(block, block), share=max(points, 0.0) / total, figure=decimal(points), marked=number == 0)
        for number, (block, points) in enumerate(ordered)
    )
    lead = f"{decimal(total)} points are missing to 100 between any two of you. This is what they come from."
    return [
        Heading(text="What the missing points are made of"),
        Passage(text=lead, style="small"),
        Bars(head=("Kind of question", "", "Points"), rows=rows),
    ]


def _pairs(source: Source) -> list[Block]:
    known = sorted(
        (
            (found.value, source.function_text(found.a), source.function_text(found.b))
            for found in source.score.between
            if found.value is not None and found.status == "ok"
        ),
    )
    if len(known) < 4:
        return []

    def words(pairs: list[tuple[float, str, str]]) -> str:
        return "; ".join(f"{a} and {b} ({decimal(value, 0)})" for value, a, b in pairs) + "."

    bullets = (
        Bullet(head="Furthest from each other:", text=words(known[:2])),
        Bullet(head="Closest to each other:", text=words(known[:-3:-1])),
    )
    note = "Figures are points of alignment: 100 for the same answers, 0 for random ones; below 0, further apart than random."
    return [Heading(text="Between functions"), Bullets(items=bullets), Passage(text=note, style="caption")]
