"""How workers are shared out, and which attempts go on."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from solver.joint import FEWEST_PEOPLE, replacements, share_out


@given(st.integers(1, 64), st.integers(0, 2000))
def test_most_workers_have_work_and_no_part_is_too_small(workers: int, people: int) -> None:
    parts, attempts = share_out(workers, people)
    assert parts >= 1
    assert attempts >= 1
    assert workers / 2 < parts * attempts <= workers
    assert parts == 1 or people // parts >= FEWEST_PEOPLE


def test_a_city_and_a_region_on_four_workers() -> None:
    assert share_out(4, 36) == (1, 4)
    assert share_out(4, 140) == (4, 1)
    assert share_out(3, 36) == (1, 3)


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=8), st.floats(0, 1, exclude_max=True))
def test_attempts_go_on_in_proportion(weights: list[float], draw: float) -> None:
    shares = [weight / sum(weights) for weight in weights]
    count = len(shares)
    sources = list(range(count))
    for place, source in replacements(shares, draw):
        assert sources[place] == place
        sources[place] = source
    for number, copies in Counter(sources).items():
        assert abs(copies - shares[number] * count) <= 1 + 1e-6
    assert all(sources[source] == source for source in sources)


def test_alike_attempts_all_go_on() -> None:
    assert replacements([0.25] * 4, 0.5) == []
