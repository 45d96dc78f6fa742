"""`python -m lists.knowledge`: compiles the tables of organisations, people and other things for the worker."""

import sys
from pathlib import Path

from worker.entities import knowledge
from worker.entities.tables import packaged_rows

TARGET = Path(knowledge.__file__).with_name(knowledge.FILE)


def main() -> None:
    """Build, write, and say what there is."""
    rows = tuple(packaged_rows())
    content = knowledge.write_knowledge(rows)
    TARGET.write_bytes(content)
    names = sum(len(row.forms) for row in rows)
    print(f"{TARGET.name}: {len(rows):,} rows, {names:,} names, {len(content):,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
