"""From the model's own probabilities to how often it is right: a probability in, a calibrated one out.

A trained network is surer than it should be. Two numbers each, fitted on the development part (Platt scaling), mend that for
events (right type at the right place) and for parties (rightly linked to a right event).
"""

import math
from typing import NamedTuple

NEVER_SURE = 1e-3
"""No probability is taken for nearer to 0 or 1: the last digits of a sure answer mean nothing."""


class Curve(NamedTuple):
    """Slope and shift of the log odds."""

    slope: float = 1.0
    shift: float = 0.0

    def __call__(self, probability: float) -> float:
        """Return the calibrated probability.

        >>> round(Curve(0.5, 0.0)(0.9), 2)
        0.75
        """
        return 1 / (1 + math.exp(-(self.slope * log_odds(probability) + self.shift)))


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, finite for 0 and 1 too."""
    kept = min(max(probability, NEVER_SURE), 1 - NEVER_SURE)
    return math.log(kept / (1 - kept))
