"""PLOVER's contexts: a sentence's folded words in, the contexts whose words it holds out (contexts.tsv: context, words)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from waqai.arabic.affixes import noun_stems
from waqai.arabic.normalize import key
from waqai.knowledge.tables import DATA, read_table
from waqai.records import EventType

BY_TYPE = {EventType.CONSULT: "diplomatic", EventType.MOBILIZE: "military"}
"""Contexts that go with a type whatever the words."""


@dataclass(frozen=True, slots=True)
class Contexts:
    """Stems and the context that each tells."""

    by_stem: dict[str, str]

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """Read contexts.tsv."""
        rows = read_table(folder / "contexts.tsv", ("context", "words"))
        return cls({key(word): row["context"] for row in rows for word in row.many("words")})

    def of(self, words: Sequence[str], type: EventType) -> tuple[str, ...]:
        """Return the contexts of an event in a sentence, each once, in order of the words.

        >>> Contexts.load().of(["البرنامج", "النووي"], EventType.CONSULT)  # 'the nuclear programme'
        ('diplomatic', 'cbrn')
        """
        found = dict.fromkeys([BY_TYPE[type]] if type in BY_TYPE else [])
        for word in words:
            context = next((self.by_stem[stem] for stem, _ in ((word, False), *noun_stems(word)) if stem in self.by_stem), None)
            if context:
                found[context] = None
        return tuple(found)
