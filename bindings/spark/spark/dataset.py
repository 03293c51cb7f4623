"""Records on disk: Parquet by period and bucket of sources, with a manifest; and what it takes to remove a source again.

    OUT/manifest.json                                  versions, counts, every file with rows, bytes and hash, removals
    OUT/record/period=2022-12/bucket=03/part-0.parquet     the lines of the contract
    OUT/event/period=2022-12/bucket=03/part-0.parquet      typed columns (docs/reference/columns.md)

A source's records all lie in the bucket of its name, so that removing a source, or one article of it, reads and rewrites only files of
one bucket, and of those only the ones that hold something of it.
"""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import shutil
import zlib
from typing import TYPE_CHECKING, Any, Iterator, Optional, Sequence

import pyarrow
import pyarrow.compute as pc
import pyarrow.parquet

import demarche
from demarche.errors import NotFoundError, StorageError, UsageError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

BUCKETS = 16
_PERIODS = {'day': 10, 'month': 7, 'year': 4}
_UNDATED = 'undated'


def bucket_of(source: str, buckets: int = BUCKETS) -> int:
    """The bucket of a source: CRC-32 of its name in UTF-8, modulo the number of buckets; the same in every language."""
    return zlib.crc32(source.encode('utf-8')) % buckets


def write(records: DataFrame, out: str | os.PathLike[str], *, tables: Sequence[str] = ('event', 'statement'), by: str = 'month',
          buckets: int = BUCKETS, files_a_task: int = 64) -> dict[str, Any]:
    """Writes the records of ``code`` to a new folder that driver and workers share, and gives its manifest.

    Every record goes into ``record/``, and those of the kinds in ``tables`` also into a folder of their kind with typed columns. Periods
    are those of the article's publication. Rows are sorted by source, article and position, so that the same pages give the same files,
    however many workers there were. The folder appears when all is written; a job that fails leaves ``OUT.part`` behind, to be deleted.

    Raises UsageError when the folder exists already.
    """
    from pyspark.sql import functions as f

    from .coding import table

    if by not in _PERIODS:
        raise UsageError(f'by={by!r}: day, month or year')
    if not 1 <= buckets <= 4096:
        raise UsageError(f'buckets={buckets}: between 1 and 4096')
    target = pathlib.Path(out)
    part = target.with_name(target.name + '.part')
    if target.exists():
        raise UsageError(f'{target} exists: name a new folder')
    if part.exists():
        raise UsageError(f'{part} exists, left behind by a job that failed or is under way: delete it first')
    # Coded once, and kept on disk: each table is then a pass over lines, not over texts.
    held = part / 'lines'
    lines = records.withColumn('period', f.coalesce(f.substring(f.col('published').cast('string'), 1, _PERIODS[by]), f.lit(_UNDATED)))
    lines = lines.withColumn('bucket', f.format_string('%02d', f.pmod(f.crc32(f.col('source').cast('binary')), f.lit(buckets)).cast('int')))
    lines.write.mode('error').parquet(str(held))
    lines = records.sparkSession.read.parquet(str(held))
    for kind in ('record', *tables):
        rows = lines.where("kind <> 'signature'") if kind == 'record' else table(lines, kind)
        order = ['source', 'article', 'position'] if kind == 'record' else ['source', 'article']
        # One task, and so one file, a partition of the result.
        rows = rows.repartition(_tasks(lines, files_a_task), 'period', 'bucket').sortWithinPartitions('period', 'bucket', *order, *_ties(rows, kind))
        rows.write.mode('error').partitionBy('period', 'bucket').option('compression', 'zstd').parquet(str(part / kind))
        _tidy_names(part / kind)
    shutil.rmtree(held)
    manifest = {'format': 'demarche-records 1', 'versions': _versions(part), 'by': by, 'buckets': buckets, 'tables': ['record', *tables],
                'kinds': _kinds(part), 'files': _files(part), 'removed': []}
    _write_manifest(part, manifest)
    part.rename(target)
    return manifest


def tell_stories(spark: SparkSession, out: str | os.PathLike[str]) -> dict[str, Any]:
    """Tells the stories of a folder anew from its signatures, into ``story/``, and gives the manifest.

    Raises UsageError when the folder was written without signatures (``tables=(..., 'signature')`` of coding with ``signatures=True``).
    """
    from .grouping import tell

    folder = pathlib.Path(out)
    manifest = read_manifest(folder)
    if 'signature' not in manifest['tables']:
        raise UsageError(f'{folder} holds no signatures: code with them (demarche-spark code --stories)')
    fresh, target = folder / 'story.part', folder / 'story'
    shutil.rmtree(fresh, ignore_errors=True)
    if not any(_parquet_files(folder / 'signature')):
        fresh.mkdir()
    else:
        rows, kept = tell(spark.read.option('basePath', str(folder / 'signature')).parquet(str(folder / 'signature')))
        rows.repartition(1).sortWithinPartitions('story').write.option('compression', 'zstd').parquet(str(fresh))
        for frame in kept:
            frame.unpersist()
        _tidy_names(fresh)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    manifest['stories'] = sum(pyarrow.parquet.read_metadata(path).num_rows for path in _parquet_files(target))
    manifest['files'] = [file for file in manifest['files'] if not file['path'].startswith('story/')] + [
        _file(folder, path) for path in _parquet_files(target)]
    _write_manifest(folder, manifest)
    return manifest


