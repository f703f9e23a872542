"""Who is who: tables of countries, organisations, groups, people and offices in, one index of their Arabic names out.

countries.tsv      code name_en names demonyms capital seats
organisations.tsv  id name_en names kind country code sector since until note     (groups.tsv the same; one row a role)
people.tsv         id name_en names note
roles.tsv          person office country code sector since until note
offices.tsv        forms kind sector gloss country of  (country --- for a noun that takes none from the context; of: the organisation meant)
places.tsv         names name_en kind country
publishers.tsv     name variants country
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from waqai.arabic.affixes import POSSESSIVES
from waqai.knowledge.dates import first_day, last_day
from waqai.knowledge.names import NameIndex
from waqai.knowledge.tables import DATA, Row, read_table
from waqai.records import Sector


class Kind(StrEnum):
    """What a name stands for."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    SEAT = "seat"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"
    OFFICE = "office"
    AGENT = "agent"
    BODY = "body"
    CROWD = "crowd"
    PLACE = "place"


HEADS = frozenset({Kind.OFFICE, Kind.AGENT, Kind.BODY, Kind.CROWD})
"""Nouns that name a party together with a country or demonym."""

NOWHERE = "---"
"""In offices.tsv, the country of a noun that has none of its own and takes none from the context: states, migrants."""

ACTOR_COLUMNS = ("id", "name_en", "names", "kind", "country", "code", "sector", "since", "until", "note")

ACTORS = frozenset({Kind.ORGANISATION, Kind.GROUP, Kind.PERSON})


@dataclass(frozen=True, slots=True)
class Known:
    """What a name can stand for: a country by its code, an actor by its id, a head noun by its first form, with the organisation that it means."""

    kind: Kind
    ref: str
    sector: Sector | None = None
    country: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What an actor is during a time: `code` is the code of an international body, which has no country."""

    country: str | None
    code: str | None
    sector: Sector
    since: date | None
    until: date | None

    def holds_on(self, day: date | None) -> bool:
        """Tell whether the role holds on a day; without a day, whether it has no known end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation or group with its roles in order of time."""

    id: str
    name: str
    kind: Kind
    roles: tuple[Role, ...]

    def role_on(self, day: date | None) -> Role | None:
        """Return the role on a day, or None when the tables know none."""
        return next((role for role in reversed(self.roles) if role.holds_on(day)), None)

    def role_near(self, day: date | None) -> Role | None:
        """Return the role on a day, else the last one that the tables know."""
        return self.role_on(day) or (self.roles[-1] if self.roles else None)


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its code, first Arabic name and capital."""

    code: str
    name: str
    capital: str | None


@dataclass(slots=True)
class Actors:
    """All that the knowledge tables say of parties and places."""

    countries: dict[str, Country] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    names: NameIndex[Known] = field(default_factory=NameIndex)
    publishers: dict[str, str] = field(default_factory=dict)

    def home_of(self, publisher: str | None) -> str | None:
        """Return the country of an outlet, by its name or a variant of it."""
        return self.publishers.get((publisher or "").strip().casefold())


def load_actors(folder: Path = DATA, own: Path | None = None) -> Actors:
    """Read the tables of a folder, and over them a user's own table of actors (columns as organisations.tsv, kind person, organisation or group).

    Raises KnowledgeError with file and line for an unknown sector, kind or country and for dates out of order.
    """
    actors = Actors()
    countries = list(read_table(folder / "countries.tsv", ("code", "name_en", "names", "demonyms", "capital", "seats")))
    for row in countries:
        _add_country(actors, row)
    for row in countries:
        for name in row.many("demonyms"):
            _add_inflected_demonym(actors, name, row["code"])
    for file, kind in (("organisations.tsv", Kind.ORGANISATION), ("groups.tsv", Kind.GROUP)):
        for row in read_table(folder / file, ACTOR_COLUMNS):
            _add_actor(actors, row, kind)
    _add_people(actors, folder)
    for row in read_table(folder / "offices.tsv", ("forms", "kind", "sector", "gloss", "country", "of")):
        _add_office(actors, row)
    for row in read_table(folder / "places.tsv", ("names", "name_en", "kind", "country")):
        for name in row.many("names"):
            actors.names.add(name, Known(Kind.PLACE, row.many("names")[0], country=_country(actors, row, only_one=True)))
    for row in read_table(folder / "publishers.tsv", ("name", "variants", "country")):
        if country := _country(actors, row):
            actors.publishers.update({name.casefold(): country for name in (row["name"], *row.many("variants"))})
    for row in read_table(own, ACTOR_COLUMNS) if own else ():
        _add_actor(actors, row, Kind(row.one_of("kind", ACTORS)), own=True)
    return actors


