"""Parsers that every feed of these tests is read back with."""

from collections.abc import Iterator

import pytest

from tests.calendars.reading import NodeParsers, Parser, by_ical, by_icalendar, by_vobject, node_parsers


@pytest.fixture(scope="session")
def node() -> Iterator[NodeParsers]:
    with node_parsers() as running:
        yield running


@pytest.fixture(scope="session")
def parsers(node: NodeParsers) -> dict[str, Parser]:
    """Five parsers by name, each a code base of its own."""
    return {
        "icalendar": by_icalendar,
        "vobject": by_vobject,
        "ical": by_ical,
        "ical.js": node.parser("ical.js"),
        "node-ical": node.parser("node-ical"),
    }