def read_manifest(out: str | os.PathLike[str]) -> dict[str, Any]:
    """The manifest of a folder that ``write`` made. Raises NotFoundError where there is none."""
    path = pathlib.Path(out, 'manifest.json')
    try:
        return json.loads(path.read_text('utf-8'))
    except FileNotFoundError:
        raise NotFoundError(f'{path}: no manifest, so this is no folder of demarche-spark') from None
    except (OSError, ValueError) as error:
        raise StorageError(f'{path} cannot be read: {error}') from None


def remove(out: str | os.PathLike[str], source: str, article: Optional[str] = None) -> dict[str, Any]:
    """Removes a source, or one article of it, from every table: rewrites the files that hold it and no others.

    Stories (``story/``) are deleted as a whole; ``demarche-spark stories`` tells them anew. Each file is replaced at once, and the manifest is written last, so that an interrupted removal is completed by repeating it. Gives
    {"rows", "rewritten", "deleted", "read"}, and notes the removal in the manifest (source and article, never their text).
    """
    folder = pathlib.Path(out)
    manifest = read_manifest(folder)
    bucket = f'{bucket_of(source, manifest["buckets"]):02d}'
    result: dict[str, Any] = {'rows': 0, 'rewritten': [], 'deleted': [], 'read': 0}
    kept = []
    # Stories name documents of many sources and cannot be mended by bucket: they go, to be told anew from what is left.
    if manifest.pop('stories', None) is not None or (folder / 'story').exists():
        shutil.rmtree(folder / 'story', ignore_errors=True)
        result['deleted'] += [file['path'] for file in manifest['files'] if file['path'].startswith('story/')]
    for file in manifest['files']:
        path = folder / file['path']
        if file['path'].startswith('story/'):
            continue
        if f'/bucket={bucket}/' not in file['path']:
            kept.append(file)
            continue
        result['read'] += 1
        rows = _remove_from(path, source, article) if path.exists() else -1
        if rows == 0:
            kept.append(file)
            continue
        if rows > 0:
            result['rows'] += rows
        result['rewritten' if path.exists() else 'deleted'].append(file['path'])
        if path.exists():
            kept.append(_file(folder, path))
    manifest['files'] = kept
    manifest['kinds'] = _kinds(folder)
    manifest['removed'].append({'source': source, 'article': article, 'rows': result['rows']})
    _write_manifest(folder, manifest)
    return result


def _remove_from(path: pathlib.Path, source: str, article: Optional[str]) -> int:
    """Rows taken out of one file; the file is gone when nothing is left of it."""
    # A file is looked at by two narrow columns first: most files of a bucket hold nothing of the source.
    keys = pyarrow.parquet.read_table(path, columns=['source', 'article'], partitioning=None)
    gone = pc.equal(keys['source'], source)
    if article is not None:
        gone = pc.and_(gone, pc.fill_null(pc.equal(keys['article'], article), False))
    rows = pc.sum(gone).as_py() or 0
    if rows == 0:
        return 0
    if rows == keys.num_rows:
        path.unlink()
        return rows
    left = pyarrow.parquet.read_table(path, partitioning=None).filter(pc.invert(gone))
    fresh = path.with_suffix('.new')
    pyarrow.parquet.write_table(left, fresh, compression='zstd')
    with open(fresh, 'rb+') as file:
        os.fsync(file.fileno())
    fresh.replace(path)
    return rows


def _ties(rows: DataFrame, kind: str) -> list[str]:
    """What orders the rows of one article."""
    if kind == 'record':
        return ['record']
    return [name for name in ('section', 'sentence_begin', 'id') if name in rows.columns]


def _tasks(lines: DataFrame, files_a_task: int) -> int:
    found = lines.select('period', 'bucket').distinct().count()
    return max(1, -(-found // max(1, files_a_task)))


def _tidy_names(folder: pathlib.Path) -> None:
    """Spark names files after its jobs; here the same content has the same name."""
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix != '.parquet':
            path.unlink()  # _SUCCESS and checksums
    for place in sorted({path.parent for path in folder.rglob('*.parquet')}):
        for other in place.glob('.*.crc'):
            other.unlink()
        for number, path in enumerate(sorted(place.glob('*.parquet'))):
            path.rename(place / f'part-{number}.parquet')


def _parquet_files(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    for path in sorted(folder.rglob('part-*.parquet')):
        if 'lines' not in path.relative_to(folder).parts:
            yield path


def _file(folder: pathlib.Path, path: pathlib.Path) -> dict[str, Any]:
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return {'path': path.relative_to(folder).as_posix(), 'rows': pyarrow.parquet.read_metadata(path).num_rows,
            'bytes': path.stat().st_size, 'sha256': digest.hexdigest()}


def _files(folder: pathlib.Path) -> list[dict[str, Any]]:
    return [_file(folder, path) for path in _parquet_files(folder)]


def _kinds(folder: pathlib.Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for path in _parquet_files(folder / 'record'):
        for entry in pyarrow.parquet.read_table(path, columns=['kind'], partitioning=None)['kind'].value_counts().to_pylist():
            counts[entry['values']] = counts.get(entry['values'], 0) + entry['counts']
    return dict(sorted(counts.items()))


def _versions(folder: pathlib.Path) -> dict[str, str]:
    """What coded, as the events say it; without an event, as this machine's package does."""
    for path in _parquet_files(folder / 'event') if (folder / 'event').exists() else ():
        row = pyarrow.parquet.read_table(path, columns=['engine', 'model', 'codebook'], partitioning=None).slice(0, 1).to_pylist()
        if row:
            return row[0]
    return demarche.Engine().versions._asdict()


def _write_manifest(folder: pathlib.Path, manifest: dict[str, Any]) -> None:
    fresh = folder / 'manifest.json.new'
    fresh.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + '\n', 'utf-8')
    fresh.replace(folder / 'manifest.json')
