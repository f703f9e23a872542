"""How far two independent labellings of the same documents agree, in the figures by which the model is judged.

    python -m training.agreement

The first labelling stands in corpus/ant and corpus/own, the second in corpus/second; spans and codes need no text.
"""

from rich.console import Console
from rich.table import Table

from training.corpus_records import read_folder
from training.metrics import Metrics


def main() -> None:
    first = {document.id: document for folder in ("ant", "own") for document in read_folder(folder)}
    metrics, documents = Metrics(), 0
    for second in read_folder("second"):
        documents += 1
        for one, other in zip(first[second.id].sentences, second.sentences, strict=True):
            metrics.add_sentence(one.events, other.events)
    labelled = sum(len(document.sentences) for document in first.values())
    title = f"{documents} documents, {metrics.sentences} of {labelled} sentences labelled twice"
    table = Table("what", "figure", "n", title=title)
    for what, figure, n in metrics.table():
        table.add_row(what, figure, str(n))
    Console().print(table)


if __name__ == "__main__":
    main()
