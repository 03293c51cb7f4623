"""The records of the contract as typed objects.

Offsets are Unicode code points, half-open, so that ``article.text[begin:end]`` is what a span means; spans of an event whose
``section`` is "title" refer to ``article.title``. Each object keeps its line as ``raw``, a dict with every field of the record,
also those that have no attribute here.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
from typing import Any, Iterator, NamedTuple, Optional


class Span(NamedTuple):
    """Code points [begin, end)."""

    begin: int
    end: int


class Words(NamedTuple):
    """Words of the text and where they stand."""

    text: str
    span: Optional[Span]


@dataclasses.dataclass(frozen=True)
class Party:
    """Who acts, is acted upon, speaks or is spoken to."""

    code: str  #: "RUS:GOV", "IGO:UN", "UNK" (docs/reference/records.md)
    name: str
    text: str  #: the mention; "" when the article never names the party
    span: Optional[Span]
    named_as: str  #: country, body, person, group or collective
    from_sentence: bool  #: False: mentioned elsewhere in the document
    sectors: tuple[str, ...]
    wikidata: Optional[str]
    raw: dict[str, Any] = dataclasses.field(repr=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Interval:
    """When: the first and the last day, both included."""

    start: datetime.date
    end: datetime.date
    basis: Optional[str]  #: "text" or "publication"
    words: Optional[Words]


@dataclasses.dataclass(frozen=True)
class Article:
    """The document as it was coded."""

    id: str
    origin: str
    url: Optional[str]
    title: Optional[str]
    published: Optional[datetime.date]
    category: Optional[str]
    publisher: Optional[str]
    language: Optional[str]
    text: str
    sha256: str
    raw: dict[str, Any] = dataclasses.field(repr=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Statement:
    """One sentence of reported speech."""

    id: str
    article: str
    speaker: Optional[Party]
    addressee: Optional[Party]
    cue: Optional[Words]
    content: Words
    direct: bool  #: any of it is quoted
    sentence: Span
    raw: dict[str, Any] = dataclasses.field(repr=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Event:
    """Who did what to whom, as one sentence tells it."""

    id: str
    article: str
    section: str  #: "text" or "title": what the spans refer to
    sentence: Span
    trigger: Words
    type: str  #: PLOVER type
    mode: Optional[str]
    contexts: tuple[str, ...]
    cameo: Optional[str]
    quad: str
    plover_score: float
    goldstein: Optional[float]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: Optional[Interval]  #: None: undated
    place: Optional[dict[str, Any]]
    size: Optional[dict[str, Any]]
    newness: str  #: new, ongoing or background
    factuality: str  #: actual, future, negated, hypothetical or alleged
    attributed_to: Optional[Party]  #: on whose word; None: the reporter's own
    confidence: float  #: 0 to 1
    rule: str
    raw: dict[str, Any] = dataclasses.field(repr=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Reject:
    """A document that could not be coded, and why."""

    origin: str
    id: Optional[str]
    reason: str
    message: str
    raw: dict[str, Any] = dataclasses.field(repr=False, compare=False)


@dataclasses.dataclass(frozen=True)
class Record:
    """A record of another kind (link, office, ...): its fields are in ``raw``."""

    kind: str
    raw: dict[str, Any] = dataclasses.field(compare=False)


def _span(value: Any) -> Optional[Span]:
    return None if value is None else Span(value[0], value[1])


def _words(value: Any) -> Optional[Words]:
    return None if value is None else Words(value['text'], _span(value.get('span')))


def _day(value: Optional[str]) -> Optional[datetime.date]:
    return None if value is None else datetime.date.fromisoformat(value)


def _party(value: Any) -> Optional[Party]:
    if value is None:
        return None
    return Party(value['code'], value['name'], value['text'], _span(value['span']), value['named_as'],
                 value['from'] == 'sentence', tuple(value['sectors']), value.get('wikidata'), value)


def _parties(values: Any) -> tuple[Party, ...]:
    return tuple(party for party in map(_party, values) if party is not None)


def _interval(value: Any) -> Optional[Interval]:
    if value is None:
        return None
    words = None if value.get('text') is None else Words(value['text'], _span(value.get('span')))
    return Interval(datetime.date.fromisoformat(value['start']), datetime.date.fromisoformat(value['end']), value.get('basis'), words)


def _article(r: dict[str, Any]) -> Article:
    return Article(r['id'], r['origin'], r['url'], r['title'], _day(r['published']), r['category'], r['publisher'], r['language'],
                   r['text'], r['sha256'], r)


def _statement(r: dict[str, Any]) -> Statement:
    content = _words(r['content'])
    assert content is not None
    return Statement(r['id'], r['article'], _party(r['speaker']), _party(r['addressee']), _words(r['cue']), content, r['direct'],
                     Span(*r['sentence']), r)


def _event(r: dict[str, Any]) -> Event:
    trigger = _words(r['trigger'])
    assert trigger is not None
    return Event(r['id'], r['article'], r['section'], Span(*r['sentence']), trigger, r['type'], r['mode'], tuple(r['contexts']),
                 r['cameo'], r['quad'], r['plover_score'], r['goldstein'], _parties(r['actors']), _parties(r['recipients']),
                 _interval(r['date']), r['place'], r['size'], r['newness'], r['factuality'], _party(r['attributed_to']),
                 r['confidence'], r['rule'], r)


def _reject(r: dict[str, Any]) -> Reject:
    return Reject(r['origin'], r['id'], r['reason'], r['message'], r)


_MAKERS = {'article': _article, 'statement': _statement, 'event': _event, 'reject': _reject}

AnyRecord = Article | Statement | Event | Reject | Record


def parse_records(jsonl: str | bytes) -> Iterator[AnyRecord]:
    """The records of lines that ``demarche code`` (or ``CodedBatch.jsonl``) wrote.

    >>> [record.id for record in parse_records(lines) if isinstance(record, Event)]  # doctest: +SKIP
    """
    for line in jsonl.splitlines() if isinstance(jsonl, bytes) else jsonl.split('\n'):
        if line:
            raw = json.loads(line)
            maker = _MAKERS.get(raw['kind'])
            yield maker(raw) if maker else Record(raw['kind'], raw)


class Coded:
    """What was found in one text or page."""

    def __init__(self, jsonl: str) -> None:
        #: The lines of the contract, in their order.
        self.jsonl = jsonl
        self.records: list[AnyRecord] = list(parse_records(jsonl))
        self.article: Optional[Article] = next((r for r in self.records if isinstance(r, Article)), None)
        self.events: list[Event] = [r for r in self.records if isinstance(r, Event)]
        self.statements: list[Statement] = [r for r in self.records if isinstance(r, Statement)]
        self.rejects: list[Reject] = [r for r in self.records if isinstance(r, Reject)]

    def __repr__(self) -> str:
        if self.rejects:
            return f'<Coded: rejected ({self.rejects[0].reason}): {self.rejects[0].message}>'
        return f'<Coded: {len(self.events)} events, {len(self.statements)} statements>'
