"""The code on a badge: 10 bytes that say what it is, 64 that prove who made it.

The body, most significant bit first:

    byte 0      format (high 4 bits, 1 today), key id (low 4 bits)
    bytes 1-5   random serial
    byte 6      issue number of this person's badge, from 1
    bytes 7-8   last valid day, days since 1970-01-01
    byte 9      flags

An Ed25519 signature over the edition and the body follows. Base32 makes 119 characters of the
74 bytes, its last three bits zero; with "E1" before them a QR symbol of version 5-M just holds it.
Ed25519 draws nothing at random, so a code can always be made again from its body.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX: Final = "E1"
CODE_LENGTH: Final = 121
SERIAL_LENGTH: Final = 8
FORMAT: Final = 1

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BODY_BYTES = 10
_SIGNATURE_BYTES = 64
_PAD_BITS = 3
_EPOCH = date(1970, 1, 1)
_PURPOSE = b"eventops badge 1\0"
# The longest address of ours that could carry a code; whatever is longer is not read at all.
_LONGEST_INPUT = 2048

_WHITE = " \r\n\t"
# ASCII only: str.upper() would also turn letters of other scripts into ours.
_UPPER = {ord(small): small.upper() for small in "abcdefghijklmnopqrstuvwxyz"}
_LOOKALIKES = str.maketrans("OIL", "011")
_ADDRESS = re.compile(r"HTTPS?://[^\s]*[/=#]([^/=#]*)", re.ASCII)
_VALUE = {character: value for value, character in enumerate(ALPHABET)}

Reason = Literal["length", "prefix", "alphabet", "pad", "format", "issue", "flags"]


class Malformed(Exception):
    """The text is no badge code, whoever signed it; `reason` says which rule it breaks."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class Flag(IntEnum):
    """What is special about a badge; each value is its bit in byte 9."""

    DAY = 1
    FLOATER = 2
    TEST = 4
    ESCORT = 8


_ALL_FLAGS = sum(Flag)


@dataclass(frozen=True, slots=True)
class Body:
    """What a badge says of itself.

    `key` 0..15 names the signing key of the edition, `serial` is eight Crockford characters,
    `issue` is 1..255, `last_day` lies between 1970-01-01 and 2149-06-06. Anything else is a
    ValueError: a programmer's fault, not a guest's.
    """

    key: int
    serial: str
    issue: int
    last_day: date
    flags: frozenset[Flag] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.key <= 15:
            raise ValueError(f"key id {self.key} is not in 0..15")
        if len(self.serial) != SERIAL_LENGTH or not set(self.serial) <= set(ALPHABET):
            raise ValueError(f"serial {self.serial!r} is not eight Crockford characters")
        if not 1 <= self.issue <= 255:
            raise ValueError(f"issue number {self.issue} is not in 1..255")
        if not 0 <= (self.last_day - _EPOCH).days <= 0xFFFF:
            raise ValueError(f"last day {self.last_day} does not fit in 16 bits")


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A well-formed code that nobody has verified yet; `text` is its one normal spelling."""

    text: str
    body: Body
    signature: bytes


def new_serial() -> str:
    """Forty random bits as eight characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(SERIAL_LENGTH))


def new_key() -> tuple[bytes, bytes]:
    """A fresh signing key: (private seed, public key), 32 bytes each."""
    private = Ed25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def normal(text: str) -> str:
    """The one spelling of what a scanner, a keyboard or a person gave; not yet checked.

    White space around it goes, letters become capitals, look-alikes after the prefix become
    digits, and of a web address only what follows its last "/", "=" or "#" is kept.
    """
    token = text[: _LONGEST_INPUT + 1].strip(_WHITE).translate(_UPPER)
    if address := _ADDRESS.fullmatch(token):
        token = address[1]
    if token.startswith(PREFIX):
        return PREFIX + token[len(PREFIX) :].translate(_LOOKALIKES)
    return token


