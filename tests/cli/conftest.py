"""Small files for the commands: a problem and a plan that keeps every rule and leaves some things out."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.solver.builders import tiny_problem

DUDAO = [sys.executable, "-c", "import sys; from cli.entry import main; sys.exit(main())"]
"""The program, to be started as a process of its own."""
SMALL_PLAN: dict[str, Any] = {
    "format": "dudao-plan/1",
    "visits": [
        {"engagement": "pair-s1", "index": 0, "slot": 1, "supervisors": ["v1"]},
        {"engagement": "pair-s1", "index": 1, "slot": 5, "supervisors": ["v1"]},
        {"engagement": "pair-s2", "index": 0, "slot": 2, "supervisors": ["v2"]},
        {"engagement": "chief-s1", "index": 0, "slot": 9, "supervisors": ["v2"]},
    ],
    "sessions": [{"class": "values-1", "index": 0, "slot": 6, "venue": "r1", "lecturer": "v2"}],
    "trainees": {"t1": "new-1", "t2": "new-1", "t3": "new-2"},
}


@pytest.fixture
def problem_path(tmp_path: Path) -> Path:
    path = tmp_path / "problem.json"
    path.write_text(json.dumps(tiny_problem()), encoding="utf-8")
    return path


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(SMALL_PLAN), encoding="utf-8")
    return path
