"""Answers files of many shapes, drawn from seeds."""

import csv
import random
from pathlib import Path

from survey_definitions.loading import load_instrument
from survey_definitions.notation import format_value
from survey_definitions.schema import Instrument
from tests.benchmarks.clock import ROOT
from tests.scoring.answers_at_random import random_team

LIST = ("sell_more_through_managed", "partners")  # the demo's client has its own list
_POOL = 60  # people from whose answers those of a portfolio are drawn, question by question


def write_fifteen(path: Path) -> None:
    """The nine of the demo, and six of them again with every rating moved by one."""
    with (ROOT / "api/demo/answers.csv").open(encoding="utf-8", newline="") as file:
        rows = [[cell.replace(*LIST) for cell in row] for row in csv.reader(file)]
    functions = ["chief_executive", *("marketing",) * 2, *("business_development",) * 2, *("sales",) * 2, *("customer_success",) * 2]
    people = [[function, *row] for function, row in zip(functions, rows[1:], strict=True)]
    again = [
        [row[0], f"{row[1]}x", *(str(int(cell) % 3 + 1) if cell in "12345" and cell else cell for cell in row[2:])] for row in people[:6]
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["function", *rows[0]], *people, *again])


def write_many(folder: Path) -> None:
    """49 teams, 2,042 respondents, 19 ratings."""
    draw = random.Random(1)
    sizes = [42] * 33 + [41] * 16
    rows = [["unit", "respondent", *(f"q{number}" for number in range(1, 20))]]
    for team, size in enumerate(sizes):
        rows += [[f"t{team:02}", f"p{len(rows) + person}", *(str(draw.randint(1, 5)) for _ in range(19))] for person in range(size)]
    with (folder / "many.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    items = ",\n".join(f'{{type = "M", code = "q{number}", text = "Question {number}", points = 5}}' for number in range(1, 20))
    text = f'id = "nineteen"\ntitle = "Nineteen"\n[[banks]]\narea = "all"\ntitle = "All"\nitems = [\n{items}\n]\n'
    (folder / "nineteen.toml").write_text(text, encoding="utf-8")


def write_portfolio(path: Path, name: str, teams: int, *, people: int = 10, skipped: float = 0.0) -> None:
    """Teams of independent people who answer a shipped instrument at random; `skipped` is the share of cells left open."""
    instrument = load_instrument(name)
    pools = _pools(instrument)
    functions = [function.code for function in instrument.functions] or [""]
    draw = random.Random(teams)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["unit", "respondent", "function", *pools])
        for team in range(teams):
            for person in range(people):
                cells = ["" if skipped and draw.random() < skipped else draw.choice(pool) for pool in pools.values()]
                out.writerow([f"t{team:05}", f"p{person}", functions[person % len(functions)], *cells])


def _pools(instrument: Instrument) -> dict[str, list[str]]:
    team = random_team(instrument, _POOL, 1)
    values = {item.code: [team.values[person.id].get(item.code) for person in team.respondents] for _, item in instrument.items()}
    return {
        item.code: [format_value(instrument, item, value) for value in values[item.code]]
        for _, item in instrument.items()
        if None not in values[item.code] and item.type in "MRTCD"
    }
