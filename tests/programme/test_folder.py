"""The folder of an edition on disk: what cannot be read is one clear fault each."""

from pathlib import Path

import pytest

from eventops.programme.check import check
from tests.programme.small import TEXTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "forum-2026"
    (path / "programme").mkdir(parents=True)
    for name, text in TEXTS.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


def told(path: Path) -> list[str]:
    return [fault.sentence() for fault in check(path)]


def test_sound_folder_has_no_fault(folder: Path) -> None:
    assert told(folder) == []


def test_missing_folder_is_one_fault(tmp_path: Path) -> None:
    assert told(tmp_path / "none") == [f'there is no folder "{tmp_path / "none"}"']


def test_file_instead_of_a_folder_is_one_fault(folder: Path) -> None:
    path = folder / "edition.toml"
    assert told(path) == [f'the folder "{path}" cannot be read: Not a directory']


def test_missing_file_is_one_fault_and_nothing_is_missed_in_it(folder: Path) -> None:
    (folder / "venue.toml").unlink()
    assert told(folder) == ["venue.toml: the file is missing"]


def test_missing_programme_is_one_fault(folder: Path) -> None:
    for name in TEXTS:
        if name.startswith("programme/"):
            (folder / name).unlink()
    assert told(folder) == []
    (folder / "programme").rmdir()
    assert told(folder) == ["programme: the file is missing"]


def test_programme_that_is_a_file_is_one_fault(folder: Path) -> None:
    for name in TEXTS:
        if name.startswith("programme/"):
            (folder / name).unlink()
    (folder / "programme").rmdir()
    (folder / "programme").write_text("")
    assert told(folder) == ["programme: the file cannot be read: Not a directory"]


def test_file_that_cannot_be_opened_is_one_fault(folder: Path) -> None:
    (folder / "parties.toml").unlink()
    (folder / "parties.toml").mkdir()
    assert told(folder) == ["parties.toml: the file cannot be read: Is a directory"]


def test_text_that_is_not_utf8_is_one_fault(folder: Path) -> None:
    (folder / "parties.toml").write_bytes(b"# caf\xe9\n")
    assert told(folder) == ["parties.toml: the file is not UTF-8 text (byte 6)"]


def test_toml_files_of_other_names_are_told_and_other_files_left_alone(folder: Path) -> None:
    (folder / "people.toml").write_text("")
    (folder / "programme" / "2026-02-30.toml").write_text("")
    (folder / "programme" / "Monday.TOML").write_text("")
    (folder / "README.md").write_text("# Forum")
    (folder / "programme" / ".2026-03-02.toml").write_text("[")
    expected = "files are edition.toml, venue.toml, parties.toml and programme/YYYY-MM-DD.toml"
    assert told(folder) == [
        f"{name}: no file of this name belongs here; {expected}"
        for name in ("people.toml", "programme/2026-02-30.toml", "programme/Monday.TOML")
    ]
