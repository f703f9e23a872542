"""The ontology: event types, their modes, and what other schemes call them (ontology.tsv).

Columns: type, mode (empty for the type itself), quad_class, cameo, goldstein, gloss. Quad classes are PLOVER's four groups:
1 verbal and 2 material cooperation, 3 verbal and 4 material conflict. CAMEO codes and Goldstein scores are those of
the nearest CAMEO category.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from waqai.knowledge.tables import DATA, read_table
from waqai.records import EventType


@dataclass(frozen=True, slots=True)
class Category:
    """A type or a mode of it."""

    type: EventType
    mode: str | None
    quad_class: int
    cameo: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class Ontology:
    """All categories."""

    categories: dict[tuple[EventType, str | None], Category]

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """Read ontology.tsv."""
        categories: dict[tuple[EventType, str | None], Category] = {}
        for row in read_table(folder / "ontology.tsv", ("type", "mode", "quad_class", "cameo", "goldstein", "gloss")):
            type, mode = EventType(row.one_of("type", EventType)), row.optional("mode")
            if (type, mode) in categories:
                raise row.error(f"{type} {mode or ''} stands twice")
            quad_class = int(row.one_of("quad_class", "1234"))
            categories[type, mode] = Category(type, mode, quad_class, row["cameo"], row.number("goldstein"))
        return cls(categories)

    def of(self, type: EventType, mode: str | None) -> Category:
        """Return the category of a type and mode; an unknown mode falls back to its type."""
        return self.categories.get((type, mode)) or self.categories[type, None]

    def modes_of(self, type: EventType) -> list[str]:
        """Return the modes of a type, in the table's order.

        >>> Ontology.load().modes_of(EventType.CONSULT)
        ['visit', 'third-party', 'multilateral', 'phone']
        """
        return [mode for (of, mode) in self.categories if of is type and mode is not None]

    @property
    def modes_by_type(self) -> dict[EventType, list[str]]:
        """The modes of every type."""
        return {type: self.modes_of(type) for type in EventType}

    @property
    def modes(self) -> list[str]:
        """All modes of all types, each once, in the table's order."""
        return list(dict.fromkeys(mode for (_, mode) in self.categories if mode is not None))
