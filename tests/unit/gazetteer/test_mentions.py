"""The countries and regions that a text speaks of."""

import pytest

from worker.gazetteer import areas_in


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("In Noorwegen is sneeuw gevallen.", {"NO"}),
        ("De storm trok over Alabama.", {"US", "US.AL"}),
        ("De Verenigde Staten en Noord-Korea praten.", {"US", "KP"}),
        ("In Caracas is het onrustig.", set()),
        ("Het Midden-Oosten is verdeeld.", set()),
        ("", set()),
    ],
)
def test_areas_are_found(text: str, areas: set[str]) -> None:
    assert areas_in(text) == areas
