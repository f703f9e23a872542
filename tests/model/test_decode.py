"""Scores become events: spans by BIO, parties by links, time and place by the best link."""

import numpy as np
import pytest

from waqai.model.decode import EventScores, Found, SentenceScores, Thresholds, decode
from waqai.model.labels import CLITICS, CONTEXT, CUES, MENTIONS, POINTERS, QUOTE_KINDS, ROLES, STATUSES, TRIGGERS, TYPES
from waqai.model.quotes import decode_quotes
from waqai.records import EventType, Stance

MODES = ["visit", "phone", "meet"]
MODES_OF = {type: [] for type in EventType} | {EventType.CONSULT: ["visit", "phone"], EventType.REQUEST: ["meet"]}
SURE = 6.0
WORDS = ["قال", "الوزير", "ان", "الحرب", "انتهت"]  # 'the minister said that the war was over'
EVEN = Thresholds()


class Sheet:
    """Scores of a sentence, all "nothing", to be filled in."""

    def __init__(self, words: int) -> None:
        self.triggers = np.zeros((words, len(TRIGGERS)), np.float32)
        self.types = np.zeros((words, len(TYPES)), np.float32)
        self.mentions = np.zeros((words, len(MENTIONS)), np.float32)
        self.triggers[:, 0] = self.mentions[:, 0] = SURE
        self.clitics = np.zeros((words, CLITICS), np.float32)
        self.clitics[:, 0] = SURE
        self.statuses = np.zeros((words, len(STATUSES)), np.float32)
        self.modes = np.zeros((words, len(MODES) + 1), np.float32)
        self.context = np.full((words, len(CONTEXT)), -SURE, np.float32)
        self.links = np.full((len(ROLES), words, words), -SURE, np.float32)
        self.cues = np.zeros((words, len(CUES)), np.float32)
        self.cues[:, 0] = SURE
        self.kinds = np.zeros((words, len(QUOTE_KINDS)), np.float32)
        self.pointers = np.zeros((len(POINTERS), words, words), np.float32)

    def label(self, head: str, labels: tuple[str, ...], at: int, name: str) -> None:
        scores = getattr(self, head)
        scores[at] = 0
        scores[at, labels.index(name)] = 2 * SURE

    def trigger(self, at: int, name: str) -> None:
        self.label("triggers", TRIGGERS, at, name[0])
        self.types[at] = 0
        self.types[at, TYPES.index(EventType(name[2:]))] = SURE

    def mention(self, at: int, name: str) -> None:
        self.label("mentions", MENTIONS, at, name)

    def link(self, role: str, trigger: int, mention: int, strength: float = SURE, words: int = 1) -> None:
        self.links[ROLES.index(role), trigger, mention : mention + words] = strength

    def quote(self, cue: int, stance: str, content: tuple[int, int], speaker: tuple[int, int]) -> None:
        self.label("cues", CUES, cue, f"B-{stance}")
        for number, word in enumerate((*content, *speaker)):
            self.pointers[number, cue, word] = SURE

    def decode(self, thresholds: Thresholds = EVEN) -> list[Found]:
        return decode(self.scores(), MODES, MODES_OF, thresholds)

    def scores(self) -> SentenceScores:
        heads = (self.triggers, self.types, self.mentions, self.clitics, self.cues, self.kinds, self.pointers)
        rows = zip(self.statuses, self.modes, self.context, self.links.transpose(1, 0, 2), strict=True)
        return SentenceScores(*heads, events={word: EventScores(*row) for word, row in enumerate(rows)})


@pytest.fixture
def visit() -> Sheet:
    """زار وزير الخارجية موسكو الأربعاء: the foreign minister visited Moscow on Wednesday."""
    sheet = Sheet(5)
    sheet.trigger(0, "B-CONSULT")
    sheet.mention(1, "B-PARTY")
    sheet.mention(2, "I-PARTY")
    sheet.mention(3, "B-PLACE")
    sheet.mention(4, "B-TIME")
    sheet.link("actor", 0, 1, words=2)
    sheet.link("place", 0, 3)
    sheet.link("time", 0, 4)
    return sheet


def test_a_second_party_must_be_surer_where_the_threshold_says_so(visit: Sheet) -> None:
    visit.mention(3, "B-PARTY")
    visit.link("actor", 0, 3, 1.0)
    assert [len(event.actors) for event in visit.decode()] == [2]
    assert [len(event.actors) for event in visit.decode(Thresholds(further=0.9))] == [1]


def test_a_sentence_without_one_sure_trigger_has_no_event(visit: Sheet) -> None:
    visit.triggers[0] = 0
    visit.triggers[0, TRIGGERS.index("B")] = 0.5  # about 0.7 sure
    assert len(visit.decode(Thresholds(trigger=0.5))) == 1
    assert visit.decode(Thresholds(trigger=0.5, sentence=0.8)) == []
    visit.trigger(2, "B-CONSULT")
    assert len(visit.decode(Thresholds(trigger=0.5, sentence=0.8))) == 2


