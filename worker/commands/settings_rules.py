"""What of the settings in force is unsafe, or contradicts itself: a row for each rule."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from worker.findings import Severity
from worker.settings import PREFIX, Settings

# Kubernetes kills a pod that was not gone by then, unless it was told otherwise.
USUAL_GRACE_PERIOD = 30.0
IN_KUBERNETES = "KUBERNETES_SERVICE_HOST"


@dataclass(frozen=True, slots=True)
class SettingsRule:
    """A row of the table: `broken` says when it is not kept."""

    setting: str
    broken: Callable[[Settings], bool]
    severity: Severity
    message: str
    remedy: str


SETTINGS_RULES = (
    SettingsRule(
        "GUARANTEE",
        lambda settings: settings.guarantee == "at-least-once",
        Severity.WARNING,
        "a crash repeats events",
        "have the readers drop what has a ce_id that they know, or set it to exactly-once",
    ),
    SettingsRule(
        "SESSION_TIMEOUT",
        lambda settings: settings.session_timeout == settings.request_timeout,
        Severity.WARNING,
        f"it equals {PREFIX}REQUEST_TIMEOUT: one slow answer of a broker costs the worker its partitions",
        "lower it to a third",
    ),
    SettingsRule(
        "STALL_TIMEOUT",
        lambda settings: settings.stall_timeout <= settings.session_timeout,
        Severity.WARNING,
        f"it is not above {PREFIX}SESSION_TIMEOUT: after the death of one worker the others take themselves for hung",
        f"raise it to several times {PREFIX}SESSION_TIMEOUT",
    ),
    SettingsRule(
        "SHUTDOWN_TIMEOUT",
        lambda settings: settings.shutdown_timeout >= USUAL_GRACE_PERIOD,
        Severity.WARNING,
        f"Kubernetes kills after {USUAL_GRACE_PERIOD:g} s, before the worker has finished",
        "lower it, or set terminationGracePeriodSeconds above it",
    ),
    SettingsRule(
        "REJECTS_SHARE",
        lambda settings: settings.rejects_share == 1,
        Severity.WARNING,
        "no share is above 1: a bad release can send most pages to the dead letters",
        "lower it",
    ),
    SettingsRule(
        "SECURITY_PROTOCOL",
        lambda settings: (
            settings.security_protocol == "SASL_PLAINTEXT" and settings.sasl_mechanism == "PLAIN"
        ),
        Severity.WARNING,
        "the password goes over the network as it is",
        "set it to SASL_SSL",
    ),
    SettingsRule(
        "SASL_USERNAME",
        lambda settings: (
            settings.sasl_username is not None and not settings.security_protocol.startswith("SASL")
        ),
        Severity.WARNING,
        f"it is not used: {PREFIX}SECURITY_PROTOCOL is no SASL protocol",
        f"set {PREFIX}SECURITY_PROTOCOL to SASL_SSL, or take the user name away",
    ),
    SettingsRule(
        "SSL_CAFILE",
        lambda settings: settings.ssl_cafile is not None and not settings.security_protocol.endswith("SSL"),
        Severity.WARNING,
        f"it is not used: {PREFIX}SECURITY_PROTOCOL is no SSL protocol",
        f"set {PREFIX}SECURITY_PROTOCOL to SSL or SASL_SSL, or take the certificate away",
    ),
    SettingsRule(
        "HTTP_HOST",
        lambda settings: (
            settings.http_port > 0
            and settings.http_host in ("127.0.0.1", "localhost")
            and IN_KUBERNETES in os.environ
        ),
        Severity.WARNING,
        "Kubernetes cannot reach the health checks there",
        "set it to 0.0.0.0",
    ),
)
