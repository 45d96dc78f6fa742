"""What an inspection finds: one line each, with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is. Only an error keeps the program from working, or from its promise."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    severity: Severity
    subject: str
    message: str
    remedy: str = ""


def ok(subject: str, message: str) -> Finding:
    """All is well."""
    return Finding(Severity.OK, subject, message)


def info(subject: str, message: str, remedy: str = "") -> Finding:
    """Good to know."""
    return Finding(Severity.INFO, subject, message, remedy)


def warning(subject: str, message: str, remedy: str) -> Finding:
    """It works, and may fail some day."""
    return Finding(Severity.WARNING, subject, message, remedy)


def error(subject: str, message: str, remedy: str) -> Finding:
    """It does not work, or pages can be lost."""
    return Finding(Severity.ERROR, subject, message, remedy)