def test_a_mention_is_linked_when_most_of_it_is(visit: Sheet) -> None:
    visit.link("actor", 0, 2, -SURE)
    visit.link("actor", 0, 1, 0.5)
    (event,) = visit.decode()
    assert event.actors == ()


def test_an_event_gets_the_mentions_linked_to_its_trigger(visit: Sheet) -> None:
    (event,) = visit.decode()
    assert event.type is EventType.CONSULT
    assert [(a.start, a.end) for a in event.actors] == [(1, 3)]
    assert event.place is not None
    assert (event.place.start, event.place.end) == (3, 4)
    assert event.time is not None
    assert event.said_by is None
    assert event.recipients == ()


def test_a_sentence_without_triggers_has_no_events() -> None:
    sheet = Sheet(3)
    sheet.mention(0, "B-PARTY")
    assert sheet.decode() == []


def test_an_inside_label_after_another_kind_begins_a_span(visit: Sheet) -> None:
    visit.mention(2, "I-TIME")
    (event,) = visit.decode()
    assert [(a.start, a.end) for a in event.actors] == [(1, 2)]


def test_leading_letters_are_counted_off(visit: Sheet) -> None:
    visit.clitics[1, 1] = 2 * SURE
    (event,) = visit.decode()
    assert event.actors[0].clitics == 1


def test_a_party_linked_as_both_takes_the_stronger_role(visit: Sheet) -> None:
    visit.link("actor", 0, 1, 1.0, words=2)
    visit.link("recipient", 0, 1, 3.0, words=2)
    (event,) = visit.decode()
    assert (len(event.actors), len(event.recipients)) == (0, 1)


def test_a_time_is_no_actor_and_no_place(visit: Sheet) -> None:
    visit.link("actor", 0, 4)
    visit.link("place", 0, 4, 9.0)
    (event,) = visit.decode()
    assert [a.start for a in event.actors] == [1]
    assert event.place is not None
    assert event.place.start == 3


def test_a_mode_must_be_one_of_the_type(visit: Sheet) -> None:
    visit.modes[0, MODES.index("meet")] = 9
    visit.modes[0, MODES.index("visit")] = 5
    assert visit.decode()[0].mode == "visit"
    visit.modes[0, -1] = 7
    assert visit.decode()[0].mode is None


def test_two_words_side_by_side_are_one_event(visit: Sheet) -> None:
    visit.trigger(1, "B-CONSULT")
    assert [event.same_as for event in visit.decode()] == [None, 0]
    visit.trigger(1, "B-AID")
    assert [event.same_as for event in visit.decode()] == [None, None]


def test_a_repeated_event_points_to_an_earlier_one_of_its_type(visit: Sheet) -> None:
    visit.trigger(4, "B-CONSULT")
    visit.link("same_as", 4, 0)
    assert [event.same_as for event in visit.decode()] == [None, 0]
    visit.triggers[4] = 0
    visit.trigger(4, "B-AID")
    assert [event.same_as for event in visit.decode()] == [None, None]


def test_a_party_of_the_context_counts_only_where_no_words_name_it(visit: Sheet) -> None:
    visit.context[0] = SURE
    (event,) = visit.decode()
    assert (event.actor_in_context, event.recipient_in_context) == (False, True)


def test_who_accuses_is_no_source_beside_it_but_who_claims_an_attack_is(visit: Sheet) -> None:
    visit.link("said_by", 0, 1, words=2)
    for name, is_source in (("B-ACCUSE", False), ("B-ASSAULT", True)):
        visit.trigger(0, name)
        (event,) = visit.decode()
        assert (event.said_by is not None) is is_source


def test_a_cue_points_to_what_is_said_and_who_says_it() -> None:
    """قال الوزير إن الحرب انتهت: the minister said that the war was over."""
    sheet = Sheet(5)
    sheet.quote(0, "said", content=(3, 4), speaker=(1, 1))
    (quote,) = decode_quotes(sheet.scores(), WORDS[: len(sheet.cues)])
    assert (quote.content.start, quote.content.end) == (3, 5)
    assert quote.speaker is not None
    assert (quote.speaker.start, quote.speaker.end) == (1, 2)
    assert quote.stance is Stance.SAID


def test_a_cue_that_points_to_itself_has_no_speaker() -> None:
    sheet = Sheet(4)
    sheet.quote(0, "denied", content=(2, 3), speaker=(0, 0))
    (quote,) = decode_quotes(sheet.scores(), WORDS[: len(sheet.cues)])
    assert quote.speaker is None
    assert quote.stance is Stance.DENIED


def test_a_content_never_ends_before_it_begins() -> None:
    sheet = Sheet(4)
    sheet.quote(0, "said", content=(3, 1), speaker=(0, 0))
    (quote,) = decode_quotes(sheet.scores(), WORDS[: len(sheet.cues)])
    assert quote.content.start < quote.content.end
