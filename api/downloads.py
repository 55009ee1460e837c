"""A file as an answer, to be saved under a name that may be Chinese (RFC 6266 with RFC 8187)."""

from urllib.parse import quote

from fastapi import Response


def saved_as(content: bytes, name: str, media_type: str) -> Response:
    """The answer; `name` with its ending."""
    disposition = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
