"""Resolve the words that locate an event: folded words in, the gazetteers' name, country and coordinates out."""

from collections.abc import Sequence
from dataclasses import dataclass

from waqai.knowledge.actors import Actors, Kind, Known
from waqai.knowledge.gazetteer import Gazetteer, Town
from waqai.knowledge.names import Hit, words_of

LOCATING = (Kind.PLACE, Kind.CAPITAL, Kind.COUNTRY, Kind.SEAT, Kind.DEMONYM)
NAMING = (Kind.PLACE, Kind.CAPITAL, Kind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Located:
    """A place by its Arabic name and its country, with the town of GeoNames that it is, and how that was told."""

    name: str | None
    country: str | None
    town: Town | None = None
    how: str = ""


def locate(words: Sequence[str], actors: Actors, gazetteer: Gazetteer, countries: Sequence[str] = ()) -> Located | None:
    """Return where the words of a mention are: the smallest place that is known, and the first country that is.

    `countries` are those of the article, the likeliest first: they tell towns of one name apart.

    >>> from waqai.arabic.normalize import fold
    >>> from waqai.knowledge.actors import load_actors
    >>> located = locate(fold("العاصمة الفرنسية باريس").split(), load_actors(), Gazetteer.load())  # 'the French capital Paris'
    >>> located.country, located.town.name
    ('FRA', 'Paris')
    """
    hits = [hit for hit in actors.names.find(words) if any(value.kind in LOCATING for value in hit.values)]
    known = [value for hit in hits for value in hit.values if value.kind in LOCATING]
    country = next((value.country for value in known if value.country), None)
    named = sorted((value for value in known if value.kind in NAMING), key=lambda value: NAMING.index(value.kind))
    if named and named[0].kind is not Kind.COUNTRY:
        return _known_place(named[0], country, actors, gazetteer)
    if town := gazetteer.find(_without(words, hits), [country] if country else countries, elsewhere=country is None):
        return Located(town.arabic, town.country, town, "a town of GeoNames" + ("" if country else ", of its namesakes the likeliest in this article"))
    if named:
        return Located(actors.countries[named[0].ref].name, named[0].ref, None, "a country among its words")
    return Located(None, country, None, "only the country is known") if country else None


def _without(words: Sequence[str], hits: Sequence[Hit[Known]]) -> list[str]:
    """Return the words with those of known names blanked: تونس is there a country, and no town besides."""
    named = {at for hit in hits for at in range(hit.start, hit.end)}
    return ["" if at in named else word for at, word in enumerate(words)]


def _known_place(place: Known, country: str | None, actors: Actors, gazetteer: Gazetteer) -> Located:
    if place.kind is Kind.PLACE:
        name, country = place.ref, place.country or country
    else:
        name, country = actors.countries[place.ref].capital or actors.countries[place.ref].name, place.ref
    town = gazetteer.called(words_of(name), [country]) if country else None
    return Located(name, country, town, f"known {place.kind} among its words")
