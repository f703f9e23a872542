"""What a person sees: codes beside words, and no way for an article to command the terminal."""

import io

from rich.console import Console

from tests.test_records import record
from waqai.records import CodedDocument, Document, Span
from waqai.terminal import print_table, print_text

TEXT = "إيران تدعو بوتين إلى طهران"


def shown(coded: CodedDocument, text: bool = False) -> str:
    console = Console(file=io.StringIO(), width=100, highlight=False)
    (print_text if text else print_table)(console, coded)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_codes_stand_beside_the_words() -> None:
    output = shown(CodedDocument(Document("d", TEXT), (Span.of(TEXT, 0, len(TEXT)),), (record(),)))
    assert "[IRN GOV]" in output
    assert "(\u2068فلاديمير بوتين\u2069)  [RUS GOV]" in output
    assert "REQUEST meet · occurred · \u2068تدعو\u2069" in output


def test_an_article_without_events_says_so() -> None:
    assert "no events" in shown(CodedDocument(Document("d", TEXT), (), ()))


def test_escape_sequences_of_an_article_are_harmless() -> None:
    hostile = Document("d", "\x1b[2J\x1b]0;title\x07 خبر [bold]عاجل[/bold]\nنص\x9b31m", publisher="\x1b[31m")
    for text in (False, True):
        output = shown(CodedDocument(hostile, (), ()), text)
        assert "\x1b" not in output
        assert "\x9b" not in output
        assert "[bold]" in output  # shown as it is, not obeyed


def test_the_text_has_its_triggers_in_brackets_with_the_events_number() -> None:
    coded = CodedDocument(Document("d", TEXT), (Span.of(TEXT, 0, len(TEXT)),), (record(),))
    assert "إيران [1 تدعو] بوتين" in shown(coded, text=True)
