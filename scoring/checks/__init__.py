"""Checks that hold parts of answers, and facts, against each other and against what the instrument knows of measures.

Each check is a rule as data (`survey_definitions/checks.toml`) and a small evaluator here, run by `running`. An evaluator is

    evaluator(rule, answers, people, score) -> list[Finding]

where `people` is the team itself, sorted by id, and `score` that of `score_team(answers)`. It returns nothing wherever an item, a fact
or a number that it reads is missing: in some modes items are absent, and another instrument may have none of them. Its sentence comes
from the rule and is filled by `sentences.finding_of`. No text of one person is ever held against that of another.
"""
