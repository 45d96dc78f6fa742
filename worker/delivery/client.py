"""How to reach the brokers: what every aiokafka client of the program is made with."""

import ssl
from typing import Any

from worker.settings import PREFIX, Settings, SettingsError


def connection(settings: Settings) -> dict[str, Any]:
    """Keyword arguments for any of aiokafka's clients. Raises SettingsError where a certificate cannot be used."""
    arguments: dict[str, Any] = {
        "bootstrap_servers": settings.bootstrap_servers.split(","),
        "security_protocol": settings.security_protocol,
    }
    if settings.security_protocol.endswith("SSL"):
        arguments["ssl_context"] = tls(settings)
    if settings.security_protocol.startswith("SASL") and settings.sasl_password is not None:
        arguments["sasl_mechanism"] = settings.sasl_mechanism
        arguments["sasl_plain_username"] = settings.sasl_username
        arguments["sasl_plain_password"] = settings.sasl_password.get_secret_value()
    return arguments


def tls(settings: Settings) -> ssl.SSLContext:
    """The TLS context: host names are always checked, the system's certificates serve where no CA is named."""
    try:
        context = ssl.create_default_context(cafile=settings.ssl_cafile)
    except OSError as error:  # ssl.SSLError too
        raise _unusable("SSL_CAFILE", settings.ssl_cafile, error) from None
    if settings.ssl_certfile is not None:
        password = settings.ssl_key_password.get_secret_value() if settings.ssl_key_password else ""
        try:
            # Always a password: with none OpenSSL would ask for it on the terminal and wait.
            context.load_cert_chain(settings.ssl_certfile, settings.ssl_keyfile, password)
        except OSError as error:
            raise _unusable("SSL_CERTFILE", settings.ssl_certfile, error) from None
    return context


def _unusable(setting: str, path: object, error: OSError) -> SettingsError:
    reason = error.strerror or str(error)
    return SettingsError(
        f"{PREFIX}{setting}: cannot use {path}: {reason}. Give a PEM file and, if encrypted, its password."
    )
