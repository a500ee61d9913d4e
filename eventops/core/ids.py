"""Random identifiers that may stand in an address."""

import secrets

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 20
SIGNS = CROCKFORD.encode() * 8
"""Every byte → a sign, each sign as often as the others."""


def new_id() -> str:
    """Twenty lower-case Crockford base32 characters: 100 random bits, so nobody counts through."""
    return secrets.token_bytes(ID_LENGTH).translate(SIGNS).decode()
