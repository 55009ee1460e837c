"""Which of the free options are offered: the best, but of several people and half-days."""

from collections import Counter

from scheduler.requests.options import Fit, OfferedVisit, Option, varied
from solver.ids import SupervisorId


def options(*visits: tuple[str, int]) -> list[Option]:
    """One option for each person and slot, each dearer than the one before."""
    return [
        Option(Fit.FREE, (OfferedVisit(slot, SupervisorId(person)),), cost, {}, ())
        for cost, (person, slot) in enumerate(visits)
    ]


def chosen(options: list[Option], count: int) -> list[int]:
    return [option.cost for option in varied(options, count, of_person=3, of_slot=2)]


def test_nobody_has_all_options_while_there_are_others() -> None:
    found = options(
        *(("a", slot) for slot in range(10)), *(("b", slot) for slot in range(10, 14)), ("c", 14), ("d", 15)
    )
    offered = varied(found, 8, of_person=3, of_slot=2)
    assert Counter(option.visits[0].supervisor for option in offered) == {"a": 3, "b": 3, "c": 1, "d": 1}
    assert [option.cost for option in offered] == sorted(option.cost for option in offered)


def test_one_half_day_has_few_options_while_there_are_others() -> None:
    assert chosen(options(("a", 0), ("b", 0), ("c", 0), ("d", 0), ("e", 1)), 3) == [0, 1, 4]


def test_the_best_of_the_rest_fill_up() -> None:
    assert chosen(options(*(("a", slot) for slot in range(9)), ("b", 9)), 6) == [0, 1, 2, 3, 4, 9]


def test_few_options_are_all_offered_and_none_twice() -> None:
    assert chosen(options(("a", 0), ("a", 0), ("a", 1), ("a", 2)), 10) == [0, 1, 2, 3]
