"""The engine: texts, pages, tables and files in, records out."""

from __future__ import annotations

import datetime
import os
import pathlib
import queue
import threading
from typing import Any, Callable, Iterable, Iterator, Mapping, NamedTuple, Optional, Sequence

from . import _core
from .errors import UsageError
from .records import Coded
from .table import Table

#: Fields of a page, and the names of columns that hold them where the caller names none. "published" is also found as "date".
PAGE_FIELDS = ('text', 'id', 'origin', 'url', 'title', 'published', 'category', 'publisher', 'language', 'sources')

Day = str | datetime.date
Progress = Callable[[int, int], object]


class Versions(NamedTuple):
    """What coded: every record carries it."""

    engine: str
    model: str
    codebook: str


def _data_folder() -> str:
    """The model and codebook that this package carries; $DEMARCHE_DATA goes before them."""
    carried = pathlib.Path(__file__).parent / 'data'
    return '' if os.environ.get('DEMARCHE_DATA') or not (carried / 'codebook.pack').exists() else str(carried)


def _day_text(day: Optional[Day], name: str) -> str:
    if day is None:
        return ''
    if isinstance(day, datetime.date):
        return day.isoformat()[:10]
    try:
        datetime.date.fromisoformat(day[:10])
    except (ValueError, TypeError):
        raise UsageError(f'{name}={day!r} is not a day: write "YYYY-MM-DD" or give a datetime.date') from None
    return day


def _utf8(text: str) -> bytes:
    try:
        return text.encode('utf-8')
    except UnicodeEncodeError:  # lone surrogates, which UTF-8 cannot hold: one "?" each, so that offsets stay
        return text.encode('utf-8', 'replace')


class CodedBatch:
    """What was found in many pages: a table a kind of record.

    Tables made by ``code_batch`` and ``code_stream`` begin with ``page``, the row of the input that a record comes from (from 0).
    """

    def __init__(self, core: _core.Coding) -> None:
        self._tables = {table.kind: Table(table) for table in core.tables}
        self._core = core

    def table(self, kind: str) -> Table:
        """The table of a kind that was asked for. Raises UsageError for another."""
        if kind not in self._tables:
            raise UsageError(f'no table of {kind} records: code with kinds=({kind!r}, ...); there are {", ".join(self._tables)}')
        return self._tables[kind]

    @property
    def events(self) -> Table:
        return self.table('event')

    @property
    def statements(self) -> Table:
        return self.table('statement')

    @property
    def articles(self) -> Table:
        return self.table('article')

    @property
    def rejects(self) -> Table:
        return self.table('reject')

    @property
    def jsonl(self) -> bytes:
        """All records as lines of the contract, when coded with ``keep_jsonl=True``; else empty."""
        return self._core.jsonl

    @property
    def summary(self) -> _core.Summary:
        """Counts: documents, rejects, events, statements, bytes."""
        return self._core.summary

    def __repr__(self) -> str:
        s = self.summary
        return f'<CodedBatch: {s.documents} documents, {s.events} events, {s.statements} statements, {s.rejects} rejects>'


