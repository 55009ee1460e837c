"""The addresses of the pages and who may open each, read from the router's source: none can be forgotten."""

import re
from dataclasses import dataclass

from scheduler.models.accounts import Role
from tests.web.visiting import ROOT

SOURCE = ROOT / "web" / "src" / "router.ts"
PEOPLE = tuple(role for role in Role if role is not Role.SYSTEM)
"""Roles of those who use the pages."""
ROUTE = re.compile(r"\{\s*path: '(?P<path>[^']+)', component: [^}]*?(?:meta: \{(?P<meta>[^}]*)\}[^}]*)?\}")
CONSTANT = re.compile(r"^const (?P<name>[A-Z_]+): readonly Role\[\] = (?P<roles>\[[^\]]*\])", re.MULTILINE)


@dataclass(frozen=True)
class Route:
    """One line of the router."""

    path: str
    roles: tuple[Role, ...]
    """Who may open it; empty for those who are not signed in."""


def routes() -> list[Route]:
    """All of them, in the router's order."""
    text = SOURCE.read_text()
    groups = {found["name"]: _named(found["roles"]) for found in CONSTANT.finditer(text)}
    return [Route(found["path"], _roles(found["meta"] or "", groups)) for found in ROUTE.finditer(text)]


def _roles(meta: str, groups: dict[str, tuple[Role, ...]]) -> tuple[Role, ...]:
    if "open: true" in meta:
        return ()
    if (found := re.search(r"roles: (\[[^\]]*\]|[A-Z_]+)", meta)) is None:
        return PEOPLE
    return _named(found[1]) if found[1].startswith("[") else groups[found[1]]


def _named(roles: str) -> tuple[Role, ...]:
    return tuple(Role(name) for name in re.findall(r"'([a-z_]+)'", roles))
