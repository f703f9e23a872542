"""Code many documents on several cores: documents and read errors in, coded documents and errors out, in order."""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from pathlib import Path

from waqai.coder import Coder
from waqai.errors import InputError
from waqai.knowledge.actors import load_actors
from waqai.records import CodedDocument, Document

FEW = 16
"""Up to so many documents are coded in this process: starting another costs more."""

CHUNK = 8
"""So many documents are handed to a worker at a time."""

AHEAD = 3
"""Chunks waiting for each worker, so that none is idle and memory stays small."""


def default_workers() -> int:
    """Return the number of cores that this process may use, at most 8."""
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def code_all(documents: Iterable[Document | InputError], workers: int, actors: Path | None = None) -> Iterator[CodedDocument | InputError]:
    """Yield each document coded, and each InputError as it came; `actors` is a user's own table.

    Raises KnowledgeError for a fault in that table.
    """
    documents = iter(documents)
    first = list(islice(documents, FEW + 1))
    if workers <= 1 or len(first) <= FEW:
        yield from _code_here(chain(first, documents), actors)
    else:
        load_actors(own=actors)  # a fault in the table is told here, not by every worker
        yield from _code_in_processes(chain(first, documents), workers, actors)


def _code_here(documents: Iterable[Document | InputError], actors: Path | None) -> Iterator[CodedDocument | InputError]:
    for chunk in _chunks(documents):
        coder = _coder_of_this_process(actors) if any(isinstance(item, Document) for item in chunk) else None
        yield from _code_chunk(chunk, coder)


def _code_in_processes(documents: Iterable[Document | InputError], workers: int, actors: Path | None) -> Iterator[CodedDocument | InputError]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)
    try:
        waiting: deque[Future[list[CodedDocument | InputError]]] = deque()
        for chunk in _chunks(documents):
            with _interrupts_kept_from_children():
                waiting.append(pool.submit(_work, chunk, actors))
            if len(waiting) > workers * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        with _interrupts_kept_from_children():  # a second Ctrl-C waits until the workers have ended
            pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_kept_from_children() -> Iterator[None]:
    """Block Ctrl-C while a worker is started: it inherits that and dies quietly with the pool; here it comes a moment later."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _end_with_parent() -> None:
    """Let a worker end when the program that started it has gone, however it went."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


@cache
def _coder_of_this_process(actors: Path | None) -> Coder:
    return Coder.load(actors=actors)


def _work(chunk: list[Document | InputError], actors: Path | None) -> list[CodedDocument | InputError]:
    return list(_code_chunk(chunk, _coder_of_this_process(actors)))


def _code_chunk(chunk: list[Document | InputError], coder: Coder | None) -> Iterator[CodedDocument | InputError]:
    documents = [item for item in chunk if isinstance(item, Document)]
    coded = iter(coder.code_many(documents)) if coder else iter(())
    for item in chunk:
        yield item if isinstance(item, InputError) else next(coded)


def _chunks(documents: Iterable[Document | InputError]) -> Iterator[list[Document | InputError]]:
    documents = iter(documents)
    while chunk := list(islice(documents, CHUNK)):
        yield chunk
