"""The same records through Spark as through the program: local[2], and with DEMARCHE_SLOW=1 a cluster of processes."""

import json
import os
import pathlib
import tempfile
import unittest

import numpy
import pyarrow
import pyarrow.parquet

import demarche
import demarche.spark
from demarche.spark import dataset, grouping, job
from spark_support import REPORTS, SCHEMA, KillOnce, NoteMemory, abort_on_poison, pack_warc, pages_of, program, session

SLOW = os.environ.get('DEMARCHE_SLOW') == '1'


class Shared:
    """The tests of any master."""

    master = ''
    kill_generations = (1,)

    @classmethod
    def setUpClass(cls):
        cls.spark = session(cls.master)
        cls.folder = tempfile.TemporaryDirectory()
        cls.pages_path = str(pathlib.Path(cls.folder.name, 'pages.jsonl'))
        pathlib.Path(cls.pages_path).write_text('\n'.join(program('read', REPORTS)) + '\n', 'utf-8')
        cls.printed = program('code', cls.pages_path)
        cls.pages = pages_of(cls.pages_path)

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def frame(self, rows=None):
        return self.spark.createDataFrame(rows or self.pages, SCHEMA).repartition(4)

    def lines(self, records):
        return sorted(row.record for row in records.select('record').collect())

    def test_the_records_of_the_program(self):
        self.assertEqual(self.lines(demarche.spark.code(self.frame(), batch_pages=16)), sorted(self.printed))

    @unittest.skipUnless(SLOW, 'takes minutes: DEMARCHE_SLOW=1 runs it')
    def test_killed_workers_change_nothing(self):
        for generations in self.kill_generations:
            with self.subTest(generations=generations), tempfile.TemporaryDirectory() as folder:
                flag = os.path.join(folder, 'killed')
                records = demarche.spark.code(self.frame(), batch_pages=16, _before=KillOnce(flag, generations))
                self.assertEqual(self.lines(records), sorted(self.printed))
                self.assertTrue(os.path.exists(flag))

    def test_a_poisonous_page_is_one_reject(self):
        poison = dict(self.pages[0], id='poison', origin='poison:1', text='POISON ' * 20)
        rows = self.pages[:40] + [poison] + self.pages[40:60]
        records = demarche.spark.code(self.frame(rows), batch_pages=16, _before=abort_on_poison)
        lines = self.lines(records)
        rejects = [json.loads(line) for line in lines if line.startswith('{"kind":"reject"')]
        self.assertEqual([(reject['id'], reject['origin'], reject['reason']) for reject in rejects], [('poison', 'poison:1', 'bad_input')])
        self.assertIn('signal 6', rejects[0]['message'])
        path = pathlib.Path(self.folder.name, 'sixty.jsonl')
        path.write_text(''.join(line + '\n' for line in pathlib.Path(self.pages_path).read_text('utf-8').splitlines()[:60]), 'utf-8')
        expected = [line.replace(str(path) + ':', self.pages_path + ':') for line in program('code', path)]
        self.assertEqual([line for line in lines if not line.startswith('{"kind":"reject"')], sorted(expected))

    def test_memory_of_a_worker(self):
        with tempfile.TemporaryDirectory() as folder:
            records = demarche.spark.code(self.frame(self.pages * 8), _before=NoteMemory(folder))
            self.assertGreater(records.where("kind = 'event'").count(), 0)
            noted = [int(path.read_text()) for path in pathlib.Path(folder).iterdir()]
            self.assertTrue(noted)
            self.assertLess(max(noted), 400 << 10, 'kilobytes of a worker and its child')


