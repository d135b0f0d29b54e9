"""docs/methodology.md against the engine: a heading for each public function, every example run, the arithmetic worked out again."""

import ast
import doctest
import inspect
import re
import subprocess
import sys
from importlib import import_module
from itertools import product
from pathlib import Path

import numpy as np
import pytest

import scoring
from scoring import thresholds
from scoring.chance import constants, reference
from scoring.design import Design, ListShape
from scoring.index import MatrixIndex, index_of_matrices
from scoring.labelings import permutation_count
from survey_definitions.checks.catalogue import FINDING_KINDS

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/methodology.md").read_text(encoding="utf-8")
PARTS = ("Formula", "Reading", "Example", "Limits", "Reference")
PUBLIC = sorted(name for name in scoring.__all__ if inspect.isfunction(getattr(scoring, name)))

# Modules that hold statistics, with what in them only moves data about or serves one of the statistics.
STATISTICS: dict[str, set[str]] = {
    "allocations": {"shares"},
    "change": {"swap_pulls"},
    "concordance": set(),
    "consensus": {"order_cost"},
    "definitions": set(),
    "explaining": {"explanation_text"},
    "faultlines": set(),
    "findings": {"graded", "order_key"},
    "functions": set(),
    "labelings": {"draw_labelings", "list_labelings"},
    "overlaps": set(),
    "partitions": set(),
    "polarisation": set(),
    "predictions": {"shared_with_colleagues"},
    "priorities": {"pick_columns", "picked"},
    "rank_biased": set(),
    "ratings": set(),
    "recommending": {"calls_for", "evidence_for"},
    "reliability": set(),
    "sealed": {"committed_items", "goals_known_of", "knowledge_of", "will_of"},
    "significance": {"cannot_stand_out", "drawn_significance"},
    "splits": {"all_cuts", "cuts_without_each", "largest_cuts", "largest_cuts_of_pairs", "pairs_across"},
    "stability": set(),
    "style": {"style_of"},
    "team": {"blocks_of", "team_of"},
    "toplists": set(),
    "trend": set(),
    "wave_change": set(),
}


