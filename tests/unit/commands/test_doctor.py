"""`dateline doctor` without a broker: settings, environment, port, and how checks stand by themselves."""

import json
import socket

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, GroupCoordinatorNotAvailableError

from worker.commands import checks
from worker.commands.checks import Check, check_environment, check_port, check_settings, examination
from worker.findings import Finding, Severity, error, ok
from worker.settings import Settings, load_settings, unknown_variables

# Nothing listens on port 1.
NOWHERE = "127.0.0.1:1"


@pytest.fixture
def away(monkeypatch):
    """A broker that is away, and a port for health checks that is free."""
    monkeypatch.setenv("DATELINE_BOOTSTRAP_SERVERS", NOWHERE)
    monkeypatch.setenv("DATELINE_HTTP_PORT", "0")


def test_a_broker_that_is_away_is_an_error_and_what_needs_it_is_not_tried(dateline, away):
    result = dateline("doctor", "--json")
    assert result.exit_code == 3
    findings = [json.loads(line) for line in result.stdout.splitlines()]
    assert [finding["subject"] for finding in findings] == ["environment", "settings", "health", "broker"]
    assert findings[-1]["severity"] == "error"
    assert NOWHERE in findings[-1]["message"]
    assert "DATELINE_BOOTSTRAP_SERVERS" in findings[-1]["remedy"]
    assert result.stderr == ""


def test_people_get_a_line_a_finding_without_colours_where_there_is_no_terminal(dateline, away):
    lines = dateline("doctor").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("ok ")
    assert lines[-1].startswith(f"error    broker: cannot reach Kafka at {NOWHERE} → is it running")


def test_a_typing_error_in_a_variable_is_told_with_the_nearest_name(dateline, away, monkeypatch):
    monkeypatch.setenv("DATELINE_GARANTEE", "at-least-once")
    first = dateline("doctor").stdout.splitlines()[0]
    assert first.startswith(
        "warning  environment: DATELINE_GARANTEE is no setting; is it DATELINE_GUARANTEE?"
    )


@pytest.mark.parametrize(
    ("names", "unknown"),
    [
        (
            [
                "DATELINE_HTTP_PORT",
                "DATELINE_SASL_PASSWORD_FILE",
                "DATELINE_IMAGE",
                "PATH",
                "dateline_market",
            ],
            [],
        ),
        (["DATELINE_HTP_PORT"], ["DATELINE_HTP_PORT is no setting; is it DATELINE_HTTP_PORT?"]),
        (["DATELINE_XYZZY"], ["DATELINE_XYZZY is no setting; `dateline settings` lists them all"]),
        (["DATELINE_APP_ID_FILE"], ["DATELINE_APP_ID_FILE is no setting; is it DATELINE_APP_ID?"]),
        # What Kubernetes sets for a service that is named dateline, and for one named dateline-inspect
        (
            [
                "DATELINE_SERVICE_HOST",
                "DATELINE_SERVICE_PORT",
                "DATELINE_SERVICE_PORT_HTTP",
                "DATELINE_PORT",
                "DATELINE_PORT_8080_TCP",
                "DATELINE_PORT_8080_TCP_PROTO",
                "DATELINE_PORT_8080_TCP_PORT",
                "DATELINE_PORT_8080_TCP_ADDR",
                "DATELINE_INSPECT_SERVICE_HOST",
                "DATELINE_INSPECT_PORT_8080_TCP_ADDR",
            ],
            [],
        ),
        # A port that no Kubernetes has set is what somebody takes for HTTP_PORT.
        (["DATELINE_PORT"], ["DATELINE_PORT is no setting; is it DATELINE_HTTP_PORT?"]),
    ],
)
def test_variables_that_are_no_settings(names, unknown):
    assert unknown_variables(names) == unknown


