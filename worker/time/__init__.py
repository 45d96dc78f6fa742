"""Times: captures, ages of items, civil days."""
