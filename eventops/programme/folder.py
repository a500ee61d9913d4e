"""The folder of an edition on disk, read into texts and judged only as a folder."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from eventops.programme.faults import Fault
from eventops.programme.shapes import FILES, PROGRAMME

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\.toml")


@dataclass(frozen=True)
class PlanFolder:
    """The texts of an edition by path within its folder, and what could not be read of it.

    `unread` are the files whose text is lost; `programme` stands for all its days.
    """

    texts: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    unread: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "PlanFolder":
        """From texts at hand, by path within the folder."""
        known = {name: text for name, text in texts.items() if _belongs(name)}
        missing = FILES.keys() - texts.keys()
        faults = [Fault(name, "", "", "file_missing") for name in sorted(missing)]
        faults += [_unexpected(name) for name in sorted(texts.keys() - known.keys())]
        return cls(known, tuple(faults), frozenset(fault.file for fault in faults))

    @classmethod
    def read(cls, path: Path) -> "PlanFolder":
        """Every fault of reading is kept, none raised. Files that are not TOML are left alone."""
        texts: dict[str, str] = {}
        faults: list[Fault] = []
        try:
            names = _toml_names(path, "")
        except FileNotFoundError:
            return cls({}, (Fault("", "", "", "folder_missing", {"path": str(path)}),))
        except OSError as error:
            params = {"path": str(path), "reason": _reason(error)}
            return cls({}, (Fault("", "", "", "folder_unreadable", params),))
        try:
            names |= _toml_names(path / PROGRAMME, f"{PROGRAMME}/")
        except FileNotFoundError:
            names.add(PROGRAMME)
        except OSError as error:
            faults.append(Fault(PROGRAMME, "", "", "file_unreadable", {"reason": _reason(error)}))
        for name in sorted(names | FILES.keys()):
            text = _text(path, name)
            if isinstance(text, str):
                texts[name] = text
            else:
                faults.append(text)
        return cls(texts, tuple(faults), frozenset(fault.file for fault in faults))


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Texts by path into a folder, which is made if need be."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _belongs(name: str) -> bool:
    if name in FILES:
        return True
    folder, _, file = name.rpartition("/")
    if folder != PROGRAMME or not _DAY.fullmatch(file):
        return False
    try:
        datetime.date.fromisoformat(file.removesuffix(".toml"))
    except ValueError:
        return False
    return True


def _toml_names(path: Path, prefix: str) -> set[str]:
    names = (item.name for item in path.iterdir())
    return {prefix + name for name in names if _is_toml(name)}


def _is_toml(name: str) -> bool:
    return name.lower().endswith(".toml") and not name.startswith(".")


def _text(path: Path, name: str) -> str | Fault:
    if name != PROGRAMME and not _belongs(name):
        return _unexpected(name)
    try:
        return (path / name).read_bytes().decode("utf-8")
    except FileNotFoundError:
        return Fault(name, "", "", "file_missing")
    except OSError as error:
        return Fault(name, "", "", "file_unreadable", {"reason": _reason(error)})
    except UnicodeDecodeError as error:
        return Fault(name, "", "", "not_utf8", {"position": str(error.start + 1)})


def _unexpected(name: str) -> Fault:
    expected = f"files are {', '.join(FILES)} and {PROGRAMME}/YYYY-MM-DD.toml"
    return Fault(name, "", "", "file_unexpected", {"expected": expected})


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
