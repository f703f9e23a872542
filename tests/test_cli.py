"""The command line as a user meets it."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conftest import EXAMPLES
from waqai.cli import app
from waqai.export.csv import COLUMNS
from waqai.records import from_json

LETTER = str(EXAMPLES / "letter.txt")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_file_gives_one_record_a_line(tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    result = run("code", LETTER, "-o", target, "--published", "2025-04-18")
    assert result.exit_code == 0
    text = (EXAMPLES / "letter.txt").read_text(encoding="utf-8").strip()
    records = [from_json(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert records
    for record in records:
        assert text[record.trigger.start : record.trigger.end] == record.trigger.text


def test_an_article_keeps_its_own_id(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    title, _, body = (EXAMPLES / "letter.txt").read_text(encoding="utf-8").partition("\n")
    source.write_text(json.dumps({"id": 77, "title": title, "text": body}), encoding="utf-8")
    result = run("code", source, "--as", "jsonl")
    assert {json.loads(line)["document"] for line in result.stdout.splitlines()} == {"77"}


def test_csv_has_a_row_a_record_and_no_ragged_line(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    assert run("code", LETTER, "-o", target).exit_code == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == COLUMNS
    assert rows
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_a_table_shows_status_parties_and_words() -> None:
    output = run("code", LETTER, "--as", "table", "--published", "2025-04-18").stdout
    assert "CONSULT" in output
    assert "IRN" in output
    assert "عراقجي" in output


def test_standard_input_is_read() -> None:
    text = (EXAMPLES / "letter.txt").read_bytes()
    result = CliRunner().invoke(app, ["code", "-", "--as", "jsonl"], input=text)
    assert result.exit_code == 0
    assert result.stdout.count("\n") >= 3


def test_show_marks_the_text() -> None:
    result = run("show", LETTER, "--published", "2025-04-18")
    assert result.exit_code == 0
    assert "عراقجي" in result.stdout


def test_a_folder_with_broken_files_goes_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes((EXAMPLES / "letter.txt").read_bytes())
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "broken.txt").write_bytes(b"\xff\xff\x00\x01")
    result = run("code", tmp_path, "-o", tmp_path.parent / "out.jsonl")
    assert result.exit_code == 0
    for name in ("empty.txt", "paper.pdf", "broken.txt"):
        assert name in result.stderr
    assert "3 left out" in result.stderr


def test_nothing_coded_is_exit_code_1(tmp_path: Path) -> None:
    assert run("code", tmp_path / "gone.txt").exit_code == 1
    assert run("show", tmp_path / "gone.txt").exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [["code"], ["code", LETTER, "--workers", "0"], ["code", LETTER, "-o", "events.docx"], ["code", LETTER, "--published", "tomorrow"], ["recode"]],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "waqai", "code", LETTER, "-o", str(tmp_path / "no" / "events.jsonl")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "cannot be written" in done.stderr


def test_min_confidence_leaves_out_what_is_less_sure(tmp_path: Path) -> None:
    everything = run("code", LETTER, "--as", "jsonl").stdout.splitlines()
    sure = run("code", LETTER, "--as", "jsonl", "--min-confidence", "0.9").stdout.splitlines()
    assert len(sure) <= len(everything)
    assert all(json.loads(line)["confidence"] >= 0.9 for line in sure)


def test_workers_give_the_same_as_one_process(tmp_path: Path) -> None:
    title, _, body = (EXAMPLES / "letter.txt").read_text(encoding="utf-8").partition("\n")
    rows = [json.dumps({"id": str(n), "title": title, "text": body}) for n in range(40)]
    (tmp_path / "news.jsonl").write_text("\n".join([*rows[:20], "{broken", *rows[20:]]), encoding="utf-8")
    outputs = []
    for workers in ("1", "2"):
        target = tmp_path / f"{workers}.jsonl"
        assert run("code", tmp_path / "news.jsonl", "-o", target, "--workers", workers).exit_code == 0
        outputs.append(target.read_text(encoding="utf-8"))
    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_ctrl_c_leaves_a_valid_file(tmp_path: Path) -> None:
    title, _, body = (EXAMPLES / "letter.txt").read_text(encoding="utf-8").partition("\n")
    source, target, part = tmp_path / "news.jsonl", tmp_path / "events.jsonl", tmp_path / "events.jsonl.part"
    source.write_text("\n".join(json.dumps({"id": str(n), "title": title, "text": body}) for n in range(4000)), encoding="utf-8")
    command = [sys.executable, "-m", "waqai", "code", str(source), "-o", str(target), "--workers", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    for _ in range(600):
        time.sleep(0.05)
        if part.exists() and part.stat().st_size > 10_000:
            break
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.2)
    os.killpg(process.pid, signal.SIGINT)  # an impatient user presses twice
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert not part.exists()
    assert "Traceback" not in stderr
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        from_json(line)


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    source = tmp_path / "news.jsonl"
    text = json.dumps({"title": "خبر", "text": "وصل الوزير إلى موسكو."})
    source.write_text(text, encoding="utf-8")
    assert run("code", source, "-o", source).exit_code == 2
    assert source.read_text(encoding="utf-8") == text
    assert run("code", tmp_path, "-o", tmp_path / "events.jsonl").exit_code == 0
    again = run("code", tmp_path, "-o", tmp_path / "events.jsonl")
    assert "left out" not in again.stderr


def test_an_earlier_result_stays_when_nothing_was_coded(tmp_path: Path) -> None:
    target = tmp_path / "events.jsonl"
    target.write_text("earlier", encoding="utf-8")
    assert run("code", tmp_path / "gone.txt", "-o", target).exit_code == 1
    assert target.read_text(encoding="utf-8") == "earlier"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([sys.executable, "-m", "waqai", "code", LETTER, "--as", "jsonl"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_arabic_comes_out_whatever_the_locale() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-m", "waqai", "code", LETTER, "--as", "jsonl"], capture_output=True, env=environment, check=True)
    assert "عراقجي" in done.stdout.decode("utf-8")


def test_importing_waqai_loads_nothing_heavy() -> None:
    program = "import sys, waqai; print([m for m in ('onnxruntime', 'tokenizers', 'trafilatura', 'rich', 'torch') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_reasons_name_words_value_and_cause() -> None:
    result = run("explain", LETTER, "--published", "2025-04-18", "--event", "1")
    assert result.exit_code == 0
    assert "abbas-araghchi" in result.stdout
    assert "in office" in " ".join(result.stdout.split())


def test_an_event_that_is_not_there_is_named() -> None:
    result = run("explain", LETTER, "--event", "999")
    assert result.exit_code == 1
    assert "no event 999" in result.stderr


def test_reasons_go_with_json_lines_only(tmp_path: Path) -> None:
    result = run("code", LETTER, "--as", "jsonl", "--explain", "--published", "2025-04-18")
    for line in result.stdout.splitlines():
        reasons = json.loads(line)["reasons"]
        assert {"type", "status"} <= {reason["field"] for reason in reasons}
        assert all(reason["why"] for reason in reasons)
    assert run("code", LETTER, "-o", tmp_path / "events.csv", "--explain").exit_code == 2


OWN = "id\tname_en\tnames\tkind\tcountry\tcode\tsector\tsince\tuntil\tnote\n"


def test_actors_of_ones_own_come_before_the_built_in_ones(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    table.write_text(OWN + "the-minister\tThe Minister\tعراقجي|عباس عراقجي\tperson\tIRN\t\tMIL\t2024\t\t\n", encoding="utf-8")
    result = run("code", LETTER, "--as", "jsonl", "--published", "2025-04-18", "--actors", table)
    first = from_json(result.stdout.splitlines()[0])
    assert (first.actors[0].actor, first.actors[0].sector) == ("the-minister", "MIL")


def test_a_fault_in_ones_own_actors_is_told_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    table.write_text(OWN + "x\tX\tفلان\tperson\tIRM\t\tGOV\t\t\t\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["code", LETTER, "--as", "jsonl", "--actors", str(table)])
    assert result.exception is not None
    assert 'my.tsv:2: unknown country "IRM"; did you mean' in str(result.exception)


def test_quotes_lie_in_their_sentences(tmp_path: Path) -> None:
    target = tmp_path / "quotes.jsonl"
    assert run("quotes", LETTER, "-o", target, "--published", "2025-04-18").exit_code == 0
    text = (EXAMPLES / "letter.txt").read_text(encoding="utf-8").strip()
    quotes = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert quotes
    for quote in quotes:
        for span in (quote["cue"], quote["content"], quote["sentence"]):
            assert text[span["start"] : span["end"]] == span["text"]
        assert quote["sentence"]["start"] <= quote["content"]["start"] < quote["content"]["end"] <= quote["sentence"]["end"]
