"""Mentions get the country and sector that a careful reader gives them."""

from datetime import date

import pytest

from waqai.arabic.words import folded_words
from waqai.knowledge.actors import Actors, load_actors
from waqai.knowledge.gazetteer import Gazetteer
from waqai.resolve.discourse import Discourse
from waqai.resolve.parties import identify
from waqai.resolve.places import locate


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


@pytest.mark.parametrize(
    ("mention", "country", "sector"),
    [
        ("طهران", "IRN", "GOV"),  # a capital that acts
        ("الكرملين", "RUS", "GOV"),
        ("البيت الأبيض", "USA", "GOV"),
        ("إيران", "IRN", "GOV"),
        ("وزير الخارجية الإيراني", "IRN", "GOV"),
        ("المتحدث باسم الكرملين", "RUS", "GOV"),
        ("الجيش السوداني", "SDN", "MIL"),
        ("الشرطة الفرنسية", "FRA", "COP"),
        ("متظاهرون لبنانيون", "LBN", "CVL"),
        ("البرلمان العراقي", "IRQ", "LEG"),
        ("قائد في الحرس الثوري", "IRN", "MIL"),
        ("حركة حماس", "PSE", "UAF"),
        ("المتحدث باسم حماس", "PSE", "UAF"),
        ("محكمة تونسية", "TUN", "JUD"),
        ("الأمم المتحدة", None, "IGO"),
        ("الاتحاد الأوروبي", None, "IGO"),
        ("الإيرانيون", "IRN", "CVL"),
        ("طاولة خشبية", None, None),  # a wooden table
    ],
)
def test_words_alone_give_country_and_sector(actors: Actors, mention: str, country: str | None, sector: str | None) -> None:
    identity = identify(folded_words(mention), actors, date(2025, 5, 14))
    assert (identity.country, identity.sector) == (country, sector)


def test_international_bodies_carry_their_own_code(actors: Actors) -> None:
    identity = identify(folded_words("الأمم المتحدة"), actors, None)
    assert (identity.actor, identity.code) == ("un", "UN")


@pytest.mark.parametrize(
    ("mention", "actor"),
    [
        ("مبعوث الأمم المتحدة", "un"),  # the envoy of the UN
        ("البعثة الأممية", "un"),
        ("المدير العام للوكالة الدولية للطاقة الذرية", "iaea"),
        ("المدير العام للوكالة الدولية للطاقة الذرية رافائيل غروسي", "rafael-grossi"),
    ],
)
def test_who_serves_an_international_body_is_of_it(actors: Actors, mention: str, actor: str) -> None:
    identity = identify(folded_words(mention), actors, date(2025, 5, 14))
    assert identity.actor == actor
    assert identity.code is not None
    assert identity.country is None


def test_a_person_has_the_role_of_the_articles_day(actors: Actors) -> None:
    now = identify(folded_words("بوتين"), actors, date(2025, 5, 14))
    assert (now.actor, now.country, now.sector) == ("vladimir-putin", "RUS", "GOV")


def test_a_group_changes_its_sector_with_time(actors: Actors) -> None:
    assert identify(folded_words("حركة طالبان"), actors, date(2019, 1, 1)).sector == "UAF"
    assert identify(folded_words("حركة طالبان"), actors, date(2023, 1, 1)).sector == "GOV"


def test_a_bare_title_is_who_bore_it_before(actors: Actors) -> None:
    discourse = Discourse(actors, None, home="TUN")
    discourse.resolve(folded_words("وزير الداخلية العراقي"), None)
    (minister,) = discourse.resolve(folded_words("وزير الداخلية"), None)
    assert minister.country == "IRQ"


def test_a_bare_title_in_a_domestic_story_is_of_the_outlets_country(actors: Actors) -> None:
    discourse = Discourse(actors, None, home="TUN")
    (minister,) = discourse.resolve(folded_words("وزير الداخلية"), None)
    assert minister.country == "TUN"


def test_without_any_context_a_country_stays_unknown(actors: Actors) -> None:
    discourse = Discourse(actors, None, home=None)
    (soldiers,) = discourse.resolve(folded_words("ثلاثة جنود"), None)
    assert (soldiers.country, soldiers.sector) == (None, "MIL")


def test_western_media_are_of_no_country(actors: Actors) -> None:
    discourse = Discourse(actors, None, home="TUN")
    discourse.survey([actors.names.find(folded_words("إيران"))])
    (media,) = discourse.resolve(folded_words("وسائل إعلام غربية"), None)
    assert (media.country, media.sector) == (None, "MED")


def test_a_party_that_nobody_knows_is_of_the_story_and_an_unknown_speaker_of_none(actors: Actors) -> None:
    discourse = Discourse(actors, None, home="TUN")
    discourse.survey([actors.names.find(folded_words("إيران"))])
    (victims,) = discourse.resolve(folded_words("ثمانون راكبا"), None)  # 'eighty passengers'
    (speaker,) = discourse.resolve(folded_words("جون سميث"), None, speaks=True)  # 'John Smith'
    assert (victims.country, speaker.country) == ("IRN", None)


def test_both_countries_are_the_two_that_the_story_is_about(actors: Actors) -> None:
    discourse = Discourse(actors, None, home=None)
    discourse.survey([actors.names.find(folded_words(text)) for text in ("إيران تدعو روسيا", "فرنسا", "إيران وروسيا")])
    assert [identity.country for identity in discourse.resolve(folded_words("كلا البلدين"), None)] == ["IRN", "RUS"]


@pytest.mark.parametrize(
    ("mention", "parties"),
    [
        ("وزيرا خارجية البلدين", [("RUS", "GOV"), ("TUR", "GOV")]),  # the foreign ministers of both countries
        ("جيشا البلدين", [("RUS", "MIL"), ("TUR", "MIL")]),
        ("لجنة عراقية إيرانية مشتركة", [("IRQ", "GOV"), ("IRN", "GOV")]),
        ("أشقاءه في كازاخستان وقيرغيزستان", [("KAZ", "GOV"), ("KGZ", "GOV")]),
    ],
)
def test_one_mention_can_name_two_countries(actors: Actors, mention: str, parties: list[tuple[str, str]]) -> None:
    discourse = Discourse(actors, date(2025, 5, 14), None)
    discourse.survey([actors.names.find(folded_words(title)) for title in ("روسيا وتركيا", "موسكو وأنقرة")])
    assert [(party.country, party.sector) for party in discourse.resolve(folded_words(mention), None)] == parties


def test_a_leader_of_a_group_without_a_country_acts_where_the_story_is(actors: Actors) -> None:
    discourse = Discourse(actors, date(2017, 3, 1), None)
    discourse.survey([actors.names.find(folded_words("العراق"))])
    (leader,) = discourse.resolve(folded_words("البغدادي"), None)
    assert (leader.country, leader.sector) == ("IRQ", "UAF")


@pytest.mark.parametrize(
    ("place", "country"),
    [("العاصمة الروسية موسكو", "RUS"), ("مدينة حلب", "SYR"), ("جنوب لبنان", "LBN"), ("سلطنة عمان", "OMN"), ("بالقاهرة", "EGY"), ("أماكن آمنة", None)],
)
def test_a_place_gives_its_country(actors: Actors, place: str, country: str | None) -> None:
    located = locate(folded_words(place), actors, Gazetteer.load())
    assert located is None or located.name is None or "القاهره" not in located.name
    assert (located.country if located else None) == country
