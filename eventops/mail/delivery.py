"""From the outbox to a mail server, or to files where there is none."""

import smtplib
import ssl
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
"""Seconds that a mail server may take for one answer."""

PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}
Send = Callable[[EmailMessage, str], None]


def deliver_due(engine: Engine, settings: Settings, *, most: int = 20) -> int:
    """Send what is due; returns how many letters were tried."""
    send = _by_smtp(settings.smtp_url) if settings.smtp_url else _into(settings.instance / "mail")
    tried = 0
    while tried < most and _deliver_next(engine, settings.mail_from, send):
        tried += 1
    return tried


def _deliver_next(engine: Engine, sender: str, send: Send) -> bool:
    """Take a letter, send it while no transaction is open, and note what became of it."""
    with transaction(engine) as db:
        letter = take_due(db, now=real_now())
    if letter is None:
        return False
    try:
        send(message(letter, sender), letter.id)
    except Exception as fault:  # noqa: BLE001 - no letter, whatever it is like, holds up the others
        told = type(fault).__name__
        with transaction(engine) as db:
            note_failed(db, letter.id, told, now=real_now())
    else:
        with transaction(engine) as db:
            note_sent(db, letter.id, now=real_now())
    return True


def message(letter: Letter, sender: str) -> EmailMessage:
    """The letter as RFC 5322 wants it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, letter.recipient, letter.subject
    mail["Date"] = format_datetime(letter.made_at)
    mail["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.body)
    mail["Content-Language"] = letter.language  # after the content, which resets its headers
    for part in (letter.calendars or ())[:1]:  # RFC 5546: one message, one event
        method = {"method": part["method"]}
        mail.add_alternative(part["text"], subtype="calendar", params=method)
    for part in letter.calendars or ():
        mail.add_attachment(
            part["text"].encode(),
            maintype="application",
            subtype="ics",
            filename=part["name"],
        )
    return mail


def _into(folder: Path) -> Send:
    def keep(mail: EmailMessage, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.eml").write_bytes(mail.as_bytes())

    return keep


def _by_smtp(url: str) -> Send:
    parts = urlsplit(url)
    host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
    trusted = ssl.create_default_context()  # smtplib's own default checks no certificate

    def connect() -> smtplib.SMTP:
        if parts.scheme == "smtps":
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=trusted)
        return smtplib.SMTP(host, port, timeout=TIMEOUT)

    def send(mail: EmailMessage, _name: str) -> None:
        with connect() as server:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=trusted)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(mail)

    return send
