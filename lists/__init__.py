"""What `make lists` compiles into the lists that the worker reads. Not part of the installed program."""
