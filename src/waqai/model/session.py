"""The trained model on the CPU: prepared sentences in, scores out. ONNX sessions, no torch."""

import hashlib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Self

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from tokenizers import Tokenizer

from waqai.errors import ModelError
from waqai.model.calibration import Curve
from waqai.model.decode import Scores, SentenceScores, Thresholds
from waqai.model.features import FEATURES
from waqai.model.inputs import Batch, EventBatch, Prepared
from waqai.model.scoring import score
from waqai.model.tokenizer import load_tokenizer

FOLDER = Path(str(resources.files("waqai") / "model" / "data"))


PARTS = ("model.onnx", "events.onnx")
"""The weights: what reads groups of sentences, and what reads a sentence for one event."""


class Settings(Struct, frozen=True):
    """model.json: what the model was trained with, at which probabilities its answers count, and how sure they then are."""

    features: tuple[str, ...]
    modes: tuple[str, ...]
    trigger: float
    sentence: float
    mention: float
    link: float
    further: float
    context: float
    layers: int
    event: Curve = Curve()
    party: Curve = Curve()

    @property
    def thresholds(self) -> Thresholds:
        """The probabilities from which something counts."""
        return Thresholds(self.trigger, self.sentence, self.mention, self.link, self.further, self.context)


class Model:
    """Two ONNX sessions, the tokenizer and the settings: one session reads groups of sentences, one a sentence for one event."""

    def __init__(
        self, sentences: onnxruntime.InferenceSession, events: onnxruntime.InferenceSession, tokenizer: Tokenizer, settings: Settings, sha256: str
    ) -> None:
        self._sentences, self._events = sentences, events
        self.tokenizer = tokenizer
        self.settings = settings
        self.sha256 = sha256

    @classmethod
    def load(cls, folder: Path = FOLDER, threads: int = 1) -> Self:
        """Load the weights, tokenizer.json and model.json from a folder.

        Raises ModelError when a file is missing or the model was made for other features.
        """
        try:
            settings = msgspec.json.decode((folder / "model.json").read_bytes(), type=Settings)
            tokenizer = load_tokenizer(folder / "tokenizer.json")
        except Exception as error:  # tokenizers raises bare ones
            raise ModelError(f"the model in {folder} cannot be read: {error}") from error
        if settings.features != FEATURES:
            raise ModelError(f"the model in {folder} was made for other input features; install the version it belongs to")
        try:
            weights = _weights(folder)
            sentences, events = (_open_session(part, threads) for part in weights)
        except Exception as error:  # onnxruntime has no public base class of its errors
            raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
        return cls(sentences, events, tokenizer, settings, _hash(weights))

    def with_settings(self, settings: Settings) -> "Model":
        """Return the same model with other settings."""
        return Model(self._sentences, self._events, self.tokenizer, settings, self.sha256)

    def score(self, sentences: Sequence[Prepared], triggers: Sequence[float] | None = None) -> list[SentenceScores]:
        """Return the scores of the sentences of a document, in order; `triggers` are thresholds that are to be tried, see `scoring.score`."""
        return score(self, sentences, triggers or [self.settings.trigger])

    def read(self, batch: Batch) -> list[Scores]:
        """Run the network on groups of sentences."""
        return _run(self._sentences, ids=batch.ids, features=batch.features, first=batch.first, last=batch.last)

    def read_events(self, middle: Scores, features: Scores, events: EventBatch) -> list[Scores]:
        """Run the network's second part on sentences with one trigger each."""
        return _run(self._events, middle=middle, features=features, **events.inputs)


def _run(session: onnxruntime.InferenceSession, **inputs: np.ndarray) -> list[Scores]:
    return [np.asarray(output) for output in session.run(None, inputs)]


def model_hash(folder: Path) -> str:
    """Return the first 12 digits of the SHA-256 of a model's weights."""
    return _hash(_weights(folder))


def _weights(folder: Path) -> list[bytes]:
    return [(folder / part).read_bytes() for part in PARTS]


def _hash(weights: Sequence[bytes]) -> str:
    return hashlib.sha256(b"".join(weights)).hexdigest()[:12]


def _open_session(weights: bytes, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
