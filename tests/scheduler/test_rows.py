"""Rows loaded for a change, while somebody else changes them on another connection."""

import threading

import pytest

from scheduler.actor import system_actor
from scheduler.database import Database
from scheduler.errors import ChangedMeanwhileError
from scheduler.ids import AssociationId
from scheduler.models.people import Station
from scheduler.rows import changing, load, load_for_change
from tests.builders import a_station, an_association
from tests.databases import NEEDS_POSIX


@pytest.mark.parametrize("database_url", [pytest.param("postgresql", marks=NEEDS_POSIX)], indirect=True)
def test_a_row_that_was_read_before_its_lock_is_as_it_is_once_the_lock_is_there(database: Database) -> None:
    """On SQLite nobody writes meanwhile."""
    with database.unit_of_work() as db:
        association = an_association(db)
        key = a_station(db, association, name="原名").id
    actor = system_actor(AssociationId(association.id))

    def rename() -> None:
        with database.unit_of_work() as other:
            row = load_for_change(other, Station, key, actor=actor, version=1)
            with changing(other, row, actor=actor, action="station.changed"):
                row.name = "新名"

    with database.unit_of_work() as db:
        assert load(db, Station, key, actor=actor).name == "原名"
        meanwhile = threading.Thread(target=rename)
        meanwhile.start()
        meanwhile.join()
        with pytest.raises(ChangedMeanwhileError) as conflict:
            load_for_change(db, Station, key, actor=actor, version=1)
        assert (conflict.value.facts["current"], conflict.value.facts["row"]["name"]) == (2, "新名")
