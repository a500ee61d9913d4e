"""What goes wrong on the command line is one sentence on stderr, and nothing is lost."""

import shutil
import socket
from pathlib import Path

import pytest

from eventops.core import schema
from tests.operation.shell import ROOT, Shell, revision

OLDER = "The database is empty or of an older version: run `eventops db upgrade`.\n"


@pytest.fixture
def little(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "tests" / "little", tmp_path / "little-2030"))


def test_broken_toml_names_file_and_line(shell: Shell, little: Path) -> None:
    (little / "venue.toml").write_text('[[venue]]\ncode = "house\n')
    for verb in ("check", "publish"):
        said = shell.refused("schedule", verb, str(little))
        assert said.count("\n") == 1
        assert said.startswith("venue.toml")
        assert "line 2" in said


def test_folder_that_is_not_there_is_named(shell: Shell, tmp_path: Path) -> None:
    none = tmp_path / "none"
    assert shell.refused("schedule", "diff", str(none)) == f'there is no folder "{none}"\n'


def test_unknown_edition_is_named(shell: Shell, tmp_path: Path) -> None:
    sentence = "There is no edition nowhere here.\n"
    assert shell.refused("schedule", "export", str(tmp_path / "nowhere")) == sentence
    invite = ("user", "invite", "a@example.org", "--role", "viewer", "--edition", "nowhere")
    assert shell.refused(*invite) == sentence


def test_unknown_user_is_named(shell: Shell) -> None:
    assert shell.refused("user", "sign-in-link", "ghost@example.org") == (
        "There is no account for ghost@example.org.\n"
    )


@pytest.mark.parametrize("words", [("serve",), ("db", "upgrade")])
def test_missing_secret_stops_production(bare: Shell, words: tuple[str, ...]) -> None:
    assert bare.refused(*words, without=("SECRET_KEY",), ENV="production") == (
        "EVENTOPS_SECRET_KEY is not set: production needs a secret of its own; make one with "
        "`python -c 'import secrets; print(secrets.token_hex(32))'`.\n"
    )
    assert list(bare.instance.iterdir()) == []


@pytest.mark.parametrize("words", [("serve",), ("demo", "up", "--no-serve")])
def test_file_in_place_of_the_instance_folder_is_told_and_kept(
    bare: Shell, words: tuple[str, ...]
) -> None:
    bare.instance.write_text("not ours")
    assert bare.refused(*words) == (
        f"The instance folder {bare.instance} cannot be written (File exists): give this user the "
        "right to write there, or set EVENTOPS_INSTANCE to another folder.\n"
    )
    assert bare.instance.read_text() == "not ours"


def test_wrong_setting_is_told(bare: Shell) -> None:
    assert bare.refused("db", "upgrade", ENV="live") == (
        "EVENTOPS_ENV must be development, demo or production, not 'live'.\n"
    )


def test_port_in_use_is_told(shell: Shell) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert shell.refused("serve", "--port", str(port)) == (
            f"Port {port} on 127.0.0.1 is taken by another program: stop it, or choose another "
            f"port, for example {port + 1}.\n"
        )


@pytest.mark.parametrize(
    "words",
    [
        ("serve",),
        ("schedule", "publish", str(ROOT / "tests" / "little")),
    ],
)
def test_empty_database_is_told(bare: Shell, words: tuple[str, ...]) -> None:
    assert bare.refused(*words) == OLDER


@pytest.mark.parametrize("words", [("serve",), ("work", "--once")])
def test_older_database_is_told(shell: Shell, words: tuple[str, ...]) -> None:
    revision(shell, "0001")
    assert shell.refused(*words) == OLDER


@pytest.mark.parametrize("words", [("serve",), ("db", "upgrade")])
def test_newer_database_is_told(shell: Shell, words: tuple[str, ...]) -> None:
    revision(shell, "9999")
    assert shell.refused(*words) == (
        f"The database is of a newer version (9999) than this program ({schema.head()}): install "
        "the program that fits it.\n"
    )


def test_file_that_is_no_database_is_told_and_kept(shell: Shell) -> None:
    file = shell.instance / "eventops.db"
    file.write_bytes(b"not a database" * 100)
    for words in (("serve",), ("db", "upgrade")):
        assert shell.refused(*words) == ("The database cannot be reached: file is not a database\n")
    assert file.read_bytes() == b"not a database" * 100


def test_database_server_that_is_away_is_told(shell: Shell) -> None:
    said = shell.refused("db", "upgrade", DATABASE_URL="postgresql://u:secret@127.0.0.1:1/x")
    assert said.startswith("The database cannot be reached: ")
    assert (said.count("\n"), "secret" in said) == (1, False)


def test_folder_that_cannot_be_written_is_told(shell: Shell, little: Path) -> None:
    shell.run("schedule", "publish", str(little))
    file = little / "edition.toml"
    said = shell.refused("schedule", "export", str(file), "--edition", "little-2030")
    assert said == f"{file} cannot be used: File exists.\n"


def test_wrong_word_is_told_with_the_right_ones(shell: Shell) -> None:
    code, out, err = shell.run("user", "invite", "a@example.org", "--role", "king")
    assert (code, out) == (2, "")
    assert "'king' is not one of" in err
    assert "Traceback" not in err


def test_upgrade_says_where_the_database_stands_each_time(bare: Shell) -> None:
    said = (0, f"The database is at revision {schema.head()}.\n", "")
    assert [bare.run("db", "upgrade"), bare.run("db", "upgrade")] == [said, said]


def test_invited_user_gets_an_address_for_one_sign_in(shell: Shell) -> None:
    words = ("user", "invite", "Anna@example.org", "--role", "organiser")
    code, out, err = shell.run(*words, BASE_URL="https://events.example")
    assert (code, err) == (0, "")
    assert out.startswith("https://events.example/sign-in/link/")
    assert len(out.strip()) == len("https://events.example/sign-in/link/") + 43


ASSUMED = (
    "This assumes that the service answers at http://127.0.0.1:8000; if it does not, set "
    "EVENTOPS_BASE_URL to where it is reached and ask again.\n"
)


def test_address_made_without_a_base_url_says_what_it_assumes(shell: Shell) -> None:
    code, out, err = shell.run("user", "invite", "anna@example.org", "--role", "viewer")
    assert (code, err) == (0, ASSUMED)
    assert out.startswith("http://127.0.0.1:8000/sign-in/link/")
    assert shell.run("user", "sign-in-link", "anna@example.org")[2] == ASSUMED


def test_clock_of_the_demo_speaks_the_time_of_the_place(shell: Shell, little: Path) -> None:
    shell.run("schedule", "publish", str(little))
    code, out, err = shell.run("demo", "clock", "--edition", "little-2030")
    assert (code, err) == (0, "")
    assert out.endswith(" in Hanoi (Asia/Ho_Chi_Minh)\n")


def test_whoever_is_not_found_is_not_found_in_the_edition_searched(
    shell: Shell, little: Path
) -> None:
    nobody = "No edition is here yet: run `eventops schedule publish`.\n"
    assert shell.refused("agenda", "show", "Ghost") == nobody
    shell.run("schedule", "publish", str(little))
    sentence = "Nobody is found for “Ghost” in little-2030.\n"
    assert shell.refused("agenda", "show", "Ghost") == sentence
    assert shell.refused("badges", "code", "Ghost") == sentence
    sheet = ("badges", "print", "--delegation", "zz", "-o", "none.pdf")
    assert shell.refused(*sheet) == "There is no delegation ZZ in little-2030.\n"
