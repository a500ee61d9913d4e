"""The programme as text and as values: `load` reads an edition's folder, `dump` writes it.

Laws: `loads(dump(plan)) == plan`, and `dump(loads(texts)) == texts` for texts in canonical form.
That form: keys in the order of shapes.py, absent keys left out, text by language in one line with
English first, lists in one line up to 100 columns and else an item a line, sessions by start, end
and code, one blank line between blocks, UTF-8, LF. Comments are not kept; `note` is.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eventops.programme.blocks import Block
from eventops.programme.check import examine
from eventops.programme.faults import Fault
from eventops.programme.folder import PlanFolder
from eventops.programme.plan import EditionPlan
from eventops.programme.shapes import (
    CONFLICTS,
    DAY,
    EDITION,
    FILES,
    PROGRAMME,
    SERIES,
    SESSION,
    Key,
    Shape,
)
from eventops.programme.values import LINE, ListOf


class PlanRejected(Exception):
    """The text of an edition has faults and makes no plan; `faults` holds every one of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.sentence() for fault in faults))
        self.faults = faults


def load(path: Path) -> EditionPlan:
    """The plan in an edition's folder; raises PlanRejected."""
    return _load(PlanFolder.read(path))


def loads(texts: Mapping[str, str], *, later: frozenset[str] = frozenset()) -> EditionPlan:
    """The plan in texts by path within the folder, as `dump` gives them; raises PlanRejected.

    `later` are codes of faults that are let pass.
    """
    return _load(PlanFolder.of(texts), later)


def dump(plan: EditionPlan) -> dict[str, str]:
    """The canonical texts of a plan, by path within its folder."""
    texts = {}
    for file, shapes in FILES.items():
        texts[file] = _join(_write(shape, value) for shape in shapes for value in _of(plan, shape))
    for day in plan.days:
        blocks = (_write(DAY, day), *(_write(SESSION, session) for session in day.sessions))
        texts[f"{PROGRAMME}/{day.date}.toml"] = _join(blocks)
    return texts


def _load(folder: PlanFolder, later: frozenset[str] = frozenset()) -> EditionPlan:
    blocks, faults = examine(folder)
    faults = tuple(fault for fault in faults if fault.code not in later)
    if faults:
        raise PlanRejected(faults)
    parts: dict[str, Any] = {
        shape.plural: tuple(made(block) for block in blocks.of(shape))
        for shapes in FILES.values()
        for shape in shapes
        if not shape.single
    }
    (series,), (edition,) = blocks.of(SERIES), blocks.of(EDITION)
    conflicts = blocks.one(CONFLICTS)
    days = tuple(
        made(day, sessions=tuple(made(session) for session in sessions))
        for day, sessions in blocks.days()
    )
    parts["conflicts"] = None if conflicts is None else made(conflicts)
    plan: EditionPlan = made(edition, series=made(series), days=days, **parts)
    return plan


def made(block: Block, **more: Any) -> Any:
    """The value of a block; what is not written falls to the value's own default."""
    written = {
        key.attribute: block.get(key.name) for key in block.shape.keys if block.has(key.name)
    }
    return block.shape.make(**written, **more)


def _of(plan: EditionPlan, shape: Shape) -> tuple[Any, ...]:
    if shape is EDITION:
        return (plan,)
    if shape is SERIES:
        return (plan.series,)
    if shape is CONFLICTS:
        return () if plan.conflicts is None else (plan.conflicts,)
    values: tuple[Any, ...] = getattr(plan, shape.plural)
    return values


def _join(blocks: Iterable[str]) -> str:
    return "\n".join(blocks)


def _write(shape: Shape, value: Any) -> str:
    head = "" if shape is DAY else f"[{shape.title}]\n" if shape.single else f"[[{shape.title}]]\n"
    lines = (_write_key(key, getattr(value, key.attribute)) for key in shape.keys)
    return head + "".join(lines)


def _write_key(key: Key, value: Any) -> str:
    if not key.required and (value is None or value == ()):
        return ""
    line = f"{key.name} = {key.kind.write(value)}\n"
    if isinstance(key.kind, ListOf) and len(line.rstrip("\n")) > LINE:
        return f"{key.name} = {key.kind.write_tall(value)}\n"
    return line
