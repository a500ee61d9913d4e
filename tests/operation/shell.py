"""The command in a process of its own, as people start it."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEY = "k" * 40
PATIENCE = 60.0
"""Seconds until a command must have ended, or a server must answer."""


class Shell:
    """Runs ``python -m eventops`` for one instance folder."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance

    def environment(self, **given: str) -> dict[str, str]:
        named = {f"EVENTOPS_{name}": text for name, text in given.items()}
        ours = {"EVENTOPS_INSTANCE": str(self.instance), "EVENTOPS_SECRET_KEY": KEY}
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), **ours, **named}

    def run(self, *words: str, without: tuple[str, ...] = (), **given: str) -> tuple[int, str, str]:
        """Exit code, stdout and stderr."""
        environment = self.environment(**given)
        for name in without:
            del environment[f"EVENTOPS_{name}"]
        done = subprocess.run(
            [sys.executable, "-m", "eventops", *words],
            cwd=self.instance.parent,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    def refused(self, *words: str, without: tuple[str, ...] = (), **given: str) -> str:
        """What is said on stderr, when nothing else happens."""
        code, out, err = self.run(*words, without=without, **given)
        assert (code, out) == (1, ""), err
        assert "Traceback" not in err
        return err


def revision(shell: Shell, number: str) -> None:
    with sqlite3.connect(shell.instance / "eventops.db") as database:
        database.execute("UPDATE alembic_version SET version_num = ?", (number,))
    database.close()
