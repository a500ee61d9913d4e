"""The documents: whole, and true where that can be read off the code."""

import re
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, name_of

DECISIONS = ROOT / "docs" / "decisions"
OTHERS = {"node_modules", "vendor", "instance", "dist", "build"}
"""Folders whose documents are not ours; so are those that begin with a dot."""

LINK = re.compile(r"\]\(([^)\s]+)\)")
SETTING = re.compile(r"\"(EVENTOPS_[A-Z_]+)\"")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
COMMAND = re.compile(r"\bmake ([a-z]+)\b")
MARK = re.compile(r"[^\w\s-]")


def documents() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.md") if _is_ours(path))


def _is_ours(path: Path) -> bool:
    folders = path.relative_to(ROOT).parent.parts
    return not any(folder in OTHERS or folder.startswith(".") for folder in folders)


def anchors(document: Path) -> set[str]:
    """Headings as addresses within a page, as hosting sites make them."""
    lines = FENCE.sub("", document.read_text(encoding="utf-8")).splitlines()
    titles = [line.lstrip("#").strip().lower() for line in lines if line.startswith("#")]
    return {MARK.sub("", title).replace(" ", "-") for title in titles}


def leads_nowhere(document: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    found = (document.parent / path).resolve() if path else document
    if not found.exists():
        return True
    return bool(anchor) and found.suffix == ".md" and anchor not in anchors(found)


def commands_said(text: str) -> set[str]:
    """Targets after ``make`` in code, inline or fenced."""
    code = [*FENCE.findall(text), *re.findall(r"`[^`\n]+`", FENCE.sub("", text))]
    return {target for piece in code for target in COMMAND.findall(piece)}


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = [
        f"{name_of(document)}: {target}"
        for document in documents()
        for target in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8")))
        if "://" not in target and leads_nowhere(document, target)
    ]
    assert dead == []


def test_architecture_lists_exactly_the_modules_of_core() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition("### core is a closed list")[2].partition("\n## ")[0]
    modules = {path.stem for path in (PACKAGE / "core").glob("*.py")} - {"__init__"}
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == modules


def test_architecture_names_every_storey() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    section = text.partition("## Storeys")[2].partition("\n### ")[0]
    storeys = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert storeys - set(re.findall(r"`(\w+)`", section)) == set()


def test_decisions_are_numbered_in_a_row_and_listed() -> None:
    files = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    listed = LINK.findall((DECISIONS / "README.md").read_text(encoding="utf-8"))
    assert listed == files
    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))


def test_list_of_decisions_says_their_titles() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8").splitlines()
    titles = [
        path.read_text(encoding="utf-8").splitlines()[0] for path in DECISIONS.glob("[0-9]*.md")
    ]
    told = {f"# {number} {title}" for line in index for number, title in _listed(line)}
    assert told == set(titles)


def _listed(line: str) -> list[tuple[str, str]]:
    return re.findall(r"^- \[(\d{4})\]\([^)]*\) (.+)$", line)


def test_readme_names_exactly_the_settings_that_are_read() -> None:
    read = set(SETTING.findall((PACKAGE / "core" / "settings.py").read_text(encoding="utf-8")))
    table = re.findall(r"^\| `(EVENTOPS_\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(read)


def test_make_targets_named_in_documents_exist() -> None:
    known = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    said = {
        name_of(document): commands_said(document.read_text(encoding="utf-8")) - known
        for document in documents()
    }
    assert {name: targets for name, targets in said.items() if targets} == {}


def test_tests_named_in_documents_exist() -> None:
    missing = []
    for document in documents():
        for path, name in NAMED_TEST.findall(document.read_text(encoding="utf-8")):
            file = ROOT / path
            if not file.is_file() or (name and f"def {name}(" not in file.read_text()):
                missing.append(f"{name_of(document)}: {path}::{name}")
    assert missing == []
