"""Secrets: random tokens of which only the hash is kept, and sealing with the instance's key."""

import hashlib
import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12


class Unsealable(Exception):
    """The box was sealed with another key, or was changed."""


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_digits(count: int = 6) -> str:
    """A short code for typing on another device."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def token_hash(token: str) -> str:
    """SHA-256 in hexadecimal: what the database keeps of a token of full entropy."""
    # A stranger's token may hold half a surrogate pair; it fits no hash, but must have one.
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def keyed_hash(secret: bytes, text: str) -> str:
    """HMAC-SHA-256: for short codes, which a plain hash would not protect."""
    return hmac.new(_derive(secret, "short codes"), text.encode(), hashlib.sha256).hexdigest()


def seal(secret: bytes, plain: bytes, *, purpose: str) -> bytes:
    """AES-256-GCM under a key derived for ``purpose``; nonce first."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_derive(secret, purpose)).encrypt(nonce, plain, purpose.encode())


def unseal(secrets_tried: tuple[bytes, ...], box: bytes, *, purpose: str) -> bytes:
    """Open a sealed box with the first secret that fits (the present one, then older ones)."""
    if len(box) < NONCE:
        raise Unsealable(purpose)
    for secret in secrets_tried:
        try:
            key = AESGCM(_derive(secret, purpose))
            return key.decrypt(box[:NONCE], box[NONCE:], purpose.encode())
        except InvalidTag:
            continue
    raise Unsealable(purpose)


def _derive(secret: bytes, purpose: str) -> bytes:
    info = f"eventops {purpose}".encode()
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info).derive(secret)
