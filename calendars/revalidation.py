"""Conditional requests (RFC 9110 section 13): a feed's entity tag, and whether a client has it already."""

import datetime as dt
import hashlib
import re
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

_TAG: Final = re.compile(r'\s*(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")\s*(?:,|$)')


def weak_etag(version: str, body: bytes) -> str:
    """The weak entity tag of a text in one version: both must be the same for a client to keep its copy.

    `version` is of letters, digits, dots and hyphens. Weak, as the tag is the same for the text plain and compressed.
    """
    return f'W/"{version}-{hashlib.sha256(body).hexdigest()[:24]}"'


def http_date(moment: dt.datetime) -> str:
    """An aware moment as HTTP writes it, for Last-Modified."""
    return format_datetime(moment.astimezone(dt.UTC).replace(microsecond=0), usegmt=True)


def is_not_modified(
    *, if_none_match: str | None, if_modified_since: str | None, etag: str, last_modified: dt.datetime
) -> bool:
    """Whether 304 answers a GET or HEAD with these header values (None where absent).

    If-None-Match, if present, decides alone, by weak comparison. A date that cannot be read is as if absent.
    """
    if if_none_match is not None:
        return if_none_match.strip() == "*" or _opaque(etag) in _tags(if_none_match)
    since = _parsed(if_modified_since) if if_modified_since else None
    return since is not None and last_modified.replace(microsecond=0) <= since


def _opaque(etag: str) -> str:
    return etag.removeprefix("W/")


def _tags(header: str) -> set[str]:
    return set(_TAG.findall(header))


def _parsed(http_date: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(http_date)
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment
