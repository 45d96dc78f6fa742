"""Two addresses of one page."""

import pytest

from worker.identity.addresses import MAX_ADDRESS, same_address

PAGE = "https://nieuws.example/binnenland/brug-open"


@pytest.mark.parametrize(
    "url",
    [
        "http://nieuws.example/binnenland/brug-open",
        "https://www.nieuws.example/binnenland/brug-open/",
        "https://m.nieuws.example:443/binnenland/brug-open#reacties",
        "https://NIEUWS.example/binnenland/brug-open?utm_source=x&utm_medium=y&fbclid=1",
        " https://nieuws.example/binnenland/brug-open ",
    ],
)
def test_how_one_came_there_does_not_count(url: str) -> None:
    assert same_address(url) == same_address(PAGE) == "nieuws.example/binnenland/brug-open"


@pytest.mark.parametrize(
    "url", [f"{PAGE}2", f"{PAGE}?page=2", "https://andere.example/binnenland/brug-open", f"{PAGE}/meer"]
)
def test_another_page(url: str) -> None:
    assert same_address(url) not in {None, same_address(PAGE)}


def test_the_order_of_a_query_does_not_count() -> None:
    assert same_address(f"{PAGE}?b=2&a=1") == same_address(f"{PAGE}?a=1&utm_id=3&b=2")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://nieuws.example",
        "https://nieuws.example/",
        "/artikel/1",
        "http://[",
        "x" * (MAX_ADDRESS + 1),
    ],
)
def test_what_names_no_page(url: str) -> None:
    assert same_address(url) is None