class Local(Shared, unittest.TestCase):
    master = 'local[2,4]'

    def test_files(self):
        paths = sorted(str(path) for path in REPORTS.iterdir())[:24]
        bad = os.path.join(self.folder.name, 'bad.html')
        pathlib.Path(bad).write_bytes(b'\x00\x01\x02\x03' * 64)
        records = demarche.spark.code_files(self.spark, [*paths, bad], partitions=3)
        self.assertEqual(self.lines(records), sorted(program('code', *paths, bad)))

    def test_web_archives(self):
        warc = os.path.join(self.folder.name, 'crawl.warc.gz')
        pack_warc(warc, sorted(REPORTS.glob('*.html'))[:30])
        printed = program('code', warc)
        self.assertGreater(sum(line.startswith('{"kind":"event"') for line in printed), 20)
        self.assertEqual(self.lines(demarche.spark.code_files(self.spark, [warc], batch_pages=8)), sorted(printed))

    @unittest.skipUnless(SLOW, 'takes minutes: DEMARCHE_SLOW=1 runs it')
    def test_stories_are_those_of_an_archive(self):
        archive = os.path.join(self.folder.name, 'stories.demarche')
        program('add', self.pages_path, '--archive', archive)
        printed = program('stories', '--archive', archive)
        self.assertTrue(any(len(json.loads(line)['documents']) > 1 for line in printed))
        out = pathlib.Path(self.folder.name, 'told')
        records = demarche.spark.code(self.frame(), signatures=True)
        demarche.spark.write(records, out, by='year', buckets=4, tables=('event', 'signature'))
        manifest = dataset.tell_stories(self.spark, out)
        self.assertEqual(sorted(pyarrow.parquet.read_table(out / 'story')['record'].to_pylist()), sorted(printed))
        self.assertEqual(manifest['stories'], len(printed))
        self.assertNotIn('signature', manifest['kinds'])
        demarche.spark.remove(out, 'Harbour Wire')
        self.assertFalse((out / 'story').exists())
        dataset.tell_stories(self.spark, out)
        left = pathlib.Path(self.folder.name, 'left.jsonl')
        lines = pathlib.Path(self.pages_path).read_text('utf-8').splitlines()
        left.write_text(''.join(line + '\n' for line in lines if json.loads(line)['publisher'] != 'Harbour Wire'), 'utf-8')
        program('add', left, '--archive', archive + '2')
        self.assertEqual(sorted(pyarrow.parquet.read_table(out / 'story')['record'].to_pylist()),
                         sorted(program('stories', '--archive', archive + '2')))
        self.assertNotEqual(left.read_text('utf-8').count('\n'), len(lines))

    def test_crowded_blocks_and_connected_parts(self):
        rows = [(1, key) for key in range(5)] + [(2, key) for key in range(100)] + [(3, 7)]
        batches = [pyarrow.record_batch({'block': [block for block, _ in rows[at:at + 9]], 'key': [key for _, key in rows[at:at + 9]]})
                   for at in range(0, len(rows), 9)]
        pairs = [pair for batch in grouping._pairs(iter(batches)) for pair in zip(*(column.to_pylist() for column in batch.columns))]
        self.assertEqual(pairs, [(a, b) for a in range(5) for b in range(a + 1, 5)] + [(0, key) for key in range(1, 100)])
        keys, parts = grouping.connected(numpy.array([5, 9, 2, 30]), numpy.array([9, 7, 30, 31]))
        self.assertEqual(dict(zip(keys.tolist(), parts.tolist())), {2: 2, 30: 2, 31: 2, 5: 5, 9: 5, 7: 5})
        chain = numpy.arange(1000)
        self.assertEqual(set(grouping.connected(chain[:-1], chain[1:])[1].tolist()), {0})

    def test_typed_columns_and_what_is_kept(self):
        frame = self.frame().withColumnRenamed('text', 'body')
        records = demarche.spark.code(frame, columns={'text': 'body'}, keep=['category', 'origin'])
        events = demarche.spark.table(records, 'event').toPandas().sort_values('id').reset_index(drop=True)
        expected = demarche.Engine().code_files(self.pages_path).events.to_pandas().sort_values('id').reset_index(drop=True)
        self.assertEqual(events['id'].tolist(), expected['id'].tolist())
        self.assertEqual(events['goldstein'].dropna().tolist(), expected['goldstein'].dropna().tolist())
        self.assertEqual([list(value) for value in events['actors']], [list(value) for value in expected['actors']])
        origins = {page['id']: page['origin'] for page in self.pages}
        for article, origin in zip(events['article'], events['origin']):
            self.assertTrue(origin.startswith(self.pages_path), origin)
            self.assertIn(article, origins)

    def test_wrong_use_is_told_before_work_begins(self):
        for options, message in (({'columns': {'text': 'body'}}, 'no column "body"'), ({'keep': ['colour']}, 'no column "colour"'),
                                 ({'batch_pages': 0}, 'batch_pages=0')):
            with self.assertRaisesRegex(demarche.UsageError, message):
                demarche.spark.code(self.frame(), **options)
        with self.assertRaisesRegex(demarche.UsageError, 'no column "text"'):
            demarche.spark.code(self.spark.createDataFrame([('x',)], 'body string'))

    def test_written_read_and_removed(self):
        out = pathlib.Path(self.folder.name, 'out')
        manifest = demarche.spark.write(demarche.spark.code(self.frame()), out, by='year', buckets=8)
        again = pathlib.Path(self.folder.name, 'again')
        other = demarche.spark.write(demarche.spark.code(self.frame(list(reversed(self.pages))), batch_pages=7), again, by='year', buckets=8)
        self.assertEqual(self.contents(out), self.contents(again))
        self.assertEqual(manifest['kinds'], other['kinds'])
        self.assertEqual(sum(manifest['kinds'].values()), len(self.printed))
        with self.assertRaisesRegex(demarche.UsageError, 'exists'):
            demarche.spark.write(demarche.spark.code(self.frame()), out)

        rows = pyarrow.parquet.read_table(out / 'record').to_pylist()
        self.assertEqual(sorted(row['record'] for row in rows), sorted(self.printed))
        self.remove_and_look(out, manifest, rows)

    def contents(self, out):
        return {path.relative_to(out).as_posix(): pyarrow.parquet.read_table(path, partitioning=None).to_pylist()
                for path in sorted(out.rglob('*.parquet'))}

    def remove_and_look(self, out, manifest, rows):
        source = next(row['source'] for row in rows if row['source'])
        bucket = f'/bucket={dataset.bucket_of(source, 8):02d}/'
        before = {path: path.stat().st_mtime_ns for path in out.rglob('*.parquet')}
        article = next(row['article'] for row in rows if row['source'] == source)
        one = demarche.spark.remove(out, source, article)
        self.assertEqual(sum(row['article'] == article and row['source'] == source for row in rows),
                         sum(file['rows'] for file in manifest['files'] if file['path'].startswith('record/'))
                         - sum(file['rows'] for file in demarche.spark.read_manifest(out)['files'] if file['path'].startswith('record/')))
        touched = set(one['rewritten']) | set(one['deleted'])
        self.assertTrue(all(bucket in path for path in touched))
        for path, stamp in before.items():
            if path.relative_to(out).as_posix() not in touched:
                self.assertEqual(path.stat().st_mtime_ns, stamp, path)
        self.assertEqual(job.main(['remove', str(out), '--source', source]), 0)
        left = [row for path in out.rglob('*.parquet') for row in pyarrow.parquet.read_table(path, partitioning=None).to_pylist()]
        self.assertFalse([row for row in left if row['source'] == source])
        self.assertTrue(left)
        for file in demarche.spark.read_manifest(out)['files']:
            self.assertEqual(dataset._file(out, out / file['path']), file)
        self.assertEqual(demarche.spark.remove(out, 'No Such Gazette')['rows'], 0)

    def test_the_job(self):
        out = pathlib.Path(self.folder.name, 'job')
        self.assertEqual(job.main(['code', str(out), '--pages', self.pages_path, '--tables', 'event', '--by', 'year']), 0)
        type(self).spark = session(self.master)  # the job stops its own
        manifest = demarche.spark.read_manifest(out)
        self.assertEqual(manifest['kinds']['event'], sum(line.startswith('{"kind":"event"') for line in self.printed))
        self.assertEqual(job.main(['info', str(out)]), 0)
        self.assertEqual(job.main(['code', str(out), '--pages', self.pages_path]), 2)
        type(self).spark = session(self.master)
        self.assertEqual(job.main(['remove', str(out.parent), '--source', 'x']), 3)


@unittest.skipUnless(SLOW, 'a cluster takes a minute: DEMARCHE_SLOW=1 runs it')
class Cluster(Shared, unittest.TestCase):
    master = 'local-cluster[2,1,1024]'
    kill_generations = (1, 3)  # the Python worker; the executor above it


if __name__ == '__main__':
    unittest.main()
