"""Work spread over processes: chunks go out, answers come back in the order of the chunks, few are under way at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TypeVar

from relgraph.errors import RelgraphError

__all__ = ["cores", "map_in_order"]

C = TypeVar("C")
R = TypeVar("R")

_AHEAD = 2
"""Chunks under way for each process: one in work and one that waits."""


def cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(
    function: Callable[[C], R],
    chunks: Iterable[C],
    *,
    jobs: int,
    prepare: Callable[..., None],
    given: Sequence[object],
    name: Callable[[C], str],
) -> Iterator[R]:
    """The answers of a function to chunks of work, in their order, computed by ``jobs`` processes.

    Chunks are taken as answers are fetched, so that memory holds a few of them only, however many there are. The
    processes are started afresh and share nothing with this one; they end with it, however it ends, and leave Ctrl-C
    to it.

    Args:
        function: what to do with a chunk; like the chunks and answers, it must be picklable.
        chunks: the work.
        jobs: how many processes, at least 1.
        prepare: called once in each process with what is ``given``.
        given: the arguments of ``prepare``.
        name: says which work a chunk holds, for the message when a process dies.

    Raises what the function raises, and RelgraphError when a process dies.
    """
    pool = ProcessPoolExecutor(
        jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(prepare, tuple(given))
    )
    under_way: deque[tuple[C, Future[R]]] = deque()
    try:
        for chunk in chunks:
            with _without_interrupts():  # in here processes start, and they inherit it
                under_way.append((chunk, pool.submit(function, chunk)))
            if len(under_way) >= _AHEAD * jobs:
                yield under_way[0][1].result()
                under_way.popleft()
        while under_way:
            yield under_way[0][1].result()
            under_way.popleft()
    except BrokenProcessPool as e:
        work = "; ".join(name(chunk) for chunk, _ in list(under_way)[:_AHEAD])
        raise RelgraphError(
            f"a process died at its work (killed, or out of memory?), near {work}; try again with --jobs 1"
        ) from e
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(prepare: Callable[..., None], given: Sequence[object]) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches all processes of a terminal; the first one ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)


def _end_with_parent() -> None:
    """End when the parent process ends without a word; otherwise this one would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold back Ctrl-C for a moment, in this process and in those that it starts meanwhile."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
