"""`python -m worker` is `dateline`."""

from worker.cli import main

if __name__ == "__main__":
    main()
