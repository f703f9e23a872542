"""Resolve a mention to a party: its folded words and the article's date in, who it is with country and sector out.

Order of the evidence: a known person; a known organisation or group, also behind an office ("the spokesman of Hamas");
a head noun with a country or demonym ("Iranian foreign minister"); a country, capital or seat; an earlier mention.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from waqai.knowledge.actors import HEADS, NOWHERE, Actor, Actors, Kind, Known, Role
from waqai.knowledge.names import Hit
from waqai.records import Sector

COUNTRY_KINDS = (Kind.COUNTRY, Kind.DEMONYM, Kind.SEAT, Kind.CAPITAL)
MEMBERS = frozenset({Kind.AGENT, Kind.CROWD, Kind.OFFICE})
FORMER = frozenset({"السابق", "السابقه", "سابق", "سابقا", "الاسبق", "السابقين"})


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a mention is, and how that was told; `code` is that of an international body. `head` is the noun that named its sector."""

    actor: str | None = None
    name: str | None = None
    country: str | None = None
    code: str | None = None
    sector: Sector | None = None
    head: Known | None = None
    how: str = ""

    @property
    def placeless(self) -> bool:
        """Whether neither country nor international code is known."""
        return self.country is None and self.code is None


UNKNOWN = Identity(how="the knowledge tables know none of its words")


def identify(words: Sequence[str], actors: Actors, day: date | None, recent: Sequence[str] = (), adjective: bool = False) -> Identity:
    """Return who the words of a mention name as of a day.

    `recent` are the countries named before, the last one last: they choose where a word stands for several, as المملكة, 'the kingdom'.
    `adjective` tells that the mention stands right behind its act: in قصف تركي, 'a Turkish bombing', the word is no Turk but Türkiye.

    >>> from waqai.arabic.normalize import fold
    >>> from waqai.knowledge.actors import load_actors
    >>> identity = identify(fold("وزير الخارجية الإيراني").split(), load_actors(), None)  # 'Iranian foreign minister'
    >>> identity.country, identity.sector
    ('IRN', <Sector.GOV: 'GOV'>)
    """
    hits = actors.names.find(words)
    if not hits:
        return UNKNOWN
    head = _head(hits)
    for identity in (_person(hits, head, actors, day, words), _organisation(hits, head, actors, day), _of_organisation(head, actors, day)):
        if identity is not None:
            return identity
    country = _country(hits, recent)
    if head is not None:
        own = None if head.country == NOWHERE else head.country
        how = f"the noun {head.ref} tells the kind of party" + (", other words the country" if country else ", and its country" if own else "")
        return Identity(country=country or own, sector=head.sector, head=head, how=how)
    return _bare_country(hits, country, actors, words, adjective) if country else UNKNOWN


def _head(hits: Sequence[Hit[Known]]) -> Known | None:
    """Return the noun that says what kind of party it is; of "members of the police" it is the body that the members are of."""
    heads = [known for hit in hits[:2] for known in hit.values[:1] if known.kind in HEADS]
    if len(heads) == 2 and heads[0].kind in MEMBERS and heads[1].kind is Kind.BODY:
        return heads[1]
    return next((known for hit in hits[:2] for known in hit.values if known.kind in HEADS), None)


def _person(hits: Sequence[Hit[Known]], head: Known | None, actors: Actors, day: date | None, words: Sequence[str]) -> Identity | None:
    people = [actors.actors[known.ref] for hit in hits for known in hit.values if known.kind is Kind.PERSON]
    if not people:
        return None
    person = next((person for person in people if person.role_on(day)), people[0])
    role = person.role_on(day)
    country, code = _home(person, role)
    if head is not None and head.kind is not Kind.OFFICE and head.of is None and hits[0].values[0].kind in HEADS:
        return Identity(country=country, sector=head.sector, head=head, how=f"the {head.ref} of {person.name}")  # قوات حفتر, Haftar's forces: not the man
    sector = role.sector if role else _without_office(person, day)
    if role is None and head is not None and not FORMER.intersection(words):
        sector = head.sector
    how = f"a known person, {'in office' if role else 'without office'} on {day or 'an unknown day'}"
    return Identity(person.id, person.name, country or (_country(hits) if not code else None), code, sector, head, how)


def _without_office(person: Actor, day: date | None) -> Sector | None:
    """Return the sector of a person who holds no office on a day: a politician before the first one, a civilian after the last."""
    if not person.roles or day is None:
        return None
    return Sector.PTY if all(role.since and role.since > day for role in person.roles) else Sector.CVL


