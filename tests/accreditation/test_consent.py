"""Under which notice people's data is taken: versions never change, consent can be withdrawn."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from eventops.accreditation.consent import (
    LONGEST_NOTICE,
    change_notice,
    consent_of,
    current_notice,
    notice_of,
    notices_of,
    record_consent,
    record_consents,
    withdraw_consent,
    withdrawals,
)
from eventops.accreditation.models import PrivacyNotice
from eventops.accreditation.notice import Part, parts
from eventops.accreditation.rules import Channel
from eventops.core.db import Db
from eventops.core.errors import Conflict, Invalid, NotFound
from eventops.core.journal import JournalEntry
from tests.portal.little import AT, BY, journal_of, publish_little, register

LATER = AT + timedelta(hours=1)
NEW = {"en": "We keep names.", "vi": "Chúng tôi lưu họ tên."}


def test_the_shipped_notice_speaks_of_the_edition_in_both_languages(db: Db) -> None:
    edition = publish_little(db)
    notice = current_notice(db, edition)
    assert (notice.version, notice.made_at, notices_of(db, edition.id)) == (1, None, [])
    for tongue, text in notice.text.items():
        assert edition.name[tongue][0] in text
        assert edition.organiser[tongue] in text
        assert "{" not in text
        kinds = [part.kind for part in parts(text)]
        assert kinds.count("heading") == 6


def test_parts_of_a_notice() -> None:
    assert list(parts("Told.\r\nAll.\n\n# What\nThis:\n\n- one\n- two\n\n\n")) == [
        Part("paragraph", "Told.\nAll."),
        Part("heading", "What"),
        Part("paragraph", "This:"),
        Part("list", items=("one", "two")),
    ]


def test_the_first_consent_makes_version_one(db: Db) -> None:
    edition = publish_little(db)
    person_id = register(db, edition, "AA", "Ann").delegate.person_id
    shipped = current_notice(db, edition).text
    for _time in range(2):
        given = record_consent(db, person_id, edition.id, Channel.FORM, "vi", by=BY, now=AT)
        assert (given.notice_version, given.language, given.channel, given.given_by) == (
            1,
            "vi",
            Channel.FORM,
            BY,
        )
    stored = notices_of(db, edition.id)
    assert [(row.version, row.text, row.made_at) for row in stored] == [(1, shipped, AT)]
    assert journal_of(db, f"person:{person_id}") == ["consent given", "consent given"]


def test_a_change_makes_a_new_version_and_leaves_the_old_one(db: Db) -> None:
    edition = publish_little(db)
    person_id = register(db, edition, "AA", "Ann").delegate.person_id
    shipped = current_notice(db, edition).text
    change_notice(db, edition, NEW, seen=1, by=BY, now=AT)
    again = {"en": f" {NEW['en']}\r\n", "vi": NEW["vi"]}
    change_notice(db, edition, again, seen=2, by=BY, now=LATER)
    assert [(row.version, row.text) for row in notices_of(db, edition.id)] == [
        (2, NEW),
        (1, shipped),
    ]
    given = record_consent(db, person_id, edition.id, Channel.WALK_IN, "en", by=BY, now=LATER)
    assert (given.notice_version, notice_of(db, edition, 1).text) == (2, shipped)
    with pytest.raises(NotFound, match="no_notice"):
        notice_of(db, edition, 3)


def test_keeping_the_shipped_text_is_version_one(db: Db) -> None:
    edition = publish_little(db)
    shipped = dict(current_notice(db, edition).text)
    assert change_notice(db, edition, shipped, seen=1, by=BY, now=AT).version == 1
    assert db.scalar(sa.select(sa.func.count()).select_from(PrivacyNotice)) == 1


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ({"en": "Told."}, "notice_missing", "vi"),
        ({"en": "  ", "vi": "a"}, "notice_missing", "en"),
        ({"en": "a" * (LONGEST_NOTICE + 1), "vi": "a"}, "text_too_long", "en"),
        ({"en": "a", "vi": "a\0"}, "text_unprintable", "vi"),
    ],
)
def test_what_is_no_notice_is_refused(db: Db, text: dict[str, str], code: str, field: str) -> None:
    edition = publish_little(db)
    with pytest.raises(Invalid, match=code) as refused:
        change_notice(db, edition, text, seen=1, by=BY, now=AT)
    assert (refused.value.facts["field"], notices_of(db, edition.id)) == (field, [])


def test_two_who_change_at_once_do_not_overwrite_each_other(db: Db) -> None:
    edition = publish_little(db)
    change_notice(db, edition, NEW, seen=1, by=BY, now=AT)
    with pytest.raises(Conflict, match="notice_changed"):
        change_notice(db, edition, {"en": "b", "vi": "b"}, seen=1, by=BY, now=LATER)


def test_withdrawing_raises_a_task_and_deletes_nothing(db: Db) -> None:
    edition = publish_little(db)
    ann, ben = register(db, edition, "AA", "Ann"), register(db, edition, "BB", "Ben")
    for one in (ann, ben):
        record_consent(db, one.delegate.person_id, edition.id, Channel.FORM, "en", by=BY, now=AT)
    person_id = ann.delegate.person_id
    withdraw_consent(db, person_id, edition.id, by=BY, now=LATER)
    kept = consent_of(db, person_id, edition.id)
    assert kept is not None
    assert (kept.withdrawn_at, [one.id for one in withdrawals(db, edition.id)]) == (
        LATER,
        [ann.id],
    )
    with pytest.raises(Conflict, match="no_consent"):
        withdraw_consent(db, person_id, edition.id, by=BY, now=LATER)
    record_consent(db, person_id, edition.id, Channel.FORM, "en", by=BY, now=LATER)
    assert withdrawals(db, edition.id) == []
    assert journal_of(db, f"person:{person_id}") == [
        "consent given",
        "consent withdrawn",
        "consent given",
    ]


def test_the_journal_of_consent_holds_codes_alone(db: Db) -> None:
    edition = publish_little(db)
    person_id = register(db, edition, "AA", "Ann").delegate.person_id
    given = record_consent(db, person_id, edition.id, Channel.FORM, "en", by=BY, now=AT)
    query = sa.select(JournalEntry).where(JournalEntry.subject == f"person:{person_id}")
    assert db.scalars(query).one().facts == {"consent": given.id, "version": 1, "channel": "form"}


def test_consents_of_many_are_those_of_each(db: Db) -> None:
    edition = publish_little(db)
    people = [register(db, edition, "AA", name).delegate.person_id for name in ("Ann", "Ben")]
    record_consents(db, [], edition.id, Channel.COPIED, "vi", by=BY, now=AT)
    assert notices_of(db, edition.id) == [], "nobody needed a version"
    record_consents(db, people, edition.id, Channel.COPIED, "vi", by=BY, now=AT)
    for person_id in people:
        given = consent_of(db, person_id, edition.id)
        assert given is not None
        assert (given.notice_version, given.language, given.channel) == (1, "vi", Channel.COPIED)
        query = sa.select(JournalEntry).where(JournalEntry.subject == f"person:{person_id}")
        entry = db.scalars(query).one()
        facts = {"consent": given.id, "version": 1, "channel": "copied"}
        assert (entry.action, entry.facts) == ("consent given", facts)