@pytest.mark.parametrize(
    ("settings", "setting"),
    [
        ({"guarantee": "at-least-once"}, "GUARANTEE"),
        ({"session_timeout": 30, "request_timeout": 30}, "SESSION_TIMEOUT"),
        ({"session_timeout": 20, "stall_timeout": 20}, "STALL_TIMEOUT"),
        ({"shutdown_timeout": 45}, "SHUTDOWN_TIMEOUT"),
        ({"rejects_share": 1}, "REJECTS_SHARE"),
        ({"sasl_username": "u"}, "SASL_USERNAME"),
        ({"ssl_cafile": "ca.pem"}, "SSL_CAFILE"),
        (
            {
                "security_protocol": "SASL_PLAINTEXT",
                "sasl_mechanism": "PLAIN",
                "sasl_username": "u",
                "sasl_password": "p",
            },
            "SECURITY_PROTOCOL",
        ),
    ],
)
async def test_settings_that_are_unsafe_are_named(settings, setting):
    (finding,) = await check_settings(load_settings(**settings))
    assert (finding.severity, finding.subject) == (Severity.WARNING, f"DATELINE_{setting}")
    assert finding.remedy


async def test_health_checks_on_localhost_are_unsafe_in_kubernetes_only(monkeypatch):
    assert [finding.severity for finding in await check_settings(Settings())] == [Severity.OK]
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.0.0.1")
    (finding,) = await check_settings(Settings())
    assert finding.subject == "DATELINE_HTTP_HOST"


async def test_all_is_well_in_a_clean_environment():
    assert [finding.severity for finding in await check_environment(Settings())] == [Severity.OK]


async def test_a_port_that_somebody_else_has_is_an_error():
    with socket.create_server(("127.0.0.1", 0)) as other:
        (finding,) = await check_port(load_settings(http_port=other.getsockname()[1]))
    assert finding.severity is Severity.ERROR
    assert "HTTP_PORT" in finding.remedy


async def test_a_port_that_a_worker_has_is_none():
    from worker.operations.health import HealthServer

    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    server = HealthServer("127.0.0.1", port, lambda: (True, {"idle_seconds": 0.0}), lambda: (True, {}))
    await server.start()
    (finding,) = await check_port(load_settings(http_port=port))
    await server.stop()
    assert (finding.severity, finding.message) == (
        Severity.INFO,
        f"a worker runs at 127.0.0.1:{port}, and is well",
    )


async def refused(_settings: Settings) -> list[Finding]:
    raise GroupAuthorizationFailedError("dateline")


async def broken(_settings: Settings) -> list[Finding]:
    raise ZeroDivisionError("division by zero")


async def hanging(_settings: Settings) -> list[Finding]:
    import asyncio

    await asyncio.sleep(60)
    return []


async def fine(_settings: Settings) -> list[Finding]:
    return [ok("fine", "all is well")]


async def test_a_check_that_fails_stops_no_other(monkeypatch):
    table = tuple(
        Check(run.__name__, run, f"mend {run.__name__}") for run in (refused, broken, hanging, fine)
    )
    monkeypatch.setattr(checks, "CHECKS", table)
    monkeypatch.setattr(checks, "SECONDS_FOR_A_CHECK", 0.05)
    assert [finding async for finding in examination(Settings())] == [
        error("refused", "dateline", "mend refused"),
        error("broken", "ZeroDivisionError('division by zero')", "mend broken"),
        error("hanging", "no answer within 0.05 s", "mend hanging"),
        ok("fine", "all is well"),
    ]


async def test_what_is_refused_for_the_moment_only_is_tried_again(monkeypatch):
    """A new cluster makes the topic of its groups when the first group asks."""
    refusals = [GroupCoordinatorNotAvailableError(), GroupCoordinatorNotAvailableError()]

    async def late(settings: Settings) -> list[Finding]:
        if refusals:
            raise refusals.pop()
        return await fine(settings)

    monkeypatch.setattr(checks, "CHECKS", (Check("late", late, ""),))
    monkeypatch.setattr(checks, "PAUSE", 0.0)
    assert [finding async for finding in examination(Settings())] == [ok("fine", "all is well")]
