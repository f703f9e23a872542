"""Clitics and inflection come off, and words stay whole."""

import pytest

from waqai.arabic.affixes import bare_forms, noun_stems, verb_stems


@pytest.mark.parametrize(
    ("word", "bare"),
    [("وبالسعوديه", "السعوديه"), ("للسعوديه", "السعوديه"), ("لبوتين", "بوتين"), ("والحكومه", "حكومه"), ("فطهران", "طهران")],
)
def test_proclitics_come_off(word: str, bare: str) -> None:
    assert bare in bare_forms(word)


@pytest.mark.parametrize(
    ("word", "stem", "feminine"),
    [
        ("وبزياراتهم", "زيار", True),  # and with their visits
        ("زيارته", "زيار", True),
        ("الهجمات", "هجم", False),
        ("هجوما", "هجوم", False),
        ("للمحادثات", "محادث", True),
        ("مسلحين", "مسلح", False),
    ],
)
def test_a_noun_gives_its_stem(word: str, stem: str, feminine: bool) -> None:
    assert (stem, feminine) in set(noun_stems(word))


@pytest.mark.parametrize(("word", "stem"), [("وسيزورها", "زور"), ("اتهمت", "اتهم"), ("يستهدفون", "ستهدف"), ("فقتلوه", "قتل"), ("لتلتقي", "لتقي")])
def test_a_verb_gives_its_stem(word: str, stem: str) -> None:
    assert stem in set(verb_stems(word))


def test_no_stem_is_shorter_than_three_letters() -> None:
    for word in ("وال", "بها", "لهم", "قال", "والدها"):
        assert all(len(stem) >= 3 for stem, _ in noun_stems(word))
        assert all(len(stem) >= 3 for stem in verb_stems(word))
