"""What things cost. Each module is a program: `python -m benchmarks.NAME`; `make bench` runs them all."""
