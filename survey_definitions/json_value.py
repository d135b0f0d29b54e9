"""The type of an answer's value before it is checked and of one whose form its item decides (forms: scoring.answers)."""

from typing import Any

JsonValue = Any