def _add_country(actors: Actors, row: Row) -> None:
    code, names = row["code"], row.many("names")
    if len(code) != 3 or not names:
        raise row.error("a country needs a code of three letters and an Arabic name")
    actors.countries[code] = Country(code, names[0], next(iter(row.many("capital")), None))
    for column, kind in (("names", Kind.COUNTRY), ("demonyms", Kind.DEMONYM), ("capital", Kind.CAPITAL), ("seats", Kind.SEAT)):
        for name in row.many(column):
            actors.names.add(name, Known(kind, code, country=code))


def _add_inflected_demonym(actors: Actors, name: str, code: str) -> None:
    """Add الكوري الجنوبي, whose both words take the article, and the accusative فلسطينيا where it is not itself a country, as روسيا is."""
    known = Known(Kind.DEMONYM, code, country=code)
    words = name.split()
    if len(words) > 1:
        actors.names.add(" ".join("ال" + word.removeprefix("ال") for word in words), known)
    elif name.endswith("ي") and not actors.names.knows(name + "ا"):
        actors.names.add(name + "ا", known)


def _add_actor(actors: Actors, row: Row, kind: Kind, own: bool = False) -> None:
    """Add an actor, or a further role of one; a user's own row with names takes the place of an actor of the same id."""
    role = _role(actors, row)
    known = None if own and row.many("names") else actors.actors.get(row["id"])
    if known is None and not row.many("names"):
        raise row.error(f"{row['id']}: the first row of an actor needs its names")
    name = known.name if known else row.many("names")[0]
    roles = tuple(sorted((*(known.roles if known else ()), role), key=_by_time))
    actors.actors[row["id"]] = Actor(row["id"], name, known.kind if known else kind, roles)
    for name in row.many("names"):
        actors.names.add(name, Known(kind, row["id"]), first=own)


def _add_people(actors: Actors, folder: Path) -> None:
    roles: dict[str, list[Role]] = {}
    people = list(read_table(folder / "people.tsv", ("id", "name_en", "names", "note")))
    ids = {row["id"] for row in people}
    for row in read_table(folder / "roles.tsv", ("person", "office", "country", "code", "sector", "since", "until", "note")):
        row.check("person", row["person"], ids)
        roles.setdefault(row["person"], []).append(_role(actors, row))
    for row in people:
        if not row.many("names"):
            raise row.error(f"{row['id']}: a person needs an Arabic name")
        held = tuple(sorted(roles.get(row["id"], []), key=_by_time))
        actors.actors[row["id"]] = Actor(row["id"], row.many("names")[0], Kind.PERSON, held)
        for name in row.many("names"):
            actors.names.add(name, Known(Kind.PERSON, row["id"]))


def _add_office(actors: Actors, row: Row) -> None:
    kind = Kind(row.one_of("kind", HEADS))
    sector = Sector(row.one_of("sector", Sector)) if row["sector"] else None
    country = NOWHERE if row["country"] == NOWHERE else _country(actors, row)
    of = row.check("of", row["of"], actors.actors) if row["of"] else None
    known = Known(kind, row.many("forms")[0], sector, country, of)
    for form in row.many("forms"):
        actors.names.add(form, known)
        for inflected in _inflected(form):
            actors.names.add(inflected, known)


def _inflected(form: str) -> Iterator[str]:
    """Yield a head noun in the accusative and with possessive pronouns: جنودا, جنوده, حكومتها."""
    if " " in form or form.startswith("ال") or form.endswith(("ون", "ين", "ان")):
        return
    if form.endswith("ة"):
        form = form[:-1] + "ت"
    else:
        yield form + "ا"
    yield from (form + pronoun for pronoun in POSSESSIVES[1:7])


def _role(actors: Actors, row: Row) -> Role:
    try:
        since = first_day(row["since"]) if row["since"] else None
        until = last_day(row["until"]) if row["until"] else None
    except ValueError as error:
        raise row.error(str(error)) from error
    if since and until and since > until:
        raise row.error(f"ends before it begins: {row['since']} to {row['until']}")
    return Role(_country(actors, row), row.optional("code"), Sector(row.one_of("sector", Sector)), since, until)


def _by_time(role: Role) -> date:
    return role.since or date.min


def _country(actors: Actors, row: Row, only_one: bool = False) -> str | None:
    codes: Iterator[str] = (row.check("country", code, actors.countries) for code in row.many("country"))
    found = list(codes)
    return found[0] if found and not (only_one and len(found) > 1) else None
