"""Places get their entry, country and coordinates where the words tell them, and nothing where they do not."""

import pytest

from waqai.arabic.words import folded_words
from waqai.knowledge.actors import Actors, load_actors
from waqai.knowledge.gazetteer import Gazetteer
from waqai.resolve.places import Located, locate


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def located(words: str, actors: Actors, gazetteer: Gazetteer, *countries: str) -> Located:
    found = locate(folded_words(words), actors, gazetteer, countries)
    assert found is not None
    return found


def test_a_town_of_geonames_has_number_and_coordinates(actors: Actors, gazetteer: Gazetteer) -> None:
    found = located("بلدة روبيه", actors, gazetteer, "FRA")  # 'the town of Roubaix'
    assert found.town is not None
    assert (found.country, found.town.name) == ("FRA", "Roubaix")
    assert found.town.lat == pytest.approx(50.69, abs=0.1)


def test_a_capital_has_the_coordinates_of_the_town(actors: Actors, gazetteer: Gazetteer) -> None:
    found = located("العاصمة الروسية موسكو", actors, gazetteer)
    assert found.town is not None
    assert (found.country, found.town.name) == ("RUS", "Moscow")


@pytest.mark.parametrize(("country", "lon"), [("LBN", 35.8), ("LBY", 13.2)])
def test_the_articles_country_tells_namesakes_apart(actors: Actors, gazetteer: Gazetteer, country: str, lon: float) -> None:
    town = gazetteer.called(folded_words("طرابلس"), [country])  # Tripoli
    assert town is not None
    assert town.lon == pytest.approx(lon, abs=0.2)


def test_a_country_is_no_town_of_its_name(actors: Actors, gazetteer: Gazetteer) -> None:
    found = located("تونس", actors, gazetteer, "TUN")  # Tunisia, and Tunis
    assert (found.country, found.town) == ("TUN", None)


@pytest.mark.parametrize("place", ["ساحة رياض الصلح", "وسط المدينة", "العاصمة", "أماكن آمنة", "قرية سلمونة"])
def test_what_names_no_known_place_stays_open(actors: Actors, gazetteer: Gazetteer, place: str) -> None:
    assert locate(folded_words(place), actors, gazetteer, ["FRA"]) is None
