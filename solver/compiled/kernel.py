"""How a function becomes compiled code, and the array types that compiled code speaks.

Compiled code is kept on disk between runs. Numba's own cache notices a change of the file a function stands in but not
of the functions it calls, so the folder is named after a hash of every source of the solver: stale code cannot be run.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba.core.types import unliteral
from numpy.typing import NDArray

Ints = NDArray[np.int64]
"""All whole numbers have one type, so that no kernel is compiled twice for two widths."""
Longs = NDArray[np.int64]
Minutes = NDArray[np.int32]
"""Travel times, [places, places]: half the size of the rest, since they are looked up at random."""
Flags = NDArray[np.uint8]
Masks = NDArray[np.uint64]
Reals = NDArray[np.float64]

F = TypeVar("F", bound=Callable[..., Any])

FREE = -1
"""In a person's row of stops: nothing there, and the person may work."""
BLOCKED = -2
"""In a person's row of stops: a meeting, or not available."""
NONE = -1
"""No slot, no person, no limit."""
NEVER = 1 << 52
"""A cost no visit can reach: this choice is forbidden. A thousand of them still fit 64 bits."""

KERNELS: list[str] = []
"""The names of all kernels imported so far."""
UNCOUNTED: dict[str, Any] = {"_nrt": False, "no_cfunc_wrapper": True, "forceinline": True}
SOLVER = Path(__file__).resolve().parent.parent
KEPT_CACHES = 3


def source_hash() -> str:
    """A name for this version of the solver and of Numba."""
    digest = hashlib.sha256(numba.__version__.encode())
    for source in sorted(SOLVER.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache")
    folder = Path(base) / "dudao" / "kernels"
    older = sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for stale in older[KEPT_CACHES:]:
        shutil.rmtree(stale, ignore_errors=True)
    return folder / source_hash()


if "NUMBA_CACHE_DIR" not in os.environ:
    setattr(numba.config, "CACHE_DIR", str(_cache_folder()))  # noqa: B010 - numba declares no such attribute


def kernel(function: F) -> F:
    """Compile `function` on first call, keep the result on disk, and let it run without the interpreter lock.

    Kernels allocate nothing and count no references (`_nrt=False`): the caller keeps every array alive. Counting them
    for the tuples of arrays that kernels pass on would cost more than the work itself. So would handing the tuples on,
    ninety arrays at a time: what a kernel calls is compiled into it (`forceinline`). And a kernel called with `0` or
    `True` written out is the same kernel: Numba would compile it again for every such literal.
    """
    return _compiled(function, {})


def inner_kernel(function: F) -> F:
    """A kernel that only kernels call: without the code that takes its arguments from Python, it compiles sooner."""
    return _compiled(function, {"no_cpython_wrapper": True})


def _compiled(function: F, options: dict[str, Any]) -> F:
    dispatcher: Any = numba.njit(cache=True, nogil=True, error_model="numpy", **UNCOUNTED, **options)(function)
    find_template = dispatcher.get_call_template
    plain: Callable[[Any], Any] = unliteral

    def template_without_literals(args: Sequence[Any], kws: dict[str, Any]) -> Any:
        return find_template([plain(arg) for arg in args], {name: plain(arg) for name, arg in kws.items()})

    dispatcher.get_call_template = template_without_literals
    KERNELS.append(function.__name__)
    return cast("F", dispatcher)


@kernel
def copy_row(source: Ints, target: Ints) -> None:
    """Write a one-dimensional array over another of the same length."""
    for column in range(len(source)):
        target[column] = source[column]


@kernel
def copy_table(source: Ints, target: Ints) -> None:
    """Write a two-dimensional array over another of the same shape."""
    for row in range(source.shape[0]):
        for column in range(source.shape[1]):
            target[row, column] = source[row, column]
