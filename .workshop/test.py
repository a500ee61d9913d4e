"""Run every test: JavaScript by Node, then all else by pytest, whose closing line comes last.

Arguments go to pytest; with any, the JavaScript tests are left out. Journeys need a Chromium, which
is looked for and, where none is, installed: by apt on Debian as root, else by Playwright. Its path
reaches the tests as EVENTOPS_TEST_CHROMIUM.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from prepare import BIN, ROOT, node_folder, working_uv

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WORKERS = "2"


def find_browser() -> str | None:
    for name in BROWSERS:
        path = shutil.which(name)
        # Ubuntu's chromium-browser may be a note that tells to install a snap.
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_browser() -> None:
    print("Installing Chromium …", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        calm = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-q"], ["install", "-q", "-y", "chromium"]):
            subprocess.run(["apt-get", *command], env=calm, stdin=subprocess.DEVNULL)
    if not find_browser():
        command = [str(BIN / "playwright"), "install", "chromium"]
        subprocess.run(command, stdin=subprocess.DEVNULL)


def browser() -> str:
    named = os.environ.get("EVENTOPS_TEST_CHROMIUM")
    if named:
        return named
    if not find_browser():
        install_browser()
    found = find_browser()
    if not found:
        sys.exit("No Chromium was found nor could be installed; set EVENTOPS_TEST_CHROMIUM.")
    return found


def test_scripts() -> bool:
    """True when all JavaScript tests pass, or there are none."""
    files = sorted((ROOT / "tests" / "js").rglob("*.test.js"))
    if not files:
        return True
    node = node_folder(working_uv()) / "node"
    return subprocess.run([node, "--test", *files], cwd=ROOT).returncode == 0


def main() -> None:
    arguments = sys.argv[1:]
    chromium = browser()
    scripts_passed = bool(arguments) or test_scripts()
    command = [str(BIN / "pytest"), "-n", WORKERS, *arguments]
    environment = {**os.environ, "EVENTOPS_TEST_CHROMIUM": chromium}
    tested = subprocess.run(command, cwd=ROOT, env=environment)
    sys.exit(tested.returncode or int(not scripts_passed))


if __name__ == "__main__":
    main()
