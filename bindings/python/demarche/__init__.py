"""Demarche: who did or said what to whom, when, where and according to whom, from political news.

>>> import demarche
>>> engine = demarche.Engine()
>>> engine.code('France recalled its ambassador on Friday.', published='2022-12-31').events
>>> engine.code_batch(frame, columns={'text': 'body'}, threads=4).events.to_pandas()
>>> demarche.open('study.demarche').relation('RUS', 'CHN', period='week').to_pandas()

Records and their fields: docs/reference/records.md. Offsets count Unicode code points.
"""

from ._core import ArchiveInfo, Summary, __version__
from .archive import Archive, Relation
from .archive import open_archive as open  # noqa: A001
from .engine import CodedBatch, Engine, Versions, read
from .errors import (BadInputError, CorruptError, Error, LanguageError, NotFoundError, NoTextError, StorageError, TooLargeError,
                     UsageError)
from .records import Article, Coded, Event, Interval, Party, Record, Reject, Span, Statement, Words, parse_records
from .table import Column, Table, table_of

__all__ = [
    'Archive', 'ArchiveInfo', 'Article', 'BadInputError', 'Coded', 'CodedBatch', 'Column', 'CorruptError', 'Engine', 'Error', 'Event',
    'Interval', 'LanguageError', 'NoTextError', 'NotFoundError', 'Party', 'Record', 'Reject', 'Relation', 'Span', 'Statement',
    'StorageError', 'Summary', 'Table', 'TooLargeError', 'UsageError', 'Versions', 'Words', '__version__', 'open', 'parse_records',
    'read', 'table_of',
]
