"""`python -m scoring.publishing`: works out the chance constants of the shipped instruments and writes them to scoring/constants/.

To be run when the sizes of a shipped instrument change; texts play no part. Constants of any other instrument are worked out when
they are first needed, and kept while the process runs.
"""

import sys
from pathlib import Path

import msgspec

from scoring.camp_free import simulate_limits
from scoring.chance import GRID, Constants, Packaged, simulate_constants, simulate_reference
from scoring.coding import design_of
from scoring.design import Design
from scoring.results import Reference
from scoring.splits import EXACT_UP_TO
from scoring.thresholds import CAMPS_PEOPLE
from survey_definitions.loading import load_instrument, packaged_instruments
from survey_definitions.schema import Instrument

SIZES = (*range(2, EXACT_UP_TO + 1), *GRID)
DIGITS = 9
CAMP_DIGITS = 4  # of a point: the limits of camps are far less exact than that


def designs_of(instrument: Instrument) -> tuple[Design, ...]:
    """The designs whose constants an instrument carries: all items, and the core."""
    items = [item for _, item in instrument.items()]
    whole = design_of(instrument, items)
    core = design_of(instrument, [item for item in items if item.code in instrument.core])
    return (whole, core) if sum(core.widths) and core != whole else (whole,)


def constants_of(design: Design) -> Packaged:
    """Constants and references of one design with complete answers, at every size that is kept."""
    found = {n: _rounded(simulate_constants(design, n, b"")) for n in SIZES}
    usual = {n: simulate_reference(design, n, b"", kappa=found[n].kappa) for n in SIZES}
    return Packaged(
        found,
        {n: Reference(round(entry.mean, DIGITS), round(entry.limit, DIGITS)) for n, entry in usual.items()},
        {n: tuple(round(limit, CAMP_DIGITS) for limit in simulate_limits(design, n)) for n in SIZES if n >= CAMPS_PEOPLE},
    )


def _rounded(entry: Constants) -> Constants:
    return Constants(
        round(entry.kappa, DIGITS),
        round(entry.low, DIGITS),
        round(entry.high, DIGITS),
        round(entry.p95, DIGITS),
        {block: round(sd, DIGITS) for block, sd in entry.block_sd.items()},
    )


def publish(folder: Path) -> list[Path]:
    """Writes one file for each shipped instrument; designs that two of them share stand in the first one's file only."""
    folder.mkdir(exist_ok=True)
    written: list[Path] = []
    seen: set[str] = set()
    for name in packaged_instruments():
        instrument = load_instrument(name)
        designs = [design for design in designs_of(instrument) if design.digest not in seen]
        seen |= {design.digest for design in designs}
        if not designs:
            continue
        path = folder / f"{instrument.id}.json"
        content = {design.digest: constants_of(design) for design in designs}
        path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n")
        written.append(path)
    return written


if __name__ == "__main__":
    for file in publish(Path(__file__).parent / "constants"):
        sys.stdout.write(f"{file.name}\n")
