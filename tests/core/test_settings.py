"""Settings: what is read, and the one sentence for each thing that can be wrong."""

import os
from collections.abc import Callable
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from eventops.core.settings import Settings, SettingsError, load

KEY = "k" * 32
Load = Callable[..., Settings]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return tmp_path / "instance"


@pytest.fixture
def loaded(instance: Path) -> Load:
    """Settings of an installation with a key, and what else the test gives."""

    def made(**given: str) -> Settings:
        named = {f"EVENTOPS_{name}": text for name, text in given.items()}
        return load({"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_SECRET_KEY": KEY, **named})

    return made


def refusal(act: Callable[[], Settings]) -> str:
    with pytest.raises(SettingsError) as caught:
        act()
    return str(caught.value)


def test_settings_left_out_are_those_of_a_machine_for_development(
    loaded: Load, instance: Path
) -> None:
    assert loaded() == Settings(
        env="development",
        instance=instance,
        database_url=f"sqlite:///{instance}/eventops.db",
        secret_key=KEY,
        older_secret_keys=(),
        base_url="http://127.0.0.1:8000",
        trusted_hosts=("127.0.0.1", "127.0.0.1", "localhost", "[::1]"),
        proxy_hops=0,
        smtp_url="",
        mail_from="eventops@127.0.0.1",
        base_url_assumed=True,
    )


def test_settings_of_production_trust_no_local_host(loaded: Load, instance: Path) -> None:
    assert loaded(
        ENV="production",
        BASE_URL="https://events.example/",
        TRUSTED_HOSTS="one.example, two.example",
        SECRET_KEY_FALLBACKS="older oldest",
        DATABASE_URL="postgresql://db.example/events",
        PROXY_HOPS="2",
        SMTP_URL="smtps://mail.example",
        MAIL_FROM="desk@events.example",
    ) == Settings(
        env="production",
        instance=instance,
        database_url="postgresql+psycopg://db.example/events",
        secret_key=KEY,
        older_secret_keys=("older", "oldest"),
        base_url="https://events.example",
        trusted_hosts=("events.example", "one.example", "two.example"),
        proxy_hops=2,
        smtp_url="smtps://mail.example",
        mail_from="desk@events.example",
    )


def test_secrets_are_the_present_one_and_then_the_older(loaded: Load) -> None:
    told = loaded(SECRET_KEY_FALLBACKS="older,oldest")
    assert told.secrets == (KEY.encode(), b"older", b"oldest")


@pytest.mark.parametrize(
    ("url", "secure"), [("https://events.example", True), ("http://events.example", False)]
)
def test_visitors_come_securely_by_https_alone(loaded: Load, url: str, secure: bool) -> None:
    assert loaded(BASE_URL=url).secure is secure


SENTENCES = {
    ("ENV", "prod"): "EVENTOPS_ENV must be development, demo or production, not 'prod'.",
    ("ENV", ""): "EVENTOPS_ENV must be development, demo or production, not ''.",
    ("SECRET_KEY", "short"): "EVENTOPS_SECRET_KEY has 5 characters; it needs at least 32.",
    ("SECRET_KEY", ""): "EVENTOPS_SECRET_KEY has 0 characters; it needs at least 32.",
    ("PROXY_HOPS", "two"): "EVENTOPS_PROXY_HOPS must be a whole number, not 'two'.",
    ("PROXY_HOPS", "-1"): "EVENTOPS_PROXY_HOPS must be a whole number, not '-1'.",
    ("PROXY_HOPS", "٣"): "EVENTOPS_PROXY_HOPS must be a whole number, not '٣'.",
    ("BASE_URL", "events.example"): (
        "EVENTOPS_BASE_URL must look like https://host, not 'events.example'."
    ),
    ("BASE_URL", "ftp://events.example"): (
        "EVENTOPS_BASE_URL must look like https://host, not 'ftp://events.example'."
    ),
    ("BASE_URL", "https://[::1"): (
        "EVENTOPS_BASE_URL must look like https://host, not 'https://[::1'."
    ),
    ("BASE_URL", "https://events.example:99999"): (
        "EVENTOPS_BASE_URL must look like https://host, not 'https://events.example:99999'."
    ),
    ("BASE_URL", "https://events.example/below"): (
        "EVENTOPS_BASE_URL must look like https://host, not 'https://events.example/below'."
    ),
    ("DATABASE_URL", "not an address"): (
        "EVENTOPS_DATABASE_URL is not a database address, such as "
        "postgresql://user:password@host/name."
    ),
    ("DATABASE_URL", "mysql://db.example/events"): (
        "EVENTOPS_DATABASE_URL: mysql is neither sqlite nor postgresql."
    ),
    **{
        ("SMTP_URL", url): (
            "EVENTOPS_SMTP_URL is not a mail server's address, such as "
            "smtp+starttls://user:password@host:587."
        )
        for url in ("mail.example:25", "http://mail.example", "smtp://u:p@mail.example:port")
    },
}


