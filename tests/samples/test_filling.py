"""A filled database states the sample's problem: the rows, read back by the service, are the same term."""

from collections import Counter

import pytest

from samples.filling import fill_city
from samples.sample import SampleOptions, make_sample
from scheduler.accounts.signing_in import actor_of
from scheduler.database import Database
from scheduler.planning import problem_of
from solver.problem import Engagement, Problem
from solver.reading import read_problem, warnings
from tests.databases import database, database_url, databases

__all__ = ["database", "database_url", "databases"]


def filled(database: Database, options: SampleOptions) -> Problem:
    with database.unit_of_work() as db:
        city = fill_city(db, options)
    with database.reading() as db:
        return problem_of(db, term=city.term, actor=actor_of(city.planner))


def kinds(problem: Problem) -> Counter[tuple[object, ...]]:
    """The engagements by what is asked of them, without whom and where."""

    def kind(row: Engagement) -> tuple[object, ...]:
        people = len(row.keep), len(row.avoid), len(row.attendees) > 0
        return (row.scheme, row.visits, row.panel, row.same_supervisors, row.distinct, row.not_paired, *people)

    return Counter(map(kind, problem.engagements))


def test_the_filled_term_is_the_samples(database: Database) -> None:
    stated, sample = filled(database, SampleOptions()), make_sample(SampleOptions())
    for name in ("slots", "stations", "supervisors", "engagements", "meetings", "venues", "cohorts", "trainees"):
        assert len(getattr(stated, name)) == len(getattr(sample, name)), name
    assert len(stated.classes) == len(sample.classes)
    assert kinds(stated) == kinds(sample)
    wanted = {row.name: row for row in sample.supervisors}
    assert all(row.unavailable == wanted[row.name].unavailable for row in stated.supervisors)
    assert stated.weights == sample.weights
    assert warnings(read_problem(stated.to_json())) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_invented_cities_can_be_filled_in_too(database: Database) -> None:
    stated = filled(database, SampleOptions(seed=3, invented_cities=2, tightness=0.9))
    sample = make_sample(SampleOptions(seed=3, invented_cities=2, tightness=0.9))
    assert len(stated.stations) == len(sample.stations)
    assert sum(row.visits for row in stated.engagements) == sum(row.visits for row in sample.engagements)
    assert warnings(read_problem(stated.to_json())) == []
