"""Normalisation keeps a way back to the original letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.arabic.normalize import clean, fold, key

ARABIC = st.text(alphabet=st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئىة ًٌٍَُِّْـ٠١٢۳۴ ﻻﷲ\u200f\u200b\u202b\u202c،.؟«»abc-1"), max_size=80)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("أكَّدَ", "أكد"),  # affirmed, with vowels
        ("مـــوسكو", "موسكو"),  # Moscow, stretched
        ("\u202bطهران\u202c", "طهران"),  # Tehran between bidi controls
        ("بر\u200bلين", "برلين"),  # Berlin with a zero-width space
        ("ﻻ", "لا"),  # the ligature 'no' is one code point
        ("٢٠٢٥ و۲۰۲۶", "2025 و2026"),
        ("ایران کشور", "ايران كشور"),  # Persian letters
        ("تونس", "تونس"),
        ("", ""),
    ],
)
def test_clean_takes_away_what_carries_no_letter(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [("إيران", "ايران"), ("آسيا", "اسيا"), ("القاهرة", "القاهره"), ("موسى", "موسي"), ("شؤون", "شوون"), ("هيئة", "هييه")],
)
def test_fold_unifies_spellings(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_key_is_the_same_for_all_spellings_of_a_name() -> None:
    assert key("الأُمَم  المُتَّحدة") == key("الامم المتحده")


def test_a_vowel_belongs_to_the_letter_before_it() -> None:
    text = "قالَ الوزيرُ"  # 'the minister said'
    cleaned = clean(text)
    assert text[slice(*cleaned.original(0, 3))] == "قالَ"


@given(ARABIC | st.text(max_size=60))
def test_every_range_of_the_cleaned_text_lands_on_the_original(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned.text) == len(cleaned.starts) == len(cleaned.ends)
    for at in range(len(cleaned.text)):
        start, end = cleaned.original(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert clean(text[start:end]).text.startswith(cleaned.text[at]) or len(clean(text[start:end]).text) > 1
    assert list(cleaned.starts) == sorted(cleaned.starts)


@given(ARABIC)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


@given(st.text(max_size=60))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
