"""The audit trail is read by people: every column that it can show has words in both languages."""

import re
from pathlib import Path

from scheduler.models import metadata
from scheduler.rows import BULKY, SECRETS

NAMES = Path(__file__).parents[2] / "web" / "src" / "audit" / "names.ts"
MADE_BY_ITSELF = {
    *("audit_entry", "calendar_day", "event_party", "feed_event", "feed_event_subject", "feed_state", "notice"),
    *("outbox_message", "problem_snapshot", "release_event", "reminder", "run_plan", "run_progress", "sign_in_failure"),
    "term_slot",
}
"""Tables whose rows nobody enters: they have no entries in the trail."""


def test_every_column_of_the_trail_has_words() -> None:
    known = set(re.findall(r"(\w+): \['", NAMES.read_text()))
    tables = [table for table in metadata.sorted_tables if table.name not in MADE_BY_ITSELF]
    shown = {column.name for table in tables for column in table.columns} - SECRETS - BULKY
    assert shown - known == set()