def functions_of(file: Path) -> set[str]:
    """The public functions that a module defines."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


def sections_of(page: str) -> list[tuple[tuple[str, ...], str]]:
    """Headings with a name in code, those that follow one another together, and what stands below them."""
    found = []
    for block in re.split(r"^(?=## )|(?<=\n\n)(?=### )", page, flags=re.MULTILINE):
        names = re.match(r"(?:### `[^`\n]+`\n)+", block)
        if names:
            found.append((tuple(re.findall(r"`([^`]+)`", names[0])), block[names.end() :]))
    return found


def examples_of(page: str) -> list[str]:
    """The code of every pycon block, without its indentation."""
    blocks = re.findall(r"^( *)```pycon\n(.*?)^\1```$", page, re.DOTALL | re.MULTILINE)
    return ["".join(line[len(indent) :] for line in code.splitlines(keepends=True)) for indent, code in blocks]


SECTIONS = sections_of(PAGE)
HEADINGS = [name for names, _ in SECTIONS for name in names]


def test_headings__public_functions__have_one_each() -> None:
    assert [name for name in PUBLIC if name not in HEADINGS] == []
    assert sorted(HEADINGS) == sorted(set(HEADINGS))
    assert len(HEADINGS) == len(re.findall(r"^### `", PAGE, re.MULTILINE))


def test_headings__every_name__is_a_function_of_the_engine() -> None:
    known = {name for file in (ROOT / "scoring").rglob("*.py") for name in functions_of(file)}
    assert [name for name in HEADINGS if name not in known] == []


@pytest.mark.parametrize("module", sorted(STATISTICS))
def test_front_door__functions_of_a_statistic_module__are_public_or_named_as_plumbing(module: str) -> None:
    defined = functions_of(ROOT / f"scoring/{module}.py")
    assert STATISTICS[module] <= defined
    assert defined - STATISTICS[module] - set(scoring.__all__) == set()
    for name in defined - STATISTICS[module]:
        assert getattr(scoring, name) is getattr(import_module(f"scoring.{module}"), name)


@pytest.mark.parametrize(("names", "body"), SECTIONS, ids=[names[0] for names, _ in SECTIONS])
def test_section__each__says_what_it_is_then_formula_reading_example_limits_reference(names: tuple[str, ...], body: str) -> None:
    opening, *_ = body.strip().split("\n\n")
    assert len(opening) > 20, names
    assert not opening.startswith("- "), names
    assert tuple(re.findall(r"^- \*\*(\w+):\*\* ?", body, re.MULTILINE)) == PARTS, names
    for part in ("Formula", "Reading", "Limits", "Reference"):
        (text,) = re.findall(rf"^- \*\*{part}:\*\* (.+)", body, re.MULTILINE)
        assert text.strip(), (names, part)


def test_examples__every_block_in_order__prints_what_the_page_shows() -> None:
    blocks = examples_of(PAGE)
    assert len(blocks) == len(re.findall(r"^ *```pycon$", PAGE, re.MULTILINE)) > 60
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(verbose=False)
    told: list[str] = []
    for number, code in enumerate(blocks, 1):
        test = doctest.DocTestParser().get_doctest(code, names, f"block {number}", "docs/methodology.md", 0)
        assert test.examples, code
        assert any(example.want for example in test.examples), code
        runner.run(test, out=told.append, clear_globs=False)
        names = test.globs
    assert told == []


def test_report__table_of_what_it_prints__points_at_headings() -> None:
    table = PAGE.partition("## What the report prints")[2].partition("\n## ")[0]
    named = re.findall(r"`(\w+)`", table)
    assert len(named) > 20
    assert [name for name in named if name not in HEADINGS] == []


def test_findings__tables__name_each_kind_once_and_no_other() -> None:
    tables = PAGE.partition("### `find`")[2].partition("\n### ")[0]
    rows = re.findall(r"^\| (`[^|]+) \|", tables, re.MULTILINE)
    assert sorted(kind for row in rows for kind in re.findall(r"`(\w+)`", row)) == sorted(FINDING_KINDS)


def team_of_three() -> MatrixIndex:
    """The team that is worked through: reference case 091."""
    low, high = 2.0, 8.0
    picks = [(1, 2, 5), (0, 2, 3), (0, 2, 5)]
    return index_of_matrices(
        R=[[4, 2, 3, 3, 2, 2], [4, 3, 4, 2, 3, 4], [2, 2, 2, 3, 2, 2]],
        P_midranks=[[low if option in chosen else high for option in range(12)] for chosen in picks],
        A_shares=np.array([[5, 12, 10, 53, 20], [20, 26, 18, 16, 20], [31, 12, 14, 12, 30]]) / [[100], [100], [99]],
        D=[[0, 0, 1], [1, 1, 1], [0, 1, 0]],
        levels=5,
        options=4,
        weights={"R": 0.30, "P": 0.40, "A": 0.15, "D": 0.15},
    )


def printed(value: float, digits: int) -> str:
    """A figure as the page prints it: no 0 before the point of a fraction."""
    text = f"{value:.{digits}f}"
    return text.removeprefix("0") if digits and abs(value) < 1 else text


def test_worked_index__each_figure__is_that_of_the_engine() -> None:
    section = " ".join(PAGE.partition("## The index, worked through")[2].partition("\n## ")[0].split())
    found = team_of_three()
    design = Design(levels=(5,) * 6, lists=(ListShape(12, 3),), parts=(5,), terms=((4,),) * 3, weights=(0.30, 0.40, 0.15, 0.15))
    chance, usual = constants(design, 3), reference(design, 3)
    first, second, third = (float(found.delta[pair]) for pair in ((0, 1), (0, 2), (1, 2)))
    average, cut = found.average or 0.0, found.cut or 0.0
    blocks = [found.blocks[name] for name in "RPAD"]
    taken = [weight * (100 - value) for weight, value in zip((0.30, 0.40, 0.15, 0.15), blocks, strict=True)]
    across = 100 * (1 - cut / chance.kappa)
    splits = (first + second, first + third, second + third)
    pairs = [printed(value, 4) for value in (first, second, third)]
    lines = [
        f"Between 1 and 2 delta is {pairs[0]}, between 1 and 3 {pairs[1]}, between 2 and 3 {pairs[2]}.",
        f"({' + '.join(pairs)}) / 3 = {printed(sum((first, second, third)) / 3, 4)}",
        f"A = 100 (1 − {printed(1 - average / 100, 4)}) = {average:.1f}",
        "The blocks stand at {:.1f}, {:.1f}, {:.1f} and {:.1f}.".format(*blocks),
        ", ".join(
            f"{printed(weight, 2)} × {100 - value:.1f} = {part:.1f}"
            for weight, value, part in zip((0.30, 0.40, 0.15, 0.15), blocks, taken, strict=True)
        ),
        f"They add up to {sum(taken):.1f} = 100 − {average:.1f}",
        "1 against the others {:.4f}, 2 against the others {:.4f}, 3 against the others {:.4f}.".format(*splits),
        f"The deepest is {max(splits):.4f}; over the two pairs across it that is {printed(cut, 4)}.",
        f"Random teams of three reach {chance.kappa:.3f}",
        f"U = 100 (1 − {printed(cut, 4)} / {chance.kappa:.3f}) = {across:.1f}",
        f"the index is {min(average, across):.1f}, printed as {int(min(average, across))}",
        f"Of teams that click at random 95 % are below {chance.p95:.0f}",
        f"Of independent people with ordinary habits 95 % are below {usual.limit:.0f}",
    ]
    assert [line for line in lines if line not in section] == []
    assert sum(taken) == pytest.approx(100 - average)
    assert taken[1] / sum(taken) == pytest.approx(2 / 5, abs=0.01)  # "two fifths"
    assert min(average, across) > chance.p95
    assert min(average, across) <= usual.limit
    band = f"{chance.low:.0f} to {chance.high:.0f}, and {usual.mean:.0f} with a limit of {usual.limit:.0f}".replace("-", "−")
    assert band in " ".join(PAGE.split())


def test_numbers_of_people__table__is_that_of_the_thresholds() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", PAGE.partition("## What may be said")[2].partition("\n## ")[0], re.MULTILINE))
    assert "findings" in rows[str(thresholds.PEOPLE)]
    assert "two waves" in rows[str(thresholds.CHANGE_PEOPLE)]
    assert "camps" in rows[str(thresholds.CAMPS_PEOPLE)]
    assert "predictions" in rows[str(thresholds.PREDICTION_PEOPLE)]
    assert "declared direction" in rows[str(thresholds.QUADRANT_PEOPLE)]
    assert "tests of change and of predictions" in rows[str(thresholds.CHANGE_TESTED_FROM)]
    assert thresholds.PREDICTION_TESTED == thresholds.CHANGE_TESTED_FROM
    (least,) = (int(found[1]) for name in rows if (found := re.match(r"(\d+) ways to deal", name)))
    assert 1 / least <= thresholds.TESTED_UP_TO < 1 / (least - 1)
    assert all(permutation_count(sizes) >= least for sizes in ((4, 3), (5, 2), (3, 2, 1)))
    assert all(permutation_count(sizes) < least for sizes in ((3, 3), (2, 2, 2)))


def test_divisions__that_correlate_perfectly__are_as_far_apart_as_the_page_says() -> None:
    one, other = (40, 30, 20, 10), (28, 26, 24, 22)
    assert "40-30-20-10 and 28-26-24-22 correlate perfectly and are 16 points apart" in " ".join(PAGE.split())
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(1)
    assert 100 * scoring.total_variation([one, other])[0, 1] == pytest.approx(16)


def test_clipping__what_it_credits_random_teams_with__is_what_the_page_says() -> None:
    page = " ".join(PAGE.split())
    found = {n: scoring.r_wg_items(np.array(list(product(range(1, 6), repeat=n)), dtype=np.float64).T) for n in (3, 5)}  # every team
    credit = {n: printed(float(np.mean(np.maximum(teams, 0))), 2) for n, teams in found.items()}
    strong = {n: round(100 * float(np.mean(np.round(teams, 9) >= 0.7))) for n, teams in found.items()}
    assert f"credits random ticks with {credit[3]} in teams of three and {credit[5]} in teams of five" in page
    assert f"credits noise with {credit[3]} in teams of three" in page
    assert f"is reached by {strong[3]} % of random teams of three and {strong[5]} % of five" in page


def test_reference_cases__number_on_the_page__is_that_of_the_folder() -> None:
    (number,) = re.findall(r"^(\d+) reference cases", PAGE, re.MULTILINE)
    assert int(number) == len(list((ROOT / "tests/scoring/reference_cases").glob("*.json")))


def test_import__of_the_front_door__loads_no_library_of_distributions_or_tables() -> None:
    asked = "import scoring, sys; print([name for name in ('scipy', 'pandas') if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
