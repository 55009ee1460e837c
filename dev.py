"""One command for everything on a fresh machine: `python3 dev.py demo | test | check | bench | dudao ...`.

Needs Python 3.11 and pip only. It fetches a pinned `uv` into `.tools/`, lets it lay the locked environment in
`.venv/`, and runs the task there.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"
DEMO_SECONDS = "20"
CHECKS: dict[str, list[list[str]]] = {
    "demo": [
        ["dudao", "sample", "-o", "out/jiaxing.json"],
        ["dudao", "solve", "out/jiaxing.json", "-o", "out/plan.json", "--seconds", DEMO_SECONDS],
        ["dudao", "show", "out/jiaxing.json", "out/plan.json", "--html", "out/roster.html"],
    ],
    "test": [["pytest", "-n", "auto"]],
    "check": [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        ["mypy"],
        ["lint-imports"],
        ["pytest", "-n", "auto"],
    ],
}


def uv() -> list[str]:
    """The command line of the pinned uv, installed on first use; it needs no virtual environment of its own."""
    program = TOOLS / "bin" / ("uv.exe" if os.name == "nt" else "uv")
    pinned = TOOLS / f"uv-{UV_VERSION}.dist-info"
    if not (program.exists() and pinned.exists()):
        install = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--upgrade",
            "--target",
            str(TOOLS),
            f"uv=={UV_VERSION}",
        ]
        subprocess.run([sys.executable, *install], check=True)
    return [str(program)]


def main(arguments: list[str]) -> int:
    """Run one task; the exit code is that of the first step that fails, or 0."""
    task, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if task not in {*CHECKS, "dudao", "bench"}:
        print(__doc__)
        return 2
    os.chdir(ROOT)
    (ROOT / "out").mkdir(exist_ok=True)
    subprocess.run([*uv(), "sync", "--locked", "--quiet"], check=True)
    steps = CHECKS.get(task, [["dudao"] if task == "dudao" else ["python", "-m", "benchmarks"]])
    for step in steps:
        done = subprocess.run([*uv(), "run", "--no-sync", *step, *(rest if step == steps[-1] else [])], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