def normal_serial(text: str) -> str | None:
    """The eight characters of a typed serial, with or without blanks and hyphens, or None."""
    typed = text[:_LONGEST_INPUT].translate(_UPPER).translate(_LOOKALIKES)
    serial = "".join(character for character in typed if character not in _WHITE + "-")
    return serial if len(serial) == SERIAL_LENGTH and set(serial) <= set(ALPHABET) else None


def sign(body: Body, *, edition: str, private: Ed25519PrivateKey | bytes) -> str:
    """The code of a badge of the edition with this id; `private` is a key or its 32-byte seed."""
    packed = _pack(body)
    signature = _private_key(private).sign(_message(packed, edition))
    return PREFIX + _base32(packed + signature)


def read(text: str) -> SignedCode:
    """What a code says, or Malformed; nothing is proven before `verify`."""
    token = normal(text)
    # The prefix first: a foreign QR code is called foreign, not of the wrong length.
    if not token.startswith(PREFIX):
        raise Malformed("prefix")
    if len(token) != CODE_LENGTH:
        raise Malformed("length")
    number = 0
    for character in token[len(PREFIX) :]:
        if character not in _VALUE:
            raise Malformed("alphabet")
        number = number << 5 | _VALUE[character]
    if number & (1 << _PAD_BITS) - 1:
        raise Malformed("pad")
    data = (number >> _PAD_BITS).to_bytes(_BODY_BYTES + _SIGNATURE_BYTES, "big")
    return SignedCode(token, _unpack(data[:_BODY_BYTES]), data[_BODY_BYTES:])


def verify(code: SignedCode, *, edition: str, public: bytes) -> bool:
    """Whether the holder of this public key signed the code for this edition."""
    try:
        _public_key(public).verify(code.signature, _message(_pack(code.body), edition))
    except InvalidSignature:
        return False
    return True


def sha256(code: str) -> str:
    """What is stored of a code that was scanned: 64 hexadecimal digits of its normal spelling."""
    return hashlib.sha256(normal(code).encode()).hexdigest()


def _message(packed: bytes, edition: str) -> bytes:
    if "\0" in edition:
        raise ValueError("an edition id holds no NUL, it ends the id in the signed message")
    return _PURPOSE + edition.encode() + b"\0" + packed


def _pack(body: Body) -> bytes:
    serial = 0
    for character in body.serial:
        serial = serial << 5 | _VALUE[character]
    return (
        bytes([FORMAT << 4 | body.key])
        + serial.to_bytes(5, "big")
        + bytes([body.issue])
        + (body.last_day - _EPOCH).days.to_bytes(2, "big")
        + bytes([sum(body.flags)])
    )


def _unpack(packed: bytes) -> Body:
    if packed[0] >> 4 != FORMAT:
        raise Malformed("format")
    if packed[6] == 0:
        raise Malformed("issue")
    # A flag restricts (day badge, escort), so a device must not overlook one it does not know.
    if packed[9] & ~_ALL_FLAGS:
        raise Malformed("flags")
    return Body(
        key=packed[0] & 15,
        serial=_base32(packed[1:6]),
        issue=packed[6],
        last_day=_EPOCH + timedelta(days=int.from_bytes(packed[7:9], "big")),
        flags=frozenset(flag for flag in Flag if packed[9] & flag),
    )


def _base32(data: bytes) -> str:
    """Crockford's base32, the last character filled up with zero bits."""
    padding = -len(data) * 8 % 5
    number = int.from_bytes(data, "big") << padding
    shifts = range(len(data) * 8 + padding - 5, -1, -5)
    return "".join(ALPHABET[number >> shift & 31] for shift in shifts)


def _private_key(private: Ed25519PrivateKey | bytes) -> Ed25519PrivateKey:
    if isinstance(private, bytes):
        return Ed25519PrivateKey.from_private_bytes(private)
    return private


@lru_cache(maxsize=64)
def _public_key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
