"""From mentions to who, when and where, as of the article's date."""
