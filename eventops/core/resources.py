"""Where templates, migrations, schedules and static files lie: checkout or installed wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent
CARRIED = PACKAGE / "_data"


def folder(name: str) -> Path:
    """The folder ``templates``, ``migrations`` or ``schedules``, wherever it was installed."""
    beside = CHECKOUT / name
    in_checkout = (CHECKOUT / "pyproject.toml").is_file() and beside.is_dir()
    return beside if in_checkout else CARRIED / name


STATIC = PACKAGE / "static"
TRANSLATIONS = PACKAGE / "translations"
FONTS = STATIC / "vendor" / "fonts" / "ttf"
FLAGS = STATIC / "vendor" / "flags"
