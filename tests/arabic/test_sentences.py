"""Sentences end where a reader would end them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.arabic.sentences import LONGEST, split_sentences

# sentences are parted by |
CASES = [
    "وصل الوزير.| |وغادر الوفد.",  # arrived; left
    "هل وصل؟| |نعم! ",
    'قال: "لن ننسحب. هذا قرارنا".| |وأضاف.',  # a stop within a quotation
    "قال «لن ننسحب. هذا قرارنا».| |وأضاف.",
    'قال إن "الأمر أثار قلق المنظمة."| |وأكدت ذلك.',  # a stop before the closing mark
    "التقى د. علي أ. حسن في القاهرة.| |ثم غادر.",  # titles of one letter
    "قالت شبكة سي.إن.إن إن الرئيس وصل.| |ثم غادر.",  # CNN
    "وصل في 14.5.2025 إلى جدة.| |ثم غادر.",
    "بلغت النسبة 13.7 بالمئة.| |وارتفعت.",
    "انتظر... ثم مضى.",
    "رسالة إلى بوتين.. وزير طهران في موسكو",  # a headline with two dots
    "عنوان بلا نقطة|\n|وصل الوزير أمس.",
    "1. بند أول|\n|2. بند ثان",
    "- بند|\n|• بند آخر",
    "وقع ذلك أمس السبت.|وقال المتحدث إنه.",  # a space forgotten
    "وصل الوزير (وهو جديد.)| |ثم غادر.",
]


@pytest.mark.parametrize("marked", CASES)
def test_a_text_is_split_at_the_bars(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_a_list_number_stays_with_its_item_within_a_line() -> None:
    text = "اتفقوا. 1. وقف النار"  # 'They agreed. 1. cease-fire'
    assert [text[start:end] for start, end in split_sentences(text)] == ["اتفقوا.", "1. وقف النار"]


def test_a_line_of_a_million_letters_is_cut() -> None:
    text = "كلمة " * 200_000
    assert max(end - start for start, end in split_sentences(text)) <= LONGEST


def test_a_long_line_of_quotations_and_stops_takes_no_longer_than_its_length_allows() -> None:
    started = time.perf_counter()
    split_sentences('قال: "لن ننسحب. هذا قرارنا". ' * 20_000)
    split_sentences("." * 50_000 + "ا")
    assert time.perf_counter() - started < 20  # quadratic work would take minutes


@given(st.text(alphabet='اب .!؟\n"«»1،…()', max_size=120))
def test_nothing_but_white_space_and_signs_is_lost(text: str) -> None:
    ranges = split_sentences(text)
    kept = "".join(text[start:end] for start, end in ranges)
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
    assert all(not text[start].isspace() and not text[end - 1].isspace() for start, end in ranges)
