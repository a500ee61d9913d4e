"""Every situation has its sentence, and every sentence the facts that it names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eventops.checkin.verdict import BADGE_ENDS, OVERRIDABLE
from eventops.core import errors
from eventops.sentences import TABLES
from tests.house.tree import name_of, package_files

SENTENCES = {code: str(sentence) for table in TABLES for code, sentence in table.items()}
NAMED = re.compile(r"%\((\w+)\)")


@dataclass(frozen=True)
class Raised:
    """One ``raise Situation("code", fact=…)``; ``facts`` is None when they come as ``**facts``."""

    where: str
    code: str
    facts: frozenset[str] | None


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in package_files():
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def situations() -> dict[str, str | None]:
    """Name of each DomainError → the code of its own, if it has one."""
    basic = ("DomainError", "NotFound", "NotAllowed", "Conflict", "Invalid")
    kinds: dict[str, str | None] = dict.fromkeys(basic)
    assert all(hasattr(errors, name) for name in kinds)
    for _path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(
                isinstance(base, ast.Name) and base.id in kinds for base in node.bases
            ):
                kinds.setdefault(node.name, own_code(node))
    return kinds


def own_code(kind: ast.ClassDef) -> str | None:
    """``code = "…"`` in a class."""
    for statement in kind.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="code")], value=ast.Constant(value=str(code))):
                return code
    return None


def raised() -> Iterator[Raised]:
    """Every place that makes a situation, with the code it gives."""
    kinds = situations()
    for path, tree in trees():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Name(id=kind)) if kind in kinds:
                    where = f"{name_of(path)}:{node.lineno}"
                    yield Raised(where, code_of(node, kinds[kind], where), facts_of(node))
                case ast.Raise(exc=ast.Name(id=kind)) if kind in kinds:
                    where = f"{name_of(path)}:{node.lineno}"
                    yield Raised(where, kinds[kind] or "", frozenset())


def code_of(call: ast.Call, own: str | None, where: str) -> str:
    match call.args:
        case [ast.Constant(value=str(code))]:
            return code
        case []:
            return own or ""
        case _:
            raise AssertionError(f"{where}: the code is not written out, so nobody can find it")


def facts_of(call: ast.Call) -> frozenset[str] | None:
    if any(word.arg is None for word in call.keywords):
        return None
    return frozenset(word.arg for word in call.keywords if word.arg is not None)


def test_every_situation_has_a_sentence() -> None:
    unsaid = [f"{each.where} {each.code}" for each in raised() if each.code not in SENTENCES]
    assert unsaid == []


def test_every_situation_gives_the_facts_that_its_sentence_names() -> None:
    short = [
        f"{each.where} {each.code} needs {fact}"
        for each in raised()
        if each.facts is not None and each.code in SENTENCES
        for fact in NAMED.findall(SENTENCES[each.code])
        if fact not in each.facts
    ]
    assert short == []


def test_every_reason_of_the_door_has_a_sentence() -> None:
    decided = {
        str(node.args[1].value)
        for path, tree in trees()
        if path.parent.name == "checkin"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("Decision", "Shown")
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    reasons = decided | OVERRIDABLE | set(BADGE_ENDS.values()) | {"overridden", "bad_row"}
    assert sorted(each for each in reasons if f"door_{each}" not in SENTENCES) == []
