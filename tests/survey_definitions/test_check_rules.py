"""The rules of the checks: as shipped they fit the instruments, and every fault of a file is named with its place."""

from pathlib import Path

import pytest

from scoring.checks.packaged import packaged_checks
from scoring.checks.running import EVALUATORS
from survey_definitions.loading import InstrumentFault, load_checks
from survey_definitions.rules import CHECKS

LADDER = """version = "1"
[[rules]]
check = "measure_ladder"
code = "orphans"
finding = "incentive_conflict"
title = "No way to the goal"
sentence = "{people} are paid by {measure}."
formula = "share of answers"
goal = "company_goal"
[rules.says]
written = "By the pay plan, {measure}."
"""
SPLIT = """version = "1"
[[rules]]
check = "effort_reading"
code = "later"
finding = "allocation_apart"
title = "Later"
sentence = "{people} differ."
formula = "mean difference"
name = "later"
differ_from = 0.3
parts = { item = "effort_split", options = ["build"] }
"""


def faults(tmp_path: Path, content: str) -> list[str]:
    path = tmp_path / "checks.toml"
    path.write_text(content, encoding="utf-8")
    try:
        load_checks(path)
    except InstrumentFault as error:
        return [str(fault).removeprefix(f"{path}, ") for fault in error.faults]
    return []


def test_rules__as_shipped__fit_the_instruments_and_are_those_that_scoring_reads() -> None:
    assert load_checks() == packaged_checks()


def test_rules__without_fault__load(tmp_path: Path) -> None:
    assert faults(tmp_path, LADDER) == []
    assert faults(tmp_path, SPLIT) == []


@pytest.mark.parametrize(
    ("content", "old", "new", "expected"),
    [
        (
            LADDER,
            '"measure_ladder"',
            '"measure_lader"',
            'rules[1].check: There is no check "measure_lader". Did you mean "measure_ladder"?',
        ),
        (LADDER, "goal = ", "gaol = ", 'line 4, rules[1] (orphans): The key "gaol" is not known here. Did you mean "goal"?'),
        (LADDER, "company_goal", "company_gaol", 'rules[1] (orphans).goal: No shipped instrument has the measure "company_gaol".'),
        (
            LADDER,
            "incentive_conflict",
            "incentive_conflicts",
            'rules[1] (orphans).finding: No finding is of the kind "incentive_conflicts".',
        ),
        (LADDER, "{measure}", "{mesure}", 'sentence: The check measure_ladder gives no field "mesure". Did you mean "measure"?'),
        (LADDER, "{measure}", "{measure", "rules[1] (orphans).sentence: The braces of the sentence cannot be read"),
        (LADDER, "{measure}", "{measure:.1f}", "rules[1] (orphans).sentence: The braces of the sentence cannot be read"),
        (LADDER, "{measure}", "{}", "rules[1] (orphans).sentence: The braces of the sentence cannot be read"),
        (LADDER, 'goal = "company_goal"', "", 'rules[1] (orphans): The key "goal" is missing.'),
        (SPLIT, "effort_split", "effort_spilt", 'rules[1] (later).parts.item: No shipped instrument has the item "effort_spilt".'),
        (SPLIT, '"build"', '"bild"', 'rules[1] (later).parts.options: "effort_split" has no option "bild". Did you mean "build"?'),
        (LADDER, "written =", "writen =", 'rules[1] (orphans).says.written: The sentence for the case "written" is missing.'),
        (
            LADDER,
            "written =",
            "writen =",
            'rules[1] (orphans).says.writen: The check measure_ladder has no case "writen". Did you mean "written"?',
        ),
        (SPLIT, "differ_from = 0.3", "differ_from = 30", "rules[1] (later).differ_from"),
    ],
)
def test_rules__with_a_fault__name_place_and_remedy(tmp_path: Path, content: str, old: str, new: str, expected: str) -> None:
    found = faults(tmp_path, content.replace(old, new, 1))
    assert any(expected in fault for fault in found), found


def test_rules__a_code_twice__named(tmp_path: Path) -> None:
    twice = LADDER + LADDER.split("\n", 1)[1]
    assert any('rules[2] (orphans).code: The code "orphans" is taken.' in fault for fault in faults(tmp_path, twice))


def test_rules__every_check__has_its_evaluator_and_at_least_one_rule() -> None:
    assert {kind.__struct_config__.tag for kind in EVALUATORS} == set(CHECKS)
    assert {rule.check for rule in packaged_checks().rules} == set(CHECKS)
