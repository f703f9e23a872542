"""The trained model on the CPU: prepared sentences in, scores out. One ONNX session, no torch."""

import hashlib
from collections.abc import Sequence
from dataclasses import fields
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
from waqai.model.decode import SentenceScores, Thresholds
from waqai.model.features import FEATURES
from waqai.model.inputs import Prepared, collate, group, group_length
from waqai.model.tokenizer import load_tokenizer

FOLDER = Path(str(resources.files("waqai") / "model" / "data"))
READINGS = (160, 60, 250)
"""Each sentence is read so many times, in groups of at most so many pieces, and the scores are averaged: other neighbours, other doubts."""

BATCH_PIECES = 2000
"""About as many pieces go through the encoder at once: enough to fill a core, little memory."""


class Settings(Struct, frozen=True):
    """model.json: what the model was trained with, at which probabilities its answers count, and how sure they then are."""

    features: tuple[str, ...]
    modes: tuple[str, ...]
    trigger: float
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
        return Thresholds(self.trigger, self.mention, self.link, self.further, self.context)


class Model:
    """One ONNX session, its tokenizer and settings."""

    def __init__(self, session: onnxruntime.InferenceSession, tokenizer: Tokenizer, settings: Settings, sha256: str) -> None:
        self._session = session
        self.tokenizer = tokenizer
        self.settings = settings
        self.sha256 = sha256

    @classmethod
    def load(cls, folder: Path = FOLDER, threads: int = 1) -> Self:
        """Load model.onnx, tokenizer.json and model.json from a folder.

        Raises ModelError when a file is missing or the model was made for other features.
        """
        try:
            weights = (folder / "model.onnx").read_bytes()
            settings = msgspec.json.decode((folder / "model.json").read_bytes(), type=Settings)
            tokenizer = load_tokenizer(folder / "tokenizer.json")
        except Exception as error:  # tokenizers raises bare ones
            raise ModelError(f"the model in {folder} cannot be read: {error}") from error
        if settings.features != FEATURES:
            raise ModelError(f"the model in {folder} was made for other input features; install the version it belongs to")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime has no public base class of its errors
            raise ModelError(f"the model in {folder} cannot be loaded: {error}") from error
        return cls(session, tokenizer, settings, hashlib.sha256(weights).hexdigest()[:12])

    def with_settings(self, settings: Settings) -> "Model":
        """Return the same model with other settings."""
        return Model(self._session, self.tokenizer, settings, self.sha256)

    def score(self, sentences: Sequence[Prepared]) -> list[SentenceScores]:
        """Return the scores of the sentences of a document, in order: the mean of what is read in groups of different sizes."""
        readings = [self._read(group(sentences, most)) for most in READINGS]
        return [mean_scores(scores) for scores in zip(*readings, strict=True)]

    def _read(self, groups: Sequence[Sequence[Prepared]]) -> list[SentenceScores]:
        """Read groups of neighbours, those of like length in one batch."""
        scores: dict[int, list[SentenceScores]] = {}
        for numbers in _batches(groups):
            batch = collate([groups[number] for number in numbers])
            outputs = self._session.run(None, {"ids": batch.ids, "features": batch.features, "first": batch.first, "last": batch.last})
            for row, number in enumerate(numbers):
                scores[number] = cut_group([np.asarray(output)[row] for output in outputs], groups[number])
        return [sentence for number in range(len(groups)) for sentence in scores[number]]


def mean_scores(readings: Sequence[SentenceScores]) -> SentenceScores:
    """Return the mean of several readings of one sentence."""
    names = [head.name for head in fields(SentenceScores)]
    return SentenceScores(*(np.mean([getattr(reading, name) for reading in readings], axis=0) for name in names))


def cut_group(outputs: Sequence[np.ndarray], sentences: Sequence[Prepared]) -> list[SentenceScores]:
    """Cut one row of the heads' outputs to the words of each sentence of a group."""
    cut = []
    start = 0
    for sentence in sentences:
        end = start + len(sentence.words)
        inside = slice(start, end)
        cut.append(SentenceScores(*(head[inside] if head.ndim == 2 else head[:, inside, inside] for head in outputs)))
        start = end
    return cut


def _batches(groups: Sequence[Sequence[Prepared]]) -> list[list[int]]:
    batches: list[list[int]] = []
    lengths = [group_length(sentences) for sentences in groups]
    for number in sorted(range(len(groups)), key=lambda number: lengths[number]):
        if not batches or (len(batches[-1]) + 1) * lengths[number] > BATCH_PIECES:
            batches.append([])
        batches[-1].append(number)
    return batches
