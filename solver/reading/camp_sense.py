"""What the rows of the training camp must mean together: classes in an order, and cohorts that hold their trainees."""

from collections import Counter
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from ortools.graph.python.max_flow import SimpleMaxFlow

from solver.ids import CohortId
from solver.problem import Trainee
from solver.reading.draft import Draft
from solver.reading.faults import Faults, shown

Choice = frozenset[CohortId]
"""The cohorts some trainees may join."""


def check_camp(draft: Draft, report: Faults) -> None:
    """Report classes nobody could give or take, courses that wait for themselves, and cohorts that are too small."""
    for place, trainee in draft.trainees.rows.items():
        if not trainee.cohorts:
            report.add("trainee-without-cohort", f"trainees[{place}].cohorts", trainee.id)
    for place, camp_class in draft.classes.rows.items():
        if not camp_class.lecturers:
            report.add("class-without-lecturer", f"classes[{place}].lecturers", camp_class.id)
        if not camp_class.cohorts and camp_class.students is None:
            report.add("class-without-cohort", f"classes[{place}].cohorts", camp_class.id)
    _check_after(draft, report)
    if draft.trainees.whole and draft.cohorts.whole:
        _check_sizes(draft, report)


def _check_after(draft: Draft, report: Faults) -> None:
    """Every class of a cycle is named once; a class in two cycles is named in the one found first."""
    earlier: dict[str, set[str]] = {id_: set(row.after) for id_, row in draft.classes.by_id().items()}
    for id_ in earlier:
        if id_ in earlier[id_]:
            earlier[id_].discard(id_)
            report.add("after-itself", f"classes[{(draft.classes.ids or {})[id_]}].after", id_)
    while cycle := _cycle(earlier):
        place = (draft.classes.ids or {})[cycle[0]]
        order = tuple(shown(id_) for id_ in cycle)
        report.add("cycle-in-after", f"classes[{place}].after", cycle[0], cycle=" → ".join(order))
        for id_ in cycle:
            earlier.pop(id_, None)


def _cycle(earlier: dict[str, set[str]]) -> list[str]:
    known = {id_: {before for before in befores if before in earlier} for id_, befores in earlier.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as found:
        cycle: list[str] = found.args[1]
        return cycle
    return []


def _check_sizes(draft: Draft, report: Faults) -> None:
    sizes = {cohort.id: cohort.max_size for cohort in draft.cohorts.rows.values()}
    waiting: Counter[Choice] = Counter()
    for trainee in draft.trainees.rows.values():
        choice = _choice(trainee, sizes)
        if choice:
            waiting[choice] += 1
    for group in _groups(waiting):
        here = Counter({choice: number for choice, number in waiting.items() if choice <= group})
        crowded, trainees = _crowded(here, {id_: sizes[id_] or 0 for id_ in sizes if id_ in group})
        if not crowded:
            continue
        places = [(draft.cohorts.ids or {})[id_] for id_ in crowded]
        seats = sum(sizes[id_] or 0 for id_ in crowded)
        names = tuple(shown(id_) for id_ in crowded)
        path = f"cohorts[{min(places)}].max_size"
        report.add("cohorts-too-small", path, crowded[0], cohorts=names, trainees=trainees, seats=seats)


def _choice(trainee: Trainee, sizes: dict[CohortId, int | None]) -> Choice:
    """The cohorts that bind a trainee; none when one of theirs is unlimited or unknown."""
    choice = frozenset(trainee.cohorts)
    return choice if all(sizes.get(cohort) is not None for cohort in choice) else frozenset()


def _groups(choices: Iterable[Choice]) -> list[Choice]:
    """The cohorts in groups that share no trainee's choice, so that each group is judged by itself."""
    groups: list[Choice] = []
    for choice in choices:
        touching = [group for group in groups if group & choice]
        groups = [group for group in groups if not group & choice]
        groups.append(choice.union(*touching))
    return groups


def _crowded(waiting: Counter[Choice], seats: dict[CohortId, int]) -> tuple[list[CohortId], int]:
    """Cohorts that must hold more trainees than they may, and how many; nothing when everybody finds a place.

    Choices send their trainees to their cohorts, cohorts take as many as they hold. When the greatest such flow leaves
    somebody out, the choices and cohorts on the near side of its smallest cut have too few seats between them (Hall's
    theorem in the form of Ford and Fulkerson).
    """
    choices, cohorts = list(waiting), list(seats)
    node_of = {cohort: 2 + len(choices) + i for i, cohort in enumerate(cohorts)}
    flow = SimpleMaxFlow()
    for node, choice in enumerate(choices, start=2):
        flow.add_arc_with_capacity(0, node, waiting[choice])
        for cohort in sorted(choice):
            flow.add_arc_with_capacity(node, node_of[cohort], waiting[choice])
    for cohort, node in node_of.items():
        flow.add_arc_with_capacity(node, 1, seats[cohort])
    if flow.solve(0, 1) == flow.OPTIMAL and flow.optimal_flow() == waiting.total():
        return [], 0
    near = set(flow.get_source_side_min_cut())
    crowded = [cohort for cohort, node in node_of.items() if node in near]
    return crowded, sum(n for node, (_, n) in enumerate(waiting.items(), start=2) if node in near)
