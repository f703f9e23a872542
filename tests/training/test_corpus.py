"""The corpus is whole: every offset inside its sentence, every code legal, every text the one that was labelled."""

import os
from collections import Counter
from pathlib import Path

import pytest

from training.annotations import CODE, ArticleLine, ArticleSentence, LabelEvent, LabelLine, find_faults, locate, to_documents
from training.corpus_records import GoldDocument, GoldEvent, read_corpus, read_folder, text_hash
from training.metrics import Metrics, dyads
from training.splits import part_of
from waqai.knowledge.ontology import Ontology
from waqai.records import EventType, Status

CORPORA = Path(os.environ.get("WAQAI_CORPORA", Path(__file__).parents[3] / "shared" / "corpora"))
DOCUMENTS = [*read_folder("ant"), *read_folder("own")]


def spans(event: GoldEvent) -> list[tuple[int, int]]:
    single = [span for span in (event.said_by, event.time, event.place) if span]
    return [event.trigger, *event.actors, *event.recipients, *single]


def test_no_document_stands_twice() -> None:
    assert max(Counter(document.id for document in DOCUMENTS).values()) == 1


def test_every_span_lies_in_its_sentence() -> None:
    for document in [*DOCUMENTS, *read_folder("second")]:
        for sentence in document.sentences:
            for event in sentence.events:
                for start, end in spans(event):
                    assert sentence.start <= start < end <= sentence.end, (document.id, start)


def test_codes_and_modes_are_legal() -> None:
    ontology = Ontology.load()
    for document in DOCUMENTS:
        for sentence in document.sentences:
            for number, event in enumerate(sentence.events):
                assert all(CODE.fullmatch(code) for code in event.actor_codes + event.recipient_codes), document.id
                assert event.mode is None or event.mode in ontology.modes_of(event.type), document.id
                assert event.same_as is None or event.same_as < number


def test_our_articles_are_the_ones_that_were_labelled() -> None:
    ours = [document for document in DOCUMENTS if document.ours]
    assert ours
    for document in ours:
        assert document.text is not None
        assert text_hash(document.text) == document.sha256


def test_articles_of_ant_hold_no_text() -> None:
    assert all(document.text is None for document in DOCUMENTS if not document.ours)


def test_the_corpus_is_as_large_as_the_data_card_says() -> None:
    sentences = {True: 0, False: 0}
    for document in DOCUMENTS:
        sentences[document.ours] += len(document.sentences)
    assert sentences[False] >= 1800
    assert sentences[True] >= 700
    assert sum(len(d.sentences) for d in DOCUMENTS if d.part == "test") >= 350


def test_every_type_and_status_is_labelled() -> None:
    events = [event for document in DOCUMENTS for sentence in document.sentences for event in sentence.events]
    assert {event.type for event in events} == set(EventType)
    assert {event.status for event in events} == set(Status)


def test_a_tenth_was_labelled_twice() -> None:
    twice = sum(len(document.sentences) for document in read_folder("second"))
    assert twice >= 0.1 * sum(len(document.sentences) for document in DOCUMENTS)


def test_calibration_examples_never_judge_the_model() -> None:
    examples = [document for document in DOCUMENTS if document.labelled.startswith("examples")]
    assert len(examples) == 15
    assert {document.part for document in examples} == {"train"}


def test_a_document_keeps_its_part() -> None:
    assert part_of("own-iran-01") == "test"
    assert part_of("own-iran-03") == "train"
    assert part_of("own-iran-05") == "dev"
    parts = Counter(part_of(f"document {number}") for number in range(2000))
    assert 0.12 < parts["test"] / 2000 < 0.20
    assert 0.07 < parts["dev"] / 2000 < 0.13


@pytest.mark.skipif(not (CORPORA / "ant" / "ant.jsonl.gz").exists(), reason="the ANT corpus is not here; set WAQAI_CORPORA to its folder")
def test_the_articles_of_ant_are_the_ones_that_were_labelled() -> None:
    documents: list[GoldDocument] = read_corpus(CORPORA)  # raises for another text
    assert all(document.text for document in documents)


@pytest.mark.parametrize(
    ("span", "text", "found"),
    [
        ("قتل", "أسفر عن مقتل جندي وقتل آخر", (19, 22)),  # not the killing inside another word
        ("بوتين", "لبوتين رسالة", (1, 6)),  # after a clitic
        ("حرب@2", "حرب بعد حرب", (8, 11)),
        ("حرب@3", "حرب بعد حرب", None),
        ("سلم", "حرب بعد حرب", None),
    ],
)
def test_a_copied_span_is_found_where_it_stands(span: str, text: str, found: tuple[int, int] | None) -> None:
    assert locate(span, text) == found


def label(**changes: object) -> LabelEvent:
    fields: dict[str, object] = {"t": "هاجمت", "type": EventType.ASSAULT, "mode": None, "a": ("إيران",), "ac": ("IRN:GOV",), "r": (), "rc": ()}
    fields |= {"status": Status.OCCURRED, "by": None, "time": None, "date": None, "place": None, "same": None}
    return LabelEvent(**(fields | changes))  # type: ignore[arg-type]


ARTICLE = ArticleLine("d", "2025-05-14", (ArticleSentence("d#0", "هاجمت إيران المدينة"),))  # 'Iran attacked the city'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"t": "قصفت"}, "not in the sentence"),
        ({"mode": "visit"}, "mode visit is not of ASSAULT"),
        ({"ac": ("IRAN:GOV",)}, "illegal code"),
        ({"ac": ("IRN:XXX",)}, "illegal code"),
        ({"ac": ()}, "a span without a code"),
        ({"date": "yesterday"}, "illegal date"),
        ({"same": 0}, "no earlier event"),
    ],
)
def test_the_checker_finds_a_fault(change: dict[str, object], fault: str) -> None:
    faults = list(find_faults([ARTICLE], {"d#0": LabelLine("d#0", (label(**change),))}))
    assert len(faults) == 1
    assert fault in faults[0]


def test_labels_become_offsets_in_the_document() -> None:
    (document,) = to_documents([ARTICLE], {"d#0": LabelLine("d#0", (label(),))}, "test", None)
    (event,) = document.sentences[0].events
    assert document.text is not None
    assert document.text[slice(*event.actors[0])] == "إيران"


def gold(**changes: object) -> GoldEvent:
    fields: dict[str, object] = {"trigger": (0, 5), "type": EventType.AID, "status": Status.OCCURRED, "actors": ((6, 9),), "actor_codes": ("IRN:GOV",)}
    return GoldEvent(**(fields | changes))  # type: ignore[arg-type]


def test_metrics_count_what_matches() -> None:
    metrics = Metrics()
    metrics.add_sentence([gold()], [gold(status=Status.PLANNED, actors=((6, 8),))])
    metrics.add_sentence([gold()], [gold(type=EventType.ASSAULT)])
    metrics.add_sentence([], [gold()])
    assert (metrics.trigger_type.right, metrics.trigger_type.predicted, metrics.trigger_type.gold) == (1, 3, 2)
    assert metrics.status.share == 0.0
    assert metrics.spans["actor"].f1 == 0.0
    assert metrics.false_alarms.share == 1.0
    assert metrics.dyad.right == 1


def test_a_repeated_mention_adds_no_dyad() -> None:
    assert dyads([gold(), gold(same_as=0)]).total() == 1
