"""One line of revisions, whose newest is written in migrations/HEAD, so that branches collide."""

import re

import pytest

from tests.house.tree import ROOT

VERSIONS = ROOT / "migrations" / "versions"
pytestmark = pytest.mark.skipif(not VERSIONS.is_dir(), reason="no migrations in this tree")


def revisions() -> list[tuple[str, str | None]]:
    """Each revision with the one before it, in order of the files' numbers."""
    line = re.compile(r"^(down_)?revision\b[^=]*=\s*(?:None|[\"'](.+?)[\"'])", re.MULTILINE)
    found = []
    for path in sorted(VERSIONS.glob("*.py")):
        values = {down: value or None for down, value in line.findall(path.read_text())}
        found.append((values[""] or "", values["down_"]))
    return found


def test_revisions_follow_one_another() -> None:
    names = [name for name, _ in revisions()]
    assert [before for _, before in revisions()] == [None, *names[:-1]]


def test_head_file_names_the_newest_revision() -> None:
    newest, _ = revisions()[-1]
    assert (ROOT / "migrations" / "HEAD").read_text() == f"{newest}\n"


def test_revisions_import_nothing_of_eventops() -> None:
    texts = {path.name: path.read_text() for path in VERSIONS.glob("*.py")}
    assert [
        name for name, text in texts.items() if re.search(r"(from|import) eventops", text)
    ] == []
