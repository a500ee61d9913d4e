"""The outbox: every letter goes out once, waits when it must, and forges nothing."""

import itertools
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from sqlalchemy.engine import Engine

from eventops.core.clock import real_now
from eventops.core.db import Db, open_db, transaction
from eventops.core.errors import Invalid
from eventops.core.settings import Settings, load
from eventops.mail.delivery import deliver_due
from eventops.mail.models import Letter, LetterState
from eventops.mail.services import LEASE, MOST_TRIES, note_failed, queue_letter, take_due

NOW = datetime(2026, 1, 15, 1, 10, tzinfo=UTC)
BODY = "Xin chào,\n\nhẹn gặp ở Hội trường Lớn.\n"


class Keeper:
    """A mail server's end: keeps what arrives, or refuses."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.refusals: Iterator[str] = iter(())

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        refusal = next(self.refusals, None)
        if refusal:
            return refusal
        self.recipients.append(list(envelope.rcpt_tos))
        self.arrived.append(message_from_bytes(envelope.original_content or b"", policy=default))
        return "250 kept"


def login(_server: object, _session: object, _envelope: object, _how: str, who: object) -> object:
    given = (who.login, who.password)  # type: ignore[attr-defined]  # aiosmtpd ships no types
    return AuthResult(success=given == (b"desk", b"a/b c"))


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@contextmanager
def listening(keeper: Keeper) -> Iterator[int]:
    """A mail server on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    controller = Controller(
        keeper, port=port, hostname="127.0.0.1", authenticator=login, auth_require_tls=False
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def port(keeper: Keeper) -> Iterator[int]:
    with listening(keeper) as found:
        yield found


@pytest.fixture
def told(tmp_path: Path) -> Callable[[str], Settings]:
    def made(smtp_url: str) -> Settings:
        return load(
            {
                "EVENTOPS_INSTANCE": str(tmp_path / "instance"),
                "EVENTOPS_SECRET_KEY": "s" * 40,
                "EVENTOPS_SMTP_URL": smtp_url,
                "EVENTOPS_MAIL_FROM": "desk@events.example",
            }
        )

    return made


def queue(engine: Engine, recipient: str = "anna@example.org", subject: str = "Hẹn gặp") -> str:
    with transaction(engine) as db:
        now = real_now()
        return _flushed(db, queue_letter(db, recipient, subject, BODY, language="vi", now=now))


def _flushed(db: Db, letter: Letter) -> str:
    db.flush()
    return letter.id


def states(engine: Engine) -> list[tuple[LetterState, int, str]]:
    with open_db(engine, write=False) as db:
        rows = db.scalars(sa.select(Letter).order_by(Letter.made_at, Letter.id))
        return [(row.state, row.tries, row.fault) for row in rows]


def due_now(engine: Engine) -> None:
    """Let every letter's waiting time be over."""
    with transaction(engine) as db:
        db.execute(sa.update(Letter).values(not_before=real_now()))


def test_letter_reaches_a_mail_server(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    number = queue(own_engine)
    assert deliver_due(own_engine, told(f"smtp://127.0.0.1:{port}")) == 1
    (mail,) = keeper.arrived
    assert keeper.recipients == [["anna@example.org"]]
    assert {name: mail[name] for name in ("From", "To", "Subject", "Content-Language")} == {
        "From": "desk@events.example",
        "To": "anna@example.org",
        "Subject": "Hẹn gặp",
        "Content-Language": "vi",
    }
    assert mail["Message-ID"] == f"<{number}@events.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == BODY
    assert states(own_engine) == [(LetterState.SENT, 1, "")]
    assert deliver_due(own_engine, told(f"smtp://127.0.0.1:{port}")) == 0


def test_server_with_a_password_is_given_it_unquoted(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    queue(own_engine)
    deliver_due(own_engine, told(f"smtp://desk:a%2Fb%20c@127.0.0.1:{port}"))
    assert (len(keeper.arrived), states(own_engine)) == (1, [(LetterState.SENT, 1, "")])


def test_refused_letter_is_tried_again_and_then_arrives(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    settings = told(f"smtp://127.0.0.1:{port}")
    keeper.refusals = iter(["451 later", "451 later"])
    queue(own_engine)
    assert deliver_due(own_engine, settings) == 1
    assert states(own_engine) == [(LetterState.QUEUED, 1, "SMTPDataError")]
    assert deliver_due(own_engine, settings) == 0  # its time has not come
    due_now(own_engine)
    deliver_due(own_engine, settings)
    due_now(own_engine)
    deliver_due(own_engine, settings)
    assert (len(keeper.arrived), states(own_engine)) == (1, [(LetterState.SENT, 3, "")])


def test_letter_is_given_up_after_the_last_try(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    keeper.refusals = itertools.repeat("550 never")
    queue(own_engine)
    for _ in range(MOST_TRIES + 2):
        deliver_due(own_engine, told(f"smtp://127.0.0.1:{port}"))
        due_now(own_engine)
    assert states(own_engine) == [(LetterState.FAILED, MOST_TRIES, "SMTPDataError")]


def test_waiting_time_doubles_with_each_try(db: Db) -> None:
    letter = queue_letter(db, "anna@example.org", "Hello", "", language="en", now=NOW)
    waits = []
    for _ in range(MOST_TRIES - 1):
        letter.not_before = NOW
        db.flush()
        assert take_due(db, now=NOW) is letter
        note_failed(db, letter.id, "OSError", now=NOW)
        waits.append((letter.not_before - NOW).total_seconds())
    assert waits == [30, 60, 120, 240, 480, 960, 1920]


def test_letter_that_must_wait_is_not_taken_before_its_time(db: Db) -> None:
    wait = timedelta(minutes=5)
    queue_letter(db, "anna@example.org", "Hello", "", language="en", now=NOW, wait=wait)
    assert take_due(db, now=NOW + wait - timedelta(seconds=1)) is None
    assert take_due(db, now=NOW + wait) is not None


def test_letter_of_a_worker_that_died_comes_up_again(db: Db) -> None:
    letter = queue_letter(db, "anna@example.org", "Hello", "", language="en", now=NOW)
    assert take_due(db, now=NOW) is letter
    assert take_due(db, now=NOW + LEASE - timedelta(seconds=1)) is None
    assert take_due(db, now=NOW + LEASE) is letter


def test_server_that_is_away_holds_nothing_up_but_the_letter(
    own_engine: Engine, told: Callable[[str], Settings]
) -> None:
    queue(own_engine)
    assert deliver_due(own_engine, told("smtp://127.0.0.1:1")) == 1
    assert states(own_engine) == [(LetterState.QUEUED, 1, "ConnectionRefusedError")]


def test_letter_that_no_server_can_take_does_not_hold_up_the_next(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    broken = queue(own_engine)
    with transaction(own_engine) as db:
        db.get_one(Letter, broken).recipient = "no address\r\nBcc: all@example.org"
    queue(own_engine, subject="Second")
    deliver_due(own_engine, told(f"smtp://127.0.0.1:{port}"))
    assert [mail["Subject"] for mail in keeper.arrived] == ["Second"]


def test_database_can_be_written_while_a_mail_server_is_slow(
    own_engine: Engine, told: Callable[[str], Settings]
) -> None:
    """A scan at the door never waits for mail."""

    class Slow(Keeper):
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
            queue(own_engine, subject="written meanwhile")
            return "250 kept"

    queue(own_engine)
    with listening(Slow()) as port:
        deliver_due(own_engine, told(f"smtp://127.0.0.1:{port}"), most=1)
    assert states(own_engine) == [(LetterState.SENT, 1, ""), (LetterState.QUEUED, 0, "")]


def test_workers_never_send_one_letter_twice(
    own_engine: Engine, keeper: Keeper, port: int, told: Callable[[str], Settings]
) -> None:
    settings, together = told(f"smtp://127.0.0.1:{port}"), Barrier(4)
    for number in range(24):
        queue(own_engine, subject=f"{number:02}")

    def work(_worker: int) -> int:
        together.wait()
        return deliver_due(own_engine, settings, most=24)

    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(work, range(4)))
    assert sum(counts) == 24
    assert sorted(str(mail["Subject"]) for mail in keeper.arrived) == [
        f"{number:02}" for number in range(24)
    ]


def test_worker_skips_letters_that_another_has_taken(own_engine: Engine) -> None:
    """Without waiting: on SQLite the other would wait for the lock, on PostgreSQL it passes by."""
    if own_engine.dialect.name == "sqlite":
        pytest.skip("one writer at a time: there is nothing to skip")
    first, second = queue(own_engine), queue(own_engine)
    with transaction(own_engine) as one, transaction(own_engine) as other:
        taken = [take_due(db, now=real_now()) for db in (one, other, other)]
    assert [letter and letter.id for letter in taken] == [first, second, None]


def test_letters_become_files_where_there_is_no_mail_server(
    own_engine: Engine, told: Callable[[str], Settings]
) -> None:
    settings = told("")
    number = queue(own_engine)
    assert deliver_due(own_engine, settings) == 1
    (file,) = (settings.instance / "mail").iterdir()
    assert file.name == f"{number}.eml"
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert (mail["To"], mail["Subject"]) == ("anna@example.org", "Hẹn gặp")
    assert mail.get_content().replace("\r\n", "\n") == BODY


@pytest.mark.parametrize("sign", ["\r", "\n", "\r\n", "\0", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("field", ["recipient", "subject"])
def test_line_break_that_would_forge_a_header_is_refused(db: Db, field: str, sign: str) -> None:
    forged = f"x@example.org{sign}Bcc: everyone@example.org"
    given = {"recipient": "anna@example.org", "subject": "Hello", field: forged}
    with pytest.raises(Invalid) as caught:
        queue_letter(db, given["recipient"], given["subject"], "", language="en", now=NOW)
    assert caught.value.code == "mail_header"
    assert db.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


@pytest.mark.parametrize(
    "recipient", ["a@example.org, b@example.org", "a@example.org;b@example.org", "not an address"]
)
def test_letter_has_one_recipient(db: Db, recipient: str) -> None:
    with pytest.raises(Invalid) as caught:
        queue_letter(db, recipient, "Hello", "", language="en", now=NOW)
    assert caught.value.code == "mail_header"
