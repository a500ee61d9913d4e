"""The project's own files, for tests that read rather than run them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "eventops"
TEMPLATES = ROOT / "templates"
STATIC = PACKAGE / "static"


def name_of(path: Path) -> str:
    """The path as it is written in exceptions and shown in failures."""
    return path.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    folders = (PACKAGE, ROOT / "tests", ROOT / ".workshop")
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def package_files() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.is_file())


def front_end_files(ending: str) -> list[Path]:
    """Scripts or style sheets that are ours, not those fetched from npm."""
    vendored = STATIC / "vendor"
    return sorted(p for p in STATIC.rglob(f"*{ending}") if vendored not in p.parents)


def line_count(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function's name and how many lines it has, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield node.name, lines - docstring_lines(node)


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = node.body[0]
    if ast.get_docstring(node) is None:
        return 0
    return (first.end_lineno or first.lineno) - first.lineno + 1


def spoken_strings(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of each string that the code uses, not of those that only explain."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    explained = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in explained
        ):
            yield node.lineno, node.value
