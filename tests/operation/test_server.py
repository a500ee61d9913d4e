"""`eventops serve` answers, sends mail beside, and stops with all that it started."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from eventops.core.clock import real_now
from eventops.core.db import open_engine, transaction
from eventops.mail.services import queue_letter
from tests.operation.shell import PATIENCE, Shell, revision


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
