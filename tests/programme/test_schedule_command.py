"""`eventops schedule`: from files to the database and back, byte for byte."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventops.cli import commands
from eventops.core.resources import folder
from eventops.core.settings import Settings
from eventops.programme.dayfile import PlanRejected

LITTLE = Path(__file__).parents[1] / "little"
SCHEDULES = sorted(path.parent for path in folder("schedules").glob("*/edition.toml"))
Run = Callable[..., Result]


@pytest.fixture
def run(settings: Settings) -> Run:
    """The command against an installation of this test's own."""
    environment = {
        "EVENTOPS_INSTANCE": str(settings.instance),
        "EVENTOPS_SECRET_KEY": settings.secret_key,
    }

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(
            commands, ["schedule", *map(str, words)], env=environment, catch_exceptions=True
        )

    return command


@pytest.fixture
def little(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LITTLE, tmp_path / "little-2030"))


def files_of(path: Path) -> dict[str, bytes]:
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*.toml"))
    }


@pytest.mark.parametrize("path", [*SCHEDULES, LITTLE], ids=lambda path: path.name)
def test_published_text_is_exported_byte_for_byte(run: Run, path: Path, tmp_path: Path) -> None:
    slug = "little-2030" if path == LITTLE else path.name
    out = tmp_path / "out" / slug
    assert run("check", path).exit_code == 0
    assert run("publish", path).output.startswith(f"{slug}: version 1, ")
    assert run("export", out).output == f"{len(files_of(path))} files written to {out}.\n"
    assert files_of(out) == files_of(path)
    assert run("diff", out).output == "Nothing would change.\n"
    assert run("publish", out).output == f"{slug}: nothing new.\n"


def test_check_counts_what_it_found_sound(run: Run, little: Path) -> None:
    done = run("check", little)
    assert (done.exit_code, done.output) == (0, "little-2030: 5 sessions on 2 days, no fault.\n")


def test_check_lets_a_warning_pass_and_says_what_would_resolve_it(run: Run, little: Path) -> None:
    day = little / "programme" / "2030-03-04.toml"
    day.write_text(day.read_text().replace('start = "10:30"', 'start = "09:30"'))
    edition = little / "edition.toml"
    judged = '\n[conflicts]\nroom_taken = "warns"\nprincipal_twice = "informs"\n\n[[meeting]]'
    edition.write_text(edition.read_text().replace("\n[[meeting]]", judged, 1))
    done = run("check", little)
    assert (done.exit_code, done.stderr) == (0, "")
    first, second, *_, last = done.stdout.splitlines()
    assert first.startswith("warns: Hall is taken: “Plenary” (Mon 4 Mar, 09:30–12:00) would begin")
    assert first.endswith("Move one of them to another time or another room.")
    assert second.startswith("informs: Would be in two places at the same time: the heads of")
    assert last == "little-2030: 5 sessions on 2 days, no fault."


def test_check_fails_where_a_conflict_blocks(run: Run, little: Path) -> None:
    day = little / "programme" / "2030-03-04.toml"
    text = day.read_text().replace('start = "10:30"', 'start = "09:30"')
    day.write_text(
        text.replace('room = "hall"\naccess = "restricted"', 'room = "blue"\naccess = "restricted"')
    )
    done = run("check", little)
    assert done.exit_code == 1
    assert done.stderr.startswith("blocks: Would be in two places at the same time: the heads of")
    told = json.loads(run("check", little, "--json").stdout)
    assert [(each["severity"], each["code"], each["sessions"]) for each in told] == [
        ("blocks", "principal_twice", ["opening", "plenary"]),
        ("warns", "opening_order", ["opening", "plenary"]),
    ]


def test_check_names_every_fault_at_once(run: Run, little: Path) -> None:
    day = little / "programme" / "2030-03-05.toml"
    text = day.read_text().replace('room = "hall"', 'room = "nowhere"')
    day.write_text(text.replace('track = "wg"', 'track = "gw"'))
    done = run("check", little)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 2
    assert all(line.startswith("programme/2030-03-05.toml") for line in done.stderr.splitlines())


def test_check_tells_faults_to_programs(run: Run, little: Path) -> None:
    (little / "venue.toml").unlink()
    done = run("check", little, "--json")
    assert done.exit_code == 1
    (fault,) = json.loads(done.stdout)
    assert fault == {
        "file": "venue.toml",
        "block": "",
        "key": "",
        "code": "file_missing",
        "sentence": "venue.toml: the file is missing",
    }
    assert json.loads(run("check", LITTLE, "--json").stdout) == []


def test_faulty_text_is_not_published(run: Run, little: Path) -> None:
    run("publish", LITTLE)
    (little / "parties.toml").write_text("[[party]]\n")
    done = run("publish", little)
    assert isinstance(done.exception, PlanRejected)
    assert run("diff", LITTLE).output == "Nothing would change.\n"


def test_diff_tells_what_publishing_would_change(run: Run, little: Path) -> None:
    run("publish", LITTLE)
    day = little / "programme" / "2030-03-05.toml"
    day.write_text(day.read_text().replace('start = "09:30"', 'start = "09:45"'))
    assert run("diff", little).output == (
        'session forum "Open forum" changed: start 09:30 → 09:45\n'
    )
    assert run("publish", little).output == "little-2030: version 2, 1 sessions changed.\n"
    assert run("diff", little).output == "Nothing would change.\n"


def test_diff_before_the_first_publication_tells_everything(run: Run, little: Path) -> None:
    lines = run("diff", little).output.splitlines()
    assert sum(line.startswith("session ") for line in lines) == 5


def test_diff_and_check_write_nothing(run: Run, little: Path) -> None:
    run("check", little)
    run("diff", little)
    assert run("export", little.parent / "out" / "little-2030").exit_code == 1
    assert files_of(little) == files_of(LITTLE)


def test_export_takes_another_folders_name(run: Run, tmp_path: Path) -> None:
    run("publish", LITTLE)
    out = tmp_path / "elsewhere"
    assert run("export", out, "--edition", "little-2030").exit_code == 0
    assert files_of(out) == files_of(LITTLE)