class Engine:
    """Model and codebook, opened once; immutable, and shared by as many threads as you like.

    ``data``: a folder with ``codebook.pack`` and the models, instead of the one that the package carries. Raises NotFoundError or
    CorruptError when there is none that can be used.
    """

    def __init__(self, *, data: Optional[str | os.PathLike[str]] = None, tier: str = '') -> None:
        self._core = _core.open_engine(_data_folder() if data is None else os.fspath(data), tier)

    @property
    def versions(self) -> Versions:
        """Versions of engine, model and codebook, as in every record."""
        return Versions(self._core.engine_version, self._core.model_version, self._core.codebook_version)

    def code(self, text: str, *, published: Optional[Day] = None, id: Optional[str] = None, title: Optional[str] = None,
             url: Optional[str] = None, publisher: Optional[str] = None, category: Optional[str] = None,
             language: Optional[str] = None, origin: Optional[str] = None, sources: Iterable[str] = (),
             min_confidence: float = 0.0) -> Coded:
        """Codes one text, taken as it is: offsets of the records count its code points.

        ``published``: the day it was published ("YYYY-MM-DD" or a ``datetime.date``), which dates like "on Monday" are resolved
        against. ``id``: without one, the text's hash. ``min_confidence`` (0 to 1): events below are left out. A text that cannot be
        coded (empty, too long) is in ``rejects`` of the result; nothing is raised for it.

        >>> coded = Engine().code('France recalled its ambassador on Friday.', published='2022-12-31')
        >>> coded.events[0].type
        """
        return self._one(_utf8(text), False, published, sources, min_confidence, id=id, title=title, url=url, publisher=publisher,
                         category=category, language=language, origin=origin)

    def code_page(self, content: bytes | str, *, published: Optional[Day] = None, id: Optional[str] = None,
                  title: Optional[str] = None, url: Optional[str] = None, publisher: Optional[str] = None,
                  category: Optional[str] = None, language: Optional[str] = None, origin: Optional[str] = None,
                  sources: Iterable[str] = (), min_confidence: float = 0.0) -> Coded:
        """Codes one page as it was published: HTML or plain text, as bytes in any character set.

        The article is found in the page; offsets refer to ``article.text``. What the page says of itself (title, date, publisher) comes
        before the arguments, except for ``id``.
        """
        content = _utf8(content) if isinstance(content, str) else bytes(content)
        return self._one(content, True, published, sources, min_confidence, id=id, title=title, url=url, publisher=publisher,
                         category=category, language=language, origin=origin)

    def _one(self, content: bytes, published_form: bool, published: Optional[Day], sources: Iterable[str], min_confidence: float,
             **fields: Optional[str]) -> Coded:
        given = {name: value for name, value in fields.items() if value is not None}
        given['published'] = _day_text(published, 'published')
        options = self._options('', 1, min_confidence, None)
        return Coded(_core.code_text(self._core, options, content, given, list(sources), published_form))

    def code_batch(self, data: Any, *, kinds: Sequence[str] = ('event', 'statement', 'reject'), threads: int = 1,
                   columns: Optional[Mapping[str, str]] = None, published_form: bool = False, reference: Optional[Day] = None,
                   min_confidence: float = 0.0, keep_jsonl: bool = False, signatures: bool = False,
                   progress: Optional[Progress] = None) -> CodedBatch:
        """Codes a table of texts: a row a text.

        ``data``: whatever speaks Arrow's PyCapsule protocol: a pandas or polars DataFrame, a pyarrow Table, RecordBatch or
        RecordBatchReader, a DuckDB result. Its texts are read where they lie, and Python's lock is free while they are coded.

        ``columns`` says which column holds which field, as in ``{'text': 'body', 'id': 'key'}``; the fields are text, id, origin, url,
        title, published, category, publisher, language and sources. A field that is not named is taken from the column of its own name
        where there is one (published also from "date"). Days and times count as their day in UTC.

        ``kinds``: which tables to make; "record" is every line with its kind, article and id. ``published_form=True``: the texts are
        pages as they were published (HTML, in a column of text or bytes). ``reference``: the day for rows without one.
        ``signatures=True`` adds a record of kind "signature" a document, from which stories are told (demarche.spark.stories).
        ``progress(documents, bytes)`` is called some times a second; what it raises stops the run, as Ctrl-C does.

        Raises UsageError when a column is missing or of a type that cannot be read.
        """
        coding = self._coding(kinds, keep_jsonl)
        stream = self._stream(data, columns)
        options = self._options(kinds if not keep_jsonl else '', threads, min_confidence, reference)
        while stream.code_next(self._core, options, published_form, signatures, coding, progress):
            pass
        coding.finish()
        return CodedBatch(coding)

    def code_stream(self, data: Any, *, kinds: Sequence[str] = ('event', 'statement', 'reject'), threads: int = 1,
                    columns: Optional[Mapping[str, str]] = None, published_form: bool = False, reference: Optional[Day] = None,
                    min_confidence: float = 0.0, keep_jsonl: bool = False,
                    progress: Optional[Progress] = None) -> Iterator[CodedBatch]:
        """As ``code_batch``, one result a batch of the input: memory holds no more than that. ``page`` counts on."""
        stream = self._stream(data, columns)
        options = self._options(kinds if not keep_jsonl else '', threads, min_confidence, reference)
        while True:
            coding = self._coding(kinds, keep_jsonl)
            if not stream.code_next(self._core, options, published_form, False, coding, progress):
                return
            coding.finish()
            yield CodedBatch(coding)

    def code_files(self, paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *,
                   kinds: Sequence[str] = ('event', 'statement', 'reject'), threads: int = 1, input_format: str = '',
                   reference: Optional[Day] = None, min_confidence: float = 0.0, keep_jsonl: bool = False,
                   progress: Optional[Progress] = None) -> CodedBatch:
        """Codes files and folders as ``demarche code PATH...`` does, in every format that it reads."""
        coding = _core.Coding(list(kinds), keep_jsonl, False)
        options = self._options(kinds if not keep_jsonl else '', threads, min_confidence, reference)
        options.paths = path_list(paths)
        options.input_format = input_format
        _core.run_files(self._core, options, coding, progress, None, 0)
        coding.finish()
        return CodedBatch(coding)

    def explain(self, text: str, *, published: Optional[Day] = None) -> str:
        """Every layer behind a text, and the rules that fired or did not, as plain text."""
        return _core.explain_text(self._core, _utf8(text).decode('utf-8'), _day_text(published, 'published'))

    def __repr__(self) -> str:
        return f'<Engine {" ".join(self.versions)}>'

    @staticmethod
    def _coding(kinds: Sequence[str], keep_jsonl: bool) -> _core.Coding:
        if isinstance(kinds, str):
            raise UsageError(f'kinds={kinds!r}: a tuple of kinds is meant, ({kinds!r},)')
        return _core.Coding(list(kinds), keep_jsonl, True)

    @staticmethod
    def _stream(data: Any, columns: Optional[Mapping[str, str]]) -> _core.PageStream:
        named = dict(columns or {})
        unknown = sorted(set(named) - set(PAGE_FIELDS))
        if unknown:
            raise UsageError(f'columns: there is no field {unknown[0]!r}; the fields are {", ".join(PAGE_FIELDS)}')
        names = {field: field for field in PAGE_FIELDS} | named
        capsule = arrow_capsule(data)
        if 'published' not in named:
            present = column_names(data)
            if 'published' not in present and 'date' in present:
                names['published'] = 'date'
        return _core.PageStream(capsule, names, {'text', *named})

    @staticmethod
    def _options(kinds: Sequence[str], threads: int, min_confidence: float, reference: Optional[Day]) -> _core.RunOptions:
        if threads < 1:
            raise UsageError(f'threads={threads}: at least 1')
        options = _core.RunOptions()
        options.threads = min(threads, 256)
        options.min_confidence = round(min_confidence * 1000)
        options.reference_day = _day_text(reference, 'reference')
        if len(kinds) == 1 and kinds[0] not in ('record', 'reject'):  # nothing else need be written; rejects always are
            options.kind = kinds[0]
        return options


