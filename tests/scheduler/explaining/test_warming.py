"""What explaining needs is loaded before it is asked for."""

import threading

from scheduler.explaining.warming import load_kernels, warming
from solver.search.insertion.ways import list_ways


def test_all_that_fitting_runs_is_loaded() -> None:
    load_kernels()
    assert list_ways.signatures


def test_it_ends_with_the_server() -> None:
    with warming():
        pass
    for thread in threading.enumerate():
        if thread.name == "warming":
            thread.join(60)
            assert not thread.is_alive()
