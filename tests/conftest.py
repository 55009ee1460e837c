"""Compiled code is made ready once per machine, by one of the processes that run the tests; the others wait for it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numba
import pytest

TESTS = Path(__file__).parent
COMPILED = [TESTS / "solver" / name for name in ("bounds", "camp", "compiled", "explain", "search")]
COMPILED += [TESTS / "solver" / f"test_{name}.py" for name in ("inserting", "solving", "warming")]
COMPILED += [TESTS / "cli", TESTS / "benchmarks", TESTS / "samples"]
COMPILED += [TESTS / "scheduler" / name for name in ("replanning", "explaining")]
COMPILED += [TESTS / "api" / f"test_{name}.py" for name in ("replans", "explaining", "mending")]
COMPILED += [TESTS / "api" / f"test_{name}.py" for name in ("session_requests", "requests_over_time")]
COMPILED += [TESTS / "scheduler" / "running", TESTS / "api" / "test_runs.py"]
"""Where tests stand that run compiled code."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """While one process is in, the others wait; on Windows they come in, and each compiles for itself."""
    with path.open("a") as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def kernels() -> None:
    """Everything compiled is on disk, of these sources and for this interpreter."""
    import solver.compiled.kernel  # noqa: F401 - it says where compiled code is kept

    folder = Path(numba.config.CACHE_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / f"warm-{sys.implementation.cache_tag}"
    with alone(folder / "warming"):
        if not done.exists():
            from solver.warming import warm_up

            warm_up()
            done.touch()


@pytest.fixture(autouse=True)
def _compiled_first(request: pytest.FixtureRequest) -> None:
    if any(request.path.is_relative_to(folder) for folder in COMPILED):
        request.getfixturevalue("kernels")
