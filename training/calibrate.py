"""Fit how sure the coder may say it is, on the dev part, and measure it on the test part.

    python -m training.calibrate --corpora DIR [--model FOLDER] [--write]

Prints the expected calibration error (ten bins of equal size) before and after, and precision and recall of events by the confidence from
which they are kept, by type too. --write puts the curves into model.json and the tables into the model card's confidence.md.
"""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec
import numpy as np

from training.corpus_records import GoldDocument, read_corpus
from training.evaluate import by_sentence, to_document
from training.metrics import match_events
from waqai.coder import Coder
from waqai.model.calibration import Curve, log_odds
from waqai.model.session import FOLDER
from waqai.records import EventRecord, EventType

BINS = 10
LEAST = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
CARD = Path(__file__).parent.parent / "src" / "waqai" / "model" / "CONFIDENCE.md"


@dataclass(slots=True)
class Answers:
    """How sure each answer was and whether it was right."""

    sure: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, sure: float, right: bool) -> None:
        self.sure.append(sure)
        self.right.append(right)


@dataclass(slots=True)
class Judged:
    """The answers of a part: events, and parties of matched events; events with their type, and gold events by type."""

    events: Answers = field(default_factory=Answers)
    parties: Answers = field(default_factory=Answers)
    types: list[EventType] = field(default_factory=list)
    gold: list[EventType] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    documents = read_corpus(arguments.corpora)
    coder = Coder.load(arguments.model, threads=2)
    bare = replace(coder, model=coder.model.with_settings(msgspec.structs.replace(coder.model.settings, event=Curve(), party=Curve())))
    dev = judge([d for d in documents if d.part == "dev"], bare)
    test = judge([d for d in documents if d.part == "test"], bare)
    curves = {"event": fit(dev.events), "party": fit(dev.parties)}
    for name, answers in (("event", test.events), ("party", test.parties)):
        after = Answers([curves[name](sure) for sure in answers.sure], answers.right)
        print(f"{name}: {curves[name]}, calibration error on test {error_of(answers):.3f} before, {error_of(after):.3f} after (n = {len(after.sure)})")
    page = confidence_page(test, curves["event"])
    print(page)
    if arguments.write:
        settings = msgspec.structs.replace(coder.model.settings, **curves)
        (arguments.model / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
        CARD.write_text(page, encoding="utf-8")


def judge(documents: Sequence[GoldDocument], coder: Coder) -> Judged:
    """Code documents and compare each answer with gold."""
    judged = Judged()
    for gold, coded in zip(documents, coder.code_many(map(to_document, documents)), strict=True):
        records = {(event.trigger.start, event.type): event for event in coded.events}
        reasons = dict(zip((event.id for event in coded.events), coded.reasons, strict=True))
        for sentence_gold, predicted in by_sentence(gold, coded, coder.knowledge.actors):
            judged.gold += [event.type for event in sentence_gold]
            for right, ours in match_events(sentence_gold, predicted):
                if ours is None:
                    continue
                record = records[ours.trigger[0], ours.type]
                judged.events.add(record.confidence, right is not None)
                judged.types.append(ours.type)
                if right is not None:
                    for sure, words in _parties(record, reasons[record.id]):
                        judged.parties.add(sure, any(words[0] < end and start < words[1] for start, end in (*right.actors, *right.recipients)))
    return judged


def _parties(record: EventRecord, reasons: Iterable[object]) -> Iterable[tuple[float, tuple[int, int]]]:
    parties = [*record.actors, *record.recipients]
    given = [reason for reason in reasons if getattr(reason, "field", "") in ("actors", "recipients")]
    for party, reason in zip(parties, given, strict=True):
        probability = getattr(reason, "probability", None)
        if party.mention is not None and probability is not None:
            yield probability, (party.mention.start, party.mention.end)


def fit(answers: Answers) -> Curve:
    """Return the curve of least log loss, by Newton's method.

    >>> curve = fit(Answers([0.9] * 10 + [0.2] * 10, [True] * 7 + [False] * 3 + [True] * 3 + [False] * 7))
    >>> round(curve(0.9), 2), round(curve(0.2), 2)
    (0.7, 0.3)
    """
    x = np.column_stack([[log_odds(sure) for sure in answers.sure], np.ones(len(answers.sure))])
    y = np.array(answers.right, float)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve(x.T @ (x * (p * (1 - p))[:, None]) + 1e-6 * np.eye(2), x.T @ (p - y))
        while _log_loss(x @ (weights - step), y) > _log_loss(x @ weights, y) and np.abs(step).max() > 1e-9:
            step = step / 2  # Newton's step can be too long
        weights = weights - step
    return Curve(round(float(weights[0]), 4), round(float(weights[1]), 4))


def _log_loss(odds: np.ndarray, y: np.ndarray) -> float:
    return float(np.logaddexp(0, odds).sum() - (y * odds).sum())


def error_of(answers: Answers) -> float:
    """Return the expected calibration error: the mean gap between how sure and how right, over bins of equal size."""
    order = np.argsort(answers.sure)
    sure, right = np.array(answers.sure)[order], np.array(answers.right, float)[order]
    return float(sum(len(part) * abs(sure[part].mean() - right[part].mean()) for part in np.array_split(np.arange(len(sure)), BINS)) / len(sure))


def confidence_page(judged: Judged, curve: Curve) -> str:
    """Return the Markdown page of precision and recall by least confidence, and by type."""
    sure = np.array([curve(value) for value in judged.events.sure])
    right, types, gold = np.array(judged.events.right), np.array(judged.types), np.array(judged.gold)
    lines = ["# How sure is sure", "", "Precision and recall of events (type and place of the trigger) on the test part by the least confidence kept"]
    lines += ["(`--min-confidence`), `python -m training.calibrate`.", "", "| least confidence | events | precision | recall |", "| --- | --- | --- | --- |"]
    for least in LEAST:
        kept = sure >= least
        lines.append(f"| {least:.1f} | {kept.sum()} | {_share(right[kept].sum(), kept.sum())} | {_share(right[kept].sum(), len(gold))} |")
    lines += [
        "",
        "By type, precision · recall at a least confidence of 0, 0.5 and 0.7 (n gold events).",
        "",
        "| type | 0 | 0.5 | 0.7 | n |",
        "| --- | --- | --- | --- | --- |",
    ]
    for type in EventType:
        of_type, total = types == type, int((gold == type).sum())
        cells = [right[of_type & (sure >= least)] for least in (0.0, 0.5, 0.7)]
        lines.append(f"| {type} | " + " | ".join(f"{_share(cell.sum(), len(cell))} · {_share(cell.sum(), total)}" for cell in cells) + f" | {total} |")
    return "\n".join(lines) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


if __name__ == "__main__":
    main()