@pytest.mark.parametrize(("name", "text"), SENTENCES)
def test_wrong_setting_is_one_sentence(loaded: Load, name: str, text: str) -> None:
    assert refusal(lambda: loaded(**{name: text})) == SENTENCES[name, text]


def test_missing_secret_stops_production(instance: Path) -> None:
    given = {"EVENTOPS_INSTANCE": str(instance), "EVENTOPS_ENV": "production"}
    assert refusal(lambda: load(given)) == (
        "EVENTOPS_SECRET_KEY is not set: production needs a secret of its own; make one with "
        "`python -c 'import secrets; print(secrets.token_hex(32))'`."
    )
    assert list(instance.iterdir()) == []


def test_instance_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert refusal(lambda: load({"EVENTOPS_INSTANCE": str(file / "instance")})) == (
        f"The instance folder {file}/instance cannot be written (Not a directory): give this "
        "user the right to write there, or set EVENTOPS_INSTANCE to another folder."
    )


def test_file_in_place_of_the_instance_folder_is_one_sentence_and_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "instance"
    file.write_text("not ours")
    assert refusal(lambda: load({"EVENTOPS_INSTANCE": str(file)})) == (
        f"The instance folder {file} cannot be written (File exists): give this user the right "
        "to write there, or set EVENTOPS_INSTANCE to another folder."
    )
    assert file.read_text() == "not ours"


@pytest.mark.parametrize(
    ("name", "text", "field", "value"),
    [
        ("SECRET_KEY", "f" * 40, "secret_key", "f" * 40),
        ("SECRET_KEY_FALLBACKS", "older oldest", "older_secret_keys", ("older", "oldest")),
        ("DATABASE_URL", "sqlite:////x.db", "database_url", "sqlite:////x.db"),
        ("SMTP_URL", "smtp://u:p@mail.example", "smtp_url", "smtp://u:p@mail.example"),
    ],
)
def test_secret_setting_is_read_from_a_file(
    tmp_path: Path, name: str, text: str, field: str, value: object
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{text}\n")
    key = {} if name == "SECRET_KEY" else {"EVENTOPS_SECRET_KEY": KEY}
    told = load({"EVENTOPS_INSTANCE": str(tmp_path), f"EVENTOPS_{name}_FILE": str(file), **key})
    assert getattr(told, field) == value


def test_setting_itself_wins_over_its_file(loaded: Load, tmp_path: Path) -> None:
    assert loaded(SECRET_KEY_FILE=str(tmp_path / "none")).secret_key == KEY


def test_file_of_a_setting_that_cannot_be_read_is_one_sentence(
    loaded: Load, tmp_path: Path
) -> None:
    none, noise = tmp_path / "none", tmp_path / "noise"
    noise.write_bytes(b"\xff\xfe")
    assert refusal(lambda: loaded(SMTP_URL_FILE=str(none))) == (
        f"EVENTOPS_SMTP_URL_FILE: {none} cannot be read (No such file or directory)."
    )
    assert refusal(lambda: loaded(SMTP_URL_FILE=str(noise))) == (
        f"EVENTOPS_SMTP_URL_FILE: {noise} is not UTF-8 text."
    )


def test_secret_made_for_development_is_kept_and_readable_by_its_owner_alone(
    instance: Path,
) -> None:
    first = load({"EVENTOPS_INSTANCE": str(instance)})
    again = load({"EVENTOPS_INSTANCE": str(instance)})
    assert first.secret_key == again.secret_key == (instance / "secret.key").read_text()
    assert len(first.secret_key) == 64
    assert os.stat(instance / "secret.key").st_mode & 0o777 == 0o600


def test_two_installations_make_different_secrets(tmp_path: Path) -> None:
    made = {load({"EVENTOPS_INSTANCE": str(tmp_path / name)}).secret_key for name in "ab"}
    assert len(made) == 2


def test_processes_that_start_at_once_read_one_secret(instance: Path) -> None:
    given = {"EVENTOPS_INSTANCE": str(instance)}
    with ThreadPool(8) as pool:
        keys = {told.secret_key for told in pool.map(lambda _: load(given), range(64))}
    assert keys == {(instance / "secret.key").read_text()}


def test_secret_file_that_is_too_short_is_one_sentence(instance: Path) -> None:
    instance.mkdir()
    (instance / "secret.key").write_text("short")
    assert refusal(lambda: load({"EVENTOPS_INSTANCE": str(instance)})) == (
        f"{instance}/secret.key is too short for a secret: delete it, and one will be made."
    )
