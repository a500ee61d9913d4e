"""`eventops schedule workbook` and `import`: the working draft out and back on the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventops.cli import commands
from eventops.core.settings import Settings
from eventops.operation.faults import sentence_for

LITTLE = Path(__file__).parents[1] / "little"
Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """The command against an installation of this test's own, with the little edition in it."""
    environment = {
        "EVENTOPS_INSTANCE": str(settings.instance),
        "EVENTOPS_SECRET_KEY": settings.secret_key,
    }

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(
            commands, ["schedule", *map(str, words)], env=environment, catch_exceptions=True
        )

    command("publish", LITTLE)
    return command


def test_workbook_comes_back_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "programme.xlsx"
    written = run("workbook", book, "--edition", "little-2030")
    assert written.output == f"5 sessions written to {book}.\n"
    assert run("import", book, "--edition", "little-2030").output == (
        "The file says what the draft says already.\nThere is nothing to take in.\n"
    )


def test_dry_run_says_everything_and_stores_nothing(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "programme.csv"
    table.write_text("Code,Start\nforum,9h45\n")
    done = run("import", table, "--edition", "little-2030", "--dry-run")
    lines = done.output.splitlines()
    assert lines[0] == 'session forum "Open forum" changed: start 09:30 → 09:45'
    assert lines[1].endswith("is missing in the file and stays as it is")
    assert lines[-1] == "Nothing was stored."
    again = run("import", table, "--edition", "little-2030", "--dry-run")
    assert again.output == done.output


def test_folder_is_taken_into_the_draft_and_not_published(run: Run, tmp_path: Path) -> None:
    day = tmp_path / "sent" / "programme" / "2030-03-05.toml"
    day.parent.mkdir(parents=True)
    text = (LITTLE / "programme" / "2030-03-05.toml").read_text()
    day.write_text(text.replace('start = "09:30"', 'start = "09:45"'))
    done = run("import", tmp_path / "sent", "--edition", "little-2030")
    assert done.output.endswith(
        "All of it is in the working draft; nothing is published by that.\n"
    ), done.output
    assert run("diff", LITTLE).output == "Nothing would change.\n"
    assert "nothing to take in" in run("import", day.parents[1], "--edition", "little-2030").output


def test_every_fault_is_said_and_nothing_is_taken(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "programme.csv"
    table.write_text("Code,Start,Room\nforum,noon,attic\n")
    done = run("import", table, "--edition", "little-2030")
    assert done.exception is not None
    assert [line[:30] for line in str(sentence_for(done.exception)).splitlines()] == [
        "row 2, column B (Start): must ",
        "row 2, column C (Room): there ",
    ]
