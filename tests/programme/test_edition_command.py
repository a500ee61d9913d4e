"""`eventops edition`: what there is, and the files of a next edition."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from eventops.cli import commands
from eventops.core.resources import folder
from eventops.core.settings import Settings
from eventops.operation.faults import sentence_for

LITTLE = Path(__file__).parents[1] / "little"
BRUNEI = folder("schedules") / "adgmin-2027"
Run = Callable[..., Result]
KNOWN = (
    *("--short-name", "L-2", "--first-day", "2031-03-04", "--zone", "Asia/Brunei"),
    *("--city", "Hue", "--city", "vi=Huế", "--host", "BB", "--chair", "BB"),
)


@pytest.fixture
def run(settings: Settings) -> Run:
    """The command against an installation of this test's own."""
    environment = {
        "EVENTOPS_INSTANCE": str(settings.instance),
        "EVENTOPS_SECRET_KEY": settings.secret_key,
    }

    def command(*words: str | Path) -> Result:
        return CliRunner().invoke(
            commands, list(map(str, words)), env=environment, catch_exceptions=True
        )

    return command


def files_of(path: Path) -> list[str]:
    return sorted(file.relative_to(path).as_posix() for file in path.rglob("*.toml"))


def test_editions_are_listed(run: Run) -> None:
    assert run("edition", "list").output == (
        "There is no edition yet: eventops schedule publish schedules/my-edition\n"
    )
    run("schedule", "publish", LITTLE)
    assert run("edition", "list").output.startswith("little-2030: ")
    (told,) = json.loads(run("edition", "list", "--json").output)
    assert (told["slug"], told["starts"]) == ("little-2030", "2030-03-04")


def test_dry_run_shows_plan_and_report_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "little-2031"
    done = run("edition", "roll-over", LITTLE, out, *KNOWN, "--dry-run")
    assert done.exit_code == 0, done.output
    assert done.output.startswith(f"little-2030 was read from the folder {LITTLE}.\n")
    assert "\nNot carried\n" in done.output
    assert done.output.endswith("\nNothing was written.\n")
    assert not out.exists()


def test_edition_of_the_database_is_rolled_over_into_sound_files(run: Run, tmp_path: Path) -> None:
    run("schedule", "publish", LITTLE)
    out = tmp_path / "little-2031"
    done = run("edition", "roll-over", "little-2030", out, *KNOWN)
    assert done.output.startswith("little-2030 was read from the database.\n")
    assert len(files_of(out)) == len(files_of(LITTLE))
    assert run("schedule", "check", out).exit_code == 0
    assert run("schedule", "publish", out).output.startswith("little-2031: version 1, ")


def test_folder_with_something_in_it_is_not_touched(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("kept")
    assert run("edition", "roll-over", LITTLE, out, *KNOWN).exit_code == 2
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_week_of_hanoi_passes_the_check_in_brunei_with_its_friday_reported(
    run: Run, tmp_path: Path
) -> None:
    rooms = tmp_path / "rooms.csv"
    rooms.write_text("old,new\nwest-lake-1,retreat-room\nbilateral-b1,bilateral-1\n")
    out = tmp_path / "next"
    done = run(
        *("edition", "roll-over", folder("schedules") / "adgmin-2026", out),
        *("--slug", "adgmin-7", "--short-name", "ADGMIN-7", "--zone", "Asia/Brunei"),
        *("--first-day", "2027-01-25", "--city", "Bandar Seri Begawan", "--next-chair", "KH"),
        *("--venue", BRUNEI / "venue.toml", "--rules", BRUNEI / "edition.toml"),
        *("--rooms", rooms, "--replace", "6th=7th", "--replace", "vi:lần thứ 6=lần thứ 7"),
    )
    assert done.output.endswith("schedule check: no fault, 6 to be moved.\n"), done.output
    checked = run("schedule", "check", out)
    *warned, last = checked.stdout.splitlines()
    assert (checked.exit_code, last) == (0, "adgmin-7: 59 sessions on 5 days, no fault.")
    assert sum("kept free for “Friday prayer" in line for line in warned) == 6


def test_what_the_wishes_name_must_exist(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "little-2031"
    wrong = ("--zone", "Asia/Hanoi", "--next-chair", "XX")
    done = run("edition", "roll-over", LITTLE, out, *KNOWN, *wrong)
    assert done.exception is not None
    assert [line[:33] for line in str(sentence_for(done.exception)).splitlines()] == [
        "edition.toml, edition, key zone: ",
        "edition.toml, edition, key next_c",
        "programme/2031-03-04.toml, sessio",
    ]
    assert not out.exists()


def test_report_is_told_to_programs(run: Run, tmp_path: Path) -> None:
    done = run("edition", "roll-over", LITTLE, tmp_path / "x-2", *KNOWN, "--dry-run", "--json")
    told = json.loads(done.output)
    assert {"topic", "code", "facts", "sentence"} == set(told[0])


@pytest.mark.parametrize("word", ["--day=tomorrow", "--replace=6th", "--align=month"])
def test_words_that_cannot_be_read_are_wrong_usage(run: Run, tmp_path: Path, word: str) -> None:
    assert run("edition", "roll-over", LITTLE, tmp_path / "x", *KNOWN, word).exit_code == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[rooms]\nhall = ""\n', "key hall: must be the code of a room, not something else"),
        ("hall = \n", "not valid TOML"),
    ],
)
def test_faulty_room_map_is_refused(run: Run, tmp_path: Path, text: str, said: str) -> None:
    rooms = tmp_path / "rooms.toml"
    rooms.write_text(text)
    more = ("--rooms", rooms, "--venue", LITTLE / "venue.toml")
    done = run("edition", "roll-over", LITTLE, tmp_path / "x", *KNOWN, *more)
    assert done.exception is not None
    assert said in str(sentence_for(done.exception))
