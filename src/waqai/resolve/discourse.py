"""What a document has said so far: who was named, so that a bare title, a surname or a dropped subject can be resolved.

One `Discourse` lives as long as one document is coded; everything in it comes from that document's words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from waqai.knowledge.actors import ACTORS, NOWHERE, Actors, Kind, Known
from waqai.knowledge.names import Hit, words_of
from waqai.resolve.parties import UNKNOWN, Identity, identify

COLLECTIVES = frozenset({"البلدين", "البلدان", "الجانبين", "الجانبان", "الطرفين", "الطرفان", "الدولتين", "الدولتان"})
"""Words for both of two parties that were named before: both countries, both sides."""

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
    here: list[str] = field(default_factory=list)
    by_head: dict[str, Identity] = field(default_factory=dict)
    by_word: dict[str, Identity] = field(default_factory=dict)
    by_last_word: dict[str, Identity] = field(default_factory=dict)
    subjects: list[Identity] = field(default_factory=list)
    others: list[Identity] = field(default_factory=list)

    def hear(self, names: Iterable[Hit[Known]], weight: int = 1) -> None:
        """Count the countries that a sentence names."""
        self.here = []
        for country in (country for hit in names if (country := self._country_of(hit.values[0]))):
            self.countries[country] += weight
            if country in self.order:
                self.order.remove(country)
            self.order.append(country)
            self.here.append(country)

    def resolve(self, words: Sequence[str], near: str | None) -> tuple[Identity, ...]:
        """Return who a mention names; `near` is the country of the event's place. A collective word gives two parties."""
        if COLLECTIVES.intersection(words) and len(words) <= 3 and len(self.order) >= 2:
            return tuple(identify(words_of(self.actors.countries[code].name), self.actors, self.day) for code in self.order[-2:])
        identity = self._complete(identify(words, self.actors, self.day, self.order), words, near)
        self._remember(identity, words)
        return (identity,)

    def act(self, actors: Iterable[Identity], recipients: Iterable[Identity]) -> None:
        """Note who acted on whom, for what comes without a subject or object of its own."""
        self.subjects += [identity for identity in actors if identity is not UNKNOWN]
        self.others += [identity for identity in recipients if identity is not UNKNOWN]

    def implied_actor(self, recipients: Sequence[Identity]) -> Identity | None:
        """Return the last subject that is none of the event's recipients."""
        return next((identity for identity in reversed(self.subjects) if identity not in recipients), None)

    def implied_recipient(self, actors: Sequence[Identity]) -> Identity | None:
        """Return the last party acted on, or the last subject, that is none of the event's actors."""
        return next((identity for side in (self.others, self.subjects) for identity in reversed(side) if identity not in actors), None)

    def _complete(self, identity: Identity, words: Sequence[str], near: str | None) -> Identity:
        if not identity.placeless or not words:
            return identity
        if words[0] in OWN_COUNTRY:
            owner = next((subject for subject in reversed(self.subjects) if subject.country), None)
            return identify(words_of(self.actors.countries[owner.country].name), self.actors, self.day) if owner and owner.country else identity
        if (earlier := self._earlier(words, identity)) is not None:
            return earlier
        if identity.head is not None and identity.head.country == NOWHERE:
            return identity
        return replace(identity, country=near or self._setting())

    def _earlier(self, words: Sequence[str], identity: Identity) -> Identity | None:
        """Return who was called so before: by the noun for a bare title or body, by the last word for a name."""
        if identity.head is not None and identity.head.kind in (Kind.OFFICE, Kind.BODY) and identity.head.ref in self.by_head:
            return self.by_head[identity.head.ref]
        if len(words) == 1:
            return self.by_word.get(_bare(words[0]))
        return self.by_last_word.get(words[-1]) if identity is UNKNOWN else None

    def _setting(self) -> str | None:
        """Return the country that the story is about here: of this sentence, of the document, of the outlet."""
        if self.here:
            return self.here[-1]
        return self.countries.most_common(1)[0][0] if self.countries else self.home

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

    def _country_of(self, known: Known) -> str | None:
        if known.kind in ACTORS:
            actor = self.actors.actors[known.ref]
            role = actor.role_on(self.day) or (actor.roles[-1] if actor.roles else None)
            return role.country if role else None
        return None if known.country == NOWHERE else known.country


def _bare(word: str) -> str:
    """Return a noun without its article."""
    return word.removeprefix("ال")
