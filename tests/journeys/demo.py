"""The demo as a newcomer starts it: staged by one command, served by another, in its own folder."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
EDITION = "/e/adgmin-2026"
MORNING = "2026-01-15T08:10"
"""Where the demo's clock starts."""

WAY = re.compile(r"^  (\S.*?)  +(http\S+)$", re.MULTILINE)
STARTS_WITHIN = 60.0
"""Seconds; a loaded machine is slow."""


@dataclass(frozen=True)
class Demo:
    """A running demo: where it listens, what it printed, and its command line."""

    base: str
    ways: Mapping[str, str]
    """Who → address, as printed: "organiser", "focal point of KH", "door", …"""
    instance: Path
    environment: Mapping[str, str]

    def way(self, beginning: str) -> str:
        """The address printed for whoever's description begins so."""
        return next(address for who, address in self.ways.items() if who.startswith(beginning))

    def run(self, *arguments: str) -> str:
        """What an eventops command says; it must succeed."""
        return _run(self.environment, *arguments)

    @contextmanager
    def at(self, text: str = MORNING) -> Iterator[None]:
        """Let it be that local time in Hanoi, then the usual morning again."""
        self.run("demo", "clock", text)
        yield
        if text != MORNING:
            self.run("demo", "clock", MORNING)

    def sign_in(self, page: Page, beginning: str) -> None:
        """By the printed address, as one who opens it and presses the button."""
        page.goto(self.way(beginning))
        page.locator("main form button").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)


@contextmanager
def running_demo(instance: Path) -> Iterator[Demo]:
    """Stage a demo in that folder and serve it until the end."""
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("EVENTOPS_")
    } | {
        "EVENTOPS_ENV": "demo",
        "EVENTOPS_INSTANCE": str(instance),
        "EVENTOPS_BASE_URL": f"http://127.0.0.1:{port}",
    }
    printed = _run(environment, "demo", "up", "--no-serve", "--port", str(port))
    demo = Demo(f"http://127.0.0.1:{port}", dict(WAY.findall(printed)), instance, environment)
    log = instance / "server.log"
    with log.open("w") as out:
        # A second `up`: it must change nothing and leave the printed addresses valid.
        command = [sys.executable, "-m", "eventops", "demo", "up", "--port", str(port)]
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(demo.base, server, log)
            yield demo
        finally:
            server.send_signal(signal.SIGINT)  # Ctrl+C
            server.wait(20)


def _run(environment: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "eventops", *arguments]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    told = f"{done.stdout}{done.stderr}"
    assert done.returncode == 0, f"{' '.join(arguments)} ended with {done.returncode}:\n{told}"
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(base: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{base}/readyz", timeout=5).close()
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the demo does not serve:\n{log.read_text()}")
