"""Prepare a checkout: `prepare.py demo` for running it, `prepare.py tools` for working on it.

Runs with the system's Python and its standard library alone, and without an installed Node. Each
step leaves a mark of what it was made from and is skipped while that has not changed, so a second
run takes a moment. Whatever goes wrong ends in one sentence; the programs' own words are kept in
.venv/prepare.log.
"""

from __future__ import annotations  # so that a Python too old to run this can still say so

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
LOG = VENV / "prepare.log"
LOCKS = ROOT / ".workshop" / "locks"
VENDOR = ROOT / "eventops" / "static" / "vendor"
CATALOGUES = ROOT / "eventops" / "translations"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20

NO_NETWORK = "The package registry cannot be reached; check the network and run make again."
SIGNS_OF_NO_NETWORK = (
    "Temporary failure in name resolution",
    "Name or service not known",
    "NewConnectionError",
    "Network is unreachable",
    "dns error",
    "tcp connect error",
    "error sending request",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ENETUNREACH",
    "ETIMEDOUT",
)


class Trouble(Exception):
    """Ends the preparation with its one sentence."""


def say(step: str, started: float | None = None) -> None:
    took = " …" if started is None else f"  {time.monotonic() - started:.1f} s"
    print(f"  {step}{took}", flush=True)


def run(command: Sequence[object], failure: str, path: str | None = None) -> None:
    """Run a program, its output to the log; `failure` is the sentence should it not succeed."""
    with LOG.open("a+", encoding="utf-8", errors="replace") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        begin = log.tell()
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env={**os.environ, "PATH": path or os.environ.get("PATH", "")},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        if done.returncode == 0:
            return
        log.seek(begin)
        words = log.read()
    if any(sign in words for sign in SIGNS_OF_NO_NETWORK):
        raise Trouble(NO_NETWORK)
    raise Trouble(f"{failure} Its own words are in .venv/prepare.log.")


def digest_of(*sources: Path) -> str:
    """A digest over files: when it differs from the one in a step's mark, the step is done anew."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes() + b"\0")
    return digest.hexdigest()


def is_done(mark: Path, digest: str) -> bool:
    return mark.is_file() and mark.read_text() == digest


def working_uv() -> str | None:
    """The path of a uv that runs, else None: it is quicker than pip, and not needed."""
    uv = shutil.which("uv")
    if uv and subprocess.run([uv, "--version"], capture_output=True).returncode == 0:
        return uv
    return None


def make_venv(uv: str | None) -> None:
    if (BIN / "python").exists():
        return
    started = time.monotonic()
    command: list[object]
    if uv:
        command = [uv, "venv", "-q", "--allow-existing", "--python", sys.executable, VENV]
    elif find_spec("venv") and find_spec("ensurepip"):
        command = [sys.executable, "-m", "venv", VENV]
    else:
        raise Trouble(
            "Python's venv module is missing; install the Debian package python3-venv"
            " (`apt install python3-venv`) and run make again."
        )
    run(command, "The Python environment in .venv could not be made.")
    say("Python environment in .venv", started)


def install(title: str, uv: str | None, *locks: Path) -> None:
    """Install locked packages with their hashes, by uv when it can, else by pip."""
    mark = VENV / f".made-from-{locks[-1].stem}"
    digest = digest_of(*locks)
    if is_done(mark, digest):
        return
    started = time.monotonic()
    say(title)
    wanted: list[object] = [part for lock in locks for part in ("-r", lock)]
    failure = "The locked Python packages could not be installed."
    if not (uv and installed_by_uv(uv, wanted)):
        pip = pip_command()
        run([*pip, "install", "--retries", "2", "--require-hashes", *wanted], failure)
    mark.write_text(digest)
    say(title, started)


def installed_by_uv(uv: str, wanted: list[object]) -> bool:
    """False where uv is set up otherwise than pip, say with another index: pip has the last word."""
    command = [uv, "pip", "install", "--python", BIN / "python", "--require-hashes", *wanted]
    try:
        run(command, "")
    except Trouble:
        return False
    return True


def pip_command() -> list[object]:
    """How to call pip; an environment that uv made has none at first."""
    pip = [str(BIN / "python"), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode != 0:
        run([BIN / "python", "-m", "ensurepip"], "The environment in .venv has no pip.")
    return [*pip, "--disable-pip-version-check"]


def install_project(uv: str | None) -> None:
    """Put the checkout itself on the environment's path, with its command; needs no network."""
    mark = VENV / ".made-from-project"
    digest = digest_of(ROOT / "pyproject.toml")
    if is_done(mark, digest) and (BIN / "eventops").exists():
        return
    start: list[object] = [uv, "pip"] if uv else pip_command()
    where: list[object] = ["--python", BIN / "python"] if uv else []
    options = ["--quiet", "--no-deps", "--no-build-isolation", "-e", "."]
    failure = "The project could not be installed into .venv."
    run([*start, "install", *where, *options], failure)
    mark.write_text(digest)


