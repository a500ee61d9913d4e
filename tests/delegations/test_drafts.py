"""What is said about a person, before anything is stored."""

import pytest

from eventops.core.errors import Invalid
from eventops.delegations.drafts import NominationDraft, checked, language_of


def test_names_are_kept_as_they_are_borne() -> None:
    sent = NominationDraft(
        full_name="  dato’ SITI binti AHMAD  ",
        own_script="Nguye\u0302\u0303n Va\u0306n \u0110u\u031b\u0301c",
        email=" Siti.Ahmad@Example.ORG ",
    )
    assert checked(sent) == NominationDraft(
        full_name="dato’ SITI binti AHMAD",
        badge_name="dato’ SITI binti AHMAD",
        own_script="Nguyễn Văn Đức",
        own_language="vi",
        sort_name="dato’ SITI binti AHMAD",
        email="siti.ahmad@example.org",
    )


def test_checking_twice_changes_nothing() -> None:
    once = checked(NominationDraft(full_name="Sok Dara", own_script="សុខ ដារ៉ា", style="H.E."))
    assert checked(once) == once


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        (NominationDraft(full_name=" "), "name_missing", "full_name"),
        (NominationDraft(full_name="\u200b\u200b"), "name_missing", "full_name"),
        (NominationDraft(full_name="Ann\r\nBcc: x"), "text_unprintable", "full_name"),
        (NominationDraft(full_name="Ann\u202egnihton"), "text_unprintable", "full_name"),
        (NominationDraft(full_name="Ann", position="a\x00b"), "text_unprintable", "position"),
        (NominationDraft(full_name="Ann", badge_name="x" * 201), "text_too_long", "badge_name"),
        (NominationDraft(full_name="Ann", email="ann"), "not_a_mailbox", "email"),
        (NominationDraft(full_name="Ann", email="a@b.org\nx"), "not_a_mailbox", "email"),
        (NominationDraft(full_name="Ann", function="king"), "unknown_function", "function"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(
    sent: NominationDraft, code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        checked(sent)
    assert (refused.value.code, refused.value.facts["field"]) == (code, field)


def test_joiners_inside_words_stay() -> None:
    name = "ខៀវ\u200bសុខ"
    assert checked(NominationDraft(full_name="Khieu Sok", own_script=name)).own_script == name


@pytest.mark.parametrize(
    ("own_script", "flag", "language"),
    [
        ("ສີ ຄຳ", "la", "lo"),
        ("สมชาย", "th", "th"),
        ("သီရိ", "mm", "my"),
        ("王小明", "cn", "zh-Hans"),
        ("山田太郎", "jp", "ja"),
        ("山田 さくら", None, "ja"),
        ("김민준", "kr", "ko"),
        ("Иванова", "ru", "ru"),
        ("Trần Thị Ngọc", "vn", "vi"),
        ("Anna", None, ""),
        ("", "vn", ""),
    ],
)
def test_language_is_guessed_from_the_script(
    own_script: str, flag: str | None, language: str
) -> None:
    assert language_of(own_script, flag=flag) == language
