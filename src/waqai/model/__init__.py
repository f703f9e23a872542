"""The trained model: prepared sentences in, events with linked mentions out."""
