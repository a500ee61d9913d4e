"""The command as people meet it: what goes wrong is one sentence, and what serves stops whole."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eventops.core import schema
from eventops.core.clock import real_now
from eventops.core.db import open_engine, transaction
from eventops.mail.services import queue_letter

ROOT = Path(__file__).parents[2]
KEY = "k" * 40
PATIENCE = 60.0
OLDER = "The database is empty or of an older version: run `eventops db upgrade`.\n"


class Shell:
    """Runs ``python -m eventops`` for one instance folder."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance

    def environment(self, **given: str) -> dict[str, str]:
        named = {f"EVENTOPS_{name}": text for name, text in given.items()}
        ours = {"EVENTOPS_INSTANCE": str(self.instance), "EVENTOPS_SECRET_KEY": KEY}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), **ours, **named}

    def run(self, *words: str, without: tuple[str, ...] = (), **given: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        environment = self.environment(**given)
        for name in without:
            del environment[f"EVENTOPS_{name}"]
        done = subprocess.run(
            [sys.executable, "-m", "eventops", *words],
            cwd=self.instance.parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def refused(self, *words: str, without: tuple[str, ...] = (), **given: str) -> str:
        """What is said on stderr, when nothing else happens."""
        code, out, err = self.run(*words, without=without, **given)
        assert (code, out) == (1, ""), err
        assert "Traceback" not in err
        return err


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


def revision(shell: Shell, number: str) -> None:
    with sqlite3.connect(shell.instance / "eventops.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (number,))
    database.close()


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


@contextmanager
def serving(shell: Shell, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "eventops", "serve", "--port", str(port), *words],
        cwd=shell.instance.parent,
        env=shell.environment(),
        text=True,
        stderr=subprocess.PIPE,
    )
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.communicate(timeout=PATIENCE)


def fetched(address: str) -> tuple[int, str]:
    """Status and body, once anything answers there."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def children_of(process: int) -> list[int]:
    """Processes started by it and by those, as long as they live."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == process:
            found += [int(folder.name), *children_of(int(folder.name))]
    return found


def alive(processes: list[int]) -> list[int]:
    return [each for each in processes if Path(f"/proc/{each}").exists()]


def test_server_answers_that_it_lives_and_is_ready(shell: Shell) -> None:
    with serving(shell, "--workers", "2") as (_, address):
        assert fetched(f"{address}/healthz") == (200, '{"status":"ok"}\n')
        assert fetched(f"{address}/readyz") == (200, '{"status":"ready"}\n')
        revision(shell, "0001")
        assert fetched(f"{address}/readyz") == (503, '{"status":"not ready"}\n')
        assert fetched(f"{address}/healthz")[0] == 200


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_server_stops_with_all_that_it_started(shell: Shell, sign: signal.Signals) -> None:
    with serving(shell, "--workers", "1") as (server, address):
        fetched(f"{address}/healthz")
        started = children_of(server.pid)
        commands = [Path(f"/proc/{each}/cmdline").read_bytes() for each in started]
        assert sum(b"\0work\0" in command for command in commands) == 1
        assert len(alive(started)) >= 2
        server.send_signal(sign)
        assert server.wait(timeout=PATIENCE) == 0
        assert alive(started) == []


def test_mail_goes_out_while_the_server_runs(shell: Shell) -> None:
    with serving(shell, "--workers", "1") as (_, address):
        fetched(f"{address}/healthz")
        _queue_letter(shell)
        end = time.monotonic() + PATIENCE
        while not list((shell.instance / "mail").glob("*.eml")):
            assert time.monotonic() < end
            time.sleep(0.1)


def _queue_letter(shell: Shell) -> None:
    engine = open_engine(f"sqlite:///{shell.instance / 'eventops.db'}")
    with transaction(engine) as db:
        queue_letter(db, "a@example.org", "Hello", "…", language="en", now=real_now())
    engine.dispose()
