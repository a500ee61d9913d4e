"""An edition's folder packed as a ZIP archive → sessions, and every fault with its file and block.

Files that the archive leaves out are taken to be as they are; one day alone may be sent.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace

from eventops.programme.blocks import Blocks, Found, read_blocks
from eventops.programme.changes import Change, compare
from eventops.programme.dayfile import PlanRejected, dump, loads, made
from eventops.programme.faults import Fault, among
from eventops.programme.folder import PlanFolder
from eventops.programme.outside import LATER, Outside, file_of, judged, session_of
from eventops.programme.plan import EditionPlan
from eventops.programme.shapes import DAY, EDITION, FILES, PROGRAMME, SESSION

MEGABYTE = 1024 * 1024
MOST_TEXT = 20 * MEGABYTE
MOST_FILES = 500
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The time that every file has, so that the same text gives the same bytes."""


def packed(plan: EditionPlan) -> bytes:
    """The texts of a plan as an archive with one folder, named for the edition."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in dump(plan).items():
            member = zipfile.ZipInfo(f"{plan.slug}/{name}", FIRST_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.encode())
    return target.getvalue()


def unpacked(content: bytes) -> dict[str, bytes] | Fault:
    """The TOML files of an archive by path within the edition's folder, wherever that lies."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [each for each in archive.infolist() if _counts(each.filename)]
            total = sum(each.file_size for each in members)
            if total > MOST_TEXT or len(members) > MOST_FILES:
                told = {"most": str(MOST_TEXT // MEGABYTE), "files": str(MOST_FILES)}
                return Fault("", "", "", "zip_bloated", told)
            return {_within(each.filename): archive.read(each) for each in members}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return Fault("", "", "", "zip_damaged")


def _counts(name: str) -> bool:
    parts = name.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return name.lower().endswith(".toml") and not hidden


def _within(name: str) -> str:
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
    return "/".join(parts[-2:] if len(parts) > 1 and parts[-2] == PROGRAMME else parts[-1:])


def read_folder(files: Mapping[str, bytes], draft: EditionPlan) -> Outside:
    """What the files say beside the draft."""
    found = Found()
    texts = _decoded(files, found)
    folder = PlanFolder.of(texts)
    for fault in folder.faults:
        if fault.code != "file_missing":
            found.whole(fault.file, fault.code, **fault.params)
    blocks = read_blocks(folder.texts, (), found)
    _check_days(blocks, draft, found)
    _check_slug(blocks, draft, found)
    read = blocks.of(SESSION)
    faults = judged(draft, read, found)
    if faults:
        return Outside(faults=faults)
    if not read:
        return Outside(faults=(Fault("", "", "", "sessions_none"),))
    try:
        others = _others(folder.texts, blocks, draft)
    except PlanRejected as rejected:
        return Outside(faults=rejected.faults)
    days = {day.file: day.get("date") for day in blocks.of(DAY)}
    sessions = {block.get("code"): (days[block.file], session_of(block)) for block in read}
    return Outside(sessions, (), others)


def _decoded(files: Mapping[str, bytes], found: Found) -> dict[str, str]:
    texts = {}
    for name, content in sorted(files.items()):
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            found.whole(name, "not_utf8", position=str(fault.start + 1))
    return texts


def _check_days(blocks: Blocks, draft: EditionPlan, found: Found) -> None:
    known = [day.date for day in draft.days]
    for day in blocks.of(DAY):
        date = day.get("date")
        if date is None:
            continue
        if date not in known:
            found.at(day, "date", "day_unknown", **among(str(date), map(str, known)))
        elif file_of(date) != day.file:
            found.at(day, "date", "date_file_name", value=str(date))


def _check_slug(blocks: Blocks, draft: EditionPlan, found: Found) -> None:
    edition = blocks.one(EDITION)
    slug = edition.get("slug") if edition else None
    if edition and slug not in (None, draft.slug):
        found.at(edition, "slug", "edition_other", value=slug, other=draft.slug)


def _others(texts: Mapping[str, str], blocks: Blocks, draft: EditionPlan) -> tuple[Change, ...]:
    """How the rest of the edition differs: its days, and the files that are not of the programme.

    Raises PlanRejected.
    """
    bare = replace(draft, days=tuple(replace(day, sessions=()) for day in draft.days))
    rest = {name: text for name, text in texts.items() if name in FILES}
    sent = loads(dump(replace(bare, days=())) | rest, later=LATER)
    days = {day.date: day for day in bare.days}
    days |= {day.get("date"): made(day) for day in blocks.of(DAY)}
    return compare(bare, replace(sent, days=tuple(days.values()))).entries
