"""Random small terms of every kind, the search's roster on them, and brute force that judges by the rules alone."""

import itertools
from collections.abc import Iterator, Sequence

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from solver.plan import Plan
from solver.problem import Engagement, Meeting, Problem, Visit, VisitLock
from solver.rules import verify
from solver.search.ruin import Dials
from solver.search.starting import hardest_first, listed, settle_in, teach
from solver.search.team import SupervisionSearch
from solver.search.workspace import make_workspace
from tests.solver.bounds.small_terms import SLOT_COUNT, lawful_plans, replanning, small_problems

THOROUGH = settings(deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
"""For searches: examples take a while, many are drawn in vain, and shrinking them would take minutes."""


@st.composite
def terms(draw: st.DrawFn) -> Problem:
    """A small problem with attendees, meetings, agencies, and people named for, or kept from, an engagement too."""
    problem = draw(small_problems())
    some_people = st.lists(st.sampled_from(["v1", "v2", "v3"]), max_size=1)
    rows = []
    for row in problem.engagements:
        first = draw(st.integers(0, SLOT_COUNT - 1))
        others = [name for name in ("s1", "s2", "s3") if name != row.station]
        parts = {
            "attendees": draw(st.lists(st.sampled_from(others), max_size=1)),
            "exclude": draw(some_people),
            "candidates": draw(st.sampled_from([[], [], ["v1", "v2"], ["v2", "v3"]])),
            "first": first if draw(st.booleans()) else 0,
            "last": draw(st.integers(first, SLOT_COUNT - 1)),
        }
        rows.append(row.model_copy(update=parts))
    operator = problem.stations[0].operator
    return problem.changed(
        engagements=rows,
        supervisors=[
            row.model_copy(update={"employer": draw(st.sampled_from([None, None, operator]))})
            for row in problem.supervisors
        ],
        stations=[
            row.model_copy(update={"staff": draw(st.integers(2, 5)), "present": draw(st.integers(2, 4))})
            for row in problem.stations
        ],
        meetings=draw(
            st.lists(
                st.builds(
                    Meeting,
                    id=st.just("m"),
                    slot=st.integers(0, SLOT_COUNT - 1),
                    stations=st.lists(st.sampled_from(["s1", "s2"]), max_size=1),
                    supervisors=st.lists(st.sampled_from(["v1", "v2"]), max_size=1),
                ),
                max_size=1,
            )
        ),
    )


@st.composite
def replanned_terms(draw: st.DrawFn) -> Problem:
    """A term with a published plan, the first slots of it frozen."""
    problem = draw(terms())
    published = draw(lawful_plans(problem))
    return replanning(problem, published, draw(st.sampled_from([0, 0, 3, 6])))


@st.composite
def locks(draw: st.DrawFn, problem: Problem) -> VisitLock:
    """A pin on a visit, which can hold or not."""
    row = draw(st.sampled_from(problem.engagements))
    team = draw(st.permutations([person.id for person in problem.supervisors]))[: row.panel]
    return VisitLock(
        engagement=row.id,
        index=draw(st.integers(0, row.visits - 1)),
        slot=draw(st.none() | st.integers(0, SLOT_COUNT - 1)),
        supervisors=draw(st.none() | st.just(team)),
    )


def rostered(problem: Problem, plan: Plan) -> SupervisionSearch:
    """The search of a problem standing at a plan."""
    search = SupervisionSearch(problem, workers=1, seed=1, dials=Dials())
    teach(problem, search.view, search.roster, plan.sessions, plan.trainees)
    slots, panels = listed(problem, search.view, plan.visits)
    settle_in(search.view, search.roster, make_workspace(search.view), hardest_first(search.view), slots, panels)
    return search


def standing_plan(search: SupervisionSearch, camp: Plan) -> Plan:
    """The plan at which the search stands, with the course sessions and cohorts of `camp`."""
    visits = search.visits(search.roster.slot, search.roster.panel)
    return camp.model_copy(update={"visits": visits})


def without(plan: Plan, row: Engagement) -> Plan:
    return plan.model_copy(update={"visits": [visit for visit in plan.visits if visit.engagement != row.id]})


def all_series(problem: Problem, row: Engagement, slots: Sequence[int]) -> Iterator[list[Visit]]:
    """Every way to plan some visits of an engagement in these slots, in order, by any panels; nothing planned too."""
    people = [person.id for person in problem.supervisors]
    panels = [list(panel) for panel in itertools.combinations(people, row.panel)]
    for count in range(row.visits + 1):
        teams = (
            [(panel,) * count for panel in panels] if row.same_supervisors else itertools.product(panels, repeat=count)
        )
        chosen = list(teams)
        for indices in itertools.combinations(range(row.visits), count):
            for when in itertools.combinations(slots, count):
                for team in chosen:
                    yield [
                        Visit(engagement=row.id, index=index, slot=slot, supervisors=panel)
                        for index, slot, panel in zip(indices, when, team, strict=True)
                    ]


def cheapest(problem: Problem, rest: Plan, row: Engagement, slots: Sequence[int]) -> int | None:
    """The least total of a lawful plan that adds visits of one engagement to `rest`; None when there is none."""
    totals = []
    for series in all_series(problem, row, slots):
        verdict = verify(problem, rest.model_copy(update={"visits": [*rest.visits, *series]}))
        if verdict.is_feasible:
            totals.append(verdict.cost.total)
    return min(totals, default=None)
