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
    from waqai.coder import Coder

__all__ = ["__version__", "load"]


def load(threads: int = 1) -> "Coder":
    """Load the coder: the model and the knowledge that come with the package; takes about a second.

    `threads` is how many cores one article may use.
    """
    from waqai.coder import Coder  # so that `import waqai` loads no model, no onnxruntime and no table

    return Coder.load(threads=threads)
