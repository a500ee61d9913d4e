"""Bring the catalogues up to date with the sentences in code and templates.

Every sentence keeps its translation while its English stays; a changed sentence comes back empty, so
that nobody sees an old translation of it. Nothing is guessed, and no line numbers are kept.
"""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "eventops" / "translations"
LANGUAGES = ("vi",)
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
PYTHON, TEMPLATES = [("**.py", "python")], [("**.html", "jinja2"), ("**.txt", "jinja2")]


def sentences() -> Catalog:
    """What the product says, in English."""
    found = Catalog()
    for folder, methods in (("eventops", PYTHON), ("templates", TEMPLATES)):
        said = extract_from_dir(
            ROOT / folder, methods, keywords=KEYWORDS, comment_tags=(), strip_comment_tags=True
        )
        for _file, _line, text, _comments, _context in said:
            if text:
                found.add(text)
    return found


def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is in the tree."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def po_file(language: str) -> Path:
    """Where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def updated(language: str) -> Catalog:
    """The catalogue with exactly the present sentences."""
    old, new = catalogue(language), _empty(language)
    for message in sentences():
        if message.id:
            known = old.get(message.id)
            new.add(message.id, known.string if known else None)
    return new


def _empty(language: str) -> Catalog:
    """A catalogue whose header never changes by itself."""
    return Catalog(
        locale=language,
        header_comment="# EventOps: every sentence in this language. Made by `make messages`.",
        project="EventOps",
        version="1",
        msgid_bugs_address="none",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        last_translator="EventOps",
        language_team="EventOps",
        fuzzy=False,
    )


def main() -> None:
    """Write the catalogues; name what is not translated."""
    for language in LANGUAGES:
        path, new = po_file(language), updated(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, no_location=True, sort_output=True, width=100)
        missing = [message.id for message in new if message.id and not any(_strings(message))]
        print(f"{language}: {len(new)} sentences, {len(missing)} not translated")
        for sentence in missing:
            print(f"  {sentence}")


def _strings(message: object) -> tuple[str, ...]:
    string = getattr(message, "string", "")
    return tuple(string) if isinstance(string, tuple | list) else (string,)


if __name__ == "__main__":
    main()
