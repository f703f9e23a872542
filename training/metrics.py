"""How well predicted events agree with gold ones: counts that add up over sentences, and the figures made of them.

A predicted event matches a gold one when the types are equal and the triggers overlap. Spans, status and mode are
judged on matched events, as annotators' agreement is. A dyad is (type, actor country, recipient country), one for each
pair of parties, over all events of a sentence whether their triggers match or not; repeated mentions count once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from training.corpus_records import GoldEvent, Range

SPAN_FIELDS = ("actor", "recipient", "said_by", "time", "place")


@dataclass(slots=True)
class F1:
    """True positives, predictions and gold items."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(slots=True)
class Share:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 0.0


@dataclass(slots=True)
class Metrics:
    """All counts; `add_sentence` adds one sentence's gold and predicted events."""

    trigger_type: F1 = field(default_factory=F1)
    trigger_exact: F1 = field(default_factory=F1)
    has_event: F1 = field(default_factory=F1)
    dyad: F1 = field(default_factory=F1)
    spans: dict[str, F1] = field(default_factory=lambda: {name: F1() for name in SPAN_FIELDS})
    by_type: dict[str, F1] = field(default_factory=dict)
    status: Share = field(default_factory=Share)
    status_not_plain: Share = field(default_factory=Share)
    mode: Share = field(default_factory=Share)
    same_as: F1 = field(default_factory=F1)
    false_alarms: Share = field(default_factory=Share)
    sentences: int = 0

    def add_sentence(self, gold: Sequence[GoldEvent], predicted: Sequence[GoldEvent]) -> list[tuple[GoldEvent | None, GoldEvent | None]]:
        """Count a sentence and return its pairs (gold, predicted); what has no match stands beside None."""
        pairs = match_events(gold, predicted)
        matched = [(g, p) for g, p in pairs if g is not None and p is not None]
        self.sentences += 1
        self.trigger_type.add(len(matched), len(predicted), len(gold))
        self.trigger_exact.add(sum(g.trigger == p.trigger for g, p in matched), len(predicted), len(gold))
        self.has_event.add(bool(gold and predicted), bool(predicted), bool(gold))
        if not gold:
            self.false_alarms.add(bool(predicted))
        for g, p in pairs:
            type = (g or p).type.value  # type: ignore[union-attr]
            self.by_type.setdefault(type, F1()).add(g is not None and p is not None, p is not None, g is not None)
        gold_dyads, predicted_dyads = dyads(gold), dyads(predicted)
        self.dyad.add((gold_dyads & predicted_dyads).total(), predicted_dyads.total(), gold_dyads.total())
        for g, p in matched:
            self._add_match(g, p)
        return pairs

    def merge(self, other: "Metrics") -> None:
        """Add the counts of another."""
        self.sentences += other.sentences
        for name in ("trigger_type", "trigger_exact", "has_event", "dyad", "same_as"):
            _merge(getattr(self, name), getattr(other, name))
        for name in ("status", "status_not_plain", "mode", "false_alarms"):
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.right, mine.of = mine.right + theirs.right, mine.of + theirs.of
        for field_name, counts in other.spans.items():
            _merge(self.spans[field_name], counts)
        for type, counts in other.by_type.items():
            _merge(self.by_type.setdefault(type, F1()), counts)

    def figures(self) -> dict[str, float]:
        """Return the figures that are pinned and given intervals, by name."""
        spans = {f"{name} span F1": counts.f1 for name, counts in self.spans.items()}
        return {
            "trigger and type F1": self.trigger_type.f1,
            "has-event F1": self.has_event.f1,
            "dyad F1": self.dyad.f1,
            **spans,
            "status": self.status.share,
            "status where either side is not occurred": self.status_not_plain.share,
            "mode": self.mode.share,
            "no false alarm on sentences without events": 1 - self.false_alarms.share,
            "ASSAULT recall": self.by_type.get("ASSAULT", F1()).recall,
            "PROTEST recall": self.by_type.get("PROTEST", F1()).recall,
        }

    def _add_match(self, gold: GoldEvent, predicted: GoldEvent) -> None:
        self.status.add(gold.status is predicted.status)
        if gold.status != "occurred" or predicted.status != "occurred":
            self.status_not_plain.add(gold.status is predicted.status)
        if gold.mode or predicted.mode:
            self.mode.add(gold.mode == predicted.mode)
        same = gold.same_as is not None, predicted.same_as is not None
        self.same_as.add(all(same), same[1], same[0])
        for name in SPAN_FIELDS:
            g, p = spans_of(gold, name), spans_of(predicted, name)
            self.spans[name].add(len(g & p), len(p), len(g))

    def table(self) -> list[tuple[str, str, int]]:
        """Return (what, figure, n) rows."""
        rows = [("trigger and type F1", _f1(self.trigger_type), self.trigger_type.gold)]
        rows.append(("  with exact trigger span", f"{self.trigger_exact.f1:.3f}", self.trigger_exact.gold))
        rows.append(("has-event F1", _f1(self.has_event), self.sentences))
        rows.append(("dyad F1", _f1(self.dyad), self.dyad.gold))
        rows += [(f"{name} span F1", _f1(counts), counts.gold) for name, counts in self.spans.items()]
        rows.append(("status", f"{self.status.share:.3f}", self.status.of))
        rows.append(("status where either side is not occurred", f"{self.status_not_plain.share:.3f}", self.status_not_plain.of))
        rows.append(("mode", f"{self.mode.share:.3f}", self.mode.of))
        rows.append(("same_as F1", _f1(self.same_as), self.same_as.gold))
        rows.append(("false alarms on sentences without events", f"{self.false_alarms.share:.3f}", self.false_alarms.of))
        rows += [(f"  {type}", _f1(counts), counts.gold) for type, counts in sorted(self.by_type.items())]
        return rows


