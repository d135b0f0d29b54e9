"""`make bench`: speed and memory, each as a ratio to a yardstick that is measured in the same run.

The yardstick is one fixed piece of numpy work (sorting and multiplying, about as heavy as scoring one team), so that a figure from a
slow or busy machine can be read beside one from a fast machine. Nothing here fails: it reports, and says which budget is kept.
"""

import csv
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
PARALLAX = [sys.executable, "-m", "api"]
ROUNDS = 5
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
LIST = ("sell_more_through_managed", "partners")  # the demo's client has its own list


def processor_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The best of several rounds: what disturbs a measurement only ever adds to it."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def yardstick() -> float:
    """Processor seconds of the fixed piece of work."""
    numbers = np.random.default_rng(1).normal(size=(400, 400))
    return processor_seconds(lambda: [np.sort(numbers @ numbers.T, axis=1).sum() for _ in range(4)])


def command_seconds(arguments: list[str], folder: Path, rounds: int = 3) -> float:
    """Wall seconds of a whole command, start-up included, best of the rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(
            [*PARALLAX, *arguments], cwd=folder, check=True, capture_output=True, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
        )
        best = min(best, time.perf_counter() - start)
    return best


def team_seconds() -> float:
    """Processor seconds of scoring fifteen people on the full instrument, chance constants known."""
    from api.files.answers_file import read_answers
    from scoring import score_team
    from survey_definitions.loading import load_instrument

    instrument = load_instrument("sales-marketing")
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "fifteen.csv"
        write_fifteen(path)
        (team,) = read_answers(path, instrument)
    score_team(team)
    return processor_seconds(lambda: score_team(team))


def write_fifteen(path: Path) -> None:
    """The nine of the demo, and six of them again with every rating moved by one."""
    with (ROOT / "api/demo/answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    functions = ["chief_executive", *("marketing",) * 2, *("business_development",) * 2, *("sales",) * 2, *("customer_success",) * 2]
    heading = ["function", *(cell.replace("sell_more_through_managed", "partners") for cell in rows[0])]
    people = [
        [function, *(cell.replace("sell_more_through_managed", "partners") for cell in row)]
        for function, row in zip(functions, rows[1:], strict=True)
    ]
    again = [
        [row[0], f"{row[1]}x", *(str(int(cell) % 3 + 1) if cell in "12345" and cell else cell for cell in row[2:])] for row in people[:6]
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *people, *again])


def write_many(folder: Path) -> None:
    """49 teams, 2,042 respondents, 19 ratings."""
    draw = random.Random(1)
    sizes = [42] * 33 + [41] * 16
    rows = [["unit", "respondent", *(f"q{number}" for number in range(1, 20))]]
    for team, size in enumerate(sizes):
        rows += [[f"t{team:02}", f"p{len(rows) + person}", *(draw.randint(1, 5) for _ in range(19))] for person in range(size)]
    with (folder / "many.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    items = ",\n".join(f'{{type = "M", code = "q{number}", text = "Question {number}", points = 5}}' for number in range(1, 20))
    text = f'id = "nineteen"\ntitle = "Nineteen"\n[[banks]]\narea = "all"\ntitle = "All"\nitems = [\n{items}\n]\n'
    (folder / "nineteen.toml").write_text(text, encoding="utf-8")


def report_seconds() -> float:
    """Processor seconds of the gap report of the demo's nine, warm."""
    from datetime import date

    from api.files.answers_file import read_answers
    from api.files.file_report import team_report
    from survey_definitions.loading import load_instrument

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "fifteen.csv"
        write_fifteen(path)
        (team,) = read_answers(path, load_instrument("sales-marketing"))

    def make() -> bytes:
        return team_report(team, client="Quillstone", wave="Q3", on=date(2026, 11, 25))

    make()
    return processor_seconds(make, 3)


def served_megabytes(folder: Path) -> float:
    """Peak resident memory of a served process after a welcome page and a sign-in page, in MB."""
    subprocess.run([*PARALLAX, "demo", "--no-serve", "--dir", str(folder)], cwd=ROOT, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**ENVIRONMENT, "PARALLAX_DATABASE_URL": f"sqlite:///{folder / 'parallax.db'}"}
    process = subprocess.Popen([*PARALLAX, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL, cwd=ROOT)
    try:
        for _ in range(100):
            try:
                for path in ("/console/sign-in", "/health", "/r/aaaaaaaaaaaaaaaaaaaaaaaaaa"):
                    try:
                        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read()
                    except urllib.error.HTTPError:
                        continue  # an unknown link answers 404, which costs memory too
                break
            except OSError:
                time.sleep(0.1)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024


def main() -> int:
    """Measure everything and print one line each."""
    unit = yardstick()
    print(f"yardstick: {unit * 1000:.1f} ms of processor time\n")
    print(f"{'what':<56}{'measured':>12}{'budget':>10}{'ratio':>9}")

    def line(what: str, value: float, budget: float, unit_word: str, ratio: float | None) -> None:
        kept = "" if value <= budget else "  over budget"
        print(f"{what:<56}{value:>9.0f} {unit_word}{budget:>7.0f} {unit_word}{'' if ratio is None else f'{ratio:>9.1f}'}{kept}")

    team = team_seconds()
    line("score 15 people, full instrument (processor)", team * 1000, 50, "ms", team / unit)
    report = report_seconds()
    line("score and report, 15 people, warm (processor)", report * 1000, 1000, "ms", report / unit)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_many(folder)
        many = command_seconds(
            ["score", "many.csv", "--instrument", "nineteen.toml", "--by", "unit", "--format", "json", "--out", "o.json"], folder
        )
        line("49 teams, 2,042 people, whole command (wall)", many * 1000, 3000, "ms", many / unit)
        helped = command_seconds(["--help"], folder)
        line("parallax --help, whole command (wall)", helped * 1000, 300, "ms", helped / unit)
        line("served process, peak resident memory", served_megabytes(folder / "demo"), 150, "MB", None)
    print(f"\nthis process, peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
