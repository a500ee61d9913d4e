"""Faults of a programme's text are said in both languages, with every fact in them."""

import string

import pytest
from flask import Flask
from flask_babel import force_locale, gettext

from eventops.portal.programme.fault_words import SaidFault, said_fault
from eventops.programme.faults import SENTENCES, SHEET, Fault, among


def facts_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", SENTENCES)
def test_translation_holds_the_facts_of_its_sentence(app: Flask, code: str) -> None:
    with app.test_request_context(), force_locale("vi"):
        said = gettext(SENTENCES[code])
    assert said != SENTENCES[code]
    assert facts_in(said) == facts_in(SENTENCES[code])


def test_guess_and_what_there_is_are_said_in_the_readers_language(app: Flask) -> None:
    rooms = [f"hall-{number}" for number in range(14)]
    fault = Fault(SHEET, "5", "C (Room)", "room_unknown", among("hall-1x", rooms))
    with app.test_request_context(), force_locale("vi"):
        said = said_fault(fault)
    assert said == SaidFault(
        "Dòng 5, cột C (Room)",
        "Không có phòng “hall-1x”. Các phòng: " + ", ".join(rooms[:12]) + " và 2 mục khác; có phải "
        "ý Quý vị là hall-1?",
    )


def test_words_within_a_fault_are_translated_and_values_are_not(app: Flask) -> None:
    wrong = Fault("a.toml", "session x", "end", "wrong_type", {"expected": "text", "found": "none"})
    named = Fault("a.toml", "", "text", "key_unknown", among("text", ["none"]))
    with app.test_request_context(), force_locale("vi"):
        assert said_fault(wrong).sentence == "Phải là văn bản, không phải không có"
        assert "“text”" in said_fault(named).sentence