def read(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], *, input_format: str = '',
         reference: Optional[Day] = None, batch_bytes: int = 8 << 20) -> Iterator[CodedBatch]:
    """The documents of files and folders, as ``demarche read`` finds them, without coding them.

    Gives results with the tables "article" and "reject", each of about ``batch_bytes`` of records, so that files of any size can be
    read. The article table goes into ``Engine.code_batch`` as it is: the records are those of coding the files.
    """
    options = Engine._options('', 1, 0.0, reference)
    options.paths = path_list(paths)
    options.input_format = input_format
    return _stream_files(None, options, ('article', 'reject'), batch_bytes)


class _Closed(Exception):
    """The reader of a stream went away."""


def _stream_files(engine: Optional[_core.Engine], options: _core.RunOptions, kinds: Sequence[str], batch_bytes: int) -> Iterator[CodedBatch]:
    """Runs in a thread of its own, at most two results ahead of who asks for them."""
    results: queue.Queue[_core.Coding | BaseException | None] = queue.Queue(2)
    closed = threading.Event()
    current = [_core.Coding(list(kinds), False, False)]

    def put(result: _core.Coding | BaseException | None) -> None:
        while not closed.is_set():
            try:
                return results.put(result, timeout=0.1)
            except queue.Full:
                continue
        raise _Closed

    def receive() -> _core.Coding:
        done, current[0] = current[0], _core.Coding(list(kinds), False, False)
        put(done)
        return current[0]

    def work() -> None:
        try:
            _core.run_files(engine, options, current[0], None, receive, batch_bytes)
            put(current[0])
            put(None)
        except _Closed:
            pass
        except BaseException as error:
            try:
                put(error)
            except _Closed:
                pass

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        while (result := results.get()) is not None:
            if isinstance(result, BaseException):
                raise result
            result.finish()
            yield CodedBatch(result)
    finally:
        closed.set()
        thread.join()


def path_list(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> list[str]:
    """One path or several, as text."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return [os.fspath(path) for path in paths]


def arrow_capsule(data: Any) -> Any:
    """The Arrow stream of a table. Raises UsageError for what is no table."""
    if hasattr(data, '__arrow_c_stream__'):
        return data.__arrow_c_stream__()
    if hasattr(data, '__arrow_c_array__'):
        import pyarrow

        batch = pyarrow.record_batch(data)
        return pyarrow.RecordBatchReader.from_batches(batch.schema, [batch]).__arrow_c_stream__()
    raise UsageError(f'{type(data).__name__} is no table: give a pandas or polars DataFrame, a pyarrow Table, or code(text) for one text')


def column_names(data: Any) -> Sequence[str]:
    """Names of a table's columns as its library gives them; empty where it does not."""
    for name in ('columns', 'column_names'):
        found = getattr(data, name, None)
        if found is not None and not callable(found):
            return [str(column) for column in found] if not hasattr(data, 'schema') or name == 'column_names' else _schema_names(data)
    return _schema_names(data)


def _schema_names(data: Any) -> Sequence[str]:
    names = getattr(getattr(data, 'schema', None), 'names', None)
    return list(names() if callable(names) else names) if names is not None else []
