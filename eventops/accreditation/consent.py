"""Under which notice people's data is taken: notices by version, consents given and withdrawn."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from eventops.accreditation.models import Consent, PrivacyNotice, Registration
from eventops.accreditation.notice import LANGUAGES, shipped
from eventops.accreditation.rules import OUT, Channel
from eventops.core import journal
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.ids import new_id
from eventops.core.journal import Happening
from eventops.core.typed import paragraphs
from eventops.delegations.models import Delegate, Delegation, Person
from eventops.editions.models import Edition

LONGEST_NOTICE = 20_000
AT_ONCE = 500
"""Rows in one statement."""
GIVEN = "consent given"


@dataclass(frozen=True, slots=True)
class Notice:
    """A version of the text; ``made_at`` is None for the shipped one that nobody needed yet."""

    version: int
    text: Mapping[str, str]
    made_at: datetime | None = None


def current_notice(db: Db, edition: Edition) -> Notice:
    """The newest version, or the text that version 1 will have."""
    row = _newest(db, edition.id)
    return _told(row) if row is not None else Notice(1, _shipped(edition))


def notice_of(db: Db, edition: Edition, version: int) -> Notice:
    """One version, old ones too; raises NotFound ``no_notice``."""
    row = db.scalar(
        sa.select(PrivacyNotice).where(
            PrivacyNotice.edition_id == edition.id, PrivacyNotice.version == version
        )
    )
    if row is not None:
        return _told(row)
    newest = current_notice(db, edition)
    if newest.version != version:
        raise NotFound("no_notice")
    return newest


def notices_of(db: Db, edition_id: str) -> Sequence[PrivacyNotice]:
    """Every stored version, the newest first."""
    query = sa.select(PrivacyNotice).where(PrivacyNotice.edition_id == edition_id)
    return db.scalars(query.order_by(PrivacyNotice.version.desc())).all()


def _newest(db: Db, edition_id: str) -> PrivacyNotice | None:
    return next(iter(notices_of(db, edition_id)), None)


def _told(row: PrivacyNotice) -> Notice:
    return Notice(row.version, row.text, row.made_at)


def _shipped(edition: Edition) -> dict[str, str]:
    return shipped(organiser=edition.organiser, edition=edition.name, city=edition.city)


def change_notice(
    db: Db, edition: Edition, text: Mapping[str, str], *, seen: int, by: str, now: datetime
) -> PrivacyNotice:
    """A new version; older ones stay as they were, and so do the consents given under them.

    ``seen`` is the version that was changed. Raises Conflict ``notice_changed`` when it is not
    the newest any more, Invalid ``notice_missing``, ``text_too_long`` or ``text_unprintable``
    with the language as ``field``.
    """
    told = {tongue: _checked(tongue, text.get(tongue, "")) for tongue in LANGUAGES}
    journal.hold(db, edition.id)
    before = current_notice(db, edition)
    if before.version != seen:
        raise Conflict("notice_changed", version=before.version)
    if before.made_at is None:
        first = _keep_version(db, edition.id, 1, before.text, by=by, now=now)
        if told == dict(before.text):
            return first
    row = _newest(db, edition.id)
    if row is not None and row.text == told:
        return row
    return _keep_version(db, edition.id, before.version + 1, told, by=by, now=now)


def _checked(tongue: str, given: str) -> str:
    text = paragraphs(given, tongue, LONGEST_NOTICE)
    if not text:
        raise Invalid("notice_missing", field=tongue)
    return text


def _keep_version(
    db: Db, edition_id: str, version: int, text: Mapping[str, str], *, by: str, now: datetime
) -> PrivacyNotice:
    row = PrivacyNotice(
        edition_id=edition_id, version=version, text=dict(text), made_at=now, made_by=by
    )
    db.add(row)
    db.flush()
    journal.record(
        db,
        "privacy notice made",
        f"privacy_notice:{row.id}",
        by=by,
        now=now,
        edition_id=edition_id,
        version=version,
    )
    return row


def record_consent(
    db: Db,
    person_id: str,
    edition_id: str,
    channel: Channel,
    language: str,
    *,
    by: str,
    now: datetime,
) -> Consent:
    """A person has been told under the newest notice, in this language, and agrees.

    ``by`` is the person, or whoever declares to have asked them. Version 1 of the notice is made
    when nobody needed it before.
    """
    consent = Consent(
        person_id=person_id,
        edition_id=edition_id,
        notice_version=_version_to_agree_to(db, edition_id, by=by, now=now),
        language=language,
        channel=channel,
        given_at=now,
        given_by=by,
    )
    db.add(consent)
    db.flush()
    _journal(db, GIVEN, consent, by=by, now=now)
    return consent


def record_consents(
    db: Db,
    person_ids: Sequence[str],
    edition_id: str,
    channel: Channel,
    language: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """As ``record_consent`` of many people, with as many statements for hundreds as for one."""
    if not person_ids:
        return
    version = _version_to_agree_to(db, edition_id, by=by, now=now)
    rows: list[dict[str, Any]] = [
        {
            "id": new_id(),
            "person_id": person_id,
            "edition_id": edition_id,
            "notice_version": version,
            "language": language,
            "channel": channel,
            "given_at": now,
            "given_by": by,
        }
        for person_id in person_ids
    ]
    for first in range(0, len(rows), AT_ONCE):
        db.execute(sa.insert(Consent), rows[first : first + AT_ONCE])
    happened = [
        Happening(GIVEN, f"person:{row['person_id']}", _facts(row["id"], version, channel))
        for row in rows
    ]
    journal.record_all(db, happened, by=by, now=now, edition_id=edition_id)


def _version_to_agree_to(db: Db, edition_id: str, *, by: str, now: datetime) -> int:
    """The newest, made when it is the first that anybody needs."""
    edition = db.get_one(Edition, edition_id)
    journal.hold(db, edition_id)
    newest = current_notice(db, edition)
    if newest.made_at is None:
        _keep_version(db, edition_id, newest.version, newest.text, by=by, now=now)
    return newest.version


def withdraw_consent(db: Db, person_id: str, edition_id: str, *, by: str, now: datetime) -> None:
    """The person does not agree any more: nothing is deleted, the desk has something to do.

    Raises Conflict ``no_consent`` when there is none to withdraw.
    """
    journal.hold(db, edition_id)
    given = [each for each in consents_of(db, person_id, edition_id) if not each.withdrawn_at]
    if not given:
        raise Conflict("no_consent")
    for consent in given:
        consent.withdrawn_at = now
        _journal(db, "consent withdrawn", consent, by=by, now=now)


def _journal(db: Db, action: str, consent: Consent, *, by: str, now: datetime) -> None:
    journal.record(
        db,
        action,
        f"person:{consent.person_id}",
        by=by,
        now=now,
        edition_id=consent.edition_id,
        **_facts(consent.id, consent.notice_version, consent.channel),
    )


def _facts(consent_id: str, version: int, channel: Channel) -> dict[str, str | int]:
    return {"consent": consent_id, "version": version, "channel": channel.value}


def consents_of(db: Db, person_id: str, edition_id: str) -> Sequence[Consent]:
    """What a person agreed to in an edition, the newest first."""
    query = sa.select(Consent).where(
        Consent.person_id == person_id, Consent.edition_id == edition_id
    )
    return db.scalars(query.order_by(Consent.given_at.desc(), Consent.id.desc())).all()


def consent_of(db: Db, person_id: str, edition_id: str) -> Consent | None:
    """The consent that counts: one still given, else the last that was withdrawn."""
    all_of_them = consents_of(db, person_id, edition_id)
    given = [each for each in all_of_them if each.withdrawn_at is None]
    return next(iter([*given, *all_of_them]), None)


def who_agreed(db: Db, edition_id: str, person_ids: Collection[str]) -> set[str]:
    """Those of the people whose consent stands."""
    query = sa.select(Consent.person_id).where(
        Consent.edition_id == edition_id,
        Consent.person_id.in_(person_ids),
        Consent.withdrawn_at.is_(None),
    )
    return set(db.scalars(query))


def withdrawals(db: Db, edition_id: str) -> Sequence[Registration]:
    """Registrations still in the edition of people who withdrew their consent, by name.

    Person, delegation and party are loaded; it is an officer's task to settle each.
    """
    theirs = sa.select(Consent.person_id).where(Consent.edition_id == edition_id)
    given = theirs.where(Consent.withdrawn_at.is_(None))
    query = (
        sa.select(Registration)
        .join(Registration.delegate)
        .join(Delegate.person)
        .where(
            Registration.edition_id == edition_id,
            Registration.state.not_in(OUT),
            Person.id.in_(theirs),
            Person.id.not_in(given),
        )
        .options(
            contains_eager(Registration.delegate).options(
                contains_eager(Delegate.person),
                joinedload(Delegate.delegation).joinedload(Delegation.party),
            )
        )
        .order_by(Person.sort_name, Registration.id)
    )
    return db.scalars(query).all()
