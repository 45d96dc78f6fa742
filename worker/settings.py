"""Every setting of the program: one frozen model, read once at start.

The environment (`DATELINE_…`) wins over a TOML file (`--config`), which wins over the defaults. The table of
settings in the README is written from the descriptions here.
"""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, DirectoryPath, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "DATELINE_"
SECRETS = ("sasl_password", "ssl_key_password")
# Variables with our prefix that are no settings: docker-compose.yml reads them.
OTHER_VARIABLES = ("IMAGE",)
# What Kubernetes sets in every pod for a service: DATELINE_SERVICE_HOST, DATELINE_PORT_8080_TCP_ADDR, …
SERVICE_HOST = "_SERVICE_HOST"
OF_A_SERVICE = re.compile(r"_SERVICE_(HOST|PORT(_\w+)?)|_PORT(_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?")

Guarantee = Literal["exactly-once", "at-least-once"]


def _servers(value: str) -> str:
    for server in value.split(","):
        host, colon, port = server.strip().rpartition(":")
        if not (host and colon and port.isdigit() and 0 < int(port) < 65536):
            raise ValueError(f"'{server.strip()}' is not host:port; give one or more, separated by commas")
    return ",".join(server.strip() for server in value.split(","))


class SettingsError(Exception):
    """Settings that cannot be used: one line for each, with the setting's name and what is allowed."""


