"""Every reference case: what the engine answers against what tables and independent software say."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scoring.cases import METRICS, evaluate

CASES = Path(__file__).with_name("reference_cases")
# Statistics that the engine does not have, by metric: they are computed for nobody.
LEFT_OUT = {
    "between_function": {"anosim_R", "p_exact_anosim"},
    "bh_fdr": {"bonferroni_rejected", "holm", "by"},
    "constant_sum_distance": {"aitchison"},
    "fleiss_kappa": {"category_kappas", "z"},
    "kemeny_consensus": {"tau_x"},
    "permanova_anosim": {"anosim_R"},
    "rwg": {"a_wg_items", "a_wg_J"},
}
FILES = sorted(CASES.glob("*.json"))


def differences(found: Any, expected: Any, tolerance: float, place: str = "") -> Iterator[str]:
    """Where two answers differ, place by place; None is a value like any other."""
    if isinstance(expected, dict):
        for key, value in expected.items():
            if not isinstance(found, dict) or key not in found:
                yield f"{place}.{key}: not answered"
            else:
                yield from differences(found[key], value, tolerance, f"{place}.{key}")
    elif isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            yield f"{place}: {found} instead of {expected}"
        else:
            for index, (one, other) in enumerate(zip(found, expected, strict=True)):
                yield from differences(one, other, tolerance, f"{place}[{index}]")
    elif expected is None or found is None:
        if found is not expected:
            yield f"{place}: {found} instead of {expected}"
    elif abs(found - expected) > tolerance:
        yield f"{place}: {found} instead of {expected}"


def answer(case: dict[str, Any]) -> dict[str, Any]:
    return evaluate(case["metric"], case["input"], case["params"])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case__engine__gives_expected_values(file: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    checked = {key: value for key, value in case["expected"].items() if key not in LEFT_OUT.get(case["metric"], ())}
    if case["metric"] == "alignment_index":
        checked = {key: value for key, value in checked.items() if value is not None}
    assert checked
    assert list(differences(answer(case), checked, case["tolerance_abs"])) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case__engine__rounds_to_what_was_printed(file: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    printed = case["published"] or {}
    checked = {key: value for key, value in printed.items() if key not in LEFT_OUT.get(case["metric"], ())}
    assert list(differences(answer(case), checked, case["published_tolerance_abs"] or 0)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case__answer__is_plain_json_without_nan(file: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    assert json.dumps(answer(case), allow_nan=False)


def test_metrics__all__have_a_case() -> None:
    metrics = {json.loads(file.read_text(encoding="utf-8"))["metric"] for file in FILES}
    assert set(METRICS) == metrics
