"""A coverage-guided fuzzer (atheris, libFuzzer) over the splitter: no input may raise, run away or lose a line.

    make fuzz                 a million inputs, from the corpus in tests/fuzz/corpus
    python -m tests.fuzz 5000 five thousand

An input that fails is written to a file that its last lines name: put it into the corpus, where `make test` runs it
from then on, and mend the fault.
"""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["worker", "schemas"]):
    from tests.fuzz.target import split_anything

CORPUS = Path(__file__).parent / "corpus"
RUNS = 1_000_000
LONGEST = 1024  # bytes: longer inputs say no more, and take longer
SLOWEST = 5  # seconds that one input may take


def main() -> None:
    """Fuzz on a copy of the corpus, so that what the fuzzer finds interesting stays out of the tree."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with TemporaryDirectory() as folder:
        corpus = shutil.copytree(CORPUS, Path(folder) / "corpus")
        options = [f"-runs={runs}", f"-max_len={LONGEST}", f"-timeout={SLOWEST}", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, str(corpus)], split_anything)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