def node_folder(uv: str | None) -> Path:
    """Where node and npm are: the system's when new enough, else those of a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        told = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        major = told.strip().lstrip("v").split(".")[0]
        if major.isdigit() and int(major) >= OLDEST_NODE:
            return Path(node).parent
    install("Node, as a Python package", uv, LOCKS / "node.lock")
    return BIN


def fetch_front_end(uv: str | None, with_tools: bool) -> None:
    """The locked npm packages, then those parts of them that pages and badges use."""
    lock = ROOT / "package-lock.json"
    packages, packages_from = ROOT / "node_modules" / ".made-from", digest_of(lock)
    parts, parts_from = VENDOR / ".made-from", digest_of(lock, ROOT / ".workshop" / "vendor.py")
    has_packages, has_parts = is_done(packages, packages_from), is_done(parts, parts_from)
    if has_parts and (has_packages or not with_tools):
        return
    started = time.monotonic()
    title = "Fonts, flags and barcode reader" + (", front-end tools" if with_tools else "")
    say(title)
    if not has_packages:
        folder = node_folder(uv)
        what = [] if with_tools else ["--omit=dev"]
        run(
            [folder / "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *what],
            "The locked npm packages could not be fetched.",
            path=f"{folder}{os.pathsep}{os.environ.get('PATH', '')}",
        )
        if with_tools:
            packages.write_text(packages_from)
    if not has_parts:
        command = [BIN / "python", ROOT / ".workshop" / "vendor.py"]
        run(command, "The front-end parts could not be made.")
        parts.write_text(parts_from)
    say(title, started)


def compile_catalogues() -> None:
    """Compile translations whose text is newer than its compiled form."""
    for text in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        compiled = text.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
            command = [BIN / "pybabel", "compile", "-i", text, "-o", compiled]
            run(command, f"The translation {text.relative_to(ROOT)} could not be compiled.")


def prepare(with_tools: bool) -> None:
    VENV.mkdir(exist_ok=True)
    uv = working_uv()
    make_venv(uv)
    everything = ROOT / "requirements-dev.lock"
    if with_tools:
        install("Python packages and tools", uv, everything)
    elif not is_done(VENV / ".made-from-requirements-dev", digest_of(everything)):
        install("Python packages", uv, ROOT / "requirements.lock", LOCKS / "setup.lock")
    install_project(uv)
    fetch_front_end(uv, with_tools)
    compile_catalogues()


def main() -> None:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"EventOps needs Python 3.11 or newer; the python3 found here is {found}.")
    try:
        prepare(with_tools=sys.argv[1:] == ["tools"])
    except Trouble as trouble:
        sys.exit(str(trouble))
    except OSError as fault:
        sys.exit(f"This folder cannot be prepared: {fault}.")


if __name__ == "__main__":
    main()
