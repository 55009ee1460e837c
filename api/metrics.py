"""What the service measures of itself, for Prometheus."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from scheduler.database import Database
from scheduler.operations.condition import Condition, condition_of
from scheduler.storage_errors import StorageError

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of one application."""

    def __init__(self, database: Database) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "dudao_requests", "Requests answered", ["method", "route", "status"], registry=self.registry
        )
        self._seconds = Histogram(
            "dudao_request_seconds", "Time to answer", ["method", "route"], buckets=BUCKETS, registry=self.registry
        )
        self._under_way = Gauge("dudao_requests_under_way", "Requests being answered", registry=self.registry)
        self.registry.register(_Condition(database))

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count a request while it is being answered."""
        with self._under_way.track_inprogress():
            yield

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answered request; `route` is the pattern of its address, so that there are only so many."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self.registry)


class _Condition(Collector):
    """What the database knows is counted when somebody asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> Iterable[Metric]:
        """Nothing is counted when the collector is registered."""
        return []

    def collect(self) -> Iterable[Metric]:
        """Figures of the present condition; only that the database is down when it is."""
        try:
            condition = condition_of(self._database)
        except StorageError:
            condition = None
        yield GaugeMetricFamily("dudao_database_up", "Whether the database answers", int(condition is not None))
        if condition is not None:
            yield from _families(condition)


def _families(condition: Condition) -> Iterator[Metric]:
    runs = GaugeMetricFamily("dudao_runs", "Runs by state", labels=["state"])
    for state, count in condition.runs.items():
        runs.add_metric([state], count)
    yield runs
    messages = GaugeMetricFamily("dudao_messages", "Messages in the outbox by state", labels=["state"])
    for state, count in condition.messages.items():
        messages.add_metric([state], count)
    yield messages
    waiting = condition.oldest_waiting_run_seconds
    yield GaugeMetricFamily("dudao_run_waiting_seconds", "How long the oldest queued run has waited", waiting)
