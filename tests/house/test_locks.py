"""The locks: complete, with hashes, and free of the addresses of whoever made them."""

import json
import re
import tomllib

from tests.house.tree import ROOT

LOCKS = sorted([*ROOT.glob("*.lock"), *(ROOT / ".workshop" / "locks").glob("*.lock")])


def names_in(lock: str) -> list[str]:
    return re.findall(r"^([a-z0-9_.-]+)==", lock, flags=re.MULTILINE)


def test_python_locks_name_no_address() -> None:
    texts = {lock.name: lock.read_text() for lock in LOCKS}
    assert [name for name, text in texts.items() if "://" in text or "--index" in text] == []
    assert len(texts) == 4


def test_npm_lock_names_no_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, about in packages.items() if "resolved" in about] == []
    assert [name for name, about in packages.items() if name and "integrity" not in about] == []


def test_runtime_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[<>=!~ ]", line, maxsplit=1)[0] for line in project["dependencies"]}
    assert wanted - set(names_in((ROOT / "requirements.lock").read_text())) == set()


def test_locks_agree_on_versions() -> None:
    pinned = re.compile(r"^([a-z0-9_.-]+==[^ ;]+)", flags=re.MULTILINE)
    whole = set(pinned.findall((ROOT / "requirements-dev.lock").read_text()))
    parts = {pin for lock in LOCKS for pin in pinned.findall(lock.read_text())}
    assert parts == whole


def test_notices_name_everything_that_runs() -> None:
    notices = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    locked = names_in((ROOT / "requirements.lock").read_text())
    carried = json.loads((ROOT / "package.json").read_text())["dependencies"]
    assert [name for name in [*locked, *carried] if f"| {name} |" not in notices] == []
