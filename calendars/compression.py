"""Whether a client asks for gzip (RFC 9110 section 12.5.3), and the same compressed bytes every time."""

import gzip
from typing import Final

_LEVEL: Final = 6


def compressed(body: bytes) -> bytes:
    """A body as gzip, without a time in it, so that the same body gives the same bytes."""
    return gzip.compress(body, compresslevel=_LEVEL, mtime=0)


def wants_gzip(accept_encoding: str | None) -> bool:
    """Whether an Accept-Encoding header (None where absent) asks for gzip at least as much as for the plain text.

    gzip must be named or covered by `*`, and not be refused by `q=0`. A quality that cannot be read is a refusal.
    """
    qualities = _qualities(accept_encoding or "")
    anything = qualities.get("*", 0.0)
    gzip_quality = max(qualities.get(name, -1.0) for name in ("gzip", "x-gzip"))
    if gzip_quality < 0:
        gzip_quality = anything
    return gzip_quality > 0 and gzip_quality >= qualities.get("identity", 0.0)


def _qualities(header: str) -> dict[str, float]:
    """The codings a header names, in small letters, with their qualities from 0 to 1."""
    qualities: dict[str, float] = {}
    for part in header.split(","):
        coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if coding:
            qualities[coding] = min([1.0, *map(_quality, parameters)])
    return qualities


def _quality(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        quality = float(value)
    except ValueError:
        return 0.0
    return quality if 0 <= quality <= 1 else 0.0
