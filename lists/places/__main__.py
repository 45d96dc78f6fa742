"""`python -m lists.places`: writes the list of places that the worker reads."""

import sys
from pathlib import Path

import worker.gazetteer
from lists.places.gather import gather
from worker.gazetteer.compiled import write_places

TARGET = Path(worker.gazetteer.__file__).with_name("places.bin")


def main() -> None:
    """Build, write, and say what there is."""
    gathered = gather()
    content = write_places(gathered.places, gathered.names)
    TARGET.write_bytes(content)
    print(
        f"{TARGET.name}: {len(gathered.places):,} places, {len(gathered.names):,} names, {len(content):,} bytes",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
