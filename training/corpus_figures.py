"""Count the corpus as the data card tells it: documents, sentences and events by source and part, by type and by status.

python -m training.corpus_figures
"""

from collections import Counter

from training.corpus_records import GoldDocument, read_folder


def main() -> None:
    documents = [*read_folder("ant"), *read_folder("own")]
    print("| | train | dev | test | all |\n| --- | --- | --- | --- | --- |")
    for source, chosen in (("ANT", [d for d in documents if not d.ours]), ("written for the corpus", [d for d in documents if d.ours]), ("all", documents)):
        print(f"| {source}: documents · sentences · events | {' | '.join(counts(chosen, part) for part in ('train', 'dev', 'test', None))} |")
    events = [event for document in documents for sentence in document.sentences for event in sentence.events]
    print("\nTypes: " + ", ".join(f"{type} {n}" for type, n in Counter(str(event.type) for event in events).most_common()) + ".")
    print("Status: " + ", ".join(f"{status} {n}" for status, n in Counter(str(event.status) for event in events).most_common()) + ".")
    said = sum(event.said_by is not None for event in events)
    repeated = sum(event.same_as is not None for event in events)
    empty = sum(not sentence.events for document in documents for sentence in document.sentences)
    twice = sum(len(document.sentences) for document in read_folder("second"))
    print(f"With a speaker: {said}; repeated mentions: {repeated}; sentences without events: {empty}; sentences labelled twice: {twice}.")


def counts(documents: list[GoldDocument], part: str | None) -> str:
    """Return documents, sentences and events of a part as one cell."""
    chosen = [document for document in documents if part in (None, document.part)]
    sentences = [sentence for document in chosen for sentence in document.sentences]
    return f"{len(chosen)} · {len(sentences)} · {sum(len(sentence.events) for sentence in sentences)}"


if __name__ == "__main__":
    main()
