"""The images of the stack: official ones where they can be had, else stand-ins; and the worker's own."""

import os
import re
from collections.abc import Callable

from tests.brokers import KAFKA_IMAGE
from tests.compose.shell import ROOT, Failed, run, say, succeeds
from tests.compose.standin.build import build_kafka, build_python

PULL_TIMEOUT = 120
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
# Where this machine takes packages from, the image's build must take them from too.
PASSED_ON = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "PIP_TRUSTED_HOST",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
)


def python_image() -> str:
    """The base that deploy/Dockerfile names."""
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    bases = set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE))
    if len(bases) != 1:
        raise Failed(f"deploy/Dockerfile has several bases: {', '.join(sorted(bases))}")
    return bases.pop()


def use_classic_builder_if_need_be() -> None:
    """Docker's client without its buildx plugin can build only so."""
    if not succeeds(["docker", "buildx", "version"]):
        os.environ["DOCKER_BUILDKIT"] = "0"


def have_images() -> list[str]:
    """Have both images that the stack is made from; returns the stand-ins among them."""
    builders: dict[str, Callable[[str], None]] = {KAFKA_IMAGE: build_kafka, python_image(): build_python}
    return [image for image, build in builders.items() if not _official(image) and _stand_in(image, build)]


def _official(image: str) -> bool:
    if succeeds(["docker", "image", "inspect", image]):
        say(f"{image}: here already")
        return True
    if succeeds(["docker", "pull", "--quiet", image], timeout=PULL_TIMEOUT):
        say(f"{image}: official image, pulled")
        return True
    return False


def _stand_in(image: str, build: Callable[[str], None]) -> bool:
    say(f"{image}: cannot be pulled; building a stand-in from Debian's packages")
    build(image)
    return True


def build_worker(image: str, *, on_stand_in: bool) -> None:
    """Build deploy/Dockerfile."""
    arguments = [f"{name}={os.environ[name]}" for name in PASSED_ON if name in os.environ]
    if on_stand_in:
        arguments.append(f"PIP_CERT={CERTIFICATES}")
    options = [word for argument in arguments for word in ("--build-arg", argument)]
    command = [
        "docker",
        "build",
        "--network",
        "host",
        "--file",
        "deploy/Dockerfile",
        "--tag",
        image,
        *options,
        ".",
    ]
    run(command, timeout=600)