def match_events(gold: Sequence[GoldEvent], predicted: Sequence[GoldEvent]) -> list[tuple[GoldEvent | None, GoldEvent | None]]:
    """Pair gold with predicted events of the same type whose triggers overlap; each is used once."""
    free = list(predicted)
    pairs: list[tuple[GoldEvent | None, GoldEvent | None]] = []
    for event in gold:
        twin = next((p for p in free if p.type is event.type and _overlap(p.trigger, event.trigger)), None)
        if twin is not None:
            free.remove(twin)
        pairs.append((event, twin))
    return pairs + [(None, event) for event in free]


def spans_of(event: GoldEvent, name: str) -> set[Range]:
    """Return the spans of a field as a set."""
    if name == "actor":
        return set(event.actors)
    if name == "recipient":
        return set(event.recipients)
    span = {"said_by": event.said_by, "time": event.time, "place": event.place}[name]
    return {span} if span else set()


def dyads(events: Iterable[GoldEvent]) -> Counter[tuple[str, str, str]]:
    """Return the dyads of a sentence's events.

    >>> dyads([GoldEvent((0, 4), "AID", "occurred", actor_codes=("IRN:GOV",), recipient_codes=("RUS:GOV", "RUS:MIL"))])
    Counter({('AID', 'IRN', 'RUS'): 1})
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for event in events:
        if event.same_as is None:
            actors = {country_of(code) for code in event.actor_codes} or {"none"}
            recipients = {country_of(code) for code in event.recipient_codes} or {"none"}
            found.update((str(event.type), actor, recipient) for actor in actors for recipient in recipients)
    return found


def country_of(code: str) -> str:
    """Return the country of a code, or the whole code of an international body."""
    return code if code.startswith("IGO") else code.partition(":")[0]


def _merge(mine: F1, theirs: F1) -> None:
    mine.add(theirs.right, theirs.predicted, theirs.gold)


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _f1(counts: F1) -> str:
    return f"{counts.f1:.3f} (P {counts.precision:.3f} R {counts.recall:.3f})"
