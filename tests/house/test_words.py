"""What must not stand in the code: facts of one edition, drawers, unescaped text, other hosts."""

import re
from pathlib import Path

from tests.house.tree import (
    PACKAGE,
    front_end_files,
    name_of,
    package_files,
    spoken_strings,
    templates,
)

EDITION_FACTS = re.compile(r"adgmin|adgsom|vidw|hanoi|hà nội|ha noi|brunei", re.IGNORECASE)
DRAWERS = {"utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "base"}
INLINE_STYLE = re.compile(r"\sstyle\s*=\s*[\"']|<style\b|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE)
UNESCAPED = re.compile(r"\|\s*safe\b|\bMarkup\(|\bautoescape\s+false")
# An address of another host that a page would load from; plain links for people are allowed.
LOADS = re.compile(
    r"""\bsrc(?:set)?\s*=\s*["']?(?:https?:)?//"""
    r"""|<link\b[^>]*\bhref\s*=\s*["']?(?:https?:)?//"""
    r"""|url\(\s*["']?(?:https?:)?//"""
    r"""|(?:\bimport\b|\bfrom\b|\bimport\(|\bimportScripts\(|\bfetch\(|\bWorker\()\s*["'](?:https?:)?//"""
)


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """`path: text` for each match, so that a failure says where."""
    return [
        f"{name_of(path)}: {match.group()}"
        for path in paths
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]


def test_no_edition_fact_stands_in_code() -> None:
    demo = PACKAGE / "demo"
    facts = [
        f"{name_of(path)}:{line}: {text}"
        for path in package_files()
        if demo not in path.parents
        for line, text in spoken_strings(path)
        if EDITION_FACTS.search(text)
    ]
    assert facts == []


def test_no_module_is_a_drawer() -> None:
    assert [name_of(path) for path in package_files() if path.stem in DRAWERS] == []


def test_no_text_reaches_a_page_unescaped() -> None:
    assert found(UNESCAPED, templates() + package_files()) == []


def test_pages_hold_no_inline_script_nor_style() -> None:
    pages = [path for path in templates() if "email" not in path.parts]
    assert found(INLINE_STYLE, pages) + found(INLINE_SCRIPT, pages) == []


def test_pages_load_nothing_from_another_host() -> None:
    ours = templates() + front_end_files(".js") + front_end_files(".css")
    assert found(LOADS, ours) == []
