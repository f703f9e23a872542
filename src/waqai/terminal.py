"""Records for a person at a terminal: a table of an article's events, and its text with the evidence marked.

Arabic stands in logical order between isolates, so that a terminal that knows bidirectional text shows each piece by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from waqai.records import CodedDocument, EventRecord, Party, Quote, Reason, Span

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
STYLES = {"actor": "bold blue", "recipient": "bold magenta", "said_by": "green", "time": "yellow", "place": "cyan", "trigger": "bold reverse"}


def print_table(console: Console, coded: CodedDocument) -> None:
    """Print an article's title, source and events."""
    console.print(_heading(coded))
    if not coded.events:
        console.print(Padding("no events", (0, 0, 1, 2)), style="dim")
        return
    for number, event in enumerate(coded.events, 1):
        console.print(_event(number, event, coded))


def print_text(console: Console, coded: CodedDocument) -> None:
    """Print an article's text with the evidence marked, then its events."""
    console.print(_marked(coded), justify="right")
    console.print(Text(" ").join(Text(name, style) for name, style in STYLES.items()), style="dim")
    print_table(console, coded)


def print_reasons(console: Console, coded: CodedDocument, wanted: Sequence[str] | None) -> int:
    """Print why the fields of events are what they are, of all or of those wanted by number or id; return how many were printed."""
    printed = 0
    for number, (event, reasons) in enumerate(zip(coded.events, coded.reasons, strict=True), 1):
        if not wanted or str(number) in wanted or event.id in wanted:
            printed += 1
            console.print(Text.assemble((f"{number:>3}  ", "dim"), (event.type, "bold"), f" · {_harmless(event.id)}"))
            console.print(Padding(_sentence(event), (0, 0, 0, 5)))
            console.print(Padding(_reasons(reasons), (0, 0, 1, 5)))
    return printed


def print_rows(console: Console, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print the answer to a query as a table."""
    table = Table(*columns)
    for row in rows:
        table.add_row(*("" if value is None else _isolated(str(value)) for value in row))
    console.print(table)


def print_quotes(console: Console, coded: CodedDocument, quotes: Sequence[Quote]) -> None:
    """Print an article's title and who is quoted in it as saying what."""
    console.print(_heading(coded))
    for quote in quotes:
        speaker = quote.speaker
        who = _with_codes(speaker.mention, None, speaker.country, speaker.sector) if speaker else "(not named in the sentence)"
        console.print(Text.assemble("  ", (f"{quote.stance}, {quote.kind}", "bold"), f" · {_isolated(quote.cue.text)} · {who} · {quote.confidence:.2f}"))
        console.print(Padding(Text(_isolated(quote.content.text)), (0, 0, 1, 5)))


def print_coverage(console: Console, counts: dict[str, Counter[int]]) -> None:
    """Print how many people in office are known of each country in each year, the best known first."""
    years = sorted({year for count in counts.values() for year in count})
    table = Table("country", *(f"{year % 100:02}" for year in years), box=None, padding=(0, 1, 0, 0), header_style="dim")
    for country, count in sorted(counts.items(), key=lambda pair: -pair[1].total()):
        table.add_row(country, *(str(count[year] or "·") for year in years))
    console.print(table)


def _reasons(reasons: Sequence[Reason]) -> Table:
    table = Table("field", "words", "taken for", "sure", "why", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for reason in reasons:
        sure = "" if reason.probability is None else f"{reason.probability:.2f}"
        words = _isolated(reason.words) if reason.words else "(context)"
        table.add_row(reason.field, Text(words), Text(_harmless(reason.value or "not known")), sure, Text(_harmless(reason.why)))
    return table


def _heading(coded: CodedDocument) -> RenderableType:
    document = coded.document
    source = " · ".join(_harmless(str(part)) for part in (document.publisher, document.published, document.id) if part)
    return Group(Text(_isolated(document.title), style="bold", justify="right"), Text(source, style="dim"))


def _event(number: int, event: EventRecord, coded: CodedDocument) -> RenderableType:
    head = Text.assemble(
        (f"{number:>3}  ", "dim"), (event.type, "bold"), f" {event.mode or ''}".rstrip(), f" · {event.status} · ", (_isolated(event.trigger.text), "bold")
    )
    if event.same_as:
        head.append(f" · same as {_number_of(event.same_as, coded.events)}", "dim")
    head.append(f" · {event.confidence:.2f}", "dim")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=8)
    grid.add_column(overflow="fold")
    for name, text in _rows(event):
        if text:
            grid.add_row(name, Text(text) if isinstance(text, str) else text)
    return Group(head, Padding(grid, (0, 0, 1, 5)))


def _rows(event: EventRecord) -> Iterable[tuple[str, str | Text]]:
    yield "who", "; ".join(map(_party, event.actors))
    yield "to whom", "; ".join(map(_party, event.recipients))
    if event.said_by:
        speaker = event.said_by
        yield "said by", _with_codes(speaker.mention, None, speaker.country, speaker.sector)
    if event.time:
        dates = " to ".join(dict.fromkeys(str(day) for day in (event.time.start, event.time.end) if day))
        yield "when", f"{_isolated(event.time.mention.text)}  {dates or 'not resolved'}"
    if event.place:
        yield "where", f"{_isolated(event.place.mention.text)}  {event.place.country or ''}".rstrip()
    yield "words", _sentence(event)


def _party(party: Party) -> str:
    return _with_codes(party.mention, party.name, party.country, party.sector)


def _with_codes(mention: Span | None, name: str | None, country: str | None, sector: str | None) -> str:
    words = _isolated(mention.text) if mention else f"({_isolated(name)})" if name else "(from context)"
    codes = " ".join(code for code in (country, sector) if code)
    return f"{words}  [{codes}]" if codes else words


def _sentence(event: EventRecord) -> Text:
    """Return the event's sentence with its trigger marked."""
    start = event.trigger.start - event.sentence.start
    end = event.trigger.end - event.sentence.start
    text = _harmless(event.sentence.text)
    marked = Text(FIRST_STRONG_ISOLATE + text[:start])
    marked.append(text[start:end], STYLES["trigger"])
    return marked.append(text[end:] + POP_ISOLATE)


def _marked(coded: CodedDocument) -> Text:
    text = Text(_harmless(coded.document.text))
    for event in coded.events:
        for party in event.actors:
            _style(text, party.mention, "actor")
        for party in event.recipients:
            _style(text, party.mention, "recipient")
        for name, part in (("said_by", event.said_by), ("time", event.time), ("place", event.place)):
            _style(text, part.mention if part else None, name)
        _style(text, event.trigger, "trigger")
    for number, event in sorted(enumerate(coded.events, 1), key=lambda pair: pair[1].trigger.start, reverse=True):
        before, trigger, after = text.divide([event.trigger.start, event.trigger.end])
        text = Text.assemble(before, f"[{number} ", trigger, "]", after)  # seen without colours too
    return text


def _style(text: Text, span: Span | None, name: str) -> None:
    if span is not None:
        text.stylize(STYLES[name], span.start, span.end)


def _number_of(id: str, events: Iterable[EventRecord]) -> int:
    return next(number for number, event in enumerate(events, 1) if event.id == id)


def _isolated(text: str) -> str:
    return FIRST_STRONG_ISOLATE + _harmless(text) + POP_ISOLATE


def _harmless(text: str) -> str:
    """Show control characters as a sign, so that no article can move the cursor; the length stays."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
