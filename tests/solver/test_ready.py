"""Compiling is asked for once on a machine."""

from pathlib import Path

import numba
import pytest

from solver import warming


def test_what_is_compiled_already_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path))
    compiled: list[int] = []
    monkeypatch.setattr(warming, "warm_up", lambda _on_step: compiled.append(1))
    steps: list[tuple[int, int]] = []
    warming.make_ready(lambda done, of: steps.append((done, of)))
    assert compiled == [1]
    warming.mark().touch()
    warming.make_ready(lambda done, of: steps.append((done, of)))
    assert compiled == [1]
    assert steps[-1][0] == steps[-1][1]
