"""Tokens, hashes and sealed boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventops.core.ids import CROCKFORD, ID_LENGTH, new_id
from eventops.core.signing import (
    Unsealable,
    keyed_hash,
    new_digits,
    new_token,
    seal,
    token_hash,
    unseal,
)

KEY, OTHER = b"k" * 32, b"o" * 32


@given(st.binary(max_size=200))
def test_sealed_box_opens_again(plain: bytes) -> None:
    assert unseal((KEY,), seal(KEY, plain, purpose="test"), purpose="test") == plain


def test_same_text_is_sealed_differently_each_time() -> None:
    assert len({seal(KEY, b"plain", purpose="test") for _ in range(50)}) == 50


def test_box_of_an_older_key_opens_while_that_key_is_accepted() -> None:
    box = seal(OTHER, b"plain", purpose="test")
    assert unseal((KEY, OTHER), box, purpose="test") == b"plain"
    with pytest.raises(Unsealable):
        unseal((KEY,), box, purpose="test")


def test_box_does_not_open_for_another_purpose() -> None:
    with pytest.raises(Unsealable):
        unseal((KEY,), seal(KEY, b"plain", purpose="test"), purpose="other")


BOX = seal(KEY, b"plain", purpose="test")


@pytest.mark.parametrize("place", range(len(BOX)))
def test_box_changed_anywhere_does_not_open(place: int) -> None:
    changed = bytes(byte ^ 1 if number == place else byte for number, byte in enumerate(BOX))
    with pytest.raises(Unsealable):
        unseal((KEY,), changed, purpose="test")


@pytest.mark.parametrize("length", [0, 1, 11, 12, 27])
def test_box_cut_short_does_not_open(length: int) -> None:
    with pytest.raises(Unsealable):
        unseal((KEY,), BOX[:length], purpose="test")


def test_keyed_hash_depends_on_key_and_text() -> None:
    hashes = {keyed_hash(key, text) for key in (KEY, OTHER) for text in ("123456", "123457")}
    assert len(hashes) == 4
    assert keyed_hash(KEY, "123456") == keyed_hash(KEY, "123456")


def test_token_hash_is_sha256() -> None:
    assert token_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_tokens_ids_and_codes_have_their_length_and_alphabet() -> None:
    assert {len(new_token()) for _ in range(50)} == {43}
    assert {len(new_id()) for _ in range(50)} == {ID_LENGTH}
    assert {len(new_digits()) for _ in range(50)} == {6}
    assert set("".join(new_id() for _ in range(500))) == set(CROCKFORD)
    assert set("".join(new_digits() for _ in range(500))) == set("0123456789")


def test_tokens_and_ids_do_not_come_twice() -> None:
    assert len({new_id() for _ in range(5000)}) == len({new_token() for _ in range(5000)}) == 5000
