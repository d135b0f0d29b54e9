"""The teams of a file scored one after another, in one process or in several, written down in order as they come.

What is held at once is a few dozen teams, however many the file has. Who scores them does not show in what is written.
"""

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from msgspec import Struct

from api.files.answers_file import AnswersFile, AskedOf
from api.files.changes_output import Wave, since_before, with_waves_before
from api.files.fact_findings import fact_findings
from api.files.minimum import with_minimum
from api.files.score_output import FORMS
from api.files.spool import Key, Record

ALONE_UP_TO = 200  # teams; below, starting other processes takes longer than they save
TOGETHER = 32  # teams that a process is given at once

Batch = list[tuple[Key, list[Record], list[Wave]]]  # with the earlier waves of the same team


class Order(Struct, frozen=True):
    """How teams are to be scored and written."""

    asked: AskedOf
    form: str
    minimum: int


def written_scores(file: AnswersFile, form: str, *, minimum: int, workers: int | None = None) -> Iterator[str]:
    """The output in parts, in the order of the teams. workers: processes, by default one for each processor given to this one."""
    order, shape = Order(file.asked, form, minimum), FORMS[form]
    batches = _batches(file)
    first = list(islice(batches, -(-ALONE_UP_TO // TOGETHER)))
    processes = (workers or _processors()) if sum(len(batch) for batch in first) >= ALONE_UP_TO else 1
    yield shape.opening
    between = ""
    for part in _scored(order, _chained(first, batches), processes):
        yield between + part
        between = shape.between
    yield shape.closing


def _batches(file: AnswersFile) -> Iterator[Batch]:
    teams = with_waves_before(file.spool.teams())
    while batch := list(islice(teams, TOGETHER)):
        yield batch


def _chained(first: list[Batch], rest: Iterator[Batch]) -> Iterator[Batch]:
    while first:
        yield first.pop(0)
    yield from rest


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _scored(order: Order, batches: Iterator[Batch], processes: int) -> Iterator[str]:
    if processes == 1:
        yield from (_write_down(order, batch) for batch in batches)
        return
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor

    # Started afresh, not forked: the linear algebra library of this process may hold threads, which a fork would lose.
    context = multiprocessing.get_context("spawn")
    waiting: deque[Future[str]] = deque()
    with _one_thread_each(), ProcessPoolExecutor(processes, mp_context=context, initializer=_take_order, initargs=(order,)) as pool:
        for batch in batches:
            waiting.append(pool.submit(_write_down_ordered, batch))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Processes started here get one thread for linear algebra: there are as many of them as processors."""
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


_orders: list[Order] = []  # of this process, where it is one of several


def _take_order(order: Order) -> None:
    _orders[:] = [order]


def _write_down_ordered(batch: Batch) -> str:
    return _write_down(_orders[0], batch)


def _write_down(order: Order, batch: Batch) -> str:
    from scoring import score_team

    scores, told, since = [], [], []
    for key, records, before in batch:
        answers = order.asked.team(key, records)
        score = score_team(answers)
        scores.append(with_minimum(score, answers, order.minimum))
        told.append(fact_findings(score, answers, minimum=order.minimum))
        earlier = [order.asked.team(*wave) for wave in before]
        since.append(since_before([*earlier, answers], minimum=order.minimum))
    return FORMS[order.form].write(scores, told, since)
