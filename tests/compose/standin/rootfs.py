"""A root file system from Debian packages that are installed on this machine, for `docker import`.

Seconds instead of a bootstrap's minute: the packages' files are here already, only their closure has to be found.
"""

import os
import re
import subprocess
from pathlib import Path

AT_INSTALLATION_ONLY = {"debconf", "dpkg", "init-system-helpers", "perl-base"}
NOT_NEEDED = re.compile(r"^/usr/share/(doc|man|info|locale|lintian|bug|fonts|i18n)/|__pycache__")
MERGED = re.compile(r"^/(bin|sbin|lib|lib64)(?=/|$)")  # links into /usr, as dpkg may name them
MADE_BY_SCRIPTS = ["etc/ssl/certs", "etc/java-17-openjdk"]  # not in any package's list
SKELETON = [
    *(
        "bin",
        "sbin",
        "lib",
        "lib64",
        "dev",
        "etc",
        "home",
        "opt",
        "proc",
        "root",
        "run",
        "sys",
        "tmp",
        "usr",
        "var",
    ),
    *("var/lib", "var/tmp", "etc/passwd", "etc/group", "etc/nsswitch.conf", "etc/ld.so.cache"),
    *("usr/bin/java", "etc/alternatives", "etc/alternatives/java", "usr/bin/awk", "etc/alternatives/awk"),
]


def write_rootfs(archive: Path, packages: list[str]) -> None:
    """Tar the files of the packages and of all that they depend on."""
    names = sorted(_closure(packages))
    listed = subprocess.run(["dpkg-query", "-L", *names], capture_output=True, text=True, check=True).stdout
    files = {
        MERGED.sub(r"/usr/\1", line)[1:]
        for line in listed.splitlines()
        if line.startswith("/") and line != "/." and not NOT_NEEDED.search(line)
    }
    for tree in MADE_BY_SCRIPTS:
        files |= {str(path)[1:] for path in Path("/", tree).rglob("*")} | {tree}
    files |= set(SKELETON)
    if not any(name.startswith("openjdk") for name in names):
        files -= {"usr/bin/java", "etc/alternatives/java"}
    present = "\0".join(sorted(name for name in files if os.path.lexists(f"/{name}")))
    command = ["tar", "-C", "/", "--no-recursion", "--null", "-T", "-", "-cf", str(archive)]
    subprocess.run(command, input=present.encode(), check=True)


def _closure(wanted: list[str]) -> set[str]:
    """The installed packages that these need, with the architecture where dpkg names it."""
    form = r"${Package}\t${binary:Package}\t${db:Status-Abbrev}\t${Pre-Depends}, ${Depends}\t${Provides}\n"
    answer = subprocess.run(["dpkg-query", "-W", f"-f={form}"], capture_output=True, text=True, check=True)
    depends: dict[str, str] = {}
    full_name: dict[str, str] = {}
    provider: dict[str, str] = {}
    for line in answer.stdout.splitlines():
        name, full, status, needs, provides = line.split("\t")
        if status.startswith("ii"):
            depends[name], full_name[name] = needs, full
            for provided in filter(None, provides.split(",")):
                provider.setdefault(provided.split()[0], name)
    todo, seen = list(wanted), set()
    while todo:
        name = todo.pop()
        if name not in seen and name not in AT_INSTALLATION_ONLY:
            seen.add(name)
            todo += _first_that_is_installed(depends[name], depends, provider)
    return {full_name[name] for name in seen}


def _first_that_is_installed(needs: str, installed: dict[str, str], provider: dict[str, str]) -> list[str]:
    """Of each group of alternatives (`a | b, c`) the one that is here."""
    found = []
    for group in needs.split(","):
        names = [re.split(r"[ (:]", alternative.strip())[0] for alternative in group.split("|")]
        here = (name if name in installed else provider.get(name) for name in names)
        found += [name for name in here if name][:1]
    return found
