"""Run every check and tell all that failed; `--fix` puts right what the tools can put right."""

import subprocess
import sys
import time

from prepare import BIN, ROOT, node_folder, working_uv


def node_tool(path: str) -> list[str]:
    return [str(node_folder(working_uv()) / "node"), str(ROOT / "node_modules" / path)]


def own(tool: str) -> str:
    return str(BIN / tool)


def checks() -> dict[str, list[str]]:
    """What each check is called, and its command."""
    scripts = sorted(str(path) for path in (ROOT / ".workshop").glob("*.py"))
    return {
        "format": [own("ruff"), "format", "--check", "."],
        "lint": [own("ruff"), "check", "."],
        "types": [own("mypy")],
        "types of the workshop": [own("mypy"), "--no-explicit-package-bases", *scripts],
        "import fences": [own("lint-imports"), "--no-logo"],
        "templates": [own("djlint"), "--lint", "--quiet", "templates"],
        "script types": [*node_tool("typescript/bin/tsc"), "--noEmit", "-p", "tsconfig.json"],
        "scripts and styles": [*node_tool("@biomejs/biome/bin/biome"), "check"],
        "dependencies": [own("deptry"), "."],
    }


def fixes() -> dict[str, list[str]]:
    return {
        "lint": [own("ruff"), "check", "--fix", "."],
        "format": [own("ruff"), "format", "."],
        "scripts and styles": [*node_tool("@biomejs/biome/bin/biome"), "check", "--write"],
    }


def passes(name: str, command: list[str]) -> bool:
    """Run one tool; its words are shown only when it finds something."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    found = "" if done.returncode == 0 else "  ✗"
    print(f"  {name:24}{time.monotonic() - started:5.1f} s{found}", flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def main() -> None:
    work = fixes() if sys.argv[1:] == ["--fix"] else checks()
    failed = [name for name, command in work.items() if not passes(name, command)]
    if failed:
        sys.exit(f"Not in order: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
