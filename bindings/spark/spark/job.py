"""demarche-spark: code a table or files on Spark into Parquet, and remove sources from what it wrote.

  demarche-spark code OUT --pages PAGES.parquet [--text COLUMN] [--id COLUMN] ...
  demarche-spark code OUT --files WARC... | --file-list LIST
  demarche-spark remove OUT --source NAME [--article ID]
  demarche-spark stories OUT
  demarche-spark info OUT

With spark-submit: spark-submit --master URL "$(command -v demarche-spark)" code OUT ... Without it, --master local[N] runs here.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import time
from typing import Any, Optional, Sequence

from demarche.errors import Error

from . import dataset

_FIELDS = ('text', 'id', 'origin', 'url', 'title', 'published', 'category', 'publisher', 'language', 'sources')


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog='demarche-spark', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True)
    code = commands.add_parser('code', help='code pages into a new folder of Parquet')
    code.add_argument('out', help='new folder that driver and workers share')
    pages = code.add_mutually_exclusive_group(required=True)
    pages.add_argument('--pages', nargs='+', metavar='PATH', help='Parquet (or JSON lines, named .json or .jsonl) with a row a page')
    pages.add_argument('--files', nargs='+', metavar='FILE', help='files that every worker can open: WARC, JSONL, HTML, ...')
    pages.add_argument('--file-list', metavar='FILE', help='a file with such a path a line')
    for field in _FIELDS:
        code.add_argument(f'--{field}', metavar='COLUMN', help=f'the column of --pages that holds {field} (default: its own name)')
    code.add_argument('--published-form', action='store_true', help='texts are pages as they were published (HTML)')
    code.add_argument('--input-format', default='', help='of --files; recognised from content without it')
    code.add_argument('--reference', metavar='DAY', help='publication day of pages that have none')
    code.add_argument('--tables', default='event,statement', help='kinds that also get typed columns (default: %(default)s)')
    code.add_argument('--by', choices=('day', 'month', 'year'), default='month', help='period of a partition (default: %(default)s)')
    code.add_argument('--buckets', type=int, default=dataset.BUCKETS, help='buckets of sources (default: %(default)s)')
    code.add_argument('--batch-pages', type=int, default=512, help='pages coded at a time (default: %(default)s)')
    code.add_argument('--partitions', type=int, help='tasks that the pages are spread over (default: as they are read)')
    code.add_argument('--stories', action='store_true', help='keep signatures, and tell which articles tell the same news')
    code.add_argument('--master', help='as for spark-submit, which sets it otherwise')
    remove = commands.add_parser('remove', help='remove a source, or one article of it')
    remove.add_argument('out')
    remove.add_argument('--source', required=True, help='publisher, or host of the address where pages name no publisher')
    remove.add_argument('--article', help='only this article of it')
    stories = commands.add_parser('stories', help='tell the stories of a folder anew, after a removal')
    stories.add_argument('out')
    stories.add_argument('--master', help='as for spark-submit, which sets it otherwise')
    info = commands.add_parser('info', help='what a folder holds')
    info.add_argument('out')
    return parser


def _session(master: Optional[str]) -> Any:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName('demarche-spark')
    if master:
        builder = builder.master(master)
    # What one task hands to Python at a time: bounds the memory of a worker.
    return builder.config('spark.sql.execution.arrow.maxRecordsPerBatch', '2048').getOrCreate()


def _paths(arguments: argparse.Namespace) -> list[str]:
    if not arguments.file_list:
        return list(arguments.files)
    return [line.strip() for line in pathlib.Path(arguments.file_list).read_text('utf-8').splitlines() if line.strip()]


def _code(arguments: argparse.Namespace) -> None:
    from . import code, code_files

    spark = _session(arguments.master)
    begin = time.monotonic()
    if arguments.pages:
        lines = all(path.endswith(('.json', '.jsonl')) for path in arguments.pages)
        pages = spark.read.json(arguments.pages) if lines else spark.read.parquet(*arguments.pages)
        if arguments.partitions:
            pages = pages.repartition(arguments.partitions)
        columns = {field: getattr(arguments, field) for field in _FIELDS if getattr(arguments, field)}
        records = code(pages, columns=columns, published_form=arguments.published_form, reference=arguments.reference,
                       batch_pages=arguments.batch_pages, signatures=arguments.stories)
    else:
        records = code_files(spark, _paths(arguments), input_format=arguments.input_format, reference=arguments.reference,
                             batch_pages=arguments.batch_pages, partitions=arguments.partitions, signatures=arguments.stories)
    tables = [kind for kind in arguments.tables.split(',') if kind] + (['signature'] if arguments.stories else [])
    manifest = dataset.write(records, arguments.out, tables=tables, by=arguments.by, buckets=arguments.buckets)
    if arguments.stories:
        manifest = dataset.tell_stories(spark, arguments.out)
    kinds = manifest['kinds']
    print(f'{arguments.out}: {kinds.get("article", 0)} documents, {kinds.get("event", 0)} events, {kinds.get("statement", 0)} statements, '
          f'{kinds.get("reject", 0)} rejects, {len(manifest["files"])} files, {time.monotonic() - begin:.0f} s', file=sys.stderr)
    spark.stop()


def _remove(arguments: argparse.Namespace) -> None:
    result = dataset.remove(arguments.out, arguments.source, arguments.article)
    if result['rows'] == 0:
        print(f'{arguments.out}: nothing of {arguments.source!r}' + (f' with article {arguments.article!r}' if arguments.article else ''),
              file=sys.stderr)
        return
    print(f'{arguments.out}: {result["rows"]} rows removed; {len(result["rewritten"])} files rewritten, {len(result["deleted"])} deleted, '
          f'of {result["read"]} in the bucket of this source', file=sys.stderr)


def main(words: Optional[Sequence[str]] = None) -> int:
    """Runs the job; the exit status is 0, 2 for wrong use, 3 where a file, the disk or the cluster failed."""
    arguments = _parser().parse_args(words)
    try:
        if arguments.command == 'code':
            _code(arguments)
        elif arguments.command == 'remove':
            _remove(arguments)
        elif arguments.command == 'stories':
            told = dataset.tell_stories(_session(arguments.master), arguments.out)
            print(f'{arguments.out}: {told["stories"]} stories', file=sys.stderr)
        else:
            manifest = dataset.read_manifest(arguments.out)
            manifest['files'] = {'number': len(manifest['files']), 'rows': sum(file['rows'] for file in manifest['files']),
                                 'bytes': sum(file['bytes'] for file in manifest['files'])}
            print(json.dumps(manifest, indent=1, ensure_ascii=False))
        return 0
    except Error as error:
        print(f'demarche-spark: {error}', file=sys.stderr)
        return 2 if error.code == 'usage' else 3


if __name__ == '__main__':
    sys.exit(main())
