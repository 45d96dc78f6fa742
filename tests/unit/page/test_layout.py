"""Layout profiles are data that is checked when it is read."""

from pathlib import Path

import pytest

from worker.page.layout import BUILT_IN, LayoutError, load_layouts

(LAYOUT_A,) = (layout for layout in BUILT_IN if layout.name == "A")

PROFILE = """
name = "stad"
rounding = "round"
article = true
briefs_start = ["Meer {section} nieuws", "Ook in de stad"]
brief_headlines = true
bare_datelines = false
[signals]
spaced = 2
"""


def test_the_built_in_profiles_floor_ages_and_the_generic_takes_the_union() -> None:
    assert {layout.name: layout.rounding for layout in BUILT_IN} == {
        "A": "floor", "B": "floor", "C": "floor", "D": "floor", "generic": "union", "html": "floor",
    }  # fmt: skip


def test_a_new_site_is_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "stad.toml").write_text(PROFILE, encoding="utf-8")
    (layout,) = load_layouts(tmp_path)
    assert layout.briefs_section("Meer Sport nieuws") == (True, "Sport")
    assert layout.briefs_section("ook in de stad") == (True, None)
    assert layout.briefs_section("Meer dan honderd mensen zijn geëvacueerd.") == (False, None)


def test_a_sites_own_lines_are_whole_lines_or_begin_so(tmp_path: Path) -> None:
    chrome = 'chrome = ["Mijn account"]\nchrome_beginnings = ["Kies je"]\n[signals]'
    (tmp_path / "stad.toml").write_text(PROFILE.replace("[signals]", chrome), encoding="utf-8")
    (layout,) = load_layouts(tmp_path)
    lines = ("MIJN ACCOUNT", "Kies je webmail", "Mijn accountant", "Mijn", "")
    assert list(map(layout.is_chrome, lines)) == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ('colour = "red"', "signals.colour"),
        ("spaced = 'veel'", "signals.spaced"),
        ("glanst = 3", "signals.glanst"),
        ("= 3", "line 10"),
    ],
)
def test_a_profile_with_a_mistake_is_refused_at_start(line: str, field: str, tmp_path: Path) -> None:
    (tmp_path / "stad.toml").write_text(f"{PROFILE.replace('spaced = 2', '')}{line}\n", encoding="utf-8")
    with pytest.raises(LayoutError, match=rf"stad\.toml: .*{field}"):
        load_layouts(tmp_path)


def test_two_profiles_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("stad", "streek"):
        (tmp_path / f"{name}.toml").write_text(PROFILE, encoding="utf-8")
    with pytest.raises(LayoutError, match="two profiles are named 'stad'"):
        load_layouts(tmp_path)


@pytest.mark.parametrize(
    ("site", "prints"),
    [
        ("stad.nl", True),
        ("www.Stad.nl", True),
        ("De Stad", True),
        ("bijstad.nl", False),
        ("stad.nl.example", False),
    ],
)
def test_a_profile_knows_its_sites(site: str, prints: bool, tmp_path: Path) -> None:
    (tmp_path / "stad.toml").write_text(f'sites = ["stad.nl", "De stad"]{PROFILE}', encoding="utf-8")
    (layout,) = load_layouts(tmp_path)
    assert layout.prints(site) is prints


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Meer uit Buitenland", "Buitenland"),
        ("MEER UIT SPORT", "SPORT"),
        ("Meer uit Koningshuis & Royalty", "Koningshuis & Royalty"),
        ("Meer nieuws", None),
    ],
)
def test_a_marker_starts_the_briefs(line: str, section: str | None) -> None:
    assert LAYOUT_A.briefs_section(line) == (True, section)


@pytest.mark.parametrize(
    "line", ["Meer dan honderd mensen", "Meer uit voorzorg dan uit angst, zei hij.", "Er is meer nieuws"]
)
def test_text_that_begins_like_a_marker_is_none(line: str) -> None:
    assert LAYOUT_A.briefs_section(line) == (False, None)
