"""How long work takes, and beside what that is read."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5


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
