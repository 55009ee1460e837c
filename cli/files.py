"""Reading input files and writing output files whole, with a clear error for all that can be wrong with a path."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from cli.exits import CommandError

T = TypeVar("T")
LARGEST_MB: Final = 256
_MB: Final = 1024 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def read_file(path: Path) -> bytes:
    """The whole content. Raises CommandError when it is no readable file of at most LARGEST_MB."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_MB * _MB + 1)
    except FileNotFoundError:
        raise CommandError("file-missing", path=path) from None
    except IsADirectoryError:
        raise CommandError("file-is-folder", path=path) from None
    except PermissionError:
        raise CommandError("file-denied", path=path) from None
    except (OSError, ValueError) as problem:
        raise CommandError("file-unreadable", path=path, reason=_reason(problem)) from None
    if len(content) > LARGEST_MB * _MB:
        raise CommandError("file-too-large", path=path, most=LARGEST_MB)
    return content


class OutputFile:
    """A file to be written at the end: made sure of at the start, replaced in one step, never left half written."""

    def __init__(self, path: Path) -> None:
        """Raises CommandError when `path` cannot be written, before any long work is done for it."""
        self.path = path
        with self._errors():
            if path.is_dir():
                raise CommandError("output-is-folder", path=path)
            # A link keeps pointing where it points; a pipe or device is written to directly.
            self._target = path.resolve()
            self._is_special = path.exists() and not path.is_file()
            if not self._target.parent.is_dir():
                raise CommandError("folder-missing", path=path.parent)
            if not self._is_special:
                self._temporary().unlink()

    def write(self, text: str) -> None:
        """Write `text` as UTF-8. Raises CommandError; what was there before then stays as it was."""
        with self._errors():
            if self._is_special:
                self._target.write_text(text, encoding="utf-8")
                return
            temporary = self._temporary()
            try:
                with temporary.open("w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(file.fileno())
                temporary.replace(self._target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise

    def make(self, maker: Callable[[Path], T]) -> T:
        """Let `maker` write a new file, which becomes this one when it is done; returns what it returned.

        Raises CommandError, and what `maker` raises; what was there before then stays as it was.
        """
        with self._errors():
            temporary = self._temporary()
            temporary.unlink()
            try:
                made = maker(temporary)
                temporary.replace(self._target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            return made

    def _temporary(self) -> Path:
        """A new empty file beside the target, with the rights that the target has or a new file would get."""
        handle, name = tempfile.mkstemp(dir=self._target.parent, prefix=f".{self._target.name[:100]}-", suffix=".tmp")
        os.close(handle)
        temporary = Path(name)
        temporary.chmod(self._target.stat().st_mode & 0o777 if self._target.exists() else 0o666 & ~_umask())
        return temporary

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except PermissionError:
            raise CommandError("output-denied", path=self.path) from None
        except (OSError, ValueError) as problem:
            if getattr(problem, "errno", None) in _FULL:
                raise CommandError("disk-full", path=self.path) from None
            raise CommandError("output-failed", path=self.path, reason=_reason(problem)) from None


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _reason(problem: OSError | ValueError) -> str:
    return getattr(problem, "strerror", None) or str(problem)
