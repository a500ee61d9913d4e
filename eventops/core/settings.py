"""Frozen settings from EVENTOPS_* variables; a wrong one stops the start with one sentence."""

import fcntl
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

SECRET_LENGTH = 32
SMTP_SCHEMES = ("smtp", "smtps", "smtp+starttls")
Env = Literal["development", "demo", "production"]


class SettingsError(Exception):
    """What is wrong with which setting, in one sentence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between two installations."""

    env: Env
    instance: Path
    """Folder for the embedded database, made secrets and undelivered mail."""
    database_url: str
    secret_key: str
    older_secret_keys: tuple[str, ...]
    base_url: str
    """Scheme and host that links in mails, feeds and badges carry; no slash at the end."""
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    """How many proxies in front may be believed about X-Forwarded-*."""
    smtp_url: str
    """smtp(s) or smtp+starttls://user:password@host:port; when empty, mail stays in instance/mail."""
    mail_from: str
    base_url_assumed: bool = False
    """Nobody said where the service is reached, so it is taken to be the usual port here."""

    @property
    def secrets(self) -> tuple[bytes, ...]:
        """The present secret, then older ones still accepted."""
        return tuple(key.encode() for key in (self.secret_key, *self.older_secret_keys))

    @property
    def address_note(self) -> str | None:
        """What to say beside an address made for somebody, when nobody said where the service is."""
        if not self.base_url_assumed:
            return None
        return (
            f"This assumes that the service answers at {self.base_url}; if it does not, set "
            "EVENTOPS_BASE_URL to where it is reached and ask again."
        )

    @property
    def secure(self) -> bool:
        """Whether visitors come by HTTPS."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings of this process; raises SettingsError."""
    given = os.environ if environ is None else environ
    env = _env(given)
    instance = _instance(Path(given.get("EVENTOPS_INSTANCE", "instance")).absolute())
    base_url, host = _base_url(given)
    hosts = _words(given.get("EVENTOPS_TRUSTED_HOSTS", ""))
    if env != "production":
        hosts = (*hosts, "127.0.0.1", "localhost", "[::1]")
    return Settings(
        env=env,
        instance=instance,
        database_url=_database(given, instance),
        secret_key=_secret(given, env, instance),
        older_secret_keys=_words(_or_file(given, "EVENTOPS_SECRET_KEY_FALLBACKS") or ""),
        base_url=base_url,
        trusted_hosts=(host, *hosts),
        proxy_hops=_number(given, "EVENTOPS_PROXY_HOPS", 0),
        smtp_url=_smtp_url(given),
        mail_from=given.get("EVENTOPS_MAIL_FROM", f"eventops@{host}"),
        base_url_assumed="EVENTOPS_BASE_URL" not in given,
    )


def _env(given: Mapping[str, str]) -> Env:
    match given.get("EVENTOPS_ENV", "development"):
        case "development":
            return "development"
        case "demo":
            return "demo"
        case "production":
            return "production"
        case other:
            raise SettingsError(
                f"EVENTOPS_ENV must be development, demo or production, not {other!r}."
            )


def _base_url(given: Mapping[str, str]) -> tuple[str, str]:
    """The address without a slash at the end, and its host."""
    url = given.get("EVENTOPS_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = _parts(url)
    if parts is None or parts.scheme not in ("http", "https") or parts.path or parts.query:
        raise SettingsError(f"EVENTOPS_BASE_URL must look like https://host, not {url!r}.")
    return url, str(parts.hostname)


def _smtp_url(given: Mapping[str, str]) -> str:
    """Never shown in a sentence, since it may hold a password."""
    url = _or_file(given, "EVENTOPS_SMTP_URL") or ""
    parts = _parts(url)
    if url and (parts is None or parts.scheme not in SMTP_SCHEMES):
        raise SettingsError(
            "EVENTOPS_SMTP_URL is not a mail server's address, such as "
            "smtp+starttls://user:password@host:587."
        )
    return url


def _parts(url: str) -> SplitResult | None:
    """The parts of an address with a host and, if any, a possible port."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _instance(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as fault:
        raise SettingsError(
            f"The instance folder {folder} cannot be written ({fault.strerror}): give this user "
            "the right to write there, or set EVENTOPS_INSTANCE to another folder."
        ) from fault
    return folder


def _database(given: Mapping[str, str], instance: Path) -> str:
    url = _or_file(given, "EVENTOPS_DATABASE_URL") or f"sqlite:///{instance / 'eventops.db'}"
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as fault:
        raise SettingsError(
            "EVENTOPS_DATABASE_URL is not a database address, such as "
            "postgresql://user:password@host/name."
        ) from fault
    if backend == "sqlite":
        return url
    if backend != "postgresql":
        raise SettingsError(f"EVENTOPS_DATABASE_URL: {backend} is neither sqlite nor postgresql.")
    return url.replace(make_url(url).drivername, "postgresql+psycopg", 1)


def _secret(given: Mapping[str, str], env: Env, instance: Path) -> str:
    key = _or_file(given, "EVENTOPS_SECRET_KEY")
    if key is None:
        if env == "production":
            raise SettingsError(
                "EVENTOPS_SECRET_KEY is not set: production needs a secret of its own; make one "
                "with `python -c 'import secrets; print(secrets.token_hex(32))'`."
            )
        return _made_secret(instance / "secret.key")
    if len(key) < SECRET_LENGTH:
        raise SettingsError(
            f"EVENTOPS_SECRET_KEY has {len(key)} characters; it needs at least {SECRET_LENGTH}."
        )
    return key


def _made_secret(path: Path) -> str:
    """A secret for development, made once and readable by this user alone.

    Under a lock, so that two processes starting at once read the same.
    """
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        key = file.read().strip()
        if not key:
            key = secrets.token_hex(SECRET_LENGTH)
            file.write(key)
    if len(key) < SECRET_LENGTH:
        raise SettingsError(f"{path} is too short for a secret: delete it, and one will be made.")
    return key


def _or_file(given: Mapping[str, str], name: str) -> str | None:
    """The variable itself, or the content of the file that NAME_FILE points to."""
    if name in given:
        return given[name]
    path = given.get(f"{name}_FILE")
    if path is None:
        return None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as fault:
        raise SettingsError(f"{name}_FILE: {path} cannot be read ({fault.strerror}).") from fault
    except UnicodeDecodeError as fault:
        raise SettingsError(f"{name}_FILE: {path} is not UTF-8 text.") from fault


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise SettingsError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)
