"""The whole way on the two example articles: who did what to whom, did it happen, and according to whom."""

from datetime import date, datetime

import pytest

from waqai.coder import Coder
from waqai.records import CodedDocument, Document, EventRecord, spans_of


def events(coded: CodedDocument, type: str, *words: str) -> list[EventRecord]:
    return [e for e in coded.events if e.type == type and (not words or any(word in e.trigger.text for word in words))]


def countries(event: EventRecord) -> tuple[set[str | None], set[str | None]]:
    return {party.country for party in event.actors}, {party.country for party in event.recipients}


def test_every_span_is_the_documents_own_words(letter: CodedDocument, invitation: CodedDocument) -> None:
    for coded in (letter, invitation):
        for event in coded.events:
            for span in spans_of(event):
                assert coded.document.text[span.start : span.end] == span.text
            assert event.sentence.start <= event.trigger.start < event.trigger.end <= event.sentence.end


def test_the_ministers_arrival_is_a_visit_that_happened(letter: CodedDocument) -> None:
    (arrival,) = events(letter, "CONSULT", "وصل")
    assert arrival.status == "occurred"
    assert "IRN" in countries(arrival)[0]


def test_a_letter_yet_to_be_delivered_is_planned(letter: CodedDocument) -> None:
    (delivery,) = events(letter, "CONSULT", "يسلم")
    assert delivery.status == "planned"
    assert countries(delivery) == ({"IRN"}, {"RUS"})


def test_a_claim_has_its_speaker(letter: CodedDocument) -> None:
    drones = events(letter, "AID", "زودت")
    assert drones
    assert drones[0].said_by is not None
    assert drones[0].said_by.mention is not None
    assert "وسائل إعلام" in drones[0].said_by.mention.text


def test_what_is_denied_is_negated(letter: CodedDocument) -> None:
    missiles = events(letter, "AID", "سلمت")
    assert missiles
    assert missiles[0].status == "negated"


def test_what_was_not_disclosed_is_no_event(letter: CodedDocument) -> None:
    assert not [event for event in letter.events if "تكشف" in event.trigger.text]


def test_a_weekday_is_resolved_by_the_publication_date(invitation: CodedDocument, coder: Coder) -> None:
    times = [event.time for event in invitation.events if event.time]
    assert all(time.start is None or time.start <= date(2025, 5, 15) for time in times)
    undated = coder.code(invitation.document.text)
    assert all(e.time.start is None or e.time.granularity == "year" for e in undated.events if e.time)


def test_leaving_a_treaty_is_a_sanction_dated_by_its_year(invitation: CodedDocument) -> None:
    leaving = [event for event in invitation.events if "انسحب" in event.trigger.text]
    assert leaving
    assert leaving[0].time is not None
    assert str(leaving[0].time.start) == "2018-01-01"


def test_football_is_no_event(invitation: CodedDocument) -> None:
    assert not [event for event in invitation.events if "المنتخب" in event.sentence.text]


def test_coding_again_changes_nothing(coder: Coder, letter: CodedDocument) -> None:
    assert coder.code(letter.document.text, published=date(2025, 4, 18)) == letter


def test_documents_coded_together_are_as_coded_alone(coder: Coder, letter: CodedDocument, invitation: CodedDocument) -> None:
    assert list(coder.code_many([letter.document, invitation.document, letter.document])) == [letter, invitation, letter]


def test_a_date_can_be_given_in_any_usual_form(coder: Coder) -> None:
    for published in ("2025-05-14", "2025-05-14T08:30:00Z", date(2025, 5, 14), datetime(2025, 5, 14, 8), "", None):
        assert coder.code("خبر", published=published).document.published in (date(2025, 5, 14), None)


@pytest.mark.parametrize("text", ["خبر", "؟؟؟ خبر!!!", "خبر\n\n\n", "ـــ خبر \u202e\u202d", "خبر " * 3000, "قال" * 2000])
def test_odd_texts_are_coded_without_a_fault(coder: Coder, text: str) -> None:
    (coded,) = coder.code_many([Document("odd", text, published=date(2025, 5, 14))])
    for event in coded.events:
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_a_record_says_what_coded_it(letter: CodedDocument) -> None:
    stamp = letter.events[0].coder
    assert len(stamp.model) == len(stamp.knowledge) == 12
