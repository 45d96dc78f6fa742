"""Settings: where they come from, which wins, and what is said of one that cannot be used."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from worker.settings import PREFIX, Settings, SettingsError, load_settings

SECRET = "hush-hush"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment without settings."""
    import os

    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


def toml(directory: Path, text: str) -> Path:
    path = directory / "dateline.toml"
    path.write_text(text, encoding="utf-8")
    return path


# Where they come from


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.bootstrap_servers == "localhost:9092"
    assert (settings.app_id, settings.guarantee, settings.topic("pages")) == (
        "dateline",
        "exactly-once",
        "wire.pages",
    )


def test_the_environment_wins_over_the_file_and_an_option_over_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = toml(tmp_path, 'app_id = "file"\ntopic_prefix = "file"\nmarket = "file"\n')
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", "environment")
    monkeypatch.setenv("DATELINE_MARKET", "environment")
    settings = load_settings(path, market="option")
    assert (settings.app_id, settings.topic_prefix, settings.market) == ("file", "environment", "option")
    assert settings.source == "/dateline"


def test_the_file_of_one_call_is_forgotten_by_the_next(tmp_path: Path) -> None:
    assert load_settings(toml(tmp_path, 'app_id = "file"')).app_id == "file"
    assert load_settings().app_id == "dateline"


def test_settings_never_change(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        load_settings().app_id = "other"


def test_names_in_the_environment_may_have_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("dateline_app_id", "lower")
    assert load_settings().app_id == "lower"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a:1", "a:1"),
        (" a:1 , b.example.org:65535", "a:1,b.example.org:65535"),
        ("[::1]:9092", "[::1]:9092"),
    ],
)
def test_brokers_are_host_and_port(given: str, kept: str) -> None:
    assert load_settings(bootstrap_servers=given).bootstrap_servers == kept


# What cannot be used


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("BOOTSTRAP_SERVERS", "localhost", "host:port"),
        ("BOOTSTRAP_SERVERS", "", "host:port"),
        ("BOOTSTRAP_SERVERS", "a:1,", "host:port"),
        ("BOOTSTRAP_SERVERS", "a:1,:2", "host:port"),
        ("BOOTSTRAP_SERVERS", "a:0", "host:port"),
        ("BOOTSTRAP_SERVERS", "a:65536", "host:port"),
        ("BOOTSTRAP_SERVERS", "a:port", "host:port"),
        ("APP_ID", "", "A-Za-z0-9"),
        ("APP_ID", "two words", "A-Za-z0-9"),
        ("TOPIC_PREFIX", "a/b", "A-Za-z0-9"),
        ("GUARANTEE", "at-most-once", "'exactly-once' or 'at-least-once'"),
        ("SECURITY_PROTOCOL", "TLS", "'SASL_SSL'"),
        ("LOG_FORMAT", "xml", "'console' or 'json'"),
        ("LOG_LEVEL", "INFO", "'info'"),
        ("MAX_PAGE_BYTES", "1 MB", "integer"),
        ("MAX_PAGE_BYTES", "1023", "greater than or equal to 1024"),
        ("MAX_PAGE_BYTES", "1.5", "integer"),
        ("HTTP_PORT", "65536", "less than or equal to 65535"),
        ("HTTP_PORT", "", "integer"),
        ("BATCH_RECORDS", "0", "greater than or equal to 1"),
        ("BATCH_WAIT", "0", "greater than 0"),
        ("BATCH_WAIT", "soon", "number"),
        ("REJECTS_SHARE", "1.01", "less than or equal to 1"),
        ("REJECTS_SHARE", "nan", ""),
        ("SESSION_TIMEOUT", "5.9", "greater than or equal to 6"),
        ("STATE_DAYS", "0", "greater than 0"),
        ("MARKET", "a/b", r"[^\s/]"),
        ("SOURCE", "", "at least 1 character"),
    ],
)
def test_of_a_wrong_setting_name_value_and_what_is_allowed_are_said(
    name: str, value: str, allowed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError) as error:
        load_settings()
    (line,) = str(error.value).splitlines()
    assert line.startswith(f"{PREFIX}{name}: ")
    assert f"(it is {value!r})" in line
    assert allowed in line
    description = Settings.model_fields[name.lower()].description
    assert description is not None
    assert description in line


