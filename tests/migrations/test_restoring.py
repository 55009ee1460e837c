"""A backup of either database fills either database with the same rows, also while others write; damage is found."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from migrations.restoring import BackupTooNewError, DatabaseFilledError, restore
from migrations.running import migrate, newest
from scheduler.database import Database, open_database
from scheduler.models import metadata
from scheduler.operations.archive import ArchiveFaultyError
from scheduler.operations.backing_up import back_up
from tests.databases import ON_BOTH, Databases
from tests.filling import fill

SETTLED = {"sign_in"}
"""Tables that a restore changes on purpose."""


def rows(database: Database) -> dict[str, list[Any]]:
    with database.engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(table.c.id))]
            for table in metadata.sorted_tables
        }


@pytest.fixture
def filled(empty: Database) -> Database:
    migrate(empty)
    with empty.engine.begin() as connection:
        fill(connection, metadata, rows=4)
    return empty


@pytest.fixture(params=ON_BOTH)
def other(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """A second database without tables, of the same and of the other kind."""
    url = databases.fresh(request.param, empty=True)
    database = open_database(url)
    yield database
    database.close()
    databases.remove(url)


def test_every_row_comes_back_on_either_database(filled: Database, other: Database, tmp_path: Path) -> None:
    made = back_up(filled, tmp_path / "backup", revision=newest())
    assert made.rows == 4 * len(metadata.tables)
    restore(other, tmp_path / "backup", replace=False)
    before, after = rows(filled), rows(other)
    assert {name for name in before if before[name] != after[name]} == SETTLED
    assert after["sign_in"] == []
    with pytest.raises(Exception, match=r"(?i)foreign key"), other.unit_of_work() as db:
        db.execute(text("DELETE FROM association"))


def test_a_backup_is_one_state_whoever_writes_meanwhile(
    filled: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is written after the first table was read is in no table of the backup."""
    from scheduler.operations import backing_up

    write = backing_up._write

    def write_and_disturb(*arguments: Any) -> None:
        write(*arguments)
        with filled.unit_of_work() as db:
            db.execute(text("UPDATE association SET name = 'changed'"))
            db.execute(text("UPDATE venue SET name = 'changed'"))

    monkeypatch.setattr(backing_up, "_write", write_and_disturb)
    back_up(filled, tmp_path / "backup", revision=newest())
    with zipfile.ZipFile(tmp_path / "backup") as archive:
        assert b"changed" not in archive.read("tables/association.jsonl") + archive.read("tables/venue.jsonl")


def test_only_its_owner_reads_a_backup_and_none_is_overwritten(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup", revision=newest())
    assert (tmp_path / "backup").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        back_up(filled, tmp_path / "backup", revision=newest())


def test_a_filled_database_is_replaced_only_when_asked(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup", revision=newest())
    with filled.unit_of_work() as db:
        db.execute(text("UPDATE association SET name = 'changed'"))
    with pytest.raises(DatabaseFilledError):
        restore(filled, tmp_path / "backup", replace=False)
    assert rows(filled)["association"][0][3] == "changed"
    restore(filled, tmp_path / "backup", replace=True)
    assert rows(filled)["association"][0][3] != "changed"


def damage_a_row(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content.replace(b"association-name", b"association-nome"))


def cut_it_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-200])


def flip_a_byte(file: Path) -> None:
    """In the midst of a table's packed rows; elsewhere are bytes that say nothing."""
    with zipfile.ZipFile(file) as archive:
        table = archive.getinfo("tables/station.jsonl")
        following = min(info.header_offset for info in archive.infolist() if info.header_offset > table.header_offset)
    content = bytearray(file.read_bytes())
    content[following - table.compress_size // 2 - 24] ^= 0xFF
    file.write_bytes(bytes(content))


@pytest.mark.parametrize("damage", [damage_a_row, cut_it_short, flip_a_byte])
def test_a_damaged_backup_changes_nothing(filled: Database, tmp_path: Path, damage: Any) -> None:
    back_up(filled, tmp_path / "backup", revision=newest())
    before = rows(filled)
    damage(tmp_path / "backup")
    with pytest.raises(ArchiveFaultyError):
        restore(filled, tmp_path / "backup", replace=True)
    assert rows(filled) == before


def test_a_backup_of_a_newer_software_changes_nothing(filled: Database, tmp_path: Path) -> None:
    back_up(filled, tmp_path / "backup", revision="9999")
    before = rows(filled)
    with pytest.raises(BackupTooNewError):
        restore(filled, tmp_path / "backup", replace=True)
    assert rows(filled) == before


def test_no_half_backup_is_left_where_there_is_no_room(filled: Database, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            back_up(filled, tmp_path / "backup", revision=newest())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "backup").exists()
