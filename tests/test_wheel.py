"""The wheel by itself: built, installed where no checkout is, and serving."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0  # seconds until the server must answer


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("eventops-*.whl")
    return built


@pytest.fixture(scope="module")
def clean_environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what requirements.lock names, and nothing else."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    link_locked_packages(site)
    uv = [sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--python"]
    subprocess.run([*uv, str(folder / "bin" / "python"), str(wheel)], check=True)
    return folder


def link_locked_packages(site: Path) -> None:
    """Lend the locked packages from the environment of the tests: quick, and needs no network."""
    lock = (ROOT / "requirements.lock").read_text()
    for name in re.findall(r"^([a-z0-9_.-]+)==", lock, flags=re.MULTILINE):
        for part, place in installed_parts(name):
            if not (site / part).exists():
                (site / part).symlink_to(place)


def installed_parts(name: str) -> Iterator[tuple[str, Path]]:
    """The entries of site-packages that belong to a package; none when it is for another system."""
    try:
        found = files(name) or []
    except PackageNotFoundError:
        return
    for path in found:
        top = path.parts[0]
        if top not in ("..", "__pycache__"):
            yield top, Path(str(path.locate())).parents[len(path.parts) - 1] / top


def run(environment: Path, folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the installed command in an empty folder, away from the checkout and its settings."""
    settings = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.Popen(
        [environment / "bin" / "eventops", *arguments], cwd=folder, env=settings
    )


@contextmanager
def serving(environment: Path, folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = run(environment, folder, "serve", "--host", "127.0.0.1", "--port", str(port))
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def status_once_up(address: str) -> int:
    """The status that the address answers with, once anything answers there."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_wheel_carries_what_lies_beside_the_package(wheel: Path) -> None:
    names = ZipFile(wheel).namelist()
    wanted = {
        "eventops/_data/migrations/HEAD",
        "eventops/_data/schedules/README.md",
        "eventops/static/vendor/flags/vn.svg",
        "eventops/static/vendor/fonts/ttf/BeVietnamPro-Regular.ttf",
        "eventops/static/vendor/licences/be-vietnam-pro.txt",
        "eventops/static/vendor/zxing/zxing_reader.wasm",
        "eventops/translations/vi/LC_MESSAGES/messages.mo",
    }
    assert wanted - set(names) == set()
    assert any(name.startswith("eventops/_data/templates/layouts/") for name in names)
    assert [name for name in names if name.endswith((".po", ".pyc", ".d.ts"))] == []


def test_installed_wheel_migrates_and_serves(clean_environment: Path, tmp_path: Path) -> None:
    migration = run(clean_environment, tmp_path, "db", "upgrade")
    assert migration.wait(timeout=PATIENCE) == 0
    with serving(clean_environment, tmp_path) as address:
        assert status_once_up(f"{address}/healthz") == 200
