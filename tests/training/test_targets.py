"""Gold events become the heads' targets, word by word."""

from training.corpus_records import GoldEvent, GoldSentence
from training.targets import Target, make_target
from waqai.knowledge.actors import load_actors
from waqai.knowledge.lexicon import load_lexicon
from waqai.knowledge.times import Calendar
from waqai.model.inputs import Knowledge, prepare
from waqai.model.labels import MENTIONS, ROLES, STATUSES, TRIGGERS, TYPES
from waqai.model.session import FOLDER
from waqai.model.tokenizer import load_tokenizer
from waqai.records import EventType, Status

TEXT = "وهاجمت إيران المدينة أمس ثم هاجمت الميناء"  # 'and Iran attacked the city yesterday, then attacked the port'


def span(words: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


def target(*events: GoldEvent) -> Target:
    prepared = prepare(TEXT, 0, Knowledge(load_actors(), load_lexicon(), Calendar.load()), load_tokenizer(FOLDER / "tokenizer.json"))
    return make_target(GoldSentence(0, len(TEXT), events), prepared, ["aerial"])


ATTACK = GoldEvent(
    span("هاجمت"),
    EventType.ASSAULT,
    Status.PLANNED,
    "aerial",
    (span("إيران"),),
    ("IRN:GOV",),
    (span("المدينة"),),
    ("---:CVL",),
    time=span("أمس"),
)


def test_words_get_their_labels_and_the_trigger_its_links() -> None:
    made = target(ATTACK)
    assert [TRIGGERS[label] for label in made.triggers] == ["B", "O", "O", "O", "O", "O", "O"]
    assert [MENTIONS[label] for label in made.mentions] == ["O", "B-PARTY", "B-PARTY", "B-TIME", "O", "O", "O"]
    (event,) = made.events
    assert (TYPES[event.type], STATUSES[event.status], event.mode) == (EventType.ASSAULT, Status.PLANNED, 0)
    assert {(ROLES[role], word) for role, word in event.links} == {("actor", 1), ("recipient", 2), ("time", 3)}


def test_a_clitic_before_a_span_is_counted() -> None:
    assert target(ATTACK).clitics[0] == 1  # و, and


def test_a_party_of_the_context_is_told_apart_and_a_repeated_trigger_linked() -> None:
    again = GoldEvent(span("هاجمت", 10), EventType.ASSAULT, Status.OCCURRED, actor_codes=("IRN:GOV",), same_as=0)
    first, second = target(ATTACK, again).events
    assert first.context == (0.0, 0.0)
    assert second.context == (1.0, 0.0)
    assert second.links == {(ROLES.index("same_as"), first.word)}
    assert second.mode == 1  # none
