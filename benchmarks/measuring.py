"""Running one measured piece of work in a process of its own. Needs Linux, which tells a process's peak memory."""

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
KIB_PER_MB = 1000 * 1000 / 1024


def in_own_process(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `work` returns, run in a new interpreter: nothing in memory, no caches but those on disk.

    `work` is a function of a module, its arguments and its answer can be pickled. What it raises is raised here.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *args, **kwargs).result()


def peak_mb() -> float:
    """The most memory this process has held at any time, in megabytes."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / KIB_PER_MB
    raise OSError("the system does not tell the peak memory of a process")


class Stopwatch:
    """Seconds since it was made, by the clock and of processor time (all threads of this process)."""

    def __init__(self) -> None:
        self._clock, self._processor = time.perf_counter(), time.process_time()

    @property
    def seconds(self) -> float:
        """By the clock."""
        return time.perf_counter() - self._clock

    @property
    def processor_seconds(self) -> float:
        """Of all threads together."""
        return time.process_time() - self._processor
