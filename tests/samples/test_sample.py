"""The sample: the same for the same options, sensible for any, and as large as the city it stands for."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.sample import SampleOptions, make_sample
from samples.terms import Quarter, Term
from samples.towns import jiaxing_towns
from solver.problem import Scheme
from solver.reading import read_problem, warnings

options = st.builds(
    SampleOptions,
    seed=st.integers(0, 10**9),
    invented_cities=st.sampled_from([0, 0, 1, 2]),
    tightness=st.sampled_from([0.5, 0.8, 0.95]),
    camp=st.booleans(),
    quarter=st.sampled_from([Quarter(2026, 4), Quarter(2025, 1), Quarter(2024, 2)]),
)


@given(options)
@settings(max_examples=12, deadline=None)
def test_every_sample_reads_without_faults_and_nothing_is_foreseen_to_fail(wanted: SampleOptions) -> None:
    problem = read_problem(make_sample(wanted).to_json())
    assert [warning.message() for warning in warnings(problem)] == []


@given(options)
@settings(max_examples=5, deadline=None)
def test_the_same_options_give_the_same_sample(wanted: SampleOptions) -> None:
    assert make_sample(wanted).to_json() == make_sample(wanted).to_json()


def test_another_seed_gives_another_sample_over_the_same_stations() -> None:
    one, other = make_sample(SampleOptions(seed=1)), make_sample(SampleOptions(seed=2))
    assert one.supervisors != other.supervisors
    assert [(s.id, s.name, s.lat, s.lon) for s in one.stations] == [
        (s.id, s.name, s.lat, s.lon) for s in other.stations
    ]


def test_leaving_out_the_camp_changes_nothing_else_of_the_demand() -> None:
    without = make_sample(SampleOptions(camp=False))
    assert not without.classes
    assert not without.trainees
    assert without.stations == make_sample(SampleOptions()).stations


def test_jiaxing_has_its_72_stations_in_8_counties() -> None:
    towns = jiaxing_towns()
    assert len({town.code for town in towns}) == 72
    assert Counter(town.county for town in towns)["嘉善县"] == 9
    assert len({town.county for town in towns}) == 8
    assert all(30.3 < town.lat < 31.1 and 120.2 < town.lon < 121.3 for town in towns)


def test_every_station_is_due_its_pair_its_tour_and_its_evaluation() -> None:
    problem = make_sample(SampleOptions())
    due = Counter((row.station, row.scheme) for row in problem.engagements)
    for station in problem.stations:
        assert due[station.id, Scheme.PAIR] == 1
        assert due[station.id, Scheme.ROVING] >= 1
        assert due[station.id, Scheme.EVALUATION] == 1
    chiefs = [row for row in problem.engagements if row.scheme is Scheme.CHIEF]
    assert sorted(s for row in chiefs for s in (row.station, *row.attendees)) == sorted(s.id for s in problem.stations)


def test_tighter_means_fewer_experts() -> None:
    sizes = [len(make_sample(SampleOptions(tightness=tightness)).supervisors) for tightness in (0.6, 0.8, 1.1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]


def test_cities_stand_side_by_side_with_ids_of_their_own() -> None:
    problem = make_sample(SampleOptions(invented_cities=3))
    ids = [row.id for row in (*problem.stations, *problem.supervisors, *problem.classes, *problem.meetings)]
    assert len(ids) == len(set(ids))
    assert len({station.county for station in problem.stations}) == 21


@pytest.mark.parametrize(
    ("text", "first", "end"), [("2026Q4", (2026, 10), (2027, 1)), ("2026-q1", (2026, 1), (2026, 4))]
)
def test_a_quarter_is_read_and_half_open(text: str, first: tuple[int, int], end: tuple[int, int]) -> None:
    quarter = Quarter.parse(text)
    assert quarter.first == dt.date(*first, 1)
    assert quarter.end == dt.date(*end, 1)


@pytest.mark.parametrize("text", ["", "2026", "2026Q5", "Q4", "2026Q44", "0000Q1", "9999Q4"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_the_term_knows_its_weeks() -> None:
    term = Term.of(Quarter(2026, 4))
    assert len(term.slots) == 124
    assert term.half_day_of_week(0) == 6  # Thursday 8 October, morning
    assert term.week_of(0) == 0
    assert term.in_week(0) == list(range(6))
