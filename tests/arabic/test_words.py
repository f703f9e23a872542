"""Words are runs of letters, runs of digits, and single signs."""

from waqai.arabic.words import folded_words, split_words


def test_a_number_glued_to_a_word_is_a_word_of_its_own() -> None:
    assert folded_words("يوم7 مايو2025") == ["يوم", "7", "مايو", "2025"]  # 'day7 May2025'


def test_signs_stand_alone() -> None:
    text = "(أمس)، 3.5"  # '(yesterday), 3.5'
    assert [text[start:end] for start, end in split_words(text)] == ["(", "أمس", ")", "،", "3", ".", "5"]
