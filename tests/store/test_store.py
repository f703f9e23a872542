"""The database holds each article once, every report with its sentence, and loses nothing when a run is killed."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from msgspec.structs import replace

import waqai
from benchmarks.ingest import content
from tests.conftest import EXAMPLES
from waqai.coder import Coder
from waqai.errors import InputError, StoreError
from waqai.records import CodedDocument, CoderStamp, Document, Status
from waqai.store.database import connect
from waqai.store.ingest import Ingest
from waqai.store.query import Database
from waqai.store.stamp import Stamp
from waqai.store.writer import Writer

STAMP = Stamp("0.1.0", "model", "knowledge", "config")
LETTER = (EXAMPLES / "letter.txt").read_text(encoding="utf-8")
DAY = date(2025, 5, 14)


@pytest.fixture(scope="module")
def coded(coder: Coder) -> CodedDocument:
    return coder.code(LETTER, published=DAY, publisher="وكالة", id="letter")  # 'an agency'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.duckdb"


def store(path: Path, *coded: CodedDocument | InputError) -> None:
    with Writer(path, ["test"], STAMP) as writer:
        writer.add(coded)
        writer.finish(len(coded), 0, 0)


def test_every_report_stands_in_its_sentence(path: Path, coded: CodedDocument) -> None:
    store(path, coded)
    with waqai.open(path) as database:
        rows = database.reports().fetchall()
        assert len(rows) == len(coded.events) > 0
        by_trigger = {event.trigger.start: event for event in coded.events}
        query = "select trigger_start, sentence, type from reports join current_codings using (coding)"
        assert {(start, type) for start, _, type in database.sql(query).fetchall()} == {(at, event.type) for at, event in by_trigger.items()}
        relation = database.reports()
        found = dict(zip(relation.columns, relation.fetchall()[0], strict=True))
        first = coded.events[0]
        assert found["sentence"] == first.sentence.text
        assert found["publisher"] == "وكالة"
        assert found["confidence"] == first.confidence


def test_offsets_are_code_points_in_sql_too(path: Path, coder: Coder) -> None:
    text = "😀 عُنوانٌ\nوصلَ وزيرُ الخارجيةِ الإيرانيُّ إلى موسكو 😀."  # 'Title / the Iranian foreign minister arrived in Moscow'
    coded = coder.code(text, published=DAY)
    store(path, coded)
    with Database(path) as database:
        cut = "select substring(text, trigger_start + 1, trigger_end - trigger_start), trigger from reports join current_codings using (coding)"
        rows = database.sql(cut).fetchall()
    assert rows
    assert all(cut == trigger for cut, trigger in rows)


def test_records_come_back_as_they_were(path: Path, coded: CodedDocument, invitation: CodedDocument) -> None:
    store(path, coded, invitation)
    with Database(path) as database:
        stamped = [replace(event, coder=CoderStamp(*STAMP[:3])) for event in (*coded.events, *invitation.events)]
        expected = sorted(stamped, key=lambda event: (event.published, event.document, event.trigger.start))
        assert list(database.records()) == expected
        occurred = [event for event in expected if event.status is Status.OCCURRED]
        assert list(database.records(status="occurred")) == occurred


def test_reports_are_found_by_who_did_what_and_when(path: Path, coded: CodedDocument) -> None:
    store(path, coded)
    event = next(event for event in coded.events if event.actors and event.actors[0].country)
    country, sector = event.actors[0].country, event.actors[0].sector
    with Database(path) as database:
        assert len(database.reports(actor=country, type=event.type, status=event.status).fetchall()) >= 1
        assert len(database.reports(actor=f"{country}:{sector}", since="2025-05-14", until=DAY).fetchall()) >= 1
        assert database.reports(actor="FJI").fetchall() == []
        assert database.reports(since="2025-05-15").fetchall() == []
        assert database.reports(min_confidence=1.01).fetchall() == []
        with pytest.raises(ValueError, match="EventType"):
            database.reports(type="WAR")


def test_the_same_article_again_changes_nothing(path: Path, coded: CodedDocument) -> None:
    store(path, coded)
    before = content(path)
    store(path, coded, coded)
    assert content(path) == before


def test_a_changed_article_is_a_new_version_beside_the_old_one(path: Path, coded: CodedDocument) -> None:
    store(path, coded)
    store(path, CodedDocument(Document("letter", coded.document.text + " ", None, "وكالة", DAY), coded.sentences, coded.events, (), coded.quotes))
    with Database(path) as database:
        assert database.sql("select version from documents order by version").fetchall() == [(1,), (2,)]
        assert len(database.reports().fetchall()) == len(coded.events)


def articles(count: int) -> Iterator[Document | InputError]:
    for number in range(count):
        yield Document(f"a{number}", f"عنوان {number}\nوصل الوزير إلى موسكو", None, None, DAY)  # 'Title / the minister arrived in Moscow'
    yield InputError("broken.txt", "empty")


def test_a_run_that_broke_off_is_finished_by_the_next(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("waqai.store.ingest.BATCH", 4)
    with Writer(path, ["test"], STAMP) as writer:
        results = Ingest(writer).results(articles(10), workers=1)
        for _ in range(5):
            next(results)
    with Database(path) as database:
        assert database.sql("select finished from runs").fetchall() == [(None,)]
        assert database.sql("select count(*) from documents").fetchall() == [(8,)]
    with Writer(path, ["test"], STAMP) as writer:
        run = Ingest(writer)
        list(run.results(articles(10), workers=1))
    assert (run.coded, run.unchanged, run.left_out) == (2, 8, 1)
    whole = tmp_path / "whole.duckdb"
    with Writer(whole, ["test"], STAMP) as writer:
        list(Ingest(writer).results(articles(10), workers=1))
    assert content(path) == content(whole)
    with Database(path) as database:
        assert database.sql("select source, reason from run_errors").fetchall() == [("broken.txt", "empty")]


def test_nothing_of_a_batch_that_fails_is_written(path: Path, coded: CodedDocument, monkeypatch: pytest.MonkeyPatch) -> None:
    store(path, coded)
    before = content(path)
    monkeypatch.setattr("waqai.store.writer.rows_of", lambda coded, coding: [("sentences", (coding, "one", 0, 1))])
    with Writer(path, ["test"], STAMP) as writer, pytest.raises(StoreError, match="what was written before is safe"):
        writer.add([CodedDocument(Document("other", "عنوان"), (), (), (), ())])
    assert content(path) == before


def test_another_version_reads_again_and_the_difference_can_be_asked(path: Path, coded: CodedDocument) -> None:
    first, *rest = coded.events
    older = replace(first, status=Status.PLANNED if first.status is not Status.PLANNED else Status.POSSIBLE)
    store(path, replace(coded, events=(older, *rest[:-1])))
    with Writer(path, ["recode"], STAMP._replace(model="newer")) as writer:
        assert [document.id for document in writer.outdated()] == ["letter"]
        writer.add_codings([coded])
        assert writer.outdated() == []
    with Database(path) as database:
        assert len(database.reports().fetchall()) == len(coded.events)
        rows = database.changes()
        changes = [dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()]
    by_change = {change["change"]: change for change in changes}
    assert set(by_change) == {"changed", "new"}
    assert (by_change["changed"]["status_before"], by_change["changed"]["status"]) == (older.status, first.status)
    assert by_change["new"]["start"] == rest[-1].trigger.start


def test_what_is_no_database_is_told_in_one_line(path: Path) -> None:
    with pytest.raises(StoreError, match="no such file"):
        Database(path)
    path.write_text("hello" * 5000)
    with pytest.raises(StoreError, match="not a DuckDB database"):
        Database(path)
    path.unlink()
    duckdb.connect(str(path)).execute("create table mine (a integer)").close()
    with pytest.raises(StoreError, match="not one of Waqai's"):
        connect(path)


def test_a_database_of_a_newer_version_is_not_touched(path: Path) -> None:
    connect(path).execute("update waqai_schema set version = 99").close()
    with pytest.raises(StoreError, match="newer version"):
        connect(path)


def test_a_second_program_cannot_write_at_the_same_time(path: Path) -> None:
    with Writer(path, ["test"], STAMP):
        command = [sys.executable, "-m", "waqai", "sql", "select 1", "--db", str(path)]
        other = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert other.returncode == 1
    assert other.stderr.strip() == f"waqai: {path}: in use by another program; wait for it to end, or read a copy"
