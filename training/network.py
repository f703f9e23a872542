"""The network: the encoder and its heads, for groups of sentences. PyTorch, at training time only."""

import torch
from torch import Tensor, nn

from training.encoder import PAD, Encoder
from waqai.model.features import COLUMN, FEATURES
from waqai.model.labels import CLITICS, CONTEXT, CUES, MENTIONS, POINTERS, QUOTE_KINDS, ROLES, STATUSES, TRIGGERS, TYPES

OUTPUTS = ("triggers", "types", "mentions", "clitics", "statuses", "modes", "context", "links", "cues", "kinds", "pointers")
TYPE_COLUMNS = slice(COLUMN[f"type:{TYPES[0]}"], COLUMN[f"type:{TYPES[-1]}"] + 1)
"""The features that tell a word's candidate types: what the lexicon says is added to the types' scores with a learned weight."""

DROPOUT = 0.25
LINK_SIZE = 64
FARTHEST = 24
"""Distances between trigger and mention beyond this many words are alike."""


class Network(nn.Module):
    """ids (B, L), features (B, L, F), first and last piece of each word (B, W) -> one tensor a head, see OUTPUTS."""

    def __init__(self, encoder: Encoder, modes: int) -> None:
        super().__init__()
        self.encoder = encoder
        hidden = encoder.config["hidden"]
        self.features = nn.Linear(len(FEATURES), hidden, bias=False)
        nn.init.normal_(self.features.weight, std=0.02)
        self.words = nn.Sequential(nn.Linear(2 * hidden + len(FEATURES), hidden), nn.GELU(), nn.LayerNorm(hidden), nn.Dropout(DROPOUT))
        self.triggers = nn.Linear(hidden, len(TRIGGERS))
        self.types = nn.Linear(hidden, len(TYPES))
        self.lexicon_says = nn.Parameter(torch.ones(len(TYPES)))
        self.mentions = nn.Linear(hidden, len(MENTIONS))
        self.clitics = nn.Linear(hidden, CLITICS)
        self.event = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Dropout(DROPOUT))
        self.argument = nn.Sequential(nn.Linear(hidden, hidden), nn.GELU(), nn.Dropout(DROPOUT))
        self.statuses = nn.Linear(hidden, len(STATUSES))
        self.modes = nn.Linear(hidden, modes + 1)
        self.context = nn.Linear(hidden, len(CONTEXT))
        self.link_from = nn.Linear(hidden, len(ROLES) * LINK_SIZE)
        self.link_to = nn.Linear(hidden, len(ROLES) * LINK_SIZE)
        self.link_bias_from = nn.Linear(hidden, len(ROLES))
        self.link_bias_to = nn.Linear(hidden, len(ROLES))
        self.distance = nn.Embedding(2 * FARTHEST + 1, len(ROLES))
        nn.init.zeros_(self.distance.weight)
        self.quotes = QuoteHeads(hidden)

    def forward(self, ids: Tensor, features: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        read = read_words(self, ids, features, first, last)
        words = self.words(read)
        event = self.event(words)
        return (
            self.triggers(words),
            self.types(event) + self.lexicon_says * _at(features, first)[..., TYPE_COLUMNS],
            self.mentions(words),
            self.clitics(words),
            self.statuses(event),
            self.modes(event),
            self.context(event),
            self._links(event, self.argument(words)),
            *self.quotes(read),
        )

    def _links(self, event: Tensor, argument: Tensor) -> Tensor:
        batch, length, _ = event.shape
        left = self.link_from(event).view(batch, length, len(ROLES), LINK_SIZE).transpose(1, 2)
        right = self.link_to(argument).view(batch, length, len(ROLES), LINK_SIZE).transpose(1, 2)
        at = torch.arange(length, device=event.device)
        distance = self.distance((at[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST).permute(2, 0, 1)
        scores = left @ right.transpose(2, 3) / LINK_SIZE**0.5
        biases = self.link_bias_from(event).transpose(1, 2)[..., None] + self.link_bias_to(argument).transpose(1, 2)[:, :, None]
        return torch.as_tensor(scores + biases + distance[None])


class QuoteHeads(nn.Module):
    """Words as read (B, W, 2H + F) -> cues (B, W, CUES), kinds (B, W, QUOTE_KINDS), pointers (B, POINTERS, W, W) from cue to word."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.words = nn.Sequential(nn.Linear(2 * hidden + len(FEATURES), hidden), nn.GELU(), nn.LayerNorm(hidden), nn.Dropout(DROPOUT))
        self.cues = nn.Linear(hidden, len(CUES))
        self.kinds = nn.Linear(hidden, len(QUOTE_KINDS))
        self.point_from = nn.Linear(hidden, len(POINTERS) * LINK_SIZE)
        self.point_to = nn.Linear(hidden, len(POINTERS) * LINK_SIZE)
        self.distance = nn.Embedding(2 * FARTHEST + 1, len(POINTERS))
        nn.init.zeros_(self.distance.weight)

    def forward(self, read: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        words = self.words(read)
        batch, length, _ = words.shape
        left = self.point_from(words).view(batch, length, len(POINTERS), LINK_SIZE).transpose(1, 2)
        right = self.point_to(words).view(batch, length, len(POINTERS), LINK_SIZE).transpose(1, 2)
        at = torch.arange(length, device=words.device)
        distance = self.distance((at[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST).permute(2, 0, 1)
        return self.cues(words), self.kinds(words), left @ right.transpose(2, 3) / LINK_SIZE**0.5 + distance[None]


def read_words(network: Network, ids: Tensor, features: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Return the words as the heads read them (B, W, 2H + F): the states of their first and last piece, and their features."""
    states = network.encoder(ids, ids != PAD, network.features(features))
    return torch.cat([_at(states, first), _at(states, last), _at(features, first)], -1)


def _at(states: Tensor, places: Tensor) -> Tensor:
    """Gather the states of the given pieces: (B, L, H) and (B, W) -> (B, W, H)."""
    return states.gather(1, places[..., None].expand(-1, -1, states.shape[-1]))
