"""A worker in a process of its own that kills itself (kill -9) at a boundary: `doomed.py URL {before|after}-{n}`.

The n-th thing that the workflow writes is: 1 the run is taken, 2 its plan is stored, 3 the run is completed.
"""

import os
import signal
import sys
import time
from typing import Any

from scheduler.database import Database, open_database
from scheduler.running import workflow
from scheduler.running.supervising import in_unit_of_work
from scheduler.running.worker import start_jobs
from scheduler.settings import Settings

_done = 0


def doom(die_at: str) -> None:
    side, _, number = die_at.partition("-")

    def doomed(database: Database, work: Any) -> Any:
        global _done
        _done += 1
        if (side, int(number)) == ("before", _done):
            os.kill(os.getpid(), signal.SIGKILL)
        result = in_unit_of_work(database, work)
        if (side, int(number)) == ("after", _done):
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    workflow.in_unit_of_work = doomed


if __name__ == "__main__":
    url, die_at = sys.argv[1:]
    if die_at != "never":
        doom(die_at)
    settings = Settings(database_url=url, run_workers=2)
    start_jobs(settings, open_database(url))
    print("ready", flush=True)  # noqa: T201
    time.sleep(3600)
