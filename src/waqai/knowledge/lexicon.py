"""The trigger lexicon: words in, candidate event types and cues out, through the same folding as the text.

triggers.tsv   lemma  pos  forms  types  modes  gloss
cues.tsv       cue    pos  forms  kind   value  gloss
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from waqai.arabic.affixes import bare_forms, noun_stems, verb_stems
from waqai.knowledge.names import words_of
from waqai.knowledge.ontology import Ontology
from waqai.knowledge.tables import DATA, Row, read_table
from waqai.records import EventType, Status

TRIGGER_POS = ("verb", "masdar", "participle", "noun", "phrase")
CUE_POS = (*TRIGGER_POS, "particle")
SPEECH = ("said", "denied", "alleged", "warned", "asked", "promised", "confirmed", "source")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A lemma that can name an event."""

    lemma: str
    pos: str
    types: tuple[EventType, ...]
    modes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells an event's status, or that somebody is quoted."""

    cue: str
    kind: str
    value: str


Entry = Trigger | Cue
MOST_KEPT = 100_000
"""So many words keep what was found for them; then all are forgotten, so that a long run does not fill the memory."""


@dataclass(frozen=True, slots=True)
class LexiconHit:
    """Words that a lexicon entry matches: a range of words, and all entries that fit it."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Lexicon:
    """Stems and phrases with their entries. What was found for a word is kept, since news repeats itself."""

    verbs: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    nouns: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    feminines: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    literals: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = field(default_factory=lambda: defaultdict(list))
    size: int = 0
    _seen: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def add(self, entry: Entry, pos: str, form: str) -> None:
        """Add one written form of an entry."""
        words = words_of(form)
        if len(words) > 1:
            self.phrases[words[0], words[1]].append((words, entry))
        elif pos in ("phrase", "particle"):
            _put(self.literals, words[0], entry)
        elif pos == "verb":
            _put(self.verbs, words[0], entry)
        elif words[0].endswith("ه") and form.rstrip().endswith("ة"):
            _put(self.feminines, words[0][:-1], entry)
        else:
            _put(self.nouns, words[0], entry)

    def find(self, words: Sequence[str]) -> list[LexiconHit]:
        """Return the hits in a sentence's folded words: one for each word that has any, and one for each phrase."""
        hits = [LexiconHit(at, at + 1, entries) for at, word in enumerate(words) if (entries := self.of_word(word))]
        bare = [bare_forms(word) for word in words]
        for at in range(len(words) - 1):
            hits += self._phrases_at(bare, at)
        return hits

    def lists(self, word: str) -> bool:
        """Tell whether a folded word stands in the lexicon just so, or but for ال before it."""
        return any(bare in table for bare in (word, word.removeprefix("ال")) for table in (self.verbs, self.nouns, self.literals))

    def of_word(self, word: str) -> tuple[Entry, ...]:
        """Return the entries that a folded word can be an inflection of.

        >>> {t.value for e in load_lexicon().of_word("بزيارته") for t in e.types}  # 'with his visit'
        {'CONSULT'}
        """
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= MOST_KEPT:
                self._seen.clear()
            known = self._seen[word] = self._analyse(word)
        return known

    def _analyse(self, word: str) -> tuple[Entry, ...]:
        found: dict[Entry, None] = {}
        for form in bare_forms(word):
            found.update(dict.fromkeys(self.literals.get(form, ())))
        for stem, feminine in noun_stems(word):
            found.update(dict.fromkeys((self.feminines if feminine else self.nouns).get(stem, ())))
        for stem in verb_stems(word):
            found.update(dict.fromkeys(self.verbs.get(stem, ())))
        return tuple(found)

    def _phrases_at(self, bare: Sequence[Sequence[str]], at: int) -> list[LexiconHit]:
        return [
            LexiconHit(at, at + len(phrase), (entry,))
            for pair in product(bare[at], bare[at + 1])
            for phrase, entry in self.phrases.get(pair, ())
            if at + len(phrase) <= len(bare) and all(word in forms for word, forms in zip(phrase[2:], bare[at + 2 :], strict=False))
        ]


def load_lexicon(folder: Path = DATA) -> Lexicon:
    """Read triggers.tsv and cues.tsv.

    Raises KnowledgeError with file and line for an unknown part of speech, type, mode or value.
    """
    lexicon = Lexicon()
    ontology = Ontology.load(folder)
    for row in read_table(folder / "triggers.tsv", ("lemma", "pos", "forms", "types", "modes", "gloss")):
        _add_row(lexicon, row, _trigger(row, ontology))
    for row in read_table(folder / "cues.tsv", ("cue", "pos", "forms", "kind", "value", "gloss")):
        _add_row(lexicon, row, _cue(row))
    return lexicon


def _trigger(row: Row, ontology: Ontology) -> Trigger:
    types = tuple(EventType(row.check("types", value, EventType)) for value in row.many("types"))
    allowed = [mode for type in types for mode in ontology.modes_of(type)]
    modes = tuple(row.check("modes", value, allowed) for value in row.many("modes"))
    return Trigger(row["lemma"], row.one_of("pos", TRIGGER_POS), types, modes)


def _cue(row: Row) -> Cue:
    kind = row.one_of("kind", ("status", "speech"))
    return Cue(row["cue"], kind, row.one_of("value", Status if kind == "status" else SPEECH))


def _add_row(lexicon: Lexicon, row: Row, entry: Entry) -> None:
    if not row.many("forms"):
        raise row.error("no forms")
    for form in row.many("forms"):
        lexicon.add(entry, row.one_of("pos", CUE_POS), form)
    lexicon.size += 1


def _put(table: dict[str, tuple[Entry, ...]], stem: str, entry: Entry) -> None:
    known = table.get(stem, ())
    if entry not in known:
        table[stem] = (*known, entry)
