"""The commands that need no search, called as a user calls them: what they print and how they end."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.exits import ExitCode
from cli.main import main
from samples.sample import SampleOptions, make_sample
from tests.cli.conftest import DUDAO, SMALL_PLAN
from tests.solver.builders import engagement, tiny_problem

Captured = pytest.CaptureFixture[str]


def write(path: Path, content: Any) -> str:
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_sample_writes_the_same_file_for_the_same_seed(tmp_path: Path, capsys: Captured) -> None:
    assert main(["sample", "-o", str(tmp_path / "a.json"), "--seed", "7"]) == 0
    assert main(["sample", "-o", str(tmp_path / "b.json"), "--seed", "7", "--lang", "en"]) == 0
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == make_sample(SampleOptions(seed=7)).to_json()
    assert "嘉兴市2026年第四季度" in capsys.readouterr().out


def test_sample_beyond_the_last_notice_is_refused_or_visibly_provisional(tmp_path: Path, capsys: Captured) -> None:
    wanted = ["sample", "-o", str(tmp_path / "far.json"), "--quarter", "2099Q1"]
    assert main(wanted) == 2
    assert "no-notice" in capsys.readouterr().err
    assert not (tmp_path / "far.json").exists()
    assert main([*wanted, "--provisional"]) == 0
    assert "暂定" in capsys.readouterr().err
    assert main(["sample", "-o", str(tmp_path / "far.json"), "--quarter", "soon"]) == 2
    assert "quarter-unreadable" in capsys.readouterr().err


def test_check_of_a_good_problem_and_plan(problem_path: Path, plan_path: Path, capsys: Captured) -> None:
    assert main(["check", str(problem_path)]) == 0
    assert main(["check", str(problem_path), str(plan_path), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "every hard rule holds" in out
    assert re.search(r"travel +\d", out)


def test_check_names_every_broken_rule(problem_path: Path, tmp_path: Path, capsys: Captured) -> None:
    visits = [{"engagement": "pair-s1", "index": 0, "slot": 3, "supervisors": ["v1"]}]  # s1 is closed in slot 3
    assert main(["check", str(problem_path), write(tmp_path / "bad.json", SMALL_PLAN | {"visits": visits})]) == 1
    captured = capsys.readouterr()
    assert "plan-broken" in captured.err
    assert "H2" in captured.err


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"{", "not-json"), (b"[1]", "problem-faulty"), (b"\xff\xfe\x00", "problem-faulty")],
)
def test_a_file_that_holds_no_problem(content: bytes, code: str, tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 4
    err = capsys.readouterr().err
    assert code in err
    assert "Traceback" not in err


def test_all_faults_are_listed_up_to_a_limit(tmp_path: Path, capsys: Captured) -> None:
    problem = tiny_problem()
    problem["engagements"] = [engagement(f"e{n}", "roving", "nowhere") for n in range(80)]
    assert main(["check", write(tmp_path / "many.json", problem), "--lang", "en"]) == 4
    lines = capsys.readouterr().err.splitlines()
    assert "80" in lines[0]
    assert lines[-1] == "… 30 more"
    assert len(lines) == 52


def test_explain_says_what_is_left_out_and_why(problem_path: Path, plan_path: Path, capsys: Captured) -> None:
    assert main(["explain", str(problem_path), str(plan_path)]) == 0
    out = capsys.readouterr().out
    assert "没有排入：9" in out
    assert "原因" in out
    assert main(["explain", str(problem_path), str(plan_path), "--lang", "en"]) == 0
    assert "left out: 9" in capsys.readouterr().out


def test_show_prints_everybody(problem_path: Path, plan_path: Path, capsys: Captured) -> None:
    assert main(["show", str(problem_path), str(plan_path)]) == 0
    out = capsys.readouterr().out
    for row in ("督导1", "督导3", "站2", "教室1"):
        assert row in out
    assert main(["show", str(problem_path), str(plan_path), "--who", "督导2"]) == 0
    dates = re.findall(r"^  (\d\d-\d\d) ", capsys.readouterr().out, re.MULTILINE)
    assert dates == ["10-14", "10-21", "10-26", "11-04"]
    assert main(["show", str(problem_path), str(plan_path), "--who", "nobody"]) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_it_ends_without_a_word_when_the_reader_has_seen_enough(problem_path: Path, plan_path: Path) -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(write_end) as unread:
        os.close(read_end)
        show = [*DUDAO, "show", str(problem_path), str(plan_path)]
        ended = subprocess.run(show, stdout=unread, stderr=subprocess.PIPE, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (ExitCode.UNREAD, "")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_command_leaves_a_broken_pipe_an_error_and_not_a_signal(problem_path: Path) -> None:
    assert main(["check", str(problem_path)]) == 0
    assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN


def test_the_competition_there_and_back(tmp_path: Path, capsys: Captured) -> None:
    ctt = tmp_path / "toy.ctt"
    ctt.write_text(
        "Name: toy\nCourses: 1\nRooms: 1\nDays: 2\nPeriods_per_day: 3\nCurricula: 1\nConstraints: 0\n\n"
        "COURSES:\nmaths anna 2 2 20\n\nROOMS:\nhall 30\n\nCURRICULA:\nyear1 1 maths\n\n"
        "UNAVAILABILITY_CONSTRAINTS:\n\nEND.\n",
        encoding="utf-8",
    )
    problem = str(tmp_path / "toy.json")
    assert main(["import-ctt", str(ctt), "-o", problem]) == 0
    sessions = [
        {"class": "maths", "index": index, "slot": slot, "venue": "hall", "lecturer": "anna"}
        for index, slot in enumerate((1, 5))
    ]
    plan = write(tmp_path / "plan.json", {"format": "dudao-plan/1", "sessions": sessions})
    assert main(["check", problem, plan]) == 0
    assert main(["export-ctt", problem, plan, "-o", str(tmp_path / "toy.sol")]) == 0
    assert (tmp_path / "toy.sol").read_text() == "maths hall 0 1\nmaths hall 1 2\n"
    ctt.write_text("Name: toy\n")
    assert main(["import-ctt", str(ctt), "-o", problem]) == 4
    assert "ctt-faulty" in capsys.readouterr().err


def test_a_problem_with_visits_has_no_competition_form(
    problem_path: Path, plan_path: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert main(["export-ctt", str(problem_path), str(plan_path), "-o", str(tmp_path / "x.sol")]) == 2
    assert "not-a-timetable" in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_line(
    problem_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    def broken(_problem: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr("cli.commands.check.warnings", broken)
    assert main(["check", str(problem_path)]) == 70
    err = capsys.readouterr().err
    assert "internal" in err
    assert "Traceback" not in err