def _organisation(hits: Sequence[Hit[Known]], head: Known | None, actors: Actors, day: date | None) -> Identity | None:
    for place, hit in enumerate(hits[:3]):
        for known in hit.values:
            if known.kind in (Kind.ORGANISATION, Kind.GROUP):
                if place and hits[0].values[0].kind not in HEADS:
                    continue  # a country before it is the party
                actor = actors.actors[known.ref]
                if day is not None and actor.roles and all(role.since and role.since > day for role in actor.roles):
                    continue  # it did not exist yet
                role = actor.role_near(day)
                country, code = _home(actor, role)
                sector = role.sector if role else None
                return Identity(actor.id, actor.name, country or (None if code else _country(hits)), code, sector, head, f"a known {actor.kind}")
    return None


def _of_organisation(head: Known | None, actors: Actors, day: date | None) -> Identity | None:
    """Return the organisation that a noun by itself means: المبعوث الأممي, 'the UN envoy'."""
    if head is None or head.of is None:
        return None
    actor = actors.actors[head.of]
    country, code = _home(actor, actor.role_near(day))
    return Identity(actor.id, actor.name, country, code, head.sector, head, f"the noun {head.ref} means one of {actor.name}")


def _home(actor: Actor, role: Role | None) -> tuple[str | None, str | None]:
    """Return the country and code of a role; of an actor without a role on the day, the country of its last one."""
    if role is None:
        role = actor.roles[-1] if actor.roles else None
        return (role.country, None) if role else (None, None)
    return role.country, role.code


def _country(hits: Sequence[Hit[Known]], recent: Sequence[str] = ()) -> str | None:
    """Return the first country that the hits name; places count when nothing else does."""
    for kinds in (COUNTRY_KINDS, (Kind.PLACE,)):
        for hit in hits:
            countries = [known.country for known in hit.values if known.kind in kinds and known.country]
            if countries:
                return max(countries, key=lambda country: recent.index(country) if country in recent else -1)
    return None


def _bare_country(hits: Sequence[Hit[Known]], country: str, actors: Actors, words: Sequence[str], adjective: bool) -> Identity:
    """A country, capital or seat stands for its government; people of a nationality and a town for civilians."""
    kinds = {known.kind for known in hits[0].values}
    if Kind.COUNTRY in kinds or Kind.CAPITAL in kinds or Kind.SEAT in kinds:
        how = "a country, capital or seat stands for its government"
        return Identity(country.lower(), actors.countries[country].name, country, None, Sector.GOV, how=how)
    if kinds == {Kind.DEMONYM} and _are_people(words, hits[0], adjective):
        return Identity(country=country, sector=Sector.CVL, how="people of a nationality")
    if kinds == {Kind.PLACE}:
        return Identity(country=country, sector=Sector.CVL, how="a town stands for its people")
    return Identity(country=country, sector=Sector.GOV, how="an adjective of a country stands for its government")


def _are_people(words: Sequence[str], demonym: Hit[Known], adjective: bool) -> bool:
    """Tell whether a word of nationality with no noun means people: الإيرانيون, 'the Iranians'; 13 مصريا, '13 Egyptians'; تونسي, 'a Tunisian'."""
    if any(word.isdecimal() for word in words):
        return True
    if demonym.start > 0:
        return False
    return not words[0].endswith(("ي", "يه")) or (len(words) == 1 and not adjective and not words[0].startswith("ال") and words[0].endswith("ي"))


def countries_side_by_side(words: Sequence[str], actors: Actors) -> tuple[str, ...]:
    """Return the countries that a mention names side by side, when there is more than one: لجنة عراقية إيرانية, 'an Iraqi-Iranian committee'.

    >>> from waqai.knowledge.actors import load_actors
    >>> countries_side_by_side("لجنه عراقيه ايرانيه مشتركه".split(), load_actors())
    ('IRQ', 'IRN')
    """
    hits = actors.names.find(words)
    for kind in (Kind.DEMONYM, Kind.COUNTRY):
        named = [(hit, known.country) for hit in hits for known in hit.values[:1] if known.kind is kind and known.country]
        beside = [(one, other) for one, other in pairwise(named) if one[0].end == other[0].start and one[1] != other[1]]
        if beside:
            return tuple(dict.fromkeys(country for pair in beside for _, country in pair if country))
    return ()


def in_assault(identity: Identity, attacks: bool) -> Identity:
    """Return a party as an assault shows it: people of no office who attack are unidentified armed ones, the unknown attacked are civilians."""
    if identity.actor is not None:
        return identity
    if attacks and identity.sector in (Sector.CVL, Sector.CRM):
        return replace(identity, sector=Sector.UAF, how=f"{identity.how}; who attacks and has no office is an unidentified armed one")
    if not attacks and identity.sector is None:
        return replace(identity, sector=Sector.CVL, how=f"{identity.how}; who is attacked and is not known is a civilian")
    return identity
