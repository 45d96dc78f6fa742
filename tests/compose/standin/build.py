"""Build the stand-ins: `python:…` and `apache/kafka:…` from Debian's packages and Maven Central's jars."""

import shutil
import tempfile
from pathlib import Path

from tests.brokers.jars import jars
from tests.compose.engine import install
from tests.compose.shell import Failed, run, succeeds
from tests.compose.standin.rootfs import write_rootfs

HERE = Path(__file__).parent
BASIC = ["bash", "dash", "coreutils", "findutils", "grep", "sed", "tar", "mawk", "ca-certificates"]
PYTHON = [*BASIC, "libstdc++6", "python3", "python3-venv", "python3-pip", "media-types", "netbase", "tzdata"]
JAVA = [*BASIC, "openjdk-17-jre-headless"]


def build_python(image: str) -> None:
    """Debian's Python under the name of the official image. It has this machine's CA certificates, as pip needs them."""
    _base("dateline-standin/python", PYTHON)
    with tempfile.TemporaryDirectory() as context:
        _build(image, HERE / "python.Dockerfile", Path(context))


def build_kafka(image: str) -> None:
    """Apache Kafka under the name of the official image, with the same KAFKA_… variables."""
    _base("dateline-standin/java", JAVA)
    with tempfile.TemporaryDirectory() as folder:
        context = Path(folder, "kafka")
        shutil.copytree(HERE / "kafka", context)
        shutil.copytree(jars(), context / "libs")
        _build(image, context / "Dockerfile", context)


def _base(name: str, packages: list[str]) -> None:
    if not Path("/etc/debian_version").is_file():
        raise Failed("the official images cannot be pulled, and stand-ins can be built on Debian only")
    missing = [package for package in packages if not succeeds(["dpkg-query", "-s", package])]
    if missing:
        install(*missing)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "rootfs.tar")
        write_rootfs(archive, packages)
        change = "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"
        run(["docker", "import", "--change", change, str(archive), name])


def _build(image: str, dockerfile: Path, context: Path) -> None:
    run(["docker", "build", "--quiet", "--tag", image, "--file", str(dockerfile), str(context)])
