"""What the processes write about themselves: one JSON object per line, with the request's id and without secrets."""

import logging
import logging.config
import re
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

HIDDEN: Final = "***"
_SECRET_KEYS: Final = re.compile(r"(?i)password|secret|token|authorization|cookie|api_?key|channel")
_SECRET_TEXTS: Final = (
    # The password of an address: postgresql://user:password@host, mailto://user:password@host.
    (re.compile(r"(?P<kept>\b[a-z][a-z0-9+.-]*://[^/\s:@]*:)[^/\s@]+(?=@)", re.IGNORECASE), rf"\g<kept>{HIDDEN}"),
    (re.compile(r"(?P<kept>\bbearer\s+)\S+", re.IGNORECASE), rf"\g<kept>{HIDDEN}"),
    (re.compile(r"(?P<kept>\b(?:token|secret|password|key)=)[^\s&;\"']+", re.IGNORECASE), rf"\g<kept>{HIDDEN}"),
    (re.compile(r"(?P<kept>/(?:feeds|invitations?)/)[\w.~-]{16,}", re.IGNORECASE), rf"\g<kept>{HIDDEN}"),
)
_QUIET: Final = ("alembic", "dbos", "httpx", "multipart", "numba", "sqlalchemy", "uvicorn.access")
"""Libraries that are heard from warnings on; of requests we write our own lines."""


def masked(text: str) -> str:
    """The text with every secret in it replaced."""
    for pattern, replacement in _SECRET_TEXTS:
        text = pattern.sub(replacement, text)
    return text


def mask_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Hide values whose name says that they are secret, and secrets within any text, tracebacks included."""
    return {key: HIDDEN if _SECRET_KEYS.search(key) else _masked(value) for key, value in event.items()}


def _masked(value: object) -> object:
    if isinstance(value, int | float | None):
        return value
    if isinstance(value, dict):
        return {key: HIDDEN if _SECRET_KEYS.search(key) else _masked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(item) for item in value]
    return masked(str(value))


def set_up_logs(level: str) -> None:
    """Let this process write all its log lines, those of libraries too, as JSON to its standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        mask_secrets,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.PositionalArgumentsFormatter(), *shared],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", *_QUIET):
        library = logging.getLogger(name)
        library.handlers, library.propagate = [], True
        if name in _QUIET:
            library.setLevel(logging.WARNING)
