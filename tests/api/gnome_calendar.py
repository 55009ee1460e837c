"""GNOME's calendar service as a subscriber: run by the system's Python, in a D-Bus session of its own.

It subscribes to the address in the first argument. For every line that comes in it refreshes, and says what it has.
"""

import json
import sys
from typing import Any

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402 - versions come first

CONNECT_SECONDS = 1


def subscribed(address: str) -> Any:
    """The service's client of a calendar on the web."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("dudao-feed", None)
    source.set_display_name("dudao")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    source.get_extension(EDataServer.SOURCE_EXTENSION_SECURITY).set_secure(False)
    web = source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND)
    web.set_uri(GLib.Uri.parse(address, GLib.UriFlags.NONE))
    registry.commit_source_sync(source, None)
    kept = registry.ref_source("dudao-feed")
    return ECal.Client.connect_sync(kept, ECal.ClientSourceType.EVENTS, CONNECT_SECONDS, None)


def shown(client: Any) -> list[dict[str, Any]]:
    """Begin (seconds since 1970), summary and whether it is cancelled, of all events that the service has."""
    _, found = client.get_object_list_sync("#t", None)
    _, zone = client.get_timezone_sync("Asia/Shanghai", None)
    return [
        {
            "start": event.get_dtstart().as_timet_with_zone(zone),
            "summary": event.get_summary(),
            "is_cancelled": event.get_status() == ICalGLib.PropertyStatus.CANCELLED,
        }
        for event in found
    ]


if __name__ == "__main__":
    client = subscribed(sys.argv[1])
    for _line in sys.stdin:
        client.refresh_sync(None)
        print(json.dumps(shown(client)), flush=True)  # noqa: T201 - its answer