def test_all_wrong_settings_are_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HTTP_PORT", "x")
    monkeypatch.setenv("DATELINE_LOG_LEVEL", "x")
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert sorted(line.partition(":")[0] for line in str(error.value).splitlines()) == [
        "DATELINE_HTTP_PORT",
        "DATELINE_LOG_LEVEL",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('app-id = "x"', "app-id: no such setting"),
        ('topicprefix = "x"', "topicprefix: no such setting"),
        ("[kafka]\napp_id = 1", "kafka: no such setting"),
        ("app_id = ", "--config: "),
        ("app_id = 1", "DATELINE_APP_ID: "),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(toml(tmp_path, text))
    assert str(error.value).startswith(said)


def test_a_file_that_is_no_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "dateline.toml"
    path.write_bytes(b'app_id = "\xff"')
    with pytest.raises(SettingsError, match="--config"):
        load_settings(path)


@pytest.mark.parametrize("name", ["absent.toml", "."])
def test_a_file_that_is_none_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match="is no file"):
        load_settings(tmp_path / name)


# Secrets


def with_sasl(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SECURITY_PROTOCOL", "SASL_SSL")
    monkeypatch.setenv("DATELINE_SASL_USERNAME", "me")


@pytest.mark.parametrize("given", [{}, {"sasl_username": "me"}, {"sasl_password": SECRET}])
@pytest.mark.parametrize("protocol", ["SASL_SSL", "SASL_PLAINTEXT"])
def test_a_protocol_with_login_needs_both_credentials(protocol: str, given: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(security_protocol=protocol, **given)
    message = str(error.value)
    assert "DATELINE_SASL_USERNAME and DATELINE_SASL_PASSWORD must be set" in message
    assert protocol in message
    assert SECRET not in message


@pytest.mark.parametrize("text", [SECRET, f"{SECRET}\n", f"  {SECRET}\r\n"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    with_sasl(monkeypatch)
    for name in ("SASL_PASSWORD", "SSL_KEY_PASSWORD"):
        path = tmp_path / name
        path.write_text(text)
        monkeypatch.setenv(f"DATELINE_{name}_FILE", str(path))
    settings = load_settings()
    assert settings.sasl_password is not None
    assert settings.ssl_key_password is not None
    assert settings.sasl_password.get_secret_value() == SECRET
    assert settings.ssl_key_password.get_secret_value() == SECRET
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "DATELINE_SASL_PASSWORD_FILE: cannot read"),
        (b"\xff\xfe", "DATELINE_SASL_PASSWORD_FILE: "),
        (b"\n", "DATELINE_SASL_PASSWORD must be set"),
    ],
)
def test_a_secret_s_file_that_cannot_be_used_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, said: str
) -> None:
    with_sasl(monkeypatch)
    path = tmp_path / "password"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("DATELINE_SASL_PASSWORD_FILE", str(path))
    with pytest.raises(SettingsError) as error:
        load_settings()
    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        f'sasl_password = ["{SECRET}"]',
        f'SASL_PASSWORD = ["{SECRET}"]',
        f'DATELINE_SASL_PASSWORD = ["{SECRET}"]',
        f'sasl_password_file = "{SECRET}"',
        f'ssl_key_password = {{ value = "{SECRET}" }}',
        f'sasl_pasword = "{SECRET}"',
        f'[kafka]\nsasl_password = "{SECRET}"',
        f'sasl_password = "{SECRET}"\nhttp_port = "x"',
        f'sasl_password = "{SECRET}"\nsecurity_protocol = "SASL_SSL"',
        f'sasl_password = "{SECRET}',
        f"sasl_password = {SECRET}",
        f'sasl_password = "{SECRET}"\nsasl_password = "{SECRET}"',
    ],
)
def test_no_error_shows_a_secret(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError) as error:
        load_settings(toml(tmp_path, text))
    assert SECRET not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_every_setting_is_described() -> None:
    assert [name for name, one in Settings.model_fields.items() if not one.description] == []
