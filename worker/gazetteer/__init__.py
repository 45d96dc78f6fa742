"""The gazetteer: the places of the news, with their Dutch names, countries and GeoNames ids."""

from worker.gazetteer.compiled import Kind, Meaning, Place
from worker.gazetteer.folding import key
from worker.gazetteer.lookup import best, choose, is_place, lookup, meanings, places
from worker.gazetteer.mentions import areas_in

__all__ = [
    "Kind",
    "Meaning",
    "Place",
    "areas_in",
    "best",
    "choose",
    "is_place",
    "key",
    "lookup",
    "meanings",
    "places",
]
