"""The pages that `dateline demo` feeds."""
