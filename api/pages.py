"""The built pages, served from memory by the same server as the API: what no route takes, a page may.

Every file comes with a policy that lets a browser load nothing from anywhere else (CSP `default-src 'self'`).
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

STATIC: Final = Path(__file__).parent / "static"
"""Where the build of `web/` puts them; absent when it was left out."""
INDEX: Final = "index.html"
NOT_PAGES: Final = ("/api/", "/feeds/", "/assets/", "/health", "/ready", "/metrics")
"""What is never answered with the application's first page."""
SMALLEST_TO_COMPRESS: Final = 1000
POLICY: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
FOREVER: Final = "public, max-age=31536000, immutable"
ASK_FIRST: Final = "no-cache"


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file with its compressed form (None where that is not worth it) and the headers it is sent with."""

    content: bytes
    compressed: bytes | None
    headers: dict[str, str]


def read_pages(folder: Path) -> dict[str, PageFile]:
    """All built files by their path in the address, `/assets/x.js`; empty when nothing was built."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {f"/{path.relative_to(folder).as_posix()}": _read(path, path.relative_to(folder)) for path in files}


def _read(path: Path, name: Path) -> PageFile:
    content = path.read_bytes()
    kind = mimetypes.guess_type(name.name)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in {"application/javascript", "image/svg+xml", "application/json"}
    headers = {
        **POLICY,
        "Content-Type": f"{kind}; charset=utf-8" if text else kind,
        # The names of what is in assets/ carry a digest of their content.
        "Cache-Control": FOREVER if name.parts[0] == "assets" else ASK_FIRST,
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "Vary": "Accept-Encoding",
    }
    compressed = gzip.compress(content, mtime=0) if text and len(content) >= SMALLEST_TO_COMPRESS else None
    return PageFile(content, compressed, headers)


def page_for(pages: dict[str, PageFile], path: str) -> PageFile | None:
    """The file of an address; the application's first page for every address of a page; None for anything else."""
    if path in pages:
        return pages[path]
    is_page = not path.startswith(NOT_PAGES) and "." not in path.rsplit("/", 1)[-1]
    return pages.get(f"/{INDEX}") if is_page else None


def _respond(file: PageFile, request: Headers) -> Response:
    if request.get("if-none-match") == file.headers["ETag"]:
        return Response(status_code=304, headers=file.headers)
    if file.compressed is not None and "gzip" in request.get("accept-encoding", ""):
        return Response(file.compressed, headers={**file.headers, "Content-Encoding": "gzip"})
    return Response(file.content, headers=file.headers)


def install_pages(app: FastAPI, folder: Path = STATIC) -> None:
    """Answer what no route takes with the pages; what is no page either stays not found."""
    pages = read_pages(folder)
    otherwise = app.router.default

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        wanted = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        file = page_for(pages, scope["path"]) if wanted else None
        if file is None:
            await otherwise(scope, receive, send)
        else:
            await _respond(file, Headers(scope=scope))(scope, receive, send)

    app.router.default = serve
