import json
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eventops.badges import code
from eventops.badges.code import ALPHABET, Body, Flag, Malformed

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "badge.json").read_text("utf-8"))

EDITION = "adgmin2026000000000x"
SEED = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
BODY = Body(3, "7Q4K2M9X", 2, date(2026, 1, 16), frozenset({Flag.ESCORT}))
CODE = code.sign(BODY, edition=EDITION, private=SEED)

serials = st.text(ALPHABET, min_size=8, max_size=8)
bodies = st.builds(
    Body,
    key=st.integers(0, 15),
    serial=serials,
    issue=st.integers(1, 255),
    last_day=st.dates(date(1970, 1, 1), date(2149, 6, 6)),
    flags=st.frozensets(st.sampled_from(Flag)),
)


def verdict(text: str, *, edition: str = EDITION, public: bytes = PUBLIC) -> str:
    """genuine, forged, or why it is malformed."""
    try:
        signed = code.read(text)
    except Malformed as fault:
        return fault.reason
    return "genuine" if code.verify(signed, edition=edition, public=public) else "forged"


def recoded(data: bytes, pad: int = 0) -> str:
    number = int.from_bytes(data, "big") << 3 | pad
    return "E1" + "".join(ALPHABET[number >> shift & 31] for shift in range(590, -1, -5))


def bytes_of(text: str) -> bytes:
    number = 0
    for character in text[2:]:
        number = number << 5 | ALPHABET.index(character)
    return (number >> 3).to_bytes(74, "big")


@given(bodies)
def test_code_read_back_says_what_was_signed(body: Body) -> None:
    text = code.sign(body, edition=EDITION, private=SEED)
    signed = code.read(text)
    assert (signed.body, signed.text, len(text)) == (body, text, 121)
    assert verdict(text) == "genuine"


def test_code_signed_twice_is_the_same_code() -> None:
    key = Ed25519PrivateKey.from_private_bytes(SEED)
    assert code.sign(BODY, edition=EDITION, private=key) == CODE


def test_code_with_any_bit_flipped_is_refused() -> None:
    answers = set()
    for bit in range(74 * 8):
        flipped = bytearray(bytes_of(CODE))
        flipped[bit // 8] ^= 1 << bit % 8
        answers.add(verdict(recoded(bytes(flipped))))
    assert answers == {"forged", "format", "flags", "issue"}


@given(st.integers(0, 120), st.sampled_from(ALPHABET))
def test_code_with_any_character_changed_is_refused(place: int, other: str) -> None:
    changed = CODE[:place] + other + CODE[place + 1 :]
    assert (verdict(changed) == "genuine") == (changed == CODE)


def test_code_of_another_edition_or_key_is_not_verified() -> None:
    assert verdict(CODE, edition="another") == "forged"
    assert verdict(CODE, public=code.new_key()[1]) == "forged"


@pytest.mark.parametrize("pad", range(1, 8))
def test_code_with_pad_bits_set_is_malformed(pad: int) -> None:
    data = bytes_of(CODE)
    assert recoded(data) == CODE
    assert verdict(recoded(data, pad)) == "pad"


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (0, 0x03, "format"),
        (0, 0x23, "format"),
        (6, 0, "issue"),
        (9, 16, "flags"),
        (9, 128, "flags"),
    ],
)
def test_code_with_a_body_of_no_known_kind_is_malformed(
    place: int, value: int, reason: str
) -> None:
    data = bytearray(bytes_of(CODE))
    data[place] = value
    assert verdict(recoded(bytes(data))) == reason


@pytest.mark.parametrize(
    "typed",
    [
        f" \t{CODE}\r\n",
        CODE.lower(),
        "e1" + CODE[2:].replace("0", "o").replace("1", "l"),
        "E1" + CODE[2:].replace("0", "O").replace("1", "i"),
        f"https://events.example/b/{CODE}",
        f"http://127.0.0.1:8000/b?c={CODE.lower()}\n",
        f"HTTPS://EVENTS.EXAMPLE/#{CODE}",
    ],
)
def test_code_in_another_spelling_is_the_same_code(typed: str) -> None:
    assert code.normal(typed) == CODE
    assert code.read(typed) == code.read(CODE)
    assert code.sha256(typed) == code.sha256(CODE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "prefix"),
        ("WIFI:S:hotel;;", "prefix"),
        (f"https://events.example/{CODE}/", "prefix"),
        (f"ftp://events.example/{CODE}", "prefix"),
        (f"https://events.example/a b/{CODE}", "prefix"),
        (f"\0{CODE}", "prefix"),
        (CODE.replace("E1", "\uff251"), "prefix"),
        (CODE[:-1], "length"),
        (CODE + "0", "length"),
        (f"{CODE} {CODE}", "length"),
        ("E1" + "0" * 100_000, "length"),
        (CODE[:40] + "U" + CODE[41:], "alphabet"),
        (CODE[:40] + "\u0131" + CODE[41:], "alphabet"),
        (CODE[:40] + "\u0663" + CODE[41:], "alphabet"),
        (CODE[:40] + " " + CODE[41:], "alphabet"),
    ],
)
def test_text_that_is_no_code_is_malformed(text: str, reason: str) -> None:
    assert verdict(text) == reason


