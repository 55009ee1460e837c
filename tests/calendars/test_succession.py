"""Identity over releases: the uid is for life, sequence and stamps only grow, and what is unchanged keeps its bytes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import EventStatus, FeedEvent
from calendars.succession import PublishedEvent, published
from tests.calendars.builders import RELEASED, at, event, first, release

ONE_OF_A_FEW = st.sampled_from(
    [
        None,
        event(),
        event(start=at(9)),
        event(location="别处"),
        event(description="督导：李静"),
        event(status=EventStatus.TENTATIVE),
        event(summary="改了题目"),
    ]
)


def after(*contents: FeedEvent | None) -> PublishedEvent:
    """The state after daily releases with these contents."""
    state: PublishedEvent | None = None
    for number, content in enumerate(contents):
        state = release(state, content, number)
    assert state is not None
    return state


def test_a_new_event_has_sequence_0_and_the_release_as_its_stamp() -> None:
    state = first(event())
    assert (state.sequence, state.last_modified, state.cancelled_at) == (0, RELEASED, None)


def test_unchanged_content_is_the_very_same_state() -> None:
    state = first(event())
    assert release(state, event(), 5) is state


def test_a_move_raises_the_sequence_and_both_stamps() -> None:
    state = after(event(), event(start=at(9)))
    assert state.sequence == 1
    assert b"SEQUENCE:1\r\n" in state.vevent
    assert b"DTSTAMP:20260921T020000Z\r\n" in state.vevent
    assert b"LAST-MODIFIED:20260921T020000Z\r\n" in state.vevent


@pytest.mark.parametrize(
    ("changed", "sequence"),
    [
        (event(start=at(9)), 1),
        (event(location="别处"), 1),
        (event(geo=(30.0, 120.0)), 1),
        (event(status=EventStatus.TENTATIVE), 1),
        (None, 1),
        (event(description="督导：李静"), 0),
        (event(summary="改了题目"), 0),
    ],
)
def test_time_place_and_status_raise_the_sequence_and_words_do_not(changed: FeedEvent | None, sequence: int) -> None:
    state = after(event(), changed)
    assert state.sequence == sequence
    assert state.last_modified > RELEASED


def test_what_a_release_no_longer_has_is_cancelled() -> None:
    state = after(event(), None)
    assert state.event.is_cancelled
    assert state.cancelled_at == RELEASED + dt.timedelta(days=1)
    assert "SUMMARY:【已取消】".encode() in state.vevent
    assert b"STATUS:CANCELLED\r\n" in state.vevent
    assert b"TRANSP:TRANSPARENT\r\n" in state.vevent


def test_a_cancelled_event_stays_as_it_was_cancelled() -> None:
    gone = after(event(), None)
    assert release(gone, None, 7) is gone


def test_restoring_goes_on_counting() -> None:
    back = after(event(), event(start=at(9)), None, event())
    assert back.sequence == 3
    assert back.cancelled_at is None
    assert "已取消" not in back.vevent.decode()
    assert back.last_modified == RELEASED + dt.timedelta(days=3)


def test_what_was_never_published_needs_no_cancelling() -> None:
    assert release(None, None) is None
    assert release(None, event(status=EventStatus.CANCELLED)) is None


def test_a_uid_is_for_life() -> None:
    with pytest.raises(ValueError, match="for life"):
        release(first(event()), event("another@dudao"))


def test_stamps_grow_even_when_the_clock_does_not() -> None:
    moved = published(first(event()), event(start=at(9)), RELEASED - dt.timedelta(hours=1))
    assert moved is not None
    assert moved.last_modified == RELEASED + dt.timedelta(seconds=1)


def test_busy_bytes_change_only_with_the_time() -> None:
    state = first(event())
    assert after(event(), event(location="别处", summary="改")).busy_vevent == state.busy_vevent
    assert after(event(), event(start=at(9))).busy_vevent != state.busy_vevent
    assert after(event(), None).busy_vevent != state.busy_vevent


@given(st.lists(ONE_OF_A_FEW, min_size=2, max_size=12), st.lists(st.integers(-2, 2), min_size=12, max_size=12))
def test_over_any_chain_of_releases_and_restores(contents: list[FeedEvent | None], clock: list[int]) -> None:
    state: PublishedEvent | None = None
    for content, hours in zip(contents, clock, strict=False):
        before, state = state, published(state, content, RELEASED + dt.timedelta(hours=hours))
        if before is None or state is None:
            assert before is None
            continue
        said = content or before.event.cancelled()
        assert state.event == said
        assert (state.cancelled_at is not None) == said.is_cancelled
        if said == before.event:
            assert state is before
            continue
        assert state.last_modified > before.last_modified
        assert state.vevent != before.vevent
        moved = said.when_where_whether != before.event.when_where_whether
        assert state.sequence == before.sequence + moved


@given(st.lists(ONE_OF_A_FEW, min_size=1, max_size=8))
def test_the_same_releases_give_the_same_bytes(contents: list[FeedEvent | None]) -> None:
    def chain() -> PublishedEvent | None:
        state: PublishedEvent | None = None
        for number, content in enumerate(contents):
            state = release(state, content, number)
        return state

    assert chain() == chain()
