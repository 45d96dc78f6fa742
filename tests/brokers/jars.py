"""The jars of Apache Kafka from Maven Central, in a cache outside the tree.

python -m tests.brokers.jars    # fill the cache if need be and print its folder
"""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

from tests.brokers.broker import KAFKA_VERSION, BrokerError, NoBroker

POM = Path(__file__).with_name("pom.xml")
OLDEST_JAVA = 17


def java() -> str:
    """Path of a Java that can run Kafka. Raises NoBroker."""
    home = os.environ.get("JAVA_HOME")
    candidate = Path(home, "bin", "java") if home else Path(shutil.which("java") or "")
    if not candidate.is_file():
        raise NoBroker(f"no Java {OLDEST_JAVA} or later")
    answer = subprocess.run([candidate, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', answer)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise NoBroker(f"{candidate} is no Java {OLDEST_JAVA} or later")
    return str(candidate)


def cache_folder() -> Path:
    """Where this version's jars are kept."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return caches / "dateline" / f"kafka-{KAFKA_VERSION}"


def jars() -> Path:
    """Folder with all jars, fetched the first time. Raises NoBroker where Maven is needed and missing.

    A folder appears under its name only when it is whole, and holds a list of what belongs to it: two runs at
    once share one download, and a folder that somebody has half emptied is filled anew.
    """
    folder = cache_folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # ends with the process, however that ends
        if not _complete(folder):
            _fill(folder)
    return folder


def _complete(folder: Path) -> bool:
    contents = folder / "CONTENTS"
    return contents.is_file() and contents.read_text(encoding="utf-8") == _list(folder)


def _list(folder: Path) -> str:
    return "".join(f"{jar.name} {jar.stat().st_size}\n" for jar in sorted(folder.glob("*.jar")))


def _fill(folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoBroker("no Maven (mvn) to fetch Apache Kafka with")
    fresh = folder.with_suffix(".new")
    for leftover in (fresh, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    command = [maven, "--batch-mode", "--quiet", "--file", str(POM), "dependency:copy-dependencies"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={fresh}", "-DincludeScope=runtime"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode or not list(fresh.glob("kafka_*.jar")):
        raise BrokerError(f"Maven could not fetch Apache Kafka {KAFKA_VERSION}:\n{done.stdout[-4000:]}")
    (fresh / "CONTENTS").write_text(_list(fresh), encoding="utf-8")
    fresh.rename(folder)


if __name__ == "__main__":
    print(jars())
