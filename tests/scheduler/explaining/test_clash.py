"""The smallest set of facts that leaves no way, against all sets there are."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scheduler.explaining.clash import leaves_no_way, smallest_clash
from scheduler.explaining.ways import Fact, Way, Ways

FACTS = [Fact(code, about) for code in ("unavailable", "station-closed") for about in "abc"]
SETS = st.frozensets(st.sampled_from(FACTS), max_size=3)


@st.composite
def some_ways(draw: st.DrawFn) -> Ways:
    needed = draw(st.integers(1, 2))
    people = draw(st.integers(needed, 3))
    slots = draw(st.integers(1, 4))
    rows = [Way(slot, f"v{person}", None, draw(SETS)) for slot in range(slots) for person in range(people)]
    return Ways("e", needed, rows)


@given(some_ways())
def test_it_is_the_smallest_of_all(ways: Ways) -> None:
    found = smallest_clash(ways)
    sizes = [
        size for size in range(len(FACTS) + 1) for chosen in combinations(FACTS, size) if leaves_no_way(chosen, ways)
    ]
    if not sizes or min(sizes) == 0:
        assert found is None
        return
    assert found is not None
    assert found.is_smallest
    assert len(found.facts) == min(sizes)
    assert leaves_no_way(found.facts, ways)


@given(some_ways())
def test_none_of_them_can_be_spared(ways: Ways) -> None:
    found = smallest_clash(ways)
    if found is not None:
        for fact, opened in found.facts.items():
            assert opened > 0
            assert not leaves_no_way(set(found.facts) - {fact}, ways)


def test_a_fact_about_everything_goes_before_many_about_little() -> None:
    closed = Fact("station-closed", "s")
    ways = Ways("e", 1, [Way(n, f"v{n}", None, frozenset({closed, Fact("unavailable", f"v{n}")})) for n in range(5)])
    found = smallest_clash(ways)
    assert found is not None
    assert found.facts == {closed: 5}
