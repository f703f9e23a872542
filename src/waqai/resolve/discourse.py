"""What a document has said so far: who was named, so that a bare title, a surname or a dropped subject can be resolved.

One `Discourse` lives as long as one document is coded; everything in it comes from that document's words and its outlet.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from waqai.knowledge.actors import ACTORS, NOWHERE, Actors, Kind, Known
from waqai.knowledge.names import Hit, words_of
from waqai.records import EventType
from waqai.resolve.parties import UNKNOWN, Identity, countries_side_by_side, identify

COLLECTIVES = frozenset(
    {"البلدين", "البلدان", "الجانبين", "الجانبان", "الطرفين", "الطرفان", "الدولتين", "الدولتان", "العاصمتين", "العاصمتان", "الجارتين", "الجارتان"}
    | {"الجارين", "الجاران", "الحليفين", "الحليفان", "الخصمين", "الخصمان", "بلديهما", "حكومتيهما", "كليهما", "كلاهما"}
)
"""Words for both of the two parties that a story is about: both countries, sides, capitals, neighbours, allies, opponents."""

WIDE = frozenset({"غربيه", "غربي", "الغربيه", "اجنبيه", "اجنبي", "الاجنبيه", "دوليه", "دولي", "الدوليه", "عربيه", "العربيه", "اقليميه", "عالميه"})
"""Western, foreign, international, Arab, regional: what is called so is of no one country."""

OWN_COUNTRY = frozenset({"بلاده", "بلادها", "بلادهم", "بلده", "بلدها", "وطنه", "بلادنا"})
"""Words for the country of whoever speaks or acts: his country, her country."""

TITLE_WEIGHT = 3


@dataclass(slots=True)
class Discourse:
    """The parties of one document, in the order of its text."""

    actors: Actors
    day: date | None
    home: str | None
    countries: Counter[str] = field(default_factory=Counter)
    order: list[str] = field(default_factory=list)
    by_head: dict[str, Identity] = field(default_factory=dict)
    by_word: dict[str, Identity] = field(default_factory=dict)
    by_last_word: dict[str, Identity] = field(default_factory=dict)
    subjects: list[Identity] = field(default_factory=list)
    acts: dict[EventType, tuple[tuple[Identity, ...], tuple[Identity, ...]]] = field(default_factory=dict)

    @property
    def likeliest_countries(self) -> list[str]:
        """The countries of the article, the one named most first, the outlet's own last."""
        return [*(country for country, _ in self.countries.most_common()), *([self.home] if self.home else [])]

    def survey(self, sentences: Sequence[Sequence[Hit[Known]]]) -> None:
        """Count the countries that the whole document names, the title's more, before it is read sentence by sentence."""
        for number, names in enumerate(sentences):
            for country in self._countries_in(names):
                self.countries[country] += 1 if number else TITLE_WEIGHT

    def hear(self, names: Sequence[Hit[Known]]) -> None:
        """Note the countries that the next sentence names, the last one last."""
        for country in self._countries_in(names):
            if country in self.order:
                self.order.remove(country)
            self.order.append(country)

    def resolve(self, words: Sequence[str], near: str | None, speaks: bool = False, adjective: bool = False) -> tuple[Identity, ...]:
        """Return who a mention names; `near` is the country of the event's place. A collective word gives two parties.

        A party whose words tell no country is taken to be of the event's place, else of the country that the story is
        about, as a reader does: right in about three of four cases. One that only speaks, and is unknown, stays unknown.
        """
        identity = identify(words, self.actors, self.day, self.order, adjective)
        if COLLECTIVES.intersection(words) and (len(words) <= 3 or words[-1] in COLLECTIVES) and len(self.countries) >= 2:
            how = "one of the two countries that the article names most"
            return self._each_of([country for country, _ in self.countries.most_common(2)], identity, how)
        known = identity.actor in self.actors.actors
        if not known and (several := countries_side_by_side(words, self.actors)):
            return self._each_of(several, identity, "one of the countries that the words name side by side")
        identity = self._complete(identity, words, near, speaks)
        self._remember(identity, words)
        return (identity,)

    def act(self, type: EventType | None, actors: Sequence[Identity], recipients: Sequence[Identity]) -> None:
        """Note who acted on whom, for what comes without a subject or object of its own; a speaker acts with no type."""
        self.subjects += [identity for identity in actors if not identity.placeless]
        if type is not None:
            known = self.acts.get(type, ((), ()))
            self.acts[type] = (tuple(actors) or known[0], tuple(recipients) or known[1])

    def implied_actors(self, type: EventType) -> tuple[Identity, ...]:
        """Return who did an act whose actor only the context tells: of the last act of its type, else the story's country."""
        return _of_last_act(self.acts.get(type, ((), ()))[0]) or self._of_the_setting()

    def implied_recipients(self, type: EventType) -> tuple[Identity, ...]:
        """Return to whom an act was done whose recipient only the context tells: of the last act of its type, else the story's country."""
        return _of_last_act(self.acts.get(type, ((), ()))[1]) or self._of_the_setting()

    def _each_of(self, countries: Sequence[str], identity: Identity, how: str) -> tuple[Identity, ...]:
        """Return a party of each country: of the sector that a noun tells (ministers of both countries), else its government."""
        if identity.head is not None and identity.sector is not None:
            return tuple(replace(identity, actor=None, name=None, country=country, code=None, how=how) for country in countries)
        return tuple(replace(self._government(country), how=how) for country in countries)

    def _of_the_setting(self) -> tuple[Identity, ...]:
        country, how = self._setting(None)
        return (Identity(country=country, how=how),) if country else ()

    def _complete(self, identity: Identity, words: Sequence[str], near: str | None, speaks: bool) -> Identity:
        if not identity.placeless or not words:
            return identity
        if words[0] in OWN_COUNTRY:
            owner = next((subject.country for subject in reversed(self.subjects) if subject.country), None)
            return replace(self._government(owner), how="the country of the last who acted or spoke") if owner else identity
        if (earlier := self._earlier(words, identity)) is not None:
            return replace(earlier, how="called so earlier in the article")
        if (identity is UNKNOWN and speaks) or WIDE.intersection(words) or self._of_no_country(identity):
            return identity
        country, how = self._setting(near)
        return replace(identity, country=country, how=f"{identity.how}; {how}")

    def _of_no_country(self, identity: Identity) -> bool:
        """Tell whether a noun takes no country from the story, or a known organisation has none; armed groups act where the story is."""
        if identity.head is not None and identity.head.country == NOWHERE:
            return True
        return identity.actor is not None and self.actors.actors[identity.actor].kind is Kind.ORGANISATION

    def _earlier(self, words: Sequence[str], identity: Identity) -> Identity | None:
        """Return who was called so before: by the noun for a bare title or body, by the last word for a name."""
        if identity.head is not None and identity.head.kind in (Kind.OFFICE, Kind.BODY) and identity.head.ref in self.by_head:
            return self.by_head[identity.head.ref]
        if len(words) == 1:
            return self.by_word.get(_bare(words[0]))
        return self.by_last_word.get(words[-1]) if identity is UNKNOWN else None

    def _government(self, country: str) -> Identity:
        return identify(words_of(self.actors.countries[country].name), self.actors, self.day)

    def _setting(self, near: str | None) -> tuple[str | None, str]:
        """Return the country that an act of no named country is of, and why: the place's, else the one the article names most, else the outlet's own."""
        if near is not None:
            return near, "country of the event's place"
        if self.countries:
            country, times = self.countries.most_common(1)[0]
            return country, f"country that the article names most ({times} times, {TITLE_WEIGHT} for one in the title)"
        return self.home, "country of the outlet" if self.home else "no country to be had from the article"

    def _remember(self, identity: Identity, words: Sequence[str]) -> None:
        if identity.placeless:
            return
        if identity.head is not None:
            self.by_head[identity.head.ref] = identity
        if len(words) < 2:
            return
        self.by_word[_bare(words[0])] = identity
        if identity.actor is not None:
            self.by_word[_bare(words[-1])] = identity
        self.by_last_word[words[-1]] = identity

    def _countries_in(self, names: Sequence[Hit[Known]]) -> list[str]:
        return [country for hit in names if (country := self._country_of(hit.values[0]))]

    def _country_of(self, known: Known) -> str | None:
        if known.kind in ACTORS:
            actor = self.actors.actors[known.ref]
            role = actor.role_near(self.day)
            return role.country if role else None
        return None if known.country == NOWHERE else known.country


def _of_last_act(identities: tuple[Identity, ...]) -> tuple[Identity, ...]:
    return tuple(replace(identity, how="as in the last act of this type") for identity in identities)


def _bare(word: str) -> str:
    """Return a noun without its article."""
    return word.removeprefix("ال")
