"""Find known names in a sentence: folded words in, the longest hits out, left to right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from waqai.arabic.affixes import bare_forms
from waqai.arabic.words import folded_words

Value = TypeVar("Value")


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name as the text's words are folded.

    >>> words_of("الأمم المتّحدة")  # 'the United Nations'
    ('الامم', 'المتحده')
    """
    return tuple(folded_words(name))


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """A name found: the range of words and everything that bears it."""

    start: int
    end: int
    values: tuple[Value, ...]


@dataclass(slots=True)
class NameIndex(Generic[Value]):
    """Names and what they stand for; several things may bear one name."""

    _values: dict[tuple[str, ...], tuple[Value, ...]] = field(default_factory=dict)
    _longest: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, value: Value, first: bool = False) -> None:
        """Add one name of a thing; with `first` it comes before what else bears the name."""
        words = words_of(name)
        if not words:
            return
        known = self._values.get(words, ())
        if value not in known:
            self._values[words] = (value, *known) if first else (*known, value)
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def knows(self, name: str) -> bool:
        """Tell whether something bears a name."""
        return words_of(name) in self._values

    def find(self, words: Sequence[str]) -> list[Hit[Value]]:
        """Return the hits in a sentence's folded words; a first word may carry clitics and ال; hits do not overlap."""
        hits: list[Hit[Value]] = []
        at = 0
        while at < len(words):
            hit = self._longest_at(words, at)
            if hit is not None:
                hits.append(hit)
            at = at + 1 if hit is None else hit.end
        return hits

    def _longest_at(self, words: Sequence[str], at: int) -> Hit[Value] | None:
        best: Hit[Value] | None = None
        for first in _first_forms(words[at]):
            for length in range(self._longest.get(first, 0), 0, -1):
                values = self._values.get((first, *words[at + 1 : at + length]))
                if values is not None and (best is None or at + length > best.end):
                    best = Hit(at, at + length, values)
        return best


def _first_forms(word: str) -> Iterable[str]:
    return bare_forms(word) if len(word) > 3 else (word,)
