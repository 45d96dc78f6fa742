"""Trains the weights of the recogniser (`make train`). Not part of the installed program.

`sentences/` and `appositions.toml` are the project's own sentences. The silver sentences are not part of the project:
name their file with `SILVER=…`.
"""
