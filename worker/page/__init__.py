"""A page: its bytes, lines, layout, datelines and blocks."""
