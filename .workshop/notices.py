"""Write THIRD_PARTY.md: what EventOps runs on and carries, with licences; part of `make lock`.

Reads the runtime lock, the metadata of the packages installed in .venv, and package-lock.json.
"""

import json
import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """# Third-party software and fonts

EventOps itself is under the Apache License 2.0 (LICENSE). It stands on the work of others; this
list is written by `make lock`.

"""

# The wasm of the barcode reader holds a library that its npm package does not name in its licence.
CARRIED_INSIDE = """
The barcode reader's wasm is built from [ZXing-C++](https://github.com/zxing-cpp/zxing-cpp)
(Apache-2.0). The digits-only fonts "EventOps Figures" are derived from Be Vietnam Pro and stay under
the SIL Open Font License. The licence texts lie in `eventops/static/vendor/licences/`.
"""


def locked_names(lock: str) -> list[str]:
    return re.findall(r"^([A-Za-z0-9_.-]+)==", lock, flags=re.MULTILINE)


def licence_of(about: PackageMetadata) -> str:
    """The SPDX expression when given, else the classifiers, else a short licence field."""
    if "License-Expression" in about:
        return about["License-Expression"]
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in about.get_all("Classifier", [])
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    if classifiers:
        return ", ".join(classifiers)
    return about["License"].splitlines()[0] if "License" in about else "see the package"


def python_rows(names: list[str]) -> list[str]:
    rows = []
    for name in names:
        try:
            about = metadata(name)
        except PackageNotFoundError:  # locked for another system only
            rows.append(f"| {name} | on Windows only | see the package |")
        else:
            rows.append(f"| {name} | {about['Version']} | {licence_of(about)} |")
    return rows


def npm_rows() -> list[str]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    wanted = sorted(lock["packages"][""]["dependencies"])
    found = [(name, lock["packages"][f"node_modules/{name}"]) for name in wanted]
    return [f"| {name} | {about['version']} | {about['license']} |" for name, about in found]


def table(title: str, rows: list[str]) -> str:
    lines = [f"## {title}", "", "| package | version | licence |", "|---|---|---|", *rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    names = locked_names((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    text = (
        HEAD
        + table("Installed beside it, from the Python package index", python_rows(names))
        + "\n"
        + table("Carried inside the wheel, from npm", npm_rows())
        + CARRIED_INSIDE
    )
    (ROOT / "THIRD_PARTY.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
