"""The commands of docs/api.md, as they stand there, walk the whole story against a real server."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
COMMANDS = "\n".join(re.findall(r"^```sh\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL))
MOST_SECONDS = 240


def test_the_whole_story(tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DUDAO_DATA_DIR": str(tmp_path / "data"),
        "DUDAO_SECRET": "a secret of the tests, long enough",
        "DUDAO_PORT": str(port),
        "DUDAO_BASE_URL": f"http://127.0.0.1:{port}",
    }
    script = f"set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null; wait' EXIT\n{COMMANDS}"
    done = subprocess.run(
        ["/bin/bash", "-c", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = done.stdout.splitlines()
    for line in ("('planner', '示例市社会工作协会')", "(3, 3, 0)", "event: end", "approved", "feasible"):
        assert line in said, done.stdout


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