@settings(max_examples=500)
@given(st.one_of(st.text(), st.text(ALPHABET, min_size=119, max_size=119).map("E1".__add__)))
@example("https://" + "/" * 3000)
@example("E1\ud800" + "0" * 118)
def test_read_of_anything_raises_nothing_but_malformed(text: str) -> None:
    assert verdict(text) in {
        "length", "prefix", "alphabet", "pad", "format", "issue", "flags", "forged",
    }  # fmt: skip


@given(st.text())
def test_normal_spelling_is_its_own_normal_spelling(text: str) -> None:
    once = code.normal(code.PREFIX + text)
    assert code.normal(once) == once


def test_new_serial_is_typed_back_in_many_ways() -> None:
    serial = code.new_serial()
    assert code.normal_serial(serial) == serial
    assert code.normal_serial("7q4k 2m9x\n") == "7Q4K2M9X"
    assert code.normal_serial("7Q4K-2M9X") == "7Q4K2M9X"
    assert code.normal_serial("oOiI lLzZ") == "001111ZZ"


@pytest.mark.parametrize("typed", ["", "7Q4K2M9", "7Q4K2M9X0", "7Q4K2M9U", "7Q4K2M9\u0664", CODE])
def test_serial_that_cannot_be_one_is_none(typed: str) -> None:
    assert code.normal_serial(typed) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": 16},
        {"key": -1},
        {"serial": "7Q4K2M9"},
        {"serial": "7Q4K2M9U"},
        {"issue": 0},
        {"issue": 256},
        {"last_day": date(1969, 12, 31)},
        {"last_day": date(2149, 6, 7)},
    ],
)
def test_body_that_does_not_fit_its_bytes_is_refused(wrong: dict[str, object]) -> None:
    right = {"key": 1, "serial": "7Q4K2M9X", "issue": 1, "last_day": date(2026, 1, 16)}
    with pytest.raises(ValueError, match=r"key id|serial|issue number|last day"):
        Body(**(right | wrong))  # type: ignore[arg-type]  # wrong on purpose


def test_edition_with_a_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        code.sign(BODY, edition="a\0b", private=SEED)


@pytest.mark.parametrize("vector", GOLDEN["genuine"], ids=lambda vector: vector["code"][:12])
def test_golden_code_is_made_and_read_as_recorded(vector: dict[str, str]) -> None:
    body = body_of(vector["body"])  # type: ignore[arg-type]  # the one field that is no string
    seed, public = bytes.fromhex(GOLDEN["seed"]), bytes.fromhex(GOLDEN["public"])
    text = code.sign(body, edition=vector["edition"], private=seed)
    signed = code.read(text)
    assert (text, code.sha256(text)) == (vector["code"], vector["sha256"])
    assert (signed.body, signed.signature.hex()) == (body, vector["signature"])
    assert code.verify(signed, edition=vector["edition"], public=public)


@pytest.mark.parametrize("vector", GOLDEN["spelling"], ids=lambda vector: vector["given"][:24])
def test_golden_spelling_is_normalised_as_recorded(vector: dict[str, str]) -> None:
    assert code.normal(vector["given"]) == vector["normal"]


@pytest.mark.parametrize("vector", GOLDEN["serial"], ids=lambda vector: vector["given"][:24])
def test_golden_serial_is_normalised_as_recorded(vector: dict[str, str]) -> None:
    assert code.normal_serial(vector["given"]) == vector["normal"]


@pytest.mark.parametrize("vector", GOLDEN["refused"], ids=lambda vector: vector["verdict"])
def test_golden_refusal_is_as_recorded(vector: dict[str, str]) -> None:
    public = bytes.fromhex(GOLDEN["public"])
    assert verdict(vector["given"], edition=vector["edition"], public=public) == vector["verdict"]


def body_of(said: dict[str, object]) -> Body:
    return Body(
        key=int(str(said["key"])),
        serial=str(said["serial"]),
        issue=int(str(said["issue"])),
        last_day=date.fromisoformat(str(said["last_day"])),
        flags=frozenset(Flag[name.upper()] for name in list(said["flags"])),  # type: ignore[call-overload]  # a list of names
    )
