"""What is known beforehand: tables of the ontology, the lexicon, actors, the calendar, and their loaders."""
