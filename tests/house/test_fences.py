"""Who may import whom, as pyproject.toml says; the same fences stand in `make check`."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def test_imports_go_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