class Settings(BaseSettings):
    """See the module. Durations are seconds, sizes bytes."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", allow_inf_nan=False)

    # Kafka
    bootstrap_servers: Annotated[str, AfterValidator(_servers)] = Field(
        "localhost:9092", description="Kafka brokers to start from, `host:port`, separated by commas."
    )
    app_id: str = Field(
        "dateline",
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
        description="Consumer group, and prefix of the transactional ids.",
    )
    topic_prefix: str = Field(
        "wire",
        pattern=r"^[A-Za-z0-9._-]{1,100}$",
        description="Topics are `<prefix>.pages`, `<prefix>.split`, …",
    )
    guarantee: Guarantee = Field(
        "exactly-once",
        description="What a crash may cost: duplicates (`at-least-once`) or nothing (`exactly-once`).",
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="How to talk to the brokers."
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="How to log in, with a SASL protocol."
    )
    sasl_username: str | None = Field(None, description="User name, with a SASL protocol.")
    sasl_password: SecretStr | None = Field(None, description="Password, with a SASL protocol.")
    ssl_cafile: Path | None = Field(None, description="CA certificates (PEM); the system's when absent.")
    ssl_certfile: Path | None = Field(None, description="Client certificate (PEM), for mutual TLS.")
    ssl_keyfile: Path | None = Field(None, description="Client key (PEM), for mutual TLS.")
    ssl_key_password: SecretStr | None = Field(None, description="Password of the client key.")
    connect_timeout: float = Field(
        60.0, gt=0, description="How long to try to reach the brokers at start before exit status 3."
    )

    request_timeout: float = Field(
        30.0,
        gt=0,
        description="How long one request to a broker may take. Not less than the session time-out.",
    )
    session_timeout: float = Field(
        10.0,
        ge=6,
        le=300,
        description="A worker that is silent for so long loses its partitions to the others.",
    )
    transaction_timeout: float = Field(
        60.0,
        ge=5,
        le=900,
        description="A transaction that is open for longer is ended by the brokers; readers wait for it.",
    )
    group_instance_id: str | None = Field(
        None,
        min_length=1,
        description="Static membership: a name that stays with this worker over restarts, unique in the group.",
    )
    rebalance_timeout: float = Field(
        60.0, ge=10, description="How long a rebalance waits for a batch under way."
    )

    # Pages
    max_page_bytes: int = Field(
        1_048_576, ge=1024, le=64 * 1_048_576, description="A larger page is rejected with `too_large`."
    )
    max_page_lines: int = Field(
        20_000, ge=100, le=200_000, description="A page of more lines is rejected with `too_large`."
    )
    layouts_dir: DirectoryPath | None = Field(
        None, description="A directory with layout profiles of one's own (`*.toml`); see docs/layouts.md."
    )
    lists_dir: DirectoryPath | None = Field(
        None,
        description="A directory with lists of names of one's own (`people/*.tsv`, …); see docs/entities.md.",
    )
    market: str = Field(
        "nl",
        pattern=r"^[^\s/]{1,100}$",
        description="Market of pages that name none. Stories of different markets never meet.",
    )

    state_days: float = Field(
        30.0,
        gt=0,
        le=3650,
        description="A story that no page showed for so many days is forgotten: shown again, it is new.",
    )
    refine_share: float = Field(
        0.5,
        gt=0,
        le=1,
        description="An interval of publication that is this share, or less, of the published one is published anew.",
    )

    # Events
    source: str = Field(
        "/dateline",
        min_length=1,
        description="`ce_source` of every event: keep it stable across deployments.",
    )

    # Batches and deadlines
    batch_records: int = Field(128, ge=1, le=4096, description="Records that one batch takes at most.")
    batch_wait: float = Field(0.1, gt=0, le=10, description="How long a batch waits for more records.")
    batch_bytes: int = Field(
        8 * 1_048_576,
        ge=1024,
        description="Bytes of input that one transaction takes at most; a larger record stands alone.",
    )
    buffer_bytes: int = Field(
        64 * 1_048_576, ge=1024, description="Bytes that are read ahead at most, over all partitions."
    )
    shutdown_timeout: float = Field(
        20.0,
        gt=0,
        description="On SIGTERM the running batch has this long to end; keep it below the pod's grace period.",
    )

    # Guards
    rejects_in_a_row: int = Field(100, ge=1, description="So many refused records in a row stop the worker.")
    rejects_share: float = Field(
        0.5,
        gt=0,
        le=1,
        description="A larger share of refused records among the last REJECTS_WINDOW stops the worker.",
    )
    rejects_window: int = Field(1000, ge=10, description="The records that REJECTS_SHARE looks at.")
    stall_timeout: float = Field(
        60.0,
        gt=0,
        description="With records waiting and no progress for so long the worker exits, to be restarted.",
    )

    # Health
    http_host: str = Field("127.0.0.1", description="Address of the health checks.")
    http_port: int = Field(8080, ge=0, le=65535, description="Port of the health checks; 0 for none.")

    # Logs
    log_format: Literal["console", "json"] = Field(
        "console", description="Log lines for people or for machines."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least level that is logged."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the signature is pydantic's)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @model_validator(mode="after")
    def _times_fit(self) -> Self:
        if self.request_timeout < self.session_timeout:
            raise ValueError(
                f"{PREFIX}REQUEST_TIMEOUT ({self.request_timeout:g}) must not be less than "
                f"{PREFIX}SESSION_TIMEOUT ({self.session_timeout:g})"
            )
        return self

    @model_validator(mode="after")
    def _credentials_fit(self) -> Self:
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and self.sasl_password):
            raise ValueError(
                f"{PREFIX}SASL_USERNAME and {PREFIX}SASL_PASSWORD must be set "
                f"when {PREFIX}SECURITY_PROTOCOL is {self.security_protocol}"
            )
        return self

    def topic(self, name: str) -> str:
        """`wire.<name>` under the prefix in force."""
        return f"{self.topic_prefix}.{name}"


def load_settings(config: Path | None = None, **overrides: Any) -> Settings:
    """Read the settings. Raises SettingsError with a line for each that cannot be used."""
    if config is not None and not config.is_file():
        raise SettingsError(f"--config: {config} is no file")
    from_files = _secrets_from_files()
    configured = type("Settings", (Settings,), {"model_config": SettingsConfigDict(toml_file=config)})
    try:
        settings: Settings = configured(**{**from_files, **overrides})
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(problem) for problem in error.errors())) from None
    except ValueError as error:  # a TOML file that is none
        raise SettingsError(f"--config: {config}: {error}") from None
    return settings


def unknown_variables(names: Iterable[str]) -> list[str]:
    """A line for each environment variable that looks like a setting and is none: a typing error, most likely."""
    variables = sorted(name for name in names if name.upper().startswith(PREFIX))
    services = [name.removesuffix(SERVICE_HOST) for name in variables if name.endswith(SERVICE_HOST)]
    known = _known_variables()
    return [
        f"{name} is no setting{_suggestion(name, known)}"
        for name in variables
        if name.upper() not in known and not _of_a_service(name, services)
    ]


def _known_variables() -> set[str]:
    names = [*Settings.model_fields, *(f"{secret}_file" for secret in SECRETS), *OTHER_VARIABLES]
    return {PREFIX + name.upper() for name in names}


def _of_a_service(name: str, services: Iterable[str]) -> bool:
    return any(
        name.startswith(service) and OF_A_SERVICE.fullmatch(name.removeprefix(service))
        for service in services
    )


def _suggestion(name: str, known: Iterable[str]) -> str:
    # Without the prefix, which would make all of them alike.
    names = sorted(each.removeprefix(PREFIX) for each in known)
    nearest = get_close_matches(name.upper().removeprefix(PREFIX), names, n=1)
    return f"; is it {PREFIX}{nearest[0]}?" if nearest else "; `dateline settings` lists them all"


def _secrets_from_files() -> dict[str, str]:
    """`DATELINE_SASL_PASSWORD_FILE` and its like: the secret stands in a file, as orchestrators mount it."""
    secrets = {}
    for name in SECRETS:
        variable = f"{PREFIX}{name.upper()}_FILE"
        if path := os.environ.get(variable):
            try:
                secrets[name] = Path(path).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{variable}: cannot read {path}: {error.strerror}") from None
            except UnicodeDecodeError:
                raise SettingsError(f"{variable}: {path} is no UTF-8 text") from None
    return secrets


def _explain(problem: Any) -> str:
    if not problem["loc"]:
        return str(problem["msg"]).removeprefix("Value error, ")
    name = str(problem["loc"][0])
    if problem["type"] == "extra_forbidden":
        return f"{name}: no such setting; see the table in the README"
    shown = "(secret)" if name in SECRETS else repr(problem["input"])
    return f"{PREFIX}{name.upper()}: {problem['msg'].removeprefix('Value error, ')} (it is {shown}){_allowed(name)}"


def _allowed(name: str) -> str:
    field = Settings.model_fields.get(name)
    if field is None or not field.description:
        return ""
    choices = [str(choice) for choice in get_args(field.annotation) if isinstance(choice, str)]
    return f". {field.description}" + (f" One of: {', '.join(choices)}." if choices else "")
