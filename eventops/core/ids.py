"""Random identifiers that may stand in an address."""

import secrets

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
ID_LENGTH = 20


def new_id() -> str:
    """Twenty lower-case Crockford base32 characters: 100 random bits, so nobody counts through."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(ID_LENGTH))
