"""Files: what is wrong with a path is said clearly, and an output is whole or untouched."""

import os
import stat
from pathlib import Path

import pytest

from cli import files
from cli.exits import MESSAGES, CommandError, ExitCode
from cli.files import OutputFile, read_file
from solver.wording import Lang

as_root = pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")


def code_of(call: object, *arguments: object) -> str:
    with pytest.raises(CommandError) as raised:
        call(*arguments)  # type: ignore[operator]
    for lang in Lang:
        assert "{" not in raised.value.line(lang)
    assert raised.value.exit_code is ExitCode.FILE
    return raised.value.code


def test_every_message_has_both_languages() -> None:
    assert all(wording.zh and wording.en for _, wording in MESSAGES.values())


def test_every_code_is_documented() -> None:
    table = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    for code, (exit_code, wording) in MESSAGES.items():
        assert f"| `{code}` | {int(exit_code)} | {wording.en} |" in table


def test_input_that_cannot_be_read(tmp_path: Path) -> None:
    assert code_of(read_file, tmp_path / "none.json") == "file-missing"
    assert code_of(read_file, tmp_path) == "file-is-folder"
    assert code_of(read_file, tmp_path / ("x" * 300)) == "file-unreadable"
    assert code_of(read_file, Path("a\0b")) == "file-unreadable"


@as_root
def test_input_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.json"
    path.write_text("{}")
    path.chmod(0)
    assert code_of(read_file, path) == "file-denied"


def test_input_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_MB", 0)
    path = tmp_path / "large.json"
    path.write_bytes(b"1")
    assert code_of(read_file, path) == "file-too-large"


def test_output_that_cannot_be_written_is_found_before_the_work(tmp_path: Path) -> None:
    assert code_of(OutputFile, tmp_path) == "output-is-folder"
    assert code_of(OutputFile, tmp_path / "no" / "plan.json") == "folder-missing"
    (tmp_path / "file").write_text("")
    assert code_of(OutputFile, tmp_path / "file" / "plan.json") in {"folder-missing", "output-failed"}


@as_root
def test_output_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert code_of(OutputFile, tmp_path / "plan.json") == "output-denied"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk() -> None:
    assert code_of(OutputFile(Path("/dev/full")).write, "{}") == "disk-full"


def test_output_replaces_the_old_file_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    path.chmod(0o640)
    OutputFile(path).write("新的")
    assert path.read_text(encoding="utf-8") == "新的"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("old")
    file = OutputFile(path)
    with pytest.raises(CommandError, match="output-failed"):
        file.write("\ud800")
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.json"]


def test_a_new_file_gets_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    OutputFile(tmp_path / "plan.json").write("{}")
    assert (tmp_path / "plan.json").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_keeps_pointing_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    OutputFile(tmp_path / "link.json").write("new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"
