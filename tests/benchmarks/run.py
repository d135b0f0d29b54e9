"""`make bench`: speed and memory, each as a ratio to a yardstick that is measured in the same run, or to a package made for the same.

The yardstick is one fixed piece of numpy work (sorting and multiplying, about as heavy as scoring one team), so that a figure from a
slow or busy machine can be read beside one from a fast machine. Nothing here fails: it reports, and says which budget is kept.
"""

import os
import resource
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as every command of ours sets it, before NumPy is loaded
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.clock import yardstick
from tests.benchmarks.commands import command_cost, command_seconds, served_megabytes
from tests.benchmarks.engine import fifteen, mask_seconds, random_seconds, report_seconds, team_seconds
from tests.benchmarks.files import write_many, write_portfolio
from tests.benchmarks.packages import ratios

PORTFOLIOS = (1_000, 3_000, 10_000)  # teams of ten


def line(what: str, value: float, budget: float | None, word: str, unit: float | None) -> None:
    """One figure beside its budget and the yardstick."""
    kept = "  over budget" if budget is not None and value > budget else ""
    limit = f"{budget:>7.0f} {word}" if budget is not None else " " * 10
    print(f"{what:<56}{value:>9.1f} {word}{limit}{'' if unit is None else f'{value / unit:>9.1f}'}{kept}", flush=True)


def measure_engine(unit: float) -> None:
    """One team at a time."""
    line("15 people, full instrument: score and findings", team_seconds(fifteen()) * 1000, 50, "ms", unit)
    line("10 people who answer at random", random_seconds(10) * 1000, None, "ms", unit)
    line("200 people who answer at random, nine functions", random_seconds(200, 3) * 1000, 300, "ms", unit)
    line("chance constants of open cells of ten that are new", mask_seconds() * 1000, None, "ms", unit)
    line("15 people: score and report, warm", report_seconds(fifteen()) * 1000, 1000, "ms", unit)


def measure_commands(folder: Path, unit: float) -> None:
    """Whole commands, wall time."""
    write_many(folder)
    score = ["score", "many.csv", "--instrument", "nineteen.toml", "--by", "unit", "--format", "json", "--out", "o.json"]
    start = command_seconds(["score", "--help"], folder)
    line("49 teams, 2,042 people in one file, less start-up", (command_seconds(score, folder) - start) * 1000, 1000, "ms", unit)
    line("parallax --help, whole command", command_seconds(["--help"], folder) * 1000, 300, "ms", unit)
    line("served process, peak resident memory", served_megabytes(folder / "demo"), 150, "MB", None)


def measure_portfolios(folder: Path) -> None:
    """How time and memory grow with the number of teams."""
    print(f"\n{'portfolio, teams of 10':<56}{'wall':>9}{'processor':>12}{'a team':>10}{'memory':>10}")
    cases = [("pulse", teams, 0.0) for teams in PORTFOLIOS] + [("sales-marketing", 1_000, 0.0), ("pulse", 1_000, 0.05)]
    for name, teams, skipped in cases:
        write_portfolio(folder / "portfolio.csv", name, teams, skipped=skipped)
        score = ["score", "portfolio.csv", "--instrument", name, "--by", "unit", "--format", "json", "--out", "o.json"]
        wall, used, memory = command_cost(score, folder)
        what = f"{teams:,} teams, {name}" + (f", {skipped:.0%} of cells open" if skipped else "")
        note = "  over budget of 60 s" if teams == PORTFOLIOS[-1] and wall > 60 else ""
        print(f"{what:<56}{wall:>7.1f} s{used:>10.1f} s{used / teams * 1000:>7.1f} ms{memory:>7.0f} MB{note}", flush=True)


def measure_packages() -> None:
    """Beside packages on the same data."""
    print(f"\n{'the same by a package':<56}{'here':>9}{'there':>12}{'ratio':>10}")
    for ratio in ratios():
        there = f"{ratio.theirs * 1000:>9.2f} ms{ratio.theirs / ratio.ours:>9.1f}x" if ratio.theirs is not None else "  not installed"
        print(f"{f'{ratio.what} ({ratio.package})':<56}{ratio.ours * 1000:>6.2f} ms{there}", flush=True)


def main() -> int:
    """Measure everything and print one line each."""
    unit = yardstick() * 1000
    print(f"yardstick: {unit:.1f} ms of processor time\n")
    print(f"{'what (processor time, unless said otherwise)':<56}{'measured':>12}{'budget':>10}{'ratio':>9}")
    measure_engine(unit)
    with tempfile.TemporaryDirectory() as name:
        measure_commands(Path(name), unit)
        measure_packages()
        measure_portfolios(Path(name))
    print(f"\nthis process, peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
