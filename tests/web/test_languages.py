"""The reader's language: how it is chosen, and that a page then speaks nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale

from eventops.app import create_app
from eventops.core.resources import TRANSLATIONS
from eventops.core.settings import Settings
from eventops.web import pages
from eventops.web.sentences import say, say_in


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogues as they are now, however long ago the checkout was prepared."""
    folder = tmp_path_factory.mktemp("translations")
    for source in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        target = folder / source.relative_to(TRANSLATIONS).with_suffix(".mo")
        target.parent.mkdir(parents=True)
        with source.open("rb") as text, target.open("wb") as binary:
            write_mo(binary, read_po(text))
    return folder


@pytest.fixture
def bilingual(
    settings: Settings, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    monkeypatch.setattr(pages, "TRANSLATIONS", compiled)
    application = create_app(settings)
    application.config["WTF_CSRF_ENABLED"] = False
    yield application
    application.extensions["engine"].dispose()


@pytest.fixture
def reader(bilingual: Flask) -> FlaskClient:
    return bilingual.test_client()


def heading(page: str) -> tuple[str, str]:
    """``lang`` of the page and its first heading."""
    tongue = re.search(r'<html lang="(\w+)"', page)
    words = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert tongue and words
    return tongue.group(1), words.group(1).strip()


ENGLISH = ("en", "Sign in")
VIETNAMESE = ("vi", "Đăng nhập")


@pytest.mark.parametrize(
    ("address", "accepted", "expected"),
    [
        ("/sign-in", "", ENGLISH),
        ("/sign-in", "vi-VN,vi;q=0.9,en;q=0.5", VIETNAMESE),
        ("/sign-in", "km-KH", ENGLISH),
        ("/sign-in?lang=vi", "en", VIETNAMESE),
        ("/sign-in?lang=en", "vi", ENGLISH),
        ("/sign-in?lang=xx", "vi", VIETNAMESE),
    ],
)
def test_page_speaks_the_language_asked_for(
    reader: FlaskClient, address: str, accepted: str, expected: tuple[str, str]
) -> None:
    page = reader.get(address, headers={"Accept-Language": accepted}).text
    assert heading(page) == expected


def test_choice_is_remembered_by_later_pages(reader: FlaskClient) -> None:
    reader.get("/sign-in?lang=vi")
    assert heading(reader.get("/sign-in", headers={"Accept-Language": "en"}).text) == VIETNAMESE


def test_faults_of_a_form_speak_the_readers_language(reader: FlaskClient) -> None:
    page = reader.post("/sign-in?lang=vi", data={"email": ""}).text
    faults = re.findall(r'class="field-error".*?<span>(.*?)</span>', page, re.DOTALL)
    assert faults == ["Xin nhập địa chỉ thư điện tử của Quý vị."]


def test_unknown_address_is_answered_in_the_readers_language(reader: FlaskClient) -> None:
    answer = reader.get("/nowhere?lang=vi")
    assert (answer.status_code, heading(answer.text)) == (
        404,
        ("vi", "Không có nội dung nào tại địa chỉ này, hoặc Quý vị không có quyền xem."),
    )


def test_form_from_another_site_is_refused_in_the_readers_language(reader: FlaskClient) -> None:
    answer = reader.post("/sign-in?lang=vi", headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, heading(answer.text)) == (
        400,
        ("vi", "Biểu mẫu này được gửi từ một trang khác; không có gì thay đổi."),
    )


@pytest.mark.parametrize("tongue", ["en", "vi"])
def test_door_speaks_both_languages_whatever_its_reader_chose(
    bilingual: Flask, tongue: str
) -> None:
    facts = {"opens": "13:00"}
    own = {
        "en": "This is the right place. The doors open at 13:00; please come back then.",
        "vi": "Quý vị đã đến đúng nơi. Cửa mở lúc 13:00; xin mời Quý vị quay lại lúc đó.",
    }
    with bilingual.test_request_context(f"/?lang={tongue}"):
        both = {each: say_in(each, "door_too_early", facts) for each in ("en", "vi")}
        assert both == own
        assert say("door_too_early", facts) == own[tongue]


def test_every_sentence_is_known_in_both_languages_and_differs_unless_it_is_a_frame(
    bilingual: Flask,
) -> None:
    frames = {
        "calendar_name",
        "expected_functions",
        "conflict_session",
        "conflict_delegation",
    }
    with bilingual.test_request_context("/"):
        same = {
            code
            for code, english in bilingual.extensions["sentences"].items()
            if str(english) == _vietnamese(english)
        }
    assert same == frames


def _vietnamese(sentence: object) -> str:
    with force_locale("vi"):
        return str(sentence)
