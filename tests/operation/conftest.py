"""Installations for commands to run in."""

import shutil
from pathlib import Path

import pytest

from tests.operation.shell import Shell


@pytest.fixture
def bare(tmp_path: Path) -> Shell:
    """No database yet."""
    return Shell(tmp_path / "instance")


@pytest.fixture
def shell(tmp_path: Path, sqlite_template: Path) -> Shell:
    """A migrated, empty database."""
    (tmp_path / "instance").mkdir()
    shutil.copy(sqlite_template, tmp_path / "instance" / "eventops.db")
    return Shell(tmp_path / "instance")
