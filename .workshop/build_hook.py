"""Make the wheel whole: compiled catalogues, the folders beside the package, front-end parts."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# Folders beside the package that the wheel carries inside it; core/resources.py finds them either way.
CARRIED = ("migrations", "schedules", "templates")


class WholeWheel(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is hatchling's own
    """Called by hatchling before it gathers the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "standard" for a real build and "editable" for a checkout in use."""
        root = Path(self.root)
        compile_catalogues(root / "eventops" / "translations")
        if version == "editable":
            return  # a checkout in use reads its folders where they are
        if self.target_name == "wheel":
            build_data["force_include"].update(
                {str(root / name): f"eventops/_data/{name}" for name in CARRIED}
            )
        assets = root / "eventops" / "static" / "vendor" / "fonts"
        if not assets.is_dir():
            raise SystemExit("The front-end parts are not here yet; run `make assets` first.")


def compile_catalogues(folder: Path) -> None:
    """Write each messages.po as the messages.mo that gettext reads; unfinished entries stay out."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue, use_fuzzy=False)
