"""`waqai ingest` and `waqai sql` as a user meets them, up to a run that is killed."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from benchmarks.ingest import content
from tests.conftest import EXAMPLES
from waqai.cli import app
from waqai.errors import StoreError
from waqai.knowledge.tables import DATA
from waqai.store.query import Database

LETTER = EXAMPLES / "letter.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_folder_becomes_a_database_and_again_changes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    first = run("ingest", EXAMPLES, "--db", db, "--published", "2025-05-14")
    assert first.exit_code == 0
    before = content(db)
    again = run("ingest", EXAMPLES, "--db", db, "--published", "2025-05-14")
    assert again.exit_code == 0
    assert "0 articles" in again.stderr
    assert "2 articles in it already" in again.stderr
    assert content(db) == before


def test_what_cannot_be_read_is_one_line_and_stays_in_the_runs_record(tmp_path: Path) -> None:
    news, db = tmp_path / "news", tmp_path / "news.duckdb"
    news.mkdir()
    (news / "a.txt").write_bytes(LETTER.read_bytes())
    (news / "empty.txt").touch()
    (news / "paper.pdf").write_bytes(b"%PDF-1.4")
    result = run("ingest", news, "--db", db)
    assert result.exit_code == 0
    assert "2 left out" in result.stderr
    with Database(db) as database:
        assert len(database.sql("select * from run_errors").fetchall()) == 2
        assert database.sql("select coded, unchanged, left_out from runs").fetchall() == [(1, 0, 2)]


def test_what_this_version_read_is_not_read_again(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    run("ingest", LETTER, "--db", db)
    assert "nothing to do" in run("recode", "--db", db).stderr
    assert run("diff", "--db", db).stdout.splitlines()[1:] == []
    own = tmp_path / "mine.tsv"
    header = (DATA / "organisations.tsv").read_text(encoding="utf-8").splitlines()[0]
    own.write_text(f"{header}\nmy-body\tMy Body\tهيئتي\torganisation\t\tUN\tIGO\t\t\t\n", encoding="utf-8")  # 'my body'
    assert "1 article," in run("recode", "--db", db, "--actors", own).stderr
    with Database(db) as database:
        assert database.sql("select count(*) from codings").fetchall() == [(2,)]
    assert isinstance(run("recode", "--db", tmp_path / "none.duckdb").exception, StoreError)


def test_what_is_taken_out_is_what_code_writes(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    run("ingest", LETTER, "--db", db, "--published", "2025-04-18")
    for name in ("events.jsonl", "events.csv"):
        assert run("code", LETTER, "-o", tmp_path / name, "--published", "2025-04-18").exit_code == 0
        taken = tmp_path / f"taken-{name}"
        assert run("export", "--db", db, "-o", taken).exit_code == 0
        assert taken.read_text(encoding="utf-8") == (tmp_path / name).read_text(encoding="utf-8")


def test_parquet_holds_the_wanted_reports_with_their_sentences(tmp_path: Path) -> None:
    db, target = tmp_path / "news.duckdb", tmp_path / "iran.parquet"
    run("ingest", LETTER, "--db", db, "--published", "2025-04-18")
    result = run("export", "--db", db, "-o", target, "--actor", "IRN", "--since", "2025-04-18")
    assert result.exit_code == 0
    rows = duckdb.sql(f"select sentence, actors from '{target}'").fetchall()
    assert len(rows) >= 1
    assert result.stderr.startswith(f"{len(rows)} report")
    text = LETTER.read_text(encoding="utf-8")
    assert all(sentence in text for sentence, _ in rows)


def test_a_file_that_cannot_be_written_or_has_no_known_ending_is_told(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    run("ingest", LETTER, "--db", db)
    assert run("export", "--db", db, "-o", tmp_path / "x.doc").exit_code == 2
    assert run("export", "--db", db, "-o", db, "--as", "csv").exit_code == 2
    for name in ("a.csv", "a.parquet"):
        assert "cannot be written" in str(run("export", "--db", db, "-o", tmp_path / "none" / name).exception)


def test_answers_are_csv_when_nobody_looks_on(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    run("ingest", LETTER, "--db", db)
    result = run("sql", "select type, count(*) as n from reports group by type order by type", "--db", db)
    header, *rows = csv.reader(result.stdout.splitlines())
    assert header == ["type", "n"]
    assert rows


def test_a_query_that_is_none_and_a_file_that_is_missing_are_told(tmp_path: Path) -> None:
    db = tmp_path / "news.duckdb"
    run("ingest", LETTER, "--db", db)
    assert isinstance(run("sql", "select nothing from nowhere", "--db", db).exception, StoreError)
    missing = run("sql", "select 1", "--db", tmp_path / "other.duckdb").exception
    assert "no such file" in str(missing)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_a_killed_run_is_finished_by_the_same_command(tmp_path: Path) -> None:
    title, _, body = LETTER.read_text(encoding="utf-8").partition("\n")
    source, db, whole = tmp_path / "news.jsonl", tmp_path / "killed.duckdb", tmp_path / "whole.duckdb"
    lines = (json.dumps({"id": number, "title": title, "text": f"{body} {number}", "published": "2025-04-18"}) for number in range(150))
    source.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "waqai", "ingest", str(source), "--workers", "1", "--db", str(db)]
    first = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while _documents(db) == 0 and first.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert 0 < _documents(db) < 150
    assert subprocess.run(command, stderr=subprocess.DEVNULL).returncode == 0
    assert run("ingest", source, "--db", whole, "--workers", "1").exit_code == 0
    assert _documents(db) == 150
    assert _content_by_article(db) == _content_by_article(whole)


def _documents(db: Path) -> int:
    """Return how many documents a copy of the files shows, as a reader that comes after a crash would see them."""
    copy = db.with_name("copy.duckdb")
    for ending in ("", ".wal"):
        source, target = Path(f"{db}{ending}"), Path(f"{copy}{ending}")
        target.unlink(missing_ok=True)
        if source.exists():
            target.write_bytes(source.read_bytes())
    try:
        with Database(copy) as database:
            return int(database.sql("select count(*) from documents").fetchall()[0][0])
    except StoreError:  # copied in the middle of a write
        return 0


def _content_by_article(db: Path) -> list[tuple[object, ...]]:
    with Database(db) as database:
        return sorted(database.reports().fetchall(), key=repr)
