"""Finds the names of a text: people, organisations, places and the rest.

`recogniser.py` is the way in. A text is cut into tokens; rules settle what needs no weighing (datelines, ministries);
runs of tokens that may be names are weighed by what the lists say of them and by their context; then the whole text is
read once more, for names that come again.
"""
