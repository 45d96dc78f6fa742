"""Settings as aiokafka's arguments."""

import ssl

from worker.delivery.client import connection
from worker.settings import load_settings


def test_plaintext_carries_no_credentials():
    assert connection(load_settings(bootstrap_servers="a:1,b:2", sasl_username="u", sasl_password="p")) == {
        "bootstrap_servers": ["a:1", "b:2"],
        "security_protocol": "PLAINTEXT",
    }


def test_sasl_over_tls():
    arguments = connection(
        load_settings(
            security_protocol="SASL_SSL", sasl_username="u", sasl_password="p", sasl_mechanism="PLAIN"
        )
    )
    assert arguments["sasl_mechanism"] == "PLAIN"
    assert (arguments["sasl_plain_username"], arguments["sasl_plain_password"]) == ("u", "p")
    assert arguments["ssl_context"].check_hostname
    assert arguments["ssl_context"].verify_mode is ssl.CERT_REQUIRED


def test_sasl_without_tls():
    arguments = connection(
        load_settings(security_protocol="SASL_PLAINTEXT", sasl_username="u", sasl_password="p")
    )
    assert "ssl_context" not in arguments
    assert arguments["sasl_mechanism"] == "SCRAM-SHA-512"


def test_a_certificate_that_cannot_be_used_ends_the_worker_with_one_line(dateline, monkeypatch, tmp_path):
    monkeypatch.setattr("worker.app.configure_logging", lambda _settings: None)
    monkeypatch.setenv("DATELINE_SECURITY_PROTOCOL", "SSL")
    monkeypatch.setenv("DATELINE_SSL_CAFILE", str(tmp_path / "missing.pem"))
    result = dateline("run")
    assert result.exit_code == 2
    assert result.stderr.startswith("dateline: DATELINE_SSL_CAFILE: cannot use ")
