"""The Arabic language, no politics: normalisation with offsets, sentences, words, affixes."""
