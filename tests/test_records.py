"""Records go out as JSON and come back the same; what is no record is refused with its reason."""

import json
from datetime import date

import pytest

from waqai.errors import RecordError
from waqai.records import CoderStamp, EventRecord, EventType, Granularity, Party, Place, Sector, Span, Speaker, Status, Time, from_json, to_json

TEXT = "إيران تدعو بوتين إلى طهران"  # 'Iran invites Putin to Tehran'


def record(**changes: object) -> EventRecord:
    fields: dict[str, object] = {
        "id": "d#6",
        "document": "d",
        "url": None,
        "publisher": None,
        "published": date(2025, 5, 14),
        "sentence": Span.of(TEXT, 0, len(TEXT)),
        "trigger": Span.of(TEXT, 6, 10),
        "type": EventType.REQUEST,
        "mode": "meet",
        "contexts": ("diplomatic",),
        "actors": (Party(Span.of(TEXT, 0, 5), "irn", "إيران", "IRN", Sector.GOV),),
        "recipients": (Party(None, "vladimir-putin", "فلاديمير بوتين", "RUS", Sector.GOV),),
        "status": Status.OCCURRED,
        "said_by": Speaker(Span.of(TEXT, 0, 5), "irn", "IRN", Sector.GOV),
        "time": Time(Span.of(TEXT, 0, 5), date(2025, 5, 14), date(2025, 5, 14), Granularity.DAY),
        "place": Place(Span.of(TEXT, 20, 26), None, "طهران", "IRN", None, None),
        "same_as": None,
        "quad_class": 3,
        "goldstein": -2.0,
        "cameo": "106",
        "confidence": 0.91,
        "coder": CoderStamp("0.1.0", "abc", "def"),
    }
    return EventRecord(**(fields | changes))  # type: ignore[arg-type]


def test_a_record_comes_back_as_it_went() -> None:
    assert from_json(to_json(record())) == record()


def test_the_line_has_the_codebooks_fields() -> None:
    line = json.loads(to_json(record(said_by=None, time=None, place=None)))
    assert list(line) == [
        *("id", "document", "url", "publisher", "published", "sentence", "trigger", "type", "mode", "contexts", "actors", "recipients"),
        *("status", "said_by", "time", "place", "same_as", "quad_class", "goldstein", "cameo", "confidence", "coder"),
    ]
    assert line["actors"][0]["mention"] == {"start": 0, "end": 5, "text": "إيران"}
    assert line["said_by"] is line["time"] is line["place"] is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "VISIT"}, "VISIT"),
        ({"status": "happened"}, "happened"),
        ({"actors": 5}, "actors"),
        ({"trigger": {"start": 6, "end": 9, "text": "تدعو"}}, "does not fit its text"),
        ({"trigger": {"start": -1, "end": 3, "text": "تدعو"}}, "does not fit its text"),
        ({"published": "14/05/2025"}, "published"),
    ],
)
def test_what_is_no_record_is_refused_with_the_reason(change: dict[str, object], reason: str) -> None:
    line = json.loads(to_json(record())) | change
    with pytest.raises(RecordError, match=reason):
        from_json(json.dumps(line))


def test_records_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        record().status = Status.NEGATED  # type: ignore[misc]
