"""Choose the probabilities from which triggers, mentions, links and context parties count: the whole way, on the dev part.

    python -m training.thresholds --corpora DIR [--model FOLDER] [--write]

Prints the figures for each value of each threshold, one at a time; --write puts the best set into model.json.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import msgspec

from training.corpus_records import GoldDocument, read_corpus
from training.evaluate import by_sentence, to_document
from training.metrics import Metrics
from waqai.coder import Coder, DocumentCoder
from waqai.model.decode import SentenceScores, Thresholds, decode
from waqai.model.inputs import Prepared
from waqai.model.session import FOLDER

VALUES = {
    "trigger": (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85),
    "sentence": (0.0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.93),
    "mention": (0.3, 0.4, 0.5, 0.6),
    "link": (0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6),
    "further": (0.3, 0.4, 0.5, 0.6, 0.7),
    "context": (0.15, 0.2, 0.3, 0.4, 0.5, 0.6),
}
MOST_FALSE_ALARMS = 0.11

Scored = list[tuple[GoldDocument, list[Prepared], list[SentenceScores]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    coder = Coder.load(arguments.model, threads=2)
    scored = score([document for document in read_corpus(arguments.corpora) if document.part == "dev"], coder)
    chosen = coder.model.settings.thresholds
    for _ in range(2):
        for name, values in VALUES.items():
            tried = {value: measure(coder, scored, replace(chosen, **{name: value})) for value in values}
            for value, metrics in tried.items():
                print(name, value, describe(metrics), flush=True)
            chosen = replace(chosen, **{name: max(values, key=lambda value: worth(tried[value]))})
    print(chosen)
    if arguments.write:
        settings = msgspec.structs.replace(coder.model.settings, **{name: getattr(chosen, name) for name in VALUES})
        (arguments.model / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


def score(documents: list[GoldDocument], coder: Coder) -> Scored:
    """Read documents with the model once."""
    scored = []
    for document in documents:
        sentences = coder.prepare(to_document(document))
        scored.append((document, sentences, coder.model.score(sentences, VALUES["trigger"])))
    return scored


def measure(coder: Coder, scored: Scored, thresholds: Thresholds) -> Metrics:
    """Return the figures with other thresholds."""
    metrics = Metrics()
    modes_of = coder.ontology.modes_by_type
    for gold, sentences, scores in scored:
        found = [decode(sentence_scores, coder.model.settings.modes, modes_of, thresholds) for sentence_scores in scores]
        coded = DocumentCoder(coder, to_document(gold)).records(sentences, found, [[] for _ in found])
        for sentence_gold, predicted in by_sentence(gold, coded, coder.knowledge.actors):
            metrics.add_sentence(sentence_gold, predicted)
    return metrics


def worth(metrics: Metrics) -> float:
    """Weigh a set: triggers, dyads and spans together, and false alarms within what is allowed."""
    spans = sum(metrics.spans[name].f1 for name in ("actor", "recipient", "said_by")) / 3
    excess = max(0.0, metrics.false_alarms.share - MOST_FALSE_ALARMS)
    return metrics.trigger_type.f1 + metrics.dyad.f1 + 0.5 * spans - 2 * excess


def describe(metrics: Metrics) -> str:
    """Return the figures in one line."""
    spans = " ".join(f"{name} {counts.f1:.3f}" for name, counts in metrics.spans.items())
    alarms = f"false alarms {metrics.false_alarms.share:.3f}"
    return f"trigger+type {metrics.trigger_type.f1:.3f} dyad {metrics.dyad.f1:.3f} {spans} {alarms}"


if __name__ == "__main__":
    main()
