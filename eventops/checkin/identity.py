"""Whom a scan is about: code, serial or person into a bearer, or the reason why nobody."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eventops.badges.code import (
    Body,
    Flag,
    Malformed,
    SignedCode,
    normal_serial,
    read,
    sha256,
    sign,
    verify,
)
from eventops.badges.models import Badge
from eventops.badges.queries import key_by_number
from eventops.badges.services import KEY_PURPOSE, body_of
from eventops.checkin.bearers import (
    Bearer,
    VerifyingKey,
    bearers_by_delegate,
    bearers_by_serial,
    unbound_badges,
    verifying_keys,
)
from eventops.checkin.floaters import Floater, floaters_by_serial
from eventops.checkin.models import Method
from eventops.checkin.rows import SentScan
from eventops.checkin.verdict import BadgeFacts, bad_badge
from eventops.core.db import Db
from eventops.core.signing import unseal
from eventops.editions.models import Edition

NOBODY = ("unknown_code", "forged")
"""Reasons that a guesser provokes; they are counted towards the device's limit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Who was shown to the door."""

    bearer: Bearer | None
    reason: str = ""
    """Why nobody, when there is nobody."""
    proven: bool = False
    """The badge itself was read, not only its serial."""
    floater: Floater | None = None
    """What was shown is no badge but a floater."""


def _nobodys(badge: Badge, *, proven: bool) -> Shown:
    """An emergency badge before the desk has bound it, or after it was destroyed."""
    facts = BadgeFacts(badge.state.value, "", door_block=False, expired=False, bound=False)
    decision = bad_badge(facts)
    return Shown(None, decision.reason if decision else "not_bound", proven)


class Identities:
    """Everybody a batch is about, fetched in a constant number of statements."""

    def __init__(
        self, db: Db, edition: Edition, rows: Iterable[SentScan], *, secrets: tuple[bytes, ...]
    ) -> None:
        self._db, self._edition, self._secrets = db, edition, secrets
        self._codes: dict[str, SignedCode | None] = {}
        self._seeds: dict[int, bytes | None] = {}
        serials, people = set(), set()
        for row in rows:
            if row.method is Method.CODE:
                signed = self._codes[row.code] = _read(row.code)
                serials.add(signed.body.serial if signed else "")
            elif row.code:
                serials.add(normal_serial(row.code) or "")
            elif row.person:
                people.add(row.person)
        self._keys = verifying_keys(db) if self._codes else []
        self._by_serial = bearers_by_serial(db, edition.id, serials - {""})
        self._unbound = unbound_badges(db, edition.id, serials - {""} - self._by_serial.keys())
        self._by_delegate = bearers_by_delegate(db, edition.id, people)
        self._floaters = self._find_floaters(serials - {""} - self._by_serial.keys())

    def _find_floaters(self, serials: set[str]) -> dict[str, Floater]:
        """Floaters among what is no badge; their state is read anew by ``renew``."""
        return floaters_by_serial(self._db, self._edition.id, serials)

    def renew(self) -> None:
        """Read the floaters again, now that the delegations are locked."""
        self._floaters = self._find_floaters(set(self._floaters))

    @property
    def floaters(self) -> Mapping[str, Floater]:
        """Serial → floater, of those that the batch shows."""
        return self._floaters

    def delegations(self) -> set[str]:
        """The delegations of everybody and every floater here."""
        known = [*self._by_serial.values(), *self._by_delegate.values()]
        own = {bearer.delegation_id for bearer in known}
        return own | {floater.delegation_id for floater in self._floaters.values()}

    def of(self, row: SentScan) -> Shown:
        """Whom this scan is about."""
        if row.method is Method.CODE:
            return self._by_code(self._codes[row.code])
        if row.code:
            return self._by_typed(row)
        bearer = self._by_delegate.get(row.person)
        return Shown(bearer) if bearer else Shown(None, "unknown_code")

    def _by_code(self, code: SignedCode | None) -> Shown:
        if code is None:
            return Shown(None, "malformed")
        fitting = [key for key in self._keys if key.number == code.body.key]
        if not any(_signed(key, code) for key in fitting if key.edition_id == self._edition.id):
            elsewhere = any(_signed(key, code) for key in fitting)
            return Shown(None, "wrong_edition" if elsewhere else "forged")
        floater = self._floaters.get(code.body.serial)
        if floater is not None and floater.body == code.body:
            return Shown(None, proven=True, floater=floater)
        nobodys = self._unbound.get(code.body.serial)
        if nobodys is not None and body_of(nobodys) == code.body:
            return _nobodys(nobodys, proven=True)
        bearer = self._by_serial.get(code.body.serial)
        if bearer is None or _body(bearer) != code.body:
            return Shown(None, "unknown_code")  # ours, but no longer of any badge we know
        return Shown(bearer, proven=True)

    def _by_typed(self, row: SentScan) -> Shown:
        serial = normal_serial(row.code)
        if serial is None:
            return Shown(None, "malformed")
        if serial in self._unbound:
            return _nobodys(self._unbound[serial], proven=False)
        bearer, floater = self._by_serial.get(serial), self._floaters.get(serial)
        if bearer is None and floater is None:
            return Shown(None, "unknown_code")
        if not row.code_sha256:
            return Shown(bearer, floater=floater)
        known = self._hash_of(floater.body if floater else _body(bearer))
        if known is None or not hmac.compare_digest(known, row.code_sha256):
            return Shown(None, "forged")
        return Shown(bearer, proven=True, floater=floater)

    def _hash_of(self, body: Body) -> str | None:
        """The hash of a code, which is made again from its body; None without its key."""
        number = body.key
        if number not in self._seeds:
            key = key_by_number(self._db, self._edition.id, number)
            self._seeds[number] = (
                unseal(self._secrets, key.sealed_seed, purpose=KEY_PURPOSE) if key else None
            )
        seed = self._seeds[number]
        if seed is None:
            return None
        return sha256(sign(body, edition=self._edition.slug, private=seed))


def _read(text: str) -> SignedCode | None:
    try:
        return read(text)
    except Malformed:
        return None


def _signed(key: VerifyingKey, code: SignedCode) -> bool:
    return verify(code, edition=key.slug, public=key.public)


def _body(bearer: Bearer | None) -> Body:
    if bearer is None or bearer.last_day is None:
        raise ValueError("a bearer without a badge has no code")
    return Body(
        key=bearer.key_number,
        serial=bearer.serial,
        issue=bearer.issue,
        last_day=bearer.last_day,
        flags=frozenset(flag for flag in Flag if bearer.flags & flag),
    )
