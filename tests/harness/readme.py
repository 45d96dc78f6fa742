"""The README's examples, cut out so that tests can run them."""

import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BLOCK = r"<!-- {mark} -->\n```\w+\n(.*?)```"


def block(mark: str) -> str:
    """The code block that follows `<!-- mark -->`."""
    found = re.search(BLOCK.format(mark=re.escape(mark)), README.read_text(encoding="utf-8"), re.DOTALL)
    assert found, f"the README has no block marked <!-- {mark} -->"
    return found.group(1)


def between(start: str, end: str) -> str:
    """The text between two comments."""
    text = README.read_text(encoding="utf-8")
    return text.split(f"<!-- {start} -->\n")[1].split(f"<!-- {end} -->")[0].strip()


def write_settings(table: str) -> None:
    """Put the table of settings in its place."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split("<!-- settings: written by `make docs` -->\n")
    after = rest.split("<!-- end of settings -->")[1]
    marked = f"<!-- settings: written by `make docs` -->\n{table}\n<!-- end of settings -->"
    README.write_text(before + marked + after, encoding="utf-8")


if __name__ == "__main__":
    from worker.commands.settings import markdown_table

    write_settings(markdown_table())
