"""Resolve the words that locate an event: folded words in, the gazetteer's name and country out."""

from collections.abc import Sequence
from dataclasses import dataclass

from waqai.knowledge.actors import Actors, Kind

LOCATING = (Kind.PLACE, Kind.CAPITAL, Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM)
NAMING = (Kind.PLACE, Kind.CAPITAL, Kind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Located:
    """A place by its first name in the gazetteer, and its country."""

    name: str | None
    country: str | None


def locate(words: Sequence[str], actors: Actors) -> Located | None:
    """Return where the words of a mention are: the smallest place that is known, and the first country that is.

    >>> from waqai.arabic.normalize import fold
    >>> from waqai.knowledge.actors import load_actors
    >>> locate(fold("العاصمة الفرنسية باريس").split(), load_actors()).country  # 'the French capital Paris'
    'FRA'
    """
    known = [value for hit in actors.names.find(words) for value in hit.values if value.kind in LOCATING]
    if not known:
        return None
    named = sorted((value for value in known if value.kind in NAMING), key=lambda value: NAMING.index(value.kind))
    country = next((value.country for value in known if value.country), None)
    if not named:
        return Located(None, country)
    place = named[0]
    if place.kind is Kind.PLACE:
        return Located(place.ref, place.country or country)
    of = actors.countries[place.ref]
    return Located(of.name if place.kind is Kind.COUNTRY else of.capital, of.code)
