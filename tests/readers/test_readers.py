"""Every kind of source is read right, and a bad one is one line with its path and reason."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from waqai.errors import InputError
from waqai.readers import count_documents, read_sources
from waqai.readers.article import Defaults
from waqai.records import Document

TITLE, BODY = "الوزير يصل إلى موسكو", "وصل الوزير إلى موسكو في زيارة رسمية."  # 'The minister arrives in Moscow'
PAGE = f"""<html lang="ar"><head><title>{TITLE}</title><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="صحيفة المثال"><meta property="article:published_time" content="2025-05-14T10:00:00Z"></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>{TITLE}</h1>{"".join(f"<p>{BODY} {BODY} {BODY}</p>" for _ in range(4))}</article></body></html>"""


def documents(*sources: object, **options: object) -> list[Document]:
    return [item for item in read_sources(map(str, sources), Defaults(**options)) if isinstance(item, Document)]  # type: ignore[arg-type]


def faults(*sources: object, largest: int = 10_000_000) -> list[str]:
    return [str(item) for item in read_sources(map(str, sources), largest=largest) if isinstance(item, InputError)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256"])
def test_text_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(f"{TITLE}\r\n{BODY}".encode(encoding))
    (document,) = documents(path)
    assert document.text == f"{TITLE}\r\n{BODY}"  # unaltered, so that offsets fit the file
    assert document.title == TITLE


def test_the_first_line_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"\n\n{TITLE}\n\n{BODY}\n", encoding="utf-8")
    (document,) = documents(tmp_path / "a.txt", published=date(2025, 5, 14), publisher="وكالة")
    assert (document.title, document.published, document.publisher) == (TITLE, date(2025, 5, 14), "وكالة")


def test_the_same_content_has_the_same_id(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{TITLE}\n{BODY}", encoding="utf-8")
    one, other = documents(tmp_path / "a.txt", tmp_path / "b.txt")
    assert one.id == other.id
    assert documents(tmp_path / "a.txt", published=date(2025, 5, 14))[0].id != one.id


def test_the_text_of_a_json_line_is_title_newline_text_unaltered(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"title": f"  {TITLE} ", "text": f"\n{BODY}"}), encoding="utf-8")
    assert documents(path)[0].text == f"  {TITLE} \n\n{BODY}"


def test_a_broken_byte_loses_only_its_line(tmp_path: Path) -> None:
    good = json.dumps({"title": TITLE, "text": BODY}, ensure_ascii=False).encode()
    path = tmp_path / "news.jsonl"
    path.write_bytes(good + b"\n" + good[:40] + b"\xff" + good[40:] + b"\n" + good)
    assert len(documents(path)) == 2
    assert f"{path}:2" in faults(path)[0]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"a":' * 50_000])
def test_a_deeply_nested_line_is_one_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(line + "\n" + json.dumps({"title": TITLE, "text": BODY}), encoding="utf-8")
    assert len(documents(path)) == 1
    assert len(faults(path)) == 1


def test_a_date_that_no_news_is_from_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"title": TITLE, "text": BODY, "published": "0001-01-01T00:00:00Z"}), encoding="utf-8")
    assert documents(path)[0].published is None


@pytest.mark.parametrize("extra", ["<footer>Copyright © 2015 - 2021</footer>", "<p>عقد اللقاء يوم 12/03/2019 في القاهرة.</p>"])
def test_a_pages_date_is_never_guessed(tmp_path: Path, extra: str) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2025-05-14T10:00:00Z">', "").replace("</article>", f"</article>{extra}")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (document,) = documents(tmp_path / "page.html", published=date(2025, 5, 14))
    assert document.published == date(2025, 5, 14)


def test_a_path_that_is_too_long_is_one_line() -> None:
    (line,) = faults("خبر" * 2000)
    assert len(line) < 200


def test_an_article_longer_than_any_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text("خبر عاجل " * 300_000, encoding="utf-8")
    assert "no article" in faults(tmp_path / "dump.txt")[0]


def test_json_lines_keep_what_they_say(tmp_path: Path) -> None:
    row = {"id": "x1", "url": "https://example.org/1", "publisher": "وكالة", "title": TITLE, "text": BODY, "published": "2025-05-14T08:00:00Z", "other": 1}
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(row) + "\n\n" + json.dumps({"title": TITLE, "text": BODY}), encoding="utf-8")
    first, second = documents(path, published=date(2020, 1, 1))
    assert (first.id, first.url, first.publisher, first.published) == ("x1", "https://example.org/1", "وكالة", date(2025, 5, 14))
    assert second.published == date(2020, 1, 1)
    assert count_documents([str(path)]) == 2


def test_gzipped_json_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"title": TITLE, "text": BODY}).encode()))
    assert documents(path)[0].title == TITLE
    assert count_documents([str(path)]) == 1


def test_a_page_gives_title_date_site_and_text(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (document,) = documents(tmp_path / "page.html")
    assert (document.title, document.published, document.publisher) == (TITLE, date(2025, 5, 14), "صحيفة المثال")
    assert BODY in document.text
    assert "الرئيسية" not in document.text  # the menu


def test_a_bad_line_loses_no_other(tmp_path: Path) -> None:
    good = json.dumps({"title": TITLE, "text": BODY})
    path = tmp_path / "news.jsonl"
    path.write_text(f'{good}\n{{broken\n{{"title": 5}}\n{{"title": "x", "published": "yesterday"}}\n{good}', encoding="utf-8")
    assert len(documents(path)) == 2
    lines = faults(path)
    assert len(lines) == 3
    assert f"{path}:2" in lines[0]
    assert "yesterday" in lines[2]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("signs.txt", b"... 123 !", "empty: no words"),
        ("paper.txt", b"%PDF-1.7 ...", "PDF"),
        ("binary.txt", bytes(range(256)) * 4, "not text"),
        ("english.txt", b"The minister arrived in Moscow.", "not Arabic"),
        ("persian.txt", "وزیر امور خارجه ایران برای گفتگو با مقامات روسیه وارد مسکو شد و پیام رهبری را تحویل می‌دهد".encode(), "not Arabic"),
        ("latin1.txt", "déjà vu à la carte très bientôt".encode("latin-1"), "neither"),
        ("half.jsonl.gz", gzip.compress(b"x" * 1000)[:20], "gzip"),
        ("paper.pdf", b"%PDF-1.7", "unknown kind of file"),
        ("none.html", b"<html><body></body></html>", "no article"),
        ("blank.jsonl", b"\xef\xbb\xbf\n\n", "no articles in it"),
    ],
)
def test_what_cannot_be_read_is_one_line_with_path_and_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (line,) = faults(tmp_path / name)
    assert name in line
    assert reason in line
    assert "\n" not in line


def test_a_folder_gives_all_its_files_and_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(f"{TITLE}\n{BODY}", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "sub" / "c.txt").write_text(TITLE, encoding="utf-8")
    (tmp_path / ".hidden").write_text(TITLE, encoding="utf-8")
    assert len(documents(tmp_path)) == 2
    assert len(faults(tmp_path)) == 1


def test_a_glob_and_a_missing_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TITLE, encoding="utf-8")
    assert len(documents(tmp_path / "*.txt")) == 1
    assert "no file matches" in faults(tmp_path / "*.jsonl")[0]
    assert "no such file" in faults(tmp_path / "gone.txt")[0]


def test_a_file_over_the_limit_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{TITLE}\n" + BODY * 100, encoding="utf-8")
    assert "--max-mb" in faults(tmp_path / "a.txt", largest=1000)[0]
