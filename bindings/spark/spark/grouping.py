"""Stories across partitions: which documents tell the same news, from their signatures alone.

    signatures -> (block, document)           shuffle by block: pairs that share one
               -> pairs, each once            shuffle by pair
               -> judged by their signatures  joins
               -> links                       connected at the driver, two numbers a link
               -> documents by connected part shuffle: stories

Nobody is compared with everybody: a document stands in at most 64 blocks, and in a block of more than 32 it is compared with one document
only. Each step is the engine's own, so the stories are those that an archive of the same documents keeps; people's decisions about stories
live in archives and have no part here.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Iterator

import numpy
import pyarrow

from demarche import _core

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_PAIR = pyarrow.schema([('first', pyarrow.int64()), ('second', pyarrow.int64())])
_LINK = ('kind string', 'score int', 'strength int', 'dependence int', 'cites int', 'reasons string')


def stories(signatures: DataFrame) -> DataFrame:
    """The stories of documents, a row a story: ``story`` (its id), ``documents`` (how many), ``record`` (the line of the contract).

    ``signatures``: ``table(code(pages, signatures=True), 'signature')``. A document that stands in it more than once counts once, in the
    version published last.
    """
    return tell(signatures)[0]


def tell(signatures: DataFrame) -> tuple[DataFrame, list[DataFrame]]:
    """The stories, and what Spark keeps in memory or on disk for them until ``unpersist``."""
    from pyspark.sql import functions as f

    # Ranks are hexadecimal; as the bits of a signed number they sort as they do in an archive.
    high = f.conv(f.substring('rank', 1, 8), 16, 10).cast('bigint')
    low = f.conv(f.substring('rank', 9, 8), 16, 10).cast('bigint')
    ranked = signatures.withColumn('key', f.shiftleft(high, 32).bitwiseOR(low))
    newest = f.max(f.struct('published', 'signature', 'source', 'article', 'day')).alias('newest')
    # Spark takes a kept result for any plan that looks the same, also when files have changed since: no other looks like this one.
    documents = ranked.groupBy('key').agg(newest).select('key', 'newest.*', f.lit(uuid.uuid4().hex).alias('run')).persist()

    blocks = documents.select('key', 'signature').mapInArrow(_blocks, 'block bigint, key bigint')
    pairs = blocks.repartition('block').sortWithinPartitions('block', 'key').mapInArrow(_pairs, 'first bigint, second bigint').distinct()
    signed = documents.select('key', 'signature')
    judged = (pairs.join(signed.withColumnsRenamed({'key': 'first', 'signature': 'first_signature'}), 'first')
              .join(signed.withColumnsRenamed({'key': 'second', 'signature': 'second_signature'}), 'second')
              .select('first', 'second', 'first_signature', 'second_signature')
              .mapInArrow(_judge, ', '.join(('first bigint', 'second bigint', *_LINK))).persist())

    links = judged.select('first', 'second').toPandas()
    parts = connected(links['first'].to_numpy(numpy.int64), links['second'].to_numpy(numpy.int64))
    spark = signatures.sparkSession
    membership = spark.createDataFrame([(int(key), int(part)) for key, part in zip(*parts)], 'key bigint, part bigint')
    grouped = (documents.join(membership, 'key', 'left').withColumn('part', f.coalesce('part', 'key'))
               .groupBy('part').agg(f.sort_array(f.collect_list(f.struct(
                   'key', 'source', 'article', f.col('published').cast('string').alias('published'),
                   f.col('day').cast('string').alias('day')))).alias('documents')))
    linked = (judged.join(membership.withColumnRenamed('key', 'first'), 'first')
              .groupBy('part').agg(f.sort_array(f.collect_list(f.struct(
                  'first', 'second', *[name.split()[0] for name in _LINK]))).alias('links')))
    told = grouped.join(linked, 'part', 'left').select('documents', 'links').mapInArrow(_tell, 'story string, documents int, record string')
    return told, [documents, judged]


def connected(first: numpy.ndarray, second: numpy.ndarray) -> tuple[numpy.ndarray, numpy.ndarray]:
    """The ends of links, ascending, and for each the lowest end that it is connected with."""
    keys, ends = numpy.unique(numpy.concatenate([first, second]), return_inverse=True)
    one, other = ends[:len(first)], ends[len(first):]
    part = numpy.arange(len(keys))
    while True:
        lowest = numpy.minimum(part[one], part[other])
        before = part.copy()
        numpy.minimum.at(part, part[one], lowest)
        numpy.minimum.at(part, part[other], lowest)
        part = part[part]
        if numpy.array_equal(part, before):
            return keys, keys[part]


def _blocks(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        found = [_core.signature_blocks(signature) for signature in batch.column(1).to_pylist()]
        keys = numpy.repeat(batch.column(0).to_numpy(), [len(blocks) for blocks in found])
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array([block for blocks in found for block in blocks], pyarrow.int64()),
                                               pyarrow.array(keys, pyarrow.int64())], names=['block', 'key'])


def _pairs(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Rows come by block and key. Holds one block of usual size; of a crowded one only its leader."""
    crowd = _core.signature_crowd
    block, members, out = None, [], []

    def all_pairs() -> list[tuple[int, int]]:
        return [(a, b) for at, a in enumerate(members) for b in members[at + 1:]]

    for batch in batches:
        for this, key in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
            if this != block:
                out += all_pairs() if len(members) <= crowd else []
                block, members = this, []
            if len(members) <= crowd:
                members.append(key)
                if len(members) == crowd + 1:
                    out += [(members[0], other) for other in members[1:]]
            else:
                out.append((members[0], key))
        if out:
            yield _as_pairs(out)
            out = []
    if len(members) <= crowd:
        yield _as_pairs(all_pairs())


def _as_pairs(pairs: list[tuple[int, int]]) -> pyarrow.RecordBatch:
    ends = numpy.array(pairs, numpy.int64).reshape(-1, 2)
    return pyarrow.RecordBatch.from_arrays([pyarrow.array(ends[:, 0]), pyarrow.array(ends[:, 1])], schema=_PAIR)


def _judge(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    for batch in batches:
        rows = []
        for first, second, one, other in zip(*(column.to_pylist() for column in batch.columns)):
            link = _core.judge_signatures(one, other)
            if link is not None:
                rows.append((first, second, *link))
        columns = list(zip(*rows)) if rows else [()] * 8
        types = [pyarrow.int64(), pyarrow.int64(), pyarrow.string(), *[pyarrow.int32()] * 4, pyarrow.string()]
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array(column, kind) for column, kind in zip(columns, types)],
                                              names=['first', 'second', *[name.split()[0] for name in _LINK]])


def _tell(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import json

    for batch in batches:
        lines = []
        for documents, links in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
            at = {document['key']: number for number, document in enumerate(documents)}
            rows = [tuple(document[name] or ('' if name != 'key' else 0) for name in ('key', 'source', 'article', 'published', 'day'))
                    for document in documents]
            verdicts = [(at[link['first']], at[link['second']], tuple(link[name.split()[0]] for name in _LINK)) for link in links or ()]
            lines += _core.signed_stories(rows, verdicts)
        told = [json.loads(line) for line in lines]
        yield pyarrow.RecordBatch.from_arrays(
            [pyarrow.array([story['id'] for story in told], pyarrow.string()),
             pyarrow.array([len(story['documents']) for story in told], pyarrow.int32()), pyarrow.array(lines, pyarrow.string())],
            names=['story', 'documents', 'record'])
