"""Text into blocks: TOML is read, the shape of every block is judged, nothing else is known."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from eventops.programme.faults import Fault, among
from eventops.programme.shapes import DAY, DAY_FILE, FILES, Shape
from eventops.programme.values import UNREADABLE, Report


@dataclass(frozen=True, eq=False)
class Block:
    """One table of the text. `values` holds, by key, what could be read; a value that is present
    may still have been reported. Blocks are told apart by identity, since two may be equal."""

    file: str
    shape: Shape
    number: int
    values: Mapping[str, Any]
    written: frozenset[str]

    def has(self, key: str) -> bool:
        """Whether the key is written at all, readable or not."""
        return key in self.written

    def get(self, key: str) -> Any:
        return self.values.get(key)

    @property
    def label(self) -> str:
        """How a fault calls it: "session opening", or "session 3" for want of a code."""
        if self.shape is DAY:
            return ""
        if self.shape.single:
            return self.shape.title
        return f"{self.shape.title} {self.get('code') or self.number}"


@dataclass
class Found:
    """Faults as they are found, to be put in the order of the text at the end."""

    _faults: list[tuple[tuple[int, int], Fault]] = field(default_factory=list)
    _files: list[str] = field(default_factory=list)

    def whole(self, file: str, code: str, /, **params: str) -> None:
        """A fault of a file or of the folder."""
        self._keep((0, 0), Fault(file, "", "", code, params))

    def top(self, file: str, key: str, code: str, /, **params: str) -> None:
        """A fault of a key at the top of a file."""
        self._keep((0, 1), Fault(file, "", key, code, params))

    def at(self, block: Block, key: str, code: str, /, **params: str) -> None:
        fault = Fault(block.file, block.label, key, code, params)
        self._keep((1 + _shape_rank(block), block.number), fault)

    def in_order(self) -> tuple[Fault, ...]:
        """By file, block, and then as found."""
        ranks = {file: rank for rank, file in enumerate(sorted(self._files, key=_file_rank))}
        ordered = sorted(self._faults, key=lambda kept: (ranks[kept[1].file], kept[0]))
        return tuple(fault for _, fault in ordered)

    def _keep(self, rank: tuple[int, int], fault: Fault) -> None:
        self._files.append(fault.file)
        self._faults.append((rank, fault))


@dataclass(frozen=True)
class Blocks:
    """All blocks of an edition's text. `unread` are the files that are missing or no TOML, of
    whose content nothing can be said."""

    blocks: tuple[Block, ...]
    unread: frozenset[str]

    def of(self, shape: Shape) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.shape is shape)

    def one(self, shape: Shape) -> Block | None:
        return next(iter(self.of(shape)), None)

    def sessions_of(self, day: Block) -> tuple[Block, ...]:
        same_file = (block for block in self.blocks if block.file == day.file)
        return tuple(block for block in same_file if block is not day)

    def days(self) -> Iterator[tuple[Block, tuple[Block, ...]]]:
        for day in self.of(DAY):
            yield day, self.sessions_of(day)


def read_blocks(texts: Mapping[str, str], unread: Iterable[str], found: Found) -> Blocks:
    """`texts` by path within the folder; `unread` are files already known to be lost."""
    blocks: list[Block] = []
    lost = set(unread)
    for file, text in sorted(texts.items(), key=lambda item: _file_rank(item[0])):
        try:
            document = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            found.whole(file, "syntax", reason=str(error))
            lost.add(file)
            continue
        blocks += _read_file(file, document, found)
    return Blocks(tuple(blocks), frozenset(lost))


def _read_file(file: str, document: dict[str, Any], found: Found) -> Iterator[Block]:
    shapes = FILES.get(file, DAY_FILE)
    top = DAY if DAY in shapes else None
    tables = {shape.title: shape for shape in shapes if shape is not DAY}
    if top:
        own = {key: value for key, value in document.items() if key not in tables}
        yield read_block(file, top, 1, own, found, others=tuple(tables))
    else:
        for key in sorted(document.keys() - tables.keys()):
            found.top(file, key, "key_unknown", **among(key, tables))
    for title, shape in tables.items():
        yield from read_tables(file, shape, document.get(title), found)


def read_tables(file: str, shape: Shape, raw: object, found: Found) -> Iterator[Block]:
    """The blocks of one shape, from what tomllib made of them."""
    if raw is None:
        if shape.single and not shape.may_be_missing:
            found.top(file, "", "block_missing", value=shape.title)
        return
    tables = [raw] if shape.single else raw
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        brackets = "[{}]" if shape.single else "[[{}]]"
        expected = f"a table {brackets}".format(shape.title)
        found.top(file, shape.title, "wrong_type", expected=expected, found="something else")
        return
    for number, table in enumerate(tables, start=1):
        yield read_block(file, shape, number, table, found)


def read_block(
    file: str,
    shape: Shape,
    number: int,
    table: dict[str, Any],
    found: Found,
    others: tuple[str, ...] = (),
) -> Block:
    values: dict[str, Any] = {}
    block = Block(file, shape, number, values, frozenset(table))
    # The code comes first in every shape, so that the faults of the rest can name the block by it.
    for key in shape.keys:
        if key.name in table:
            value = key.kind.read(table[key.name], _report(found, block, key.name))
            if value is not UNREADABLE:
                values[key.name] = value
        elif key.required:
            found.at(block, key.name, "key_missing")
    known = (*(key.name for key in shape.keys), *others)
    for name in table:
        if name not in known:
            found.at(block, name, "key_unknown", **among(name, known))
    return block


def _report(found: Found, block: Block, key: str) -> Report:
    def report(code: str, part: str = "", /, **params: str) -> None:
        found.at(block, f"{key}.{part}" if part else key, code, **params)

    return report


def _shape_rank(block: Block) -> int:
    return FILES.get(block.file, DAY_FILE).index(block.shape)


def _file_rank(file: str) -> tuple[int, str]:
    """The folder itself, then the three files in their order, then the rest by name."""
    order = ["", *FILES]
    return (order.index(file) if file in order else len(order), file)
