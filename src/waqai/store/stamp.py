"""What would code an article now: version, model, knowledge and settings, told without loading the model."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from waqai.knowledge.tables import knowledge_hash
from waqai.model.session import FOLDER, model_hash
from waqai.version import __version__


class Stamp(NamedTuple):
    """The program's version and the first digits of three SHA-256: of the model, of the knowledge tables, and of the model's settings."""

    version: str
    model: str
    knowledge: str
    config: str


def current_stamp(actors: Path | None = None) -> Stamp:
    """Return the stamp of the shipped model with the built-in tables and a user's own."""
    config = hashlib.sha256((FOLDER / "model.json").read_bytes()).hexdigest()[:12]
    return Stamp(__version__, model_hash(FOLDER), knowledge_hash(own=actors), config)
