"""Demarche on Spark: the same records, to the byte, from as many machines as you have.

>>> import demarche.spark
>>> records = demarche.spark.code(pages)                    # a row a record: kind, article, id, source, published, record, ...
>>> events = demarche.spark.table(records, 'event')         # typed columns
>>> demarche.spark.write(records, 'out/')                   # Parquet by period and bucket of sources, with a manifest

``demarche-spark`` is the same as a job. How to run it on a cluster: docs/howto/code-on-spark.md.
"""

from .coding import RECORD_COLUMNS, code, code_files, record_schema, table
from .dataset import BUCKETS, bucket_of, read_manifest, remove, write
from .grouping import stories

__all__ = ['BUCKETS', 'RECORD_COLUMNS', 'bucket_of', 'code', 'code_files', 'read_manifest', 'record_schema', 'remove', 'stories',
           'table', 'write']
