"""One command for everything, on any machine with Python 3.11 to 3.13 and pip.

    python3 dev.py demo     the service with the sample city in it, planned and published (Ctrl-C stops it)
    python3 dev.py test     the tests
    python3 dev.py check    all checks: format, lint, types, layers, tests
    python3 dev.py bench    measure, see docs/benchmarks.md     (bench --help)
    python3 dev.py dudao    the program itself                  (dudao --help)

What follows the task is handed to its last step: `dev.py test -k camp`. The first run fetches a pinned `uv` into
`.tools/` and lets it lay the locked environment in `.venv/`; nothing outside this folder is changed but caches.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"
OLDEST, NEWEST = (3, 11), (3, 13)
DEMO_SECONDS = "20"
INTERRUPTED = 130


class Step(NamedTuple):
    """A command of the environment, and what it is for."""

    purpose: str
    command: list[str]


COMPILE = Step(
    "compile the search, once for each version of its sources (a minute or two, then seconds)",
    ["python", "-c", "from solver.warming import warm_up; warm_up()"],
)
TEST = Step("run the tests", ["pytest", "-n", "auto"])
TASKS = {
    "demo": [
        Step(
            f"fill in the sample city, plan its quarter for {DEMO_SECONDS} seconds (the very first time, the search is "
            "compiled before), publish it and serve it",
            ["dudao", "demo", "--folder", "out/demo", "--seconds", DEMO_SECONDS],
        ),
    ],
    "test": [COMPILE, TEST],
    "check": [
        Step("format", ["ruff", "format", "--check", "."]),
        Step("lint", ["ruff", "check", "."]),
        Step("types", ["mypy"]),
        Step("layers: who may import whom", ["lint-imports"]),
        Step("the hooks before a commit", ["pre-commit", "validate-config"]),
        COMPILE,
        TEST,
    ],
    "bench": [Step("", ["python", "-m", "benchmarks"])],
    "dudao": [Step("", ["dudao"])],
}


def say(text: str) -> None:
    """A line to the user, not to what a task prints."""
    print(f"· {text}", file=sys.stderr, flush=True)


def uv() -> str:
    """The pinned uv, installed on first use; it needs no virtual environment of its own."""
    program = TOOLS / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    if not (program.exists() and (TOOLS / f"uv-{UV_VERSION}.dist-info").exists()):
        say(f"fetch uv {UV_VERSION} into {TOOLS.name}/")
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--upgrade"]
        own = ["--root-user-action=ignore", "--target", str(TOOLS)]
        subprocess.run([*pip, *own, f"uv=={UV_VERSION}"], check=True)
    return str(program)


def environment() -> dict[str, str]:
    """The variables for uv: the Python that runs this, none downloaded, in our own `.venv/` whatever else is active."""
    ours = {
        "UV_PYTHON": getattr(sys, "_base_executable", None) or sys.executable,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_PROJECT_ENVIRONMENT": str(ROOT / ".venv"),
    }
    inherited = {name: value for name, value in os.environ.items() if name not in {"VIRTUAL_ENV", "PYTHONHOME"}}
    return inherited | ours


def main(arguments: list[str]) -> int:
    """Run one task; the exit code is that of the first step that fails, or 0."""
    task, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if task not in TASKS:
        print(__doc__)
        return 0 if task in {"-h", "--help"} else 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"needs Python 3.11 to 3.13; this is {sys.version.split()[0]} ({sys.executable})", file=sys.stderr)
        return 2
    # Ctrl-C is for the program that a step runs; it ends by itself, and then so does this.
    signal.signal(signal.SIGINT, lambda _number, _frame: None)
    variables = environment()
    called_from = Path.cwd()
    os.chdir(ROOT)
    Path("out").mkdir(exist_ok=True)
    is_new = not Path(".venv").exists()
    try:
        program = uv()
        if is_new:
            say("lay the locked environment in .venv/")
        quietly = [] if is_new else ["--quiet"]
        subprocess.run([program, "sync", "--locked", *quietly], check=True, env=variables)
    except subprocess.CalledProcessError as failure:
        print(f"the set-up failed: {' '.join(map(str, failure.cmd))}", file=sys.stderr)
        return 1
    if task in {"bench", "dudao"}:
        os.chdir(called_from)
    steps = TASKS[task]
    for step in steps:
        if step.purpose:
            say(f"{step.purpose}: {' '.join(step.command[:2])}")
        extra = rest if step is steps[-1] else []
        run = [program, "run", "--project", str(ROOT), "--no-sync", *step.command, *extra]
        done = subprocess.run(run, check=False, env=variables)
        if done.returncode:
            if step.purpose and done.returncode != INTERRUPTED:
                say(f"failed: {' '.join(step.command)}")
            return done.returncode
    if task == "check":
        say("all checks passed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
