"""The network: one reading of a group of sentences, and one of a sentence for each of its events. PyTorch, at training time only.

The encoder reads a group once and tells triggers, mentions and quotes. For each trigger its last layers, in a copy of their own, then read
the sentence again with the trigger marked, and tell who did it to whom, when, where, in which status and according to whom: which words
belong to a role is a question about this one event, and the whole sentence is read in its light.
"""

import copy

import torch
from torch import Tensor, nn

from training.encoder import PAD, Dropout, Encoder
from waqai.model.features import COLUMN, FEATURES
from waqai.model.labels import CLITICS, CONTEXT, CUES, MENTIONS, POINTERS, QUOTE_KINDS, ROLES, STATUSES, TRIGGERS, TYPES

OUTPUTS = ("triggers", "types", "mentions", "clitics", "cues", "kinds", "pointers", "middle")
EVENT_OUTPUTS = ("statuses", "modes", "context", "links")
TYPE_COLUMNS = slice(COLUMN[f"type:{TYPES[0]}"], COLUMN[f"type:{TYPES[-1]}"] + 1)
"""The features that tell a word's candidate types: what the lexicon says is added to the types' scores with a learned weight."""

AGAIN = 3
"""So many layers of the encoder read a sentence again for each event."""

DROPOUT = 0.25
LINK_SIZE = 64
FARTHEST = 24
"""Distances between two linked words beyond this many words are alike."""


class Network(nn.Module):
    """ids (B, L), features (B, L, F), first and last piece of each word (B, W) -> one tensor a head, see OUTPUTS."""

    def __init__(self, encoder: Encoder, modes: int) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config["hidden"]
        self.features = nn.Linear(len(FEATURES), hidden, bias=False)
        nn.init.normal_(self.features.weight, std=0.02)
        self.words = word_reader(hidden)
        self.triggers = nn.Linear(hidden, len(TRIGGERS))
        self.event = hidden_layer(hidden)
        self.types = nn.Linear(hidden, len(TYPES))
        self.lexicon_says = nn.Parameter(torch.ones(len(TYPES)))
        self.mentions = nn.Linear(hidden, len(MENTIONS))
        self.clitics = nn.Linear(hidden, CLITICS)
        self.quotes = QuoteHeads(hidden)
        self.reader = EventReader(encoder, modes)

    def forward(self, ids: Tensor, features: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        states, middle = self.encoder(ids, ids != PAD, self.features(features), AGAIN)
        read = read_words(states, features, first, last)
        words = self.words(read)
        types = self.types(self.event(words)) + self.lexicon_says * _at(features, first)[..., TYPE_COLUMNS]
        return (self.triggers(words), types, self.mentions(words), self.clitics(words), *self.quotes(read), middle)


class EventReader(nn.Module):
    """Sentences in the middle of the encoder, each with one trigger -> one tensor a head, see EVENT_OUTPUTS.

    middle (E, L, H) and features (E, L, F) of the sentence's pieces, which of them are real (E, L) and which are the trigger's (E, L),
    the event's type (E), first and last piece of each word (E, W), and the trigger's word (E).
    """

    def __init__(self, encoder: Encoder, modes: int) -> None:
        super().__init__()
        hidden = encoder.config["hidden"]
        self.layers = copy.deepcopy(encoder.layers[-AGAIN:])
        self.mark = nn.Embedding(len(TYPES), hidden)
        nn.init.normal_(self.mark.weight, std=0.02)
        self.words = word_reader(hidden)
        self.event = hidden_layer(hidden)
        self.argument = hidden_layer(hidden)
        self.statuses = nn.Linear(hidden, len(STATUSES))
        self.modes = nn.Linear(hidden, modes + 1)
        self.context = nn.Linear(hidden, len(CONTEXT))
        self.links = Pointer(hidden, len(ROLES))
        self.bias_from = nn.Linear(hidden, len(ROLES))
        self.bias_to = nn.Linear(hidden, len(ROLES))

    def forward(
        self, middle: Tensor, features: Tensor, real: Tensor, marked: Tensor, types: Tensor, first: Tensor, last: Tensor, word: Tensor
    ) -> tuple[Tensor, ...]:
        x = middle + marked[..., None] * self.mark(types)[:, None]
        for layer in self.layers:
            x = layer(x, real)
        words = self.words(read_words(x, features, first, last))
        event = self.event(_at(words, word[:, None]))
        argument = self.argument(words)
        links = self.links(event, argument, word[:, None])[:, :, 0]
        links = links + self.bias_from(event).transpose(1, 2) + self.bias_to(argument).transpose(1, 2)
        event = event[:, 0]
        return self.statuses(event), self.modes(event), self.context(event), links


class Pointer(nn.Module):
    """Words that point (B, P, H), words that are pointed to (B, W, H) and where the first stand (B, P) -> scores (B, KINDS, P, W)."""

    def __init__(self, hidden: int, kinds: int) -> None:
        super().__init__()
        self.kinds = kinds
        self.point_from = nn.Linear(hidden, kinds * LINK_SIZE)
        self.point_to = nn.Linear(hidden, kinds * LINK_SIZE)
        self.distance = nn.Embedding(2 * FARTHEST + 1, kinds)
        nn.init.zeros_(self.distance.weight)

    def forward(self, pointing: Tensor, pointed: Tensor, places: Tensor) -> Tensor:
        left = self.point_from(pointing).view(*pointing.shape[:2], self.kinds, LINK_SIZE).transpose(1, 2)
        right = self.point_to(pointed).view(*pointed.shape[:2], self.kinds, LINK_SIZE).transpose(1, 2)
        far = torch.arange(pointed.shape[1], device=pointed.device)[None, None, :] - places[..., None]
        distance = self.distance(far.clamp(-FARTHEST, FARTHEST) + FARTHEST).permute(0, 3, 1, 2)
        return torch.as_tensor(left @ right.transpose(2, 3) / LINK_SIZE**0.5 + distance)


class QuoteHeads(nn.Module):
    """Words as read (B, W, 2H + F) -> cues (B, W, CUES), kinds (B, W, QUOTE_KINDS), pointers (B, POINTERS, W, W) from cue to word."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.words = word_reader(hidden)
        self.cues = nn.Linear(hidden, len(CUES))
        self.kinds = nn.Linear(hidden, len(QUOTE_KINDS))
        self.bounds = Pointer(hidden, len(POINTERS))

    def forward(self, read: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        words = self.words(read)
        places = torch.arange(words.shape[1], device=words.device)[None]
        return self.cues(words), self.kinds(words), self.bounds(words, words, places)


def word_reader(hidden: int) -> nn.Sequential:
    """Return the layer that makes words out of their pieces' states and their features."""
    return nn.Sequential(nn.Linear(2 * hidden + len(FEATURES), hidden), nn.GELU(), nn.LayerNorm(hidden), Dropout(DROPOUT))


def hidden_layer(hidden: int) -> nn.Sequential:
    """Return a layer between words and heads."""
    return nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), Dropout(DROPOUT))


def read_words(states: Tensor, features: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return words (B, W, 2H + F): the states of their first and last piece, and their features."""
    return torch.cat([_at(states, first), _at(states, last), _at(features, first)], -1)


def _at(states: Tensor, places: Tensor) -> Tensor:
    """Gather the states of the given places: (B, L, H) and (B, W) -> (B, W, H)."""
    return states.gather(1, places[..., None].expand(-1, -1, states.shape[-1]))
