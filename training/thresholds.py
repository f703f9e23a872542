"""Choose the probabilities from which triggers, mentions and links count, on the dev part.

    python -m training.thresholds --corpora DIR --run run/

Prints the figures for each value of each threshold, one at a time, and the best set for training.export.
"""

import argparse
from dataclasses import replace
from pathlib import Path

from training.corpus_records import read_corpus
from training.export import load_network
from training.metrics import Metrics
from training.train import EVEN, examples, measure
from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.times import Calendar
from waqai.model.inputs import Knowledge

VALUES = {"trigger": (0.35, 0.4, 0.45, 0.5, 0.55, 0.6), "mention": (0.3, 0.4, 0.5, 0.6), "link": (0.35, 0.45, 0.5, 0.6, 0.7)}
MOST_FALSE_ALARMS = 0.12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    arguments = parser.parse_args()
    network = load_network(arguments.run / "checkpoint.pt")
    knowledge = Knowledge(load_actors(), load_lexicon(), Calendar.load())
    dev = examples([d for d in read_corpus(arguments.corpora) if d.part == "dev"], network.encoder, knowledge)
    chosen = EVEN
    for name, values in VALUES.items():
        tried = {value: measure(network, dev, replace(chosen, **{name: value})) for value in values}
        for value, metrics in tried.items():
            print(name, value, describe(metrics), flush=True)
        chosen = replace(chosen, **{name: max(values, key=lambda value: worth(tried[value]))})
    print("best:", " ".join(f"--{name} {getattr(chosen, name)}" for name in VALUES))
    print(describe(measure(network, dev, chosen)))


def worth(metrics: Metrics) -> float:
    """Weigh a set: triggers and spans together, and false alarms within what is allowed."""
    spans = sum(metrics.spans[name].f1 for name in ("actor", "recipient", "said_by")) / 3
    excess = max(0.0, metrics.false_alarms.share - MOST_FALSE_ALARMS)
    return metrics.trigger_type.f1 * 2 + spans - 2 * excess


def describe(metrics: Metrics) -> str:
    """Return the figures in one line."""
    spans = " ".join(f"{name} {counts.f1:.3f}" for name, counts in metrics.spans.items())
    return f"trigger+type {metrics.trigger_type.f1:.3f} has-event {metrics.has_event.f1:.3f} {spans} false alarms {metrics.false_alarms.share:.3f}"


if __name__ == "__main__":
    main()
