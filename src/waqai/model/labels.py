"""The label sets of the model's heads, in the order of its outputs; a change needs a new model."""

from waqai.records import EventType, QuoteKind, Stance, Status

TYPES: tuple[EventType, ...] = tuple(EventType)
STATUSES: tuple[Status, ...] = tuple(Status)

TRIGGERS: tuple[str, ...] = ("O", "B", "I")
"""A BIO label for each word: whether it is a trigger; which type is a head of its own, so that all types teach what a trigger is."""

MENTION_KINDS = ("PARTY", "TIME", "PLACE")
MENTIONS: tuple[str, ...] = ("O", *(f"{mark}-{kind}" for kind in MENTION_KINDS for mark in "BI"))
"""A BIO label for each word: a PARTY can be actor, recipient or speaker."""

ROLES = ("actor", "recipient", "said_by", "time", "place", "same_as")
"""Links from a trigger's first word to a mention's words, or for same_as to another trigger's first word."""

CLITICS = 4
"""How many leading letters of a span's first word do not belong to it: 0 to 3."""

CONTEXT = ("actor", "recipient")
"""Whether a trigger has an actor or recipient that only the context names."""

STANCES: tuple[Stance, ...] = tuple(Stance)
QUOTE_KINDS: tuple[QuoteKind, ...] = tuple(QuoteKind)

CUES: tuple[str, ...] = ("O", *(f"B-{stance}" for stance in Stance), "I")
"""A label for each word: whether it says that somebody is quoted, and with which stance."""

POINTERS = ("content_start", "content_end", "speaker_start", "speaker_end")
"""Where a cue's first word points to: the bounds of what is said and of who says it; a cue that points to itself has no speaker."""
