"""Waqai (وقائع, 'events'): reads Arabic news and writes down who did what to whom, when, where, and according to whom.

>>> import waqai
>>> coder = waqai.load()
>>> coded = coder.code("وصل وزير الخارجية الإيراني إلى موسكو", published="2025-04-17")  # '… arrived in Moscow'
>>> [(event.type.value, event.trigger.text) for event in coded.events]
[('CONSULT', 'وصل')]
"""

from typing import TYPE_CHECKING

from waqai.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from waqai.coder import Coder
    from waqai.store.query import Database

__all__ = ["__version__", "load", "open"]


def load(threads: int = 1) -> "Coder":
    """Load the coder: the model and the knowledge that come with the package; takes about a second.

    `threads` is how many cores one article may use.
    """
    from waqai.coder import Coder  # so that `import waqai` loads no model, no onnxruntime and no table

    return Coder.load(threads=threads)


def open(path: "str | Path") -> "Database":
    """Open a database that `waqai ingest` made, for reading.

    Raises StoreError when it is missing, in use, or no database of Waqai's.
    """
    from pathlib import Path

    from waqai.store.query import Database

    return Database(Path(path))
