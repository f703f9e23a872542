"""The tables of actors are checked as a whole."""

from pathlib import Path

from waqai.knowledge.actors import Kind, load_actors
from waqai.knowledge.check import count_in_office, find_doubts, find_faults
from waqai.knowledge.lexicon import load_lexicon

ROLES = "person\toffice\tcountry\tcode\tsector\tsince\tuntil\tnote\n"
OWN = "id\tname_en\tnames\tkind\tcountry\tcode\tsector\tsince\tuntil\tnote\n"


def test_no_office_of_the_tables_has_two_holders() -> None:
    assert list(find_faults()) == []


def test_two_holders_of_one_office_are_told_with_their_lines(tmp_path: Path) -> None:
    lines = ["a\thead of state\tTUN\t\tGOV\t2010\t2014-12-31\t", "b\thead of state\tTUN\t\tGOV\t2014\t\t"]
    (tmp_path / "roles.tsv").write_text(ROLES + "\n".join(lines) + "\n", encoding="utf-8")
    assert list(find_faults(tmp_path)) == ["roles.tsv:3: b and a (line 2) are both head of state of TUN from 2014-01-01"]


def test_a_rival_may_stand_beside_and_a_handover_takes_its_month(tmp_path: Path) -> None:
    rivals = ["a\thead of state\tTUN\t\tGOV\t2010\t\t", "b\thead of state\tTUN\t\tGOV\t2014\t\trival"]
    handover = ["c\tforeign minister\tTUN\t\tGOV\t2010\t2014-03\t", "d\tforeign minister\tTUN\t\tGOV\t2014-03\t\t"]
    (tmp_path / "roles.tsv").write_text(ROLES + "\n".join(rivals + handover) + "\n", encoding="utf-8")
    assert list(find_faults(tmp_path)) == []


def test_a_name_that_is_a_word_or_anothers_is_doubtful(tmp_path: Path) -> None:
    own = tmp_path / "my.tsv"
    own.write_text(OWN + "x\tX\tهجوم|بوتين\tperson\tRUS\t\tGOV\t\t\t\n", encoding="utf-8")  # 'attack', and Putin
    told = [doubt for doubt in find_doubts(load_lexicon(), own=own) if "my.tsv" in doubt]
    assert any("also a word" in doubt for doubt in told)
    assert any("vladimir-putin" in doubt for doubt in told)


def test_every_arab_state_has_somebody_in_office_in_every_year() -> None:
    counts = count_in_office(load_actors(), range(2010, 2026))
    for country in ["TUN", "DZA", "MAR", "LBY", "EGY", "SDN", "SAU", "ARE", "QAT", "KWT", "BHR", "OMN", "YEM", "IRQ", "SYR", "LBN", "JOR", "PSE"]:
        assert all(counts[country][year] for year in range(2010, 2026)), country


def test_actors_are_people_organisations_and_groups() -> None:
    assert {actor.kind for actor in load_actors().actors.values()} == {Kind.PERSON, Kind.ORGANISATION, Kind.GROUP}
