"""`dudao solve` and `dudao insert` with the real search, in a process of their own where signals matter."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.live import curve
from cli.main import main
from tests.cli.conftest import DUDAO
from tests.solver.builders import engagement, tiny_problem

Captured = pytest.CaptureFixture[str]


def plan_in(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_plan_is_written_and_keeps_every_rule(problem_path: Path, tmp_path: Path, capsys: Captured) -> None:
    plan = tmp_path / "plan.json"
    assert main(["solve", str(problem_path), "-o", str(plan), "--deterministic", "50", "--workers", "1"]) == 0
    assert "已写出" in capsys.readouterr().out
    assert plan_in(plan)["status"] in {"feasible", "optimal"}
    assert main(["check", str(problem_path), str(plan)]) == 0


def test_the_same_seed_and_rounds_give_the_same_plan(problem_path: Path, tmp_path: Path) -> None:
    plans = []
    for name in ("a.json", "b.json"):
        arguments = ["--deterministic", "80", "--workers", "2", "--seed", "5"]
        assert main(["solve", str(problem_path), "-o", str(tmp_path / name), *arguments]) == 0
        plan = plan_in(tmp_path / name)
        plans.append([plan[key] for key in ("visits", "sessions", "trainees", "cost")])
    assert plans[0] == plans[1]


def test_going_on_from_a_plan_never_makes_it_dearer(problem_path: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    limits = ["--deterministic", "40", "--workers", "1"]
    assert main(["solve", str(problem_path), "-o", str(first), *limits]) == 0
    assert main(["solve", str(problem_path), "-o", str(second), "--from", str(first), *limits]) == 0
    assert plan_in(second)["cost"]["total"] <= plan_in(first)["cost"]["total"]


def test_what_cannot_be_written_is_said_before_the_search(problem_path: Path, tmp_path: Path, capsys: Captured) -> None:
    assert main(["solve", str(problem_path), "-o", str(tmp_path / "no" / "plan.json")]) == 3
    assert "folder-missing" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_search_and_the_plan_is_written(
    number: signal.Signals, problem_path: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    command = [*DUDAO, "solve", str(problem_path), "-o", str(plan), "--seconds", "600", "--workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "成本" in line:
                break
        assert not plan.exists()
        process.send_signal(number)
        rest = process.stdout.read()
        assert process.wait(timeout=60) == 0, rest
    assert plan_in(plan)["format"] == "dudao-plan/1"
    assert main(["check", str(problem_path), str(plan)]) == 0


def test_insert_lists_ways_with_their_costs(
    problem_path: Path, plan_path: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["insert", str(problem_path), str(plan_path), "eval-s3", "--count", "3"]) == 0
    first = capsys.readouterr().out
    assert "周" in first
    wish = tmp_path / "wish.json"
    wish.write_text(json.dumps(engagement("extra", "roving", "s2")), encoding="utf-8")
    assert main(["insert", str(problem_path), str(plan_path), str(wish)]) == 0
    assert "督导" in capsys.readouterr().out


def test_insert_refuses_what_is_no_new_engagement(
    problem_path: Path, plan_path: Path, tmp_path: Path, capsys: Captured
) -> None:
    wish = tmp_path / "wish.json"
    both = [str(problem_path), str(plan_path)]
    for content, code, exit_code in (
        (json.dumps(engagement("extra", "roving", "nowhere")), "engagement-faulty", 4),
        (json.dumps(engagement("pair-s1", "roving", "s1")), "engagement-faulty", 4),
        ("[]", "engagement-faulty", 4),
        ("{", "engagement-faulty", 4),
    ):
        wish.write_text(content, encoding="utf-8")
        assert main(["insert", *both, str(wish)]) == exit_code
        assert code in capsys.readouterr().err
    assert main(["insert", *both, "nothing-like-it"]) == 2
    assert "engagement-unknown" in capsys.readouterr().err
    assert main(["insert", *both, "pair-s1"]) == 2
    assert "engagement-planned" in capsys.readouterr().err


def test_a_lock_that_cannot_be_kept_ends_with_1(tmp_path: Path, capsys: Captured) -> None:
    problem = tmp_path / "locked.json"
    lock = {"engagement": "pair-s1", "index": 0, "slot": 3}  # the station is closed then
    problem.write_text(json.dumps(tiny_problem(locks=[lock])), encoding="utf-8")
    plan = tmp_path / "plan.json"
    assert main(["solve", str(problem), "-o", str(plan), "--deterministic", "20", "--workers", "1"]) == 1
    assert plan_in(plan)["status"] == "infeasible"
    assert main(["check", str(problem), str(plan)]) == 1


def test_the_curve_falls_from_left_to_right() -> None:
    assert curve([], 1.0) == ""
    bars = curve([(0.0, 900), (5.0, 500), (9.0, 100)], 10.0)
    assert len(bars) == 60
    assert (bars[0], bars[-1]) == ("█", "▁")
    assert list(bars) == sorted(bars, reverse=True)
