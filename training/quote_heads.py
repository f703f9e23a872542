"""Train the quote heads of a finished network: the encoder's words of the labelled sentences are read once, then only the heads learn."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from training.corpus_records import GoldDocument
from training.export import load_network
from training.network import Network, read_words
from training.quotes import GoldQuote, QuotedDocument
from training.targets import IGNORED, words_of
from training.train import Document, examples, groups_of, inputs_of
from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.times import Calendar
from waqai.model.inputs import Knowledge, Prepared
from waqai.model.labels import CUES, QUOTE_KINDS

RATE, DECAY, BATCH = 1e-3, 0.05, 16


@dataclass(frozen=True, slots=True)
class CueTarget:
    """Where a cue's first word points to; `pointers` are the words of POINTERS, the cue itself where nobody is named."""

    word: int
    kind: int
    pointers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuoteExample:
    """The words of a sentence as the heads read them (W, 2H + F), their labels and their cues."""

    words: Tensor
    labels: Tensor
    cues: tuple[CueTarget, ...]


def train_heads(run: Path, documents: list[tuple[GoldDocument, QuotedDocument]], epochs: int) -> None:
    """Train the heads on the train part and save them in the run's checkpoint."""
    path = run / "checkpoint.pt"
    network = load_network(path)
    knowledge = Knowledge(load_actors(), load_lexicon(), Calendar.load())
    pairs = [pair for pair in documents if pair[0].part != "test"]
    prepared = examples([document for document, _ in pairs], network.encoder, knowledge)
    train = [row for (document, quotes), rows in zip(pairs, prepared, strict=True) for row in read(network, rows, document, quotes)]
    print(f"{len(train)} sentences with {sum(len(row.cues) for row in train)} quotes to train on", flush=True)
    heads = network.quotes
    optimizer = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=DECAY)
    steps, step = epochs * -(-len(train) // BATCH), 0
    for epoch in range(epochs):
        heads.train()
        order, total = random.Random(epoch).sample(train, len(train)), 0.0
        for at in range(0, len(order), BATCH):
            loss = loss_of(network, order[at : at + BATCH])
            optimizer.zero_grad()
            loss.backward()
            optimizer.param_groups[0]["lr"] = RATE * min(1.0, 10 * (step + 1) / steps, 1 - step / steps)
            optimizer.step()
            step += 1
            total += loss.item()
        print(f"epoch {epoch + 1} loss {total / -(-len(order) // BATCH):.3f}", flush=True)
    saved = torch.load(path, weights_only=True)
    saved["average"] = network.state_dict()
    torch.save(saved, path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


@torch.no_grad()
def read(network: Network, prepared: Document, document: GoldDocument, quotes: QuotedDocument) -> list[QuoteExample]:
    """Return the examples of a document's sentences; quotes whose spans lie outside the words read are left out."""
    rows: list[QuoteExample] = []
    labelled = {sentence.start: labels for sentence, labels in zip(document.sentences, quotes.sentences, strict=True)}
    for group in groups_of(prepared):
        words = read_words(network, *inputs_of([group]))[0]
        start = 0
        for row in group:
            size = len(row.prepared.words)
            rows.append(example(words[start : start + size], row.prepared, labelled[row.gold.start]))
            start += size
    return rows


def example(words: Tensor, prepared: Prepared, quotes: tuple[GoldQuote, ...]) -> QuoteExample:
    """Return a sentence's labels and cues in words."""
    spans = [prepared.span(at, at + 1) for at in range(len(prepared.words))]
    labels = [0] * len(spans)
    cues = []
    for quote in quotes:
        cue, content = words_of(quote.cue, spans), words_of(quote.content, spans)
        if cue is None or content is None:
            continue
        speaker = words_of(quote.speaker, spans) if quote.speaker else None
        labels[cue[0]] = CUES.index(f"B-{quote.stance}")
        labels[cue[0] + 1 : cue[1]] = [CUES.index("I")] * (cue[1] - cue[0] - 1)
        bounds = (content[0], content[1] - 1, speaker[0] if speaker else cue[0], speaker[1] - 1 if speaker else cue[0])
        cues.append(CueTarget(cue[0], QUOTE_KINDS.index(quote.kind), bounds))
    return QuoteExample(words, torch.tensor(labels), tuple(cues))


def loss_of(network: Network, rows: Sequence[QuoteExample]) -> Tensor:
    """Return the sum of the heads' losses on some sentences, per sentence."""
    words = pad_sequence([row.words for row in rows], batch_first=True)
    labels = pad_sequence([row.labels for row in rows], batch_first=True, padding_value=IGNORED)
    cues, kinds, pointers = network.quotes(words)
    pointers = pointers.masked_fill((labels == IGNORED)[:, None, None, :], -1e4)
    loss = F.cross_entropy(cues.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum") / 10
    placed = [(number, cue) for number, row in enumerate(rows) for cue in row.cues]
    if placed:
        at = torch.tensor([number for number, _ in placed]), torch.tensor([cue.word for _, cue in placed])
        loss = loss + 0.5 * F.cross_entropy(kinds[at], torch.tensor([cue.kind for _, cue in placed]), reduction="sum")
        bounds = torch.tensor([cue.pointers for _, cue in placed])
        loss = loss + F.cross_entropy(pointers[at[0], :, at[1]].flatten(0, 1), bounds.flatten(), reduction="sum")
    return loss / len(rows)
