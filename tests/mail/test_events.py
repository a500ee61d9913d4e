"""Letters that carry events for a calendar."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

from eventops.mail.delivery import message
from eventops.mail.models import Letter

NOW = datetime(2026, 1, 15, 1, 10, tzinfo=UTC)


def test_first_event_stands_beside_the_words_and_every_event_is_attached() -> None:
    text = "BEGIN:VCALENDAR\r\nSUMMARY:Phiên họp\r\nEND:VCALENDAR\r\n"
    letter = Letter(
        id="x",
        recipient="one@mail.example",
        subject="Changes",
        body="Xin chào\n",
        language="vi",
        made_at=NOW,
        calendars=[
            {"name": "one.ics", "method": "REQUEST", "text": text},
            {"name": "two.ics", "method": "CANCEL", "text": text},
        ],
    )
    mail = message_from_bytes(message(letter, "desk@host.example").as_bytes(), policy=default)
    assert [(each.get_content_type(), each.get_filename()) for each in mail.walk()] == [
        ("multipart/mixed", None),
        ("multipart/alternative", None),
        ("text/plain", None),
        ("text/calendar", None),
        ("application/ics", "one.ics"),
        ("application/ics", "two.ics"),
    ]
    event = next(each for each in mail.walk() if each.get_content_type() == "text/calendar")
    assert (event.get_param("method"), event.get_content_charset()) == ("REQUEST", "utf-8")
    assert "SUMMARY:Phiên họp" in event.get_content()
