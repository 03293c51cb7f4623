"""Archives: one file that holds what was coded, and the questions one can ask it."""

from __future__ import annotations

import os
from typing import Any, Iterable, Optional

from . import _core
from .engine import Day, Engine, Progress, _day_text, path_list
from .errors import UsageError
from .table import Table

_MODES = {'r': 'read', 'a': 'write', 'c': 'create'}


class Relation(Table):
    """A dyad over time: a row a period, without gaps, both directions together.

    Each event is in exactly one of ``events`` (new and actual; counts by quad class and scores are of these alone), ``other_events``
    (ongoing, background) and ``unconfirmed_events`` (planned, denied, hypothetical, alleged). ``articles`` counts the articles
    published in the period, the denominator. ``plover_score`` and ``goldstein`` are sums.
    """

    def __init__(self, core: _core.Table, first: str, second: str, period: str, outside_events: int) -> None:
        super().__init__(core)
        self.first = first
        self.second = second
        self.period = period
        #: Events told only as background or unconfirmed, before the first or after the last period.
        self.outside_events = outside_events

    def __repr__(self) -> str:
        return f'<Relation {self.first} {self.second} by {self.period}: {len(self)} periods>'


def _filter(*, actor: str = '', recipient: str = '', party: str = '', type: str = '', quad: str = '', since: Optional[Day] = None,
            until: Optional[Day] = None, article: str = '', newness: str = '', factuality: str = '', min_confidence: float = 0.0,
            limit: int = 0) -> _core.Filter:
    wanted = _core.Filter()
    wanted.actor, wanted.recipient, wanted.party = actor, recipient, party
    wanted.type, wanted.quad, wanted.article = type, quad, article
    wanted.newness, wanted.factuality = newness, factuality
    wanted.since, wanted.until = _day_text(since, 'since')[:10], _day_text(until, 'until')[:10]
    wanted.min_confidence, wanted.limit = round(min_confidence * 1000), limit
    return wanted


class Archive:
    """An archive, as ``demarche add`` and ``Archive.add`` write it.

    May be asked from several threads, and while another program adds to it. The filters of its questions:

    ``actor``, ``recipient``, ``party`` (either): an actor code or its beginning, "RUS", "RUS:GOV", "IGO:UN". ``type``: a PLOVER type.
    ``quad``: "verbal-cooperation", ... ``since``, ``until``: days, both included; an event lies on the first day of its date, undated on
    the day of publication. ``article``: an id. ``newness``: new, ongoing, background. ``factuality``: actual, future, negated,
    hypothetical, alleged. ``min_confidence``: 0 to 1. ``limit``: at most so many rows, 0 for all. A value that does not exist raises
    UsageError.
    """

    def __init__(self, core: _core.Archive, path: str) -> None:
        self._core = core
        self.path = path

    def events(self, **filters: Any) -> Table:
        """The events of the current versions, in the order of documents. Filters: see the class."""
        return Table(self._core.events(_filter(**filters)))

    def statements(self, **filters: Any) -> Table:
        """The statements; ``actor`` is the speaker, ``recipient`` the addressee, days are those of publication."""
        return Table(self._core.statements(_filter(**filters)))

    def relation(self, first: str, second: str, *, period: str = 'month', **filters: Any) -> Relation:
        """How the relation of two countries (or organisations, "IGO:UN") moved, by week, month, quarter or year."""
        table, outside = self._core.relation(first, second, period, _filter(**filters))
        return Relation(table, first, second, period, outside)

    def evidence(self, first: str, second: str, **filters: Any) -> list[dict[str, str]]:
        """The sentences behind a relation, newest day first: day, type, actors, recipients, sentence, article, publisher, title, ..."""
        return self._core.evidence(first, second, _filter(**filters))

    def explain(self, id: str) -> str:
        """Every layer behind an event or statement, as plain text. Raises NotFoundError for an unknown id."""
        return self._core.explain(id)

    def info(self) -> _core.ArchiveInfo:
        """Counts, days of publication, size."""
        return self._core.info()

    def check(self) -> list[str]:
        """Problems found in the file; empty when it is sound."""
        return self._core.check()

    def add(self, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, engine: Optional[Engine] = None,
            threads: int = 1, input_format: str = '', reference: Optional[Day] = None,
            progress: Optional[Progress] = None) -> _core.Summary:
        """Codes files and folders into the archive, as ``demarche add`` does: safe to repeat, safe to interrupt.

        A document already held is skipped, one with other content becomes a new version. Raises UsageError when the archive was opened
        for reading.
        """
        options = Engine._options('', threads, 0.0, reference)
        options.paths = path_list(paths)
        options.input_format = input_format
        return self._core.add((engine or Engine())._core, options, progress)

    def __repr__(self) -> str:
        return f'<Archive {self.path}>'


def open_archive(path: str | os.PathLike[str], mode: str = 'r') -> Archive:
    """Opens an archive: ``mode`` "r" to ask, "a" also to add, "c" to add and to make it where there is none.

    Raises NotFoundError when there is no such file, CorruptError when it is no archive.
    """
    if mode not in _MODES:
        raise UsageError(f'mode={mode!r}: "r" reads, "a" adds, "c" makes the archive where there is none')
    return Archive(_core.open_archive(os.fspath(path), _MODES[mode]), os.fspath(path))
