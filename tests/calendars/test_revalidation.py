"""Conditional requests: which headers give a 304."""

import datetime as dt

import pytest

from calendars.revalidation import http_date, is_not_modified, weak_etag

RELEASED = dt.datetime(2026, 11, 23, 8, 0, 30, 999, dt.UTC)
TAG = weak_etag("r12", b"text")


def not_modified(if_none_match: str | None = None, if_modified_since: str | None = None) -> bool:
    return is_not_modified(
        if_none_match=if_none_match, if_modified_since=if_modified_since, etag=TAG, last_modified=RELEASED
    )


def test_a_tag_is_weak_and_made_of_version_and_content() -> None:
    assert TAG.startswith('W/"r12-')
    assert TAG.endswith('"')
    assert weak_etag("r12", b"text") == TAG
    assert len({TAG, weak_etag("r13", b"text"), weak_etag("r12", b"texts")}) == 3


@pytest.mark.parametrize(
    "header",
    [TAG, TAG.removeprefix("W/"), f'"other", {TAG}', f'W/"a,b",{TAG} , "c"', "*", " * "],
    ids=["weak", "strong", "list", "comma inside", "star", "star with blanks"],
)
def test_a_client_that_has_the_text_gets_304(header: str) -> None:
    assert not_modified(header)


@pytest.mark.parametrize("header", ['W/"r12-other"', '""', "", TAG[3:-1], 'W/"*"', TAG.lower()[:-1]])
def test_a_client_that_has_another_text_gets_it(header: str) -> None:
    assert not not_modified(header)


def test_a_tag_decides_alone_when_both_are_sent() -> None:
    assert not not_modified('"other"', http_date(RELEASED))
    assert not_modified(TAG, http_date(RELEASED - dt.timedelta(days=1)))


def test_dates_count_in_whole_seconds() -> None:
    assert not_modified(None, http_date(RELEASED))
    assert not_modified(None, http_date(RELEASED + dt.timedelta(seconds=1)))
    assert not not_modified(None, http_date(RELEASED - dt.timedelta(seconds=1)))


@pytest.mark.parametrize("header", [None, "", "yesterday", "0", "Mon, 99 Nov 2026 08:00:30 GMT", "2026-11-23"])
def test_a_date_that_cannot_be_read_is_as_if_absent(header: str | None) -> None:
    assert not not_modified(None, header)


def test_an_old_form_of_date_without_zone_is_read_as_utc() -> None:
    assert not_modified(None, "Mon Nov 23 08:00:30 2026")


def test_http_dates() -> None:
    assert http_date(RELEASED) == "Mon, 23 Nov 2026 08:00:30 GMT"
