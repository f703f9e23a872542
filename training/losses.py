"""What the network is told: examples, their batches as tensors, and the heads' losses on them."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.corpus_records import GoldSentence
from training.network import Network
from training.targets import IGNORED, EventTarget, Target
from waqai.model.inputs import Batch, Marked, Prepared, collate, collate_events
from waqai.model.tokenizer import UNKNOWN

FEATURE_DROP = 0.15
"""Share of pieces whose features are hidden in training, so that the model also learns to do without."""

PIECE_DROP = 0.06
"""Share of pieces that are shown as unknown in training, so that the model also learns from what stands around them."""

QUOTES_WEIGHT = 0.5
"""Of the quote heads' losses: few sentences teach them."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its gold and its targets."""

    gold: GoldSentence
    prepared: Prepared
    target: Target


Document = list[Example]
Group = list[Example]
"""Sentences of one document that follow each other and are read together."""


def batch_loss(network: Network, groups: list[Group], hide: bool) -> Tensor:
    """Return the sum of the heads' losses."""
    batch = collate([[row.prepared for row in rows] for rows in groups])
    ids, features, first, last = inputs_of(batch, hide)
    triggers, types, mentions, clitics, cues, kinds, pointers, middle = network(ids, features, first, last)
    targets = [[row.target for row in rows] for rows in groups]
    loss = 2 * _labels_loss(triggers, [[label for target in row for label in target.triggers] for row in targets])
    loss = loss + _labels_loss(mentions, [[label for target in row for label in target.mentions] for row in targets])
    loss = loss + _quotes_loss(cues, kinds, pointers, targets)
    events = [(Marked(number, start, end, start + event.word, event.type), event) for number, start, end, target in _placed(targets) for event in target.events]
    if not events:
        return loss
    loss = loss + 0.5 * _labels_loss(clitics, [[label for target in row for label in target.clitics] for row in targets])
    at = torch.tensor([marked.row for marked, _ in events]), torch.tensor([marked.word for marked, _ in events])
    loss = loss + F.cross_entropy(types[at], torch.tensor([event.type for _, event in events]))
    return loss + _events_loss(network, batch, middle, features, events)


def _placed(targets: list[list[Target]]) -> Iterator[tuple[int, int, int, Target]]:
    """Yield the number of its row and the range of its words there for each sentence."""
    for number, row in enumerate(targets):
        start = 0
        for target in row:
            end = start + len(target.triggers)
            yield number, start, end, target
            start = end


def _events_loss(network: Network, batch: Batch, middle: Tensor, features: Tensor, placed: list[tuple[Marked, EventTarget]]) -> Tensor:
    """Return the losses of the heads that read a sentence for one event."""
    events = [event for _, event in placed]
    statuses, modes, context, links = network.reader(*event_inputs(batch, middle, features, [marked for marked, _ in placed]))
    loss = 0.7 * F.cross_entropy(statuses, torch.tensor([event.status for event in events]))
    loss = loss + 0.3 * F.cross_entropy(modes, torch.tensor([event.mode for event in events]))
    loss = loss + 0.3 * F.binary_cross_entropy_with_logits(context, torch.tensor([event.context for event in events]))
    gold, known = torch.zeros_like(links), torch.zeros_like(links)
    for line, (marked, event) in enumerate(placed):
        known[line, :, : marked.end - marked.start] = 1
        for role, word in event.links:
            gold[line, role, word] = 1
    losses = F.binary_cross_entropy_with_logits(links, gold, reduction="none", pos_weight=torch.tensor(2.0))
    return loss + (losses * known).sum() / len(events) * 0.14


def event_inputs(batch: Batch, middle: Tensor, features: Tensor, events: list[Marked]) -> tuple[Tensor, ...]:
    """Return the inputs of the network's reader for some triggers of a batch."""
    made = collate_events(batch, events)
    rows, pieces = torch.from_numpy(made.rows)[:, None], torch.from_numpy(made.pieces)
    return middle[rows, pieces], features[rows, pieces], *map(torch.from_numpy, made.inputs.values())


def _quotes_loss(cues: Tensor, kinds: Tensor, pointers: Tensor, targets: list[list[Target]]) -> Tensor:
    """Return the losses of the quote heads; sentences whose quotes were not labelled count nothing."""
    labels = [[label for target in row for label in (target.cues or [IGNORED] * len(target.triggers))] for row in targets]
    placed = [(number, start, end, cue) for number, start, end, target in _placed(targets) for cue in target.quotes]
    if all(label == IGNORED for row in labels for label in row):
        return torch.tensor(0.0)
    loss = _labels_loss(cues, labels)
    if not placed:
        return QUOTES_WEIGHT * loss
    at = torch.tensor([row for row, *_ in placed]), torch.tensor([start + cue.word for _, start, _, cue in placed])
    bounds = torch.tensor([[start + word for word in cue.pointers] for _, start, _, cue in placed])
    scores = pointers[at[0], :, at[1]]
    words = torch.arange(scores.shape[2])[None, None]
    inside = (words >= torch.tensor([start for _, start, *_ in placed])[:, None, None]) & (words < torch.tensor([end for *_, end, _ in placed])[:, None, None])
    scores = scores.masked_fill(~inside, -1e4)
    loss = loss + 0.5 * F.cross_entropy(kinds[at], torch.tensor([cue.kind for *_, cue in placed]))
    return QUOTES_WEIGHT * (loss + F.cross_entropy(scores.flatten(0, 1), bounds.flatten()))


def _labels_loss(scores: Tensor, labels: list[list[int]]) -> Tensor:
    padded = torch.tensor([row + [IGNORED] * (scores.shape[1] - len(row)) for row in labels])
    return F.cross_entropy(scores.flatten(0, 1), padded.flatten(), ignore_index=IGNORED)


def inputs_of(batch: Batch, hide: bool = False) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Return the network's inputs."""
    ids, features = torch.from_numpy(batch.ids), torch.from_numpy(batch.features)
    if hide:
        features = features * (torch.rand(*features.shape[:2], 1) > FEATURE_DROP)
        ids = torch.where((torch.rand(ids.shape) < PIECE_DROP) & (ids > UNKNOWN), UNKNOWN, ids)
    return ids, features, torch.from_numpy(batch.first), torch.from_numpy(batch.last)
