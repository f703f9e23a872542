"""Knowledge tables that are wrong say so with file, line and the way out."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from waqai.errors import KnowledgeError
from waqai.knowledge.actors import Actors, Kind, load_actors
from waqai.knowledge.lexicon import Lexicon, Trigger, load_lexicon
from waqai.knowledge.ontology import Ontology
from waqai.knowledge.tables import DATA, read_table
from waqai.records import EventType


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "knowledge"
    shutil.copytree(DATA, copy)
    return copy


def append(path: Path, line: str) -> int:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return len(path.read_text(encoding="utf-8").splitlines())


def test_an_unknown_sector_is_named_with_the_nearest(folder: Path) -> None:
    line = append(folder / "groups.tsv", "x\tX\tجماعة س\tgroup\tSYR\t\tGVO\t\t\t")
    with pytest.raises(KnowledgeError, match=rf'groups.tsv:{line}: unknown sector "GVO"; did you mean "GOV"'):
        load_actors(folder)


def test_dates_out_of_order_are_refused(folder: Path) -> None:
    append(folder / "groups.tsv", "x\tX\tجماعة س\tgroup\tSYR\t\tUAF\t2020\t2019\t")
    with pytest.raises(KnowledgeError, match="ends before it begins"):
        load_actors(folder)


def test_a_date_that_is_none_is_refused(folder: Path) -> None:
    append(folder / "groups.tsv", "x\tX\tجماعة س\tgroup\tSYR\t\tUAF\tlast year\t\t")
    with pytest.raises(KnowledgeError, match="not a date"):
        load_actors(folder)


def test_an_unknown_country_is_refused(folder: Path) -> None:
    append(folder / "places.tsv", "مدينة س\tX\tcity\tXYZ")
    with pytest.raises(KnowledgeError, match='unknown country "XYZ"'):
        load_actors(folder)


def test_a_role_of_nobody_is_refused(folder: Path) -> None:
    append(folder / "roles.tsv", "nobody\tenvoy\tSYR\t\tGOV\t\t\t")
    with pytest.raises(KnowledgeError, match='unknown person "nobody"'):
        load_actors(folder)


def test_a_mode_of_another_type_is_refused(folder: Path) -> None:
    append(folder / "triggers.tsv", "زار\tverb\tزار\tCONSULT\tcurfew\tvisit")
    with pytest.raises(KnowledgeError, match='unknown modes "curfew"'):
        load_lexicon(folder)


def test_a_missing_cell_and_a_wrong_header_are_refused(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("a\tb\n1\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"t\.tsv:2: 1 cells where the header has 2"):
        list(read_table(tmp_path / "t.tsv", ("a", "b")))
    with pytest.raises(KnowledgeError, match=r"t\.tsv:1: the columns must be a c"):
        list(read_table(tmp_path / "t.tsv", ("a", "c")))
    with pytest.raises(KnowledgeError, match="cannot be read"):
        list(read_table(tmp_path / "gone.tsv", ("a",)))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("word", "type"),
    [
        ("وسيزور", "CONSULT"),  # and he will visit
        ("بزيارته", "CONSULT"),  # with his visit
        ("اتهمت", "ACCUSE"),
        ("واتهامات", "ACCUSE"),
        ("القصف", "ASSAULT"),
        ("يقصفون", "ASSAULT"),
        ("عقوبات", "SANCTION"),
        ("المظاهرات", "PROTEST"),
        ("انسحابها", "RETREAT"),
        ("التقي", "CONSULT"),  # folded: met
        ("نددت", "ACCUSE"),
        ("هددت", "THREATEN"),
        ("ودعا", "REQUEST"),
        ("رفضت", "REJECT"),
        ("مساعدات", "AID"),
        ("اعتقلت", "COERCE"),
        ("تعزيزات", "MOBILIZE"),
    ],
)
def test_inflected_words_are_found_in_the_lexicon(lexicon: Lexicon, word: str, type: str) -> None:
    assert type in {t for entry in lexicon.of_word(word) if isinstance(entry, Trigger) for t in entry.types}


def test_a_phrase_is_found_with_clitics_and_articles(lexicon: Lexicon) -> None:
    hits = lexicon.find(["وبعد", "فرض", "العقوبات", "امس"])  # and after the imposing of the sanctions yesterday
    assert (1, 3) in {(hit.start, hit.end) for hit in hits}


def test_the_lexicon_is_large_and_covers_every_type(lexicon: Lexicon) -> None:
    types = {t for entries in (*lexicon.verbs.values(), *lexicon.nouns.values()) for e in entries if isinstance(e, Trigger) for t in e.types}
    assert types == set(EventType)
    assert lexicon.size >= 1500


def test_every_type_has_a_category() -> None:
    ontology = Ontology.load()
    assert {type for type, _ in ontology.categories} == set(EventType)
    assert ontology.of(EventType.CONSULT, "no such mode").cameo == ontology.of(EventType.CONSULT, None).cameo


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


def test_the_base_has_what_news_names(actors: Actors) -> None:
    kinds = [actor.kind for actor in actors.actors.values()]
    assert len(actors.countries) >= 195
    assert kinds.count(Kind.ORGANISATION) >= 150
    assert kinds.count(Kind.GROUP) >= 150
    assert kinds.count(Kind.PERSON) >= 400


def test_a_role_is_the_one_of_the_day(actors: Actors) -> None:
    taliban = actors.actors["taliban"]
    before, after = taliban.role_on(date(2019, 1, 1)), taliban.role_on(date(2023, 1, 1))
    assert before is not None
    assert after is not None
    assert (before.sector, after.sector) == ("UAF", "GOV")
