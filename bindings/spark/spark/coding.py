"""From a DataFrame of pages to a DataFrame of records, by mapInArrow."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, Mapping, Optional, Sequence

import numpy
import pyarrow
import pyarrow.compute as pc

import demarche
from demarche.engine import PAGE_FIELDS, Engine

from . import guard as guards

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructType

#: The columns of ``code``: the record as a line of the contract, and what one selects and partitions by.
#:   kind, article, id   as in the record
#:   position            order of the record among those of its page, from 0
#:   source              the article's publisher, else the host of its address, else ""
#:   published           the article's day of publication; null: undated
#:   record              the line itself
RECORD_COLUMNS = {'kind': 'text', 'article': 'text', 'id': 'text', 'position': 'int32', 'source': 'text', 'published': 'day',
                  'record': 'text'}
BATCH_PAGES = 512

_ARROW = pyarrow.schema([('kind', pyarrow.string()), ('article', pyarrow.string()), ('id', pyarrow.string()),
                         ('position', pyarrow.int32()), ('source', pyarrow.string()), ('published', pyarrow.date32()),
                         ('record', pyarrow.string())])


def _spark_type(name: str) -> DataType:
    from pyspark.sql import types as t

    if name.startswith('list of '):
        return t.ArrayType(_spark_type(name.removeprefix('list of ')))
    return {'text': t.StringType, 'int32': t.IntegerType, 'int64': t.LongType, 'double': t.DoubleType, 'bool': t.BooleanType,
            'day': t.DateType}[name]()


def record_schema(keep: Sequence[str] = (), frame: Optional[DataFrame] = None) -> StructType:
    """The schema of ``code(frame, keep=keep)``."""
    from pyspark.sql.types import StructType

    schema = StructType()
    for name, kind in RECORD_COLUMNS.items():
        schema = schema.add(name, _spark_type(kind))
    for name in keep:
        assert frame is not None
        schema = schema.add(frame.schema[name])
    return schema


def code(pages: DataFrame, *, columns: Optional[Mapping[str, str]] = None, keep: Sequence[str] = (), published_form: bool = False,
         reference: Optional[str] = None, min_confidence: float = 0.0, batch_pages: int = BATCH_PAGES, guard: bool = True,
         page_seconds: float = guards.PAGE_SECONDS, signatures: bool = False, data: Optional[str] = None,
         _before: Optional[Callable[[pyarrow.RecordBatch], None]] = None) -> DataFrame:
    """Codes a DataFrame of texts: a row a text in, a row a record out, rejects among them.

    ``columns`` says which column holds which field (text, id, url, title, published, ...), as in ``Engine.code_batch``; fields that are
    not named are taken from columns of their own name. ``keep``: columns of the input to be carried to each record of their row.
    ``published_form=True``: the texts are pages as they were published (HTML, text or binary).

    The engine is opened once in each Python worker, after it was forked; model and codebook are mapped files, which all workers of a
    machine share. Pages are coded ``batch_pages`` at a time, in a child process that a page may bring down (``guard``): the page becomes
    a reject. ``signatures=True`` adds a record of kind "signature" a document, from which ``stories`` tells stories. ``page_seconds``: longer than this on one page is a reject too. ``data``: the folder of model and codebook on the workers;
    by default what their package carries.

    Raises demarche.UsageError for a column that is not there, before any work is done.
    """
    from demarche.errors import UsageError

    for name in (*(columns or {}).values(), *keep):
        if name not in pages.columns:
            raise UsageError(f'no column "{name}" in the table, which has {", ".join(pages.columns)}')
    if 'text' not in (columns or {}) and 'text' not in pages.columns:
        raise UsageError(f'no column "text" in the table, which has {", ".join(pages.columns)}: say columns={{"text": ...}}')
    if not 1 <= batch_pages <= 65536:
        raise UsageError(f'batch_pages={batch_pages}: between 1 and 65536; 256 to 1024 are reasonable')
    named = dict(columns or {})
    fields = set(named.values()) | {name for name in (*PAGE_FIELDS, 'date') if name in pages.columns} | set(keep)
    narrow = pages.select(*[name for name in pages.columns if name in fields])
    options = {'columns': named or None, 'published_form': published_form, 'reference': reference, 'min_confidence': min_confidence,
               'signatures': signatures}
    worker = functools.partial(_code_batches, options=options, keep=tuple(keep), batch_pages=batch_pages, guard=guard,
                               page_seconds=page_seconds, data=data, before=_before)
    return narrow.mapInArrow(worker, record_schema(keep, pages))


def code_files(spark: SparkSession, paths: Iterable[str], *, input_format: str = '', reference: Optional[str] = None,
               min_confidence: float = 0.0, batch_pages: int = BATCH_PAGES, guard: bool = True,
               page_seconds: float = guards.PAGE_SECONDS, partitions: Optional[int] = None, signatures: bool = False,
               data: Optional[str] = None) -> DataFrame:
    """Codes files that every worker can open (WARC, JSONL, HTML, feeds, ...: whatever ``demarche code`` reads), a file a task.

    The rows are those of ``code``; a file is read and coded some megabytes at a time, so its size does not matter. A record's ``origin``
    is the file and the place in it.
    """
    names = list(paths)
    spread = spark.sparkContext.parallelize([(name,) for name in names], partitions or max(1, len(names)))
    options = {'input_format': input_format, 'reference': reference}
    worker = functools.partial(_code_paths, options=options, coding={'min_confidence': min_confidence, 'signatures': signatures},
                               batch_pages=batch_pages, guard=guard, page_seconds=page_seconds, data=data)
    return spread.toDF('path string').mapInArrow(worker, record_schema())


def table(records: DataFrame, kind: str) -> DataFrame:
    """The records of one kind as typed columns (docs/reference/columns.md), with ``source``, ``published`` and kept columns in front."""
    from pyspark.sql.types import StructType

    described = demarche.Table(demarche._core.Coding([kind], False, False).tables[0]).columns
    carried = [name for name in records.columns if name not in ('kind', 'article', 'id', 'position', 'record')]
    schema = StructType()
    for name in carried:
        schema = schema.add(name, records.schema[name].dataType)
    taken = set(carried)
    columns = [column for column in described if column.name not in taken]
    for column in columns:
        schema = schema.add(column.name, _spark_type(column.type))
    narrow = records.where(records['kind'] == kind).select(*carried, 'record')
    return narrow.mapInArrow(functools.partial(_to_columns, kind=kind, carried=tuple(carried),
                                               names=tuple(column.name for column in columns)), schema)


@functools.lru_cache(maxsize=2)
def _engine(data: Optional[str]) -> Engine:
    """One a process: opened in the worker, never carried there."""
    return Engine(data=data)


def _host(url: Optional[str]) -> str:
    if not url or '://' not in url:
        return ''
    host = url.split('://', 1)[1].split('/', 1)[0].rsplit('@', 1)[-1].split(':', 1)[0].lower()
    return host.removeprefix('www.')


def _shape(coded: demarche.CodedBatch) -> tuple[pyarrow.Table, numpy.ndarray]:
    """Tables "record" and "article" as the columns of ``code``, and the page of each row."""
    records, articles = coded.table('record').to_arrow(), coded.table('article').to_arrow()
    is_article = pc.equal(records['kind'], 'article').to_numpy(zero_copy_only=False)
    rejected = pc.equal(records['kind'], 'reject').to_numpy(zero_copy_only=False)
    # Rows of one document follow its article, so counting articles says whose they are; a reject has none.
    owner = numpy.cumsum(is_article) - 1
    owner_or_none = pyarrow.array(owner, mask=rejected | (owner < 0))
    starts = numpy.flatnonzero(is_article | rejected)
    rows = numpy.arange(len(records))
    group = numpy.searchsorted(starts, rows, side='right') - 1
    position = rows - (starts[group] if len(starts) else 0)
    sources = pyarrow.array([publisher or _host(url) for publisher, url in
                             zip(articles['publisher'].to_pylist(), articles['url'].to_pylist())], pyarrow.string())
    published = articles['published'].combine_chunks() if len(articles) else pyarrow.array([], pyarrow.date32())
    out = pyarrow.table({'kind': records['kind'], 'article': records['article'], 'id': records['id'],
                         'position': pyarrow.array(position, pyarrow.int32()),
                         'source': pc.fill_null(sources.take(owner_or_none), ''), 'published': published.take(owner_or_none),
                         'record': records['record']}, schema=_ARROW)
    return out, records['page'].to_numpy()


def _coder(engine: Engine, options: dict[str, Any], keep: tuple[str, ...],
           before: Optional[Callable[[pyarrow.RecordBatch], None]]) -> guards.Coder:
    def coder(batch: pyarrow.RecordBatch) -> pyarrow.Table:
        if before is not None:
            before(batch)
        coded = engine.code_batch(pyarrow.Table.from_batches([batch]), kinds=('record', 'article'), **options)
        out, pages = _shape(coded)
        for name in keep:
            out = out.append_column(name, batch.column(batch.schema.get_field_index(name)).take(pyarrow.array(pages)))
        return out

    return coder


def _code_slices(coder: guards.Coder, reject: guards.Rejecter, whole: pyarrow.RecordBatch, batch_pages: int, guard: bool,
                 page_seconds: float) -> Iterator[pyarrow.RecordBatch]:
    for begin in range(0, whole.num_rows, batch_pages):
        batch = whole.slice(begin, batch_pages)
        for table in guards.guarded(coder, reject, batch, page_seconds) if guard else [coder(batch)]:
            yield from table.to_batches()


def _code_batches(batches: Iterator[pyarrow.RecordBatch], *, options: dict[str, Any], keep: tuple[str, ...], batch_pages: int,
                  guard: bool, page_seconds: float, data: Optional[str],
                  before: Optional[Callable[[pyarrow.RecordBatch], None]]) -> Iterator[pyarrow.RecordBatch]:
    coder = _coder(_engine(data), options, keep, before)
    reject = functools.partial(_reject, keep=keep, columns=options['columns'] or {})
    for whole in batches:
        yield from _code_slices(coder, reject, whole, batch_pages, guard, page_seconds)


def _code_paths(batches: Iterator[pyarrow.RecordBatch], *, options: dict[str, Any], coding: dict[str, Any], batch_pages: int,
                guard: bool, page_seconds: float, data: Optional[str]) -> Iterator[pyarrow.RecordBatch]:
    coder = _coder(_engine(data), coding, (), None)
    reject = functools.partial(_reject, keep=(), columns={})
    for batch in batches:
        for path in batch.column(0).to_pylist():
            for found in demarche.read(path, **options):
                for whole in found.articles.to_arrow().to_batches():
                    yield from _code_slices(coder, reject, whole, batch_pages, guard, page_seconds)
                yield from _reading_rejects(found).to_batches()


def _reading_rejects(found: demarche.CodedBatch) -> pyarrow.Table:
    """What could not be read, in the shape of ``code``."""
    rows = found.rejects.to_pylist()
    return pyarrow.Table.from_pylist([
        {'kind': 'reject', 'article': row['id'], 'id': row['id'], 'position': 0, 'source': '', 'published': None,
         'record': json.dumps({'kind': 'reject', **row}, ensure_ascii=False, separators=(',', ':'))} for row in rows], schema=_ARROW)


def _reject(batch: pyarrow.RecordBatch, why: str, *, keep: tuple[str, ...], columns: Mapping[str, str]) -> pyarrow.Table:
    """The reject record of a batch of one page, as the engine writes it."""
    def field(name: str) -> Optional[str]:
        at = batch.schema.get_field_index(columns.get(name, name))
        return None if at < 0 or batch.column(at)[0].as_py() is None else str(batch.column(at)[0].as_py())

    page_id = field('id')
    line = json.dumps({'kind': 'reject', 'origin': field('origin') or 'memory', 'id': page_id, 'reason': 'bad_input', 'message': why},
                      ensure_ascii=False, separators=(',', ':'))
    out = pyarrow.table({'kind': ['reject'], 'article': [page_id], 'id': [page_id], 'position': [0], 'source': [''], 'published': [None],
                         'record': [line]}, schema=_ARROW)
    for name in keep:
        out = out.append_column(name, batch.column(batch.schema.get_field_index(name)))
    return out


def _to_columns(batches: Iterator[pyarrow.RecordBatch], *, kind: str, carried: tuple[str, ...],
                names: tuple[str, ...]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        lines = '\n'.join(batch.column(batch.num_columns - 1).to_pylist())
        columns = demarche.table_of(kind, lines).to_arrow().select(names)
        if columns.num_rows != batch.num_rows:
            raise demarche.BadInputError(f'{batch.num_rows - columns.num_rows} rows are no records of kind {kind}')
        fields = [batch.column(at) for at in range(len(carried))] + [columns[name].combine_chunks() for name in names]
        yield pyarrow.RecordBatch.from_arrays([f.combine_chunks() if isinstance(f, pyarrow.ChunkedArray) else f for f in fields],
                                              names=[*carried, *names])
