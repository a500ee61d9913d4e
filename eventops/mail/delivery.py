"""From the outbox to a mail server, or to files where there is none."""

import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy.engine import Engine

from eventops.core.clock import real_now
from eventops.core.db import transaction
from eventops.core.settings import Settings
from eventops.mail.models import Letter
from eventops.mail.services import note_failed, note_sent, take_due

TIMEOUT = 20


def deliver_due(engine: Engine, settings: Settings) -> int:
    """Send what is due; returns how many letters were tried."""
    send = _by_smtp(settings.smtp_url) if settings.smtp_url else _into(settings.instance / "mail")
    with transaction(engine) as db:
        due = take_due(db, now=real_now())
        for letter in due:
            try:
                send(message(letter, settings.mail_from), letter.id)
            except (OSError, smtplib.SMTPException) as fault:
                note_failed(letter, type(fault).__name__, now=real_now())
            else:
                note_sent(letter, now=real_now())
    return len(due)


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as RFC 5322 wants it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, letter.recipient, letter.subject
    mail["Date"] = format_datetime(letter.made_at)
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = letter.language
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    return mail


def _into(folder: Path) -> Callable[[EmailMessage, str], None]:
    def keep(mail: EmailMessage, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())

    return keep


def _by_smtp(url: str) -> Callable[[EmailMessage, str], None]:
    parts = urlsplit(url)

    def send(mail: EmailMessage, _name: str) -> None:
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(parts.hostname or "localhost", parts.port or 25, timeout=TIMEOUT) as server:
            if parts.scheme == "smtp+starttls":
                server.starttls()
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(mail)

    return send
