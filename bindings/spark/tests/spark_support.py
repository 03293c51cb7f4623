"""Sessions for the tests, and what poisons and kills in them."""

import gzip
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
REPORTS = ROOT / 'demo' / 'reports'
PROGRAM = os.environ.get('DEMARCHE_PROGRAM', str(ROOT / 'build' / 'release' / 'demarche'))


def session(master):
    """A session of its own master; skips the test where Spark or Java is missing."""
    if shutil.which('java') is None and not os.environ.get('JAVA_HOME'):
        raise unittest.SkipTest('no Java: Spark needs one (apt-get install openjdk-17-jre-headless)')
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise unittest.SkipTest('no pyspark: ./dev python makes an environment that has it') from None
    os.environ['PYSPARK_PYTHON'] = sys.executable
    builder = SparkSession.builder.master(master).appName('demarche-tests')
    for key, value in {'spark.ui.enabled': 'false', 'spark.driver.host': '127.0.0.1', 'spark.driver.bindAddress': '127.0.0.1',
                       'spark.sql.shuffle.partitions': '4', 'spark.sql.session.timeZone': 'UTC', 'spark.driver.memory': '1g',
                       'spark.executorEnv.PYTHONPATH': os.environ.get('PYTHONPATH', ''),
                       'spark.sql.execution.arrow.maxRecordsPerBatch': '1024', 'spark.ui.showConsoleProgress': 'false',
                       'spark.sql.warehouse.dir': str(ROOT / 'build' / 'spark-warehouse')}.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel('OFF')
    return spark


def program(*arguments):
    run = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    if run.returncode not in (0, 1):
        raise AssertionError(run.stderr.decode('utf-8', 'replace'))
    return run.stdout.decode('utf-8').splitlines()


def pages_of(path):
    """Rows for a DataFrame from lines of JSONL, with the origin that the program gives them."""
    rows = []
    for number, line in enumerate(pathlib.Path(path).read_text('utf-8').splitlines(), 1):
        page = json.loads(line)
        rows.append({'id': page.get('id'), 'origin': f'{path}:{number}', 'url': page.get('url'), 'title': page.get('title'),
                     'published': page.get('published') or page.get('date'), 'category': page.get('category'),
                     'publisher': page.get('publisher'), 'language': page.get('language'), 'text': page['text'],
                     'sources': [{'n': source.get('n'), 'url': source['url']} for source in page.get('sources') or []]})
    return rows


def pack_warc(path, pages):
    """A WARC as crawlers write it: a gzip member a record, HTTP responses with their headers."""
    with open(path, 'wb') as file:
        for number, page in enumerate(pages):
            body = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' + pathlib.Path(page).read_bytes()
            head = (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n'
                    f'WARC-Date: 2024-01-0{number % 9 + 1}T00:00:00Z\r\nWARC-Target-URI: https://news{number % 3}.example/{number}\r\n'
                    f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n').encode()
            file.write(gzip.compress(head + body + b'\r\n\r\n', mtime=0))


SCHEMA = ('id string, origin string, url string, title string, published string, category string, publisher string, '
          'language string, text string, sources array<struct<n: int, url: string>>')


def abort_on_poison(batch):
    """Brings the coding process down as a fault in the coder would."""
    if any('POISON' in (text or '') for text in batch.column(batch.schema.get_field_index('text')).to_pylist()):
        os.abort()


class KillOnce:
    """Kills an ancestor of the process that codes, the first time any of them gets here."""

    def __init__(self, flag, generations):
        self.flag = flag
        self.generations = generations

    def __call__(self, batch):
        try:
            os.close(os.open(self.flag, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return
        pid = os.getpid()
        for _ in range(self.generations):
            pid = int(pathlib.Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()[1])
        os.kill(pid, signal.SIGKILL)


class NoteMemory:
    """Notes the memory that the worker and its child hold, in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, batch):
        total = 0
        for pid in (os.getpid(), os.getppid()):
            for line in pathlib.Path(f'/proc/{pid}/smaps_rollup').read_text().splitlines():
                if line.startswith('Pss:'):
                    total += int(line.split()[1])
        pathlib.Path(self.folder, str(os.getppid())).write_text(str(total))
