"""Texts, pages, tables and files through demarche.Engine."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import pandas
import polars
import pyarrow

import demarche
from support import PROGRAM, REPORTS, TEXTS, engine, program


class OneText(unittest.TestCase):
    def test_typed_records(self):
        coded = engine().code(TEXTS[0]['text'], published='2021-03-05', id='a', title='Envoy called home')
        event = coded.events[0]
        self.assertEqual((event.type, event.quad), ('SANCTION', 'material-conflict'))
        self.assertEqual([party.code for party in event.actors], ['FRA:GOV'])
        self.assertEqual(event.date.start, datetime.date(2021, 3, 4))
        self.assertEqual(coded.article.title, 'Envoy called home')
        self.assertEqual(coded.statements[0].content.text, 'We are not amused,')
        self.assertTrue(coded.statements[0].direct)
        self.assertEqual(event.raw['kind'], 'event')

    def test_offsets_are_code_points(self):
        text = TEXTS[3]['text']
        coded = engine().code(text, published=datetime.date(2021, 3, 7))
        self.assertTrue(coded.events)
        for event in coded.events:
            begin, end = event.trigger.span
            self.assertEqual(text[begin:end], event.trigger.text)
            for party in event.actors + event.recipients:
                if party.span and event.section == 'text':
                    self.assertEqual(text[party.span.begin:party.span.end], party.text)

    def test_the_same_as_the_program(self):
        line = json.dumps(dict(TEXTS[1], url='https://example.org/b', sources=['https://example.org/s']))
        lines = program('code', '-', stdin=line.encode())
        coded = engine().code(TEXTS[1]['text'], published='2021-03-06', id='b', title='Talks in Ankara', publisher='Test Wire',
                              url='https://example.org/b', sources=['https://example.org/s'], origin='-:1')
        self.assertEqual(coded.jsonl.encode(), lines)

    def test_a_page_of_html(self):
        page = sorted(REPORTS.glob('*.html'))[0]
        coded = engine().code_page(page.read_bytes(), id=page.stem, origin=str(page))
        self.assertEqual(coded.jsonl.encode(), program('code', page))

    def test_what_cannot_be_coded(self):
        coded = engine().code('  ')
        self.assertEqual([reject.reason for reject in coded.rejects], ['no_text'])
        self.assertIsNone(coded.article)
        self.assertIn('no_text', repr(coded))
        self.assertEqual(engine().code_page(b'\x00\x01\x02' * 50).rejects[0].reason, 'bad_input')
        self.assertEqual(engine().code_page('Der Minister sprach am Montag mit dem Botschafter und reiste danach ab. ' * 9)
                         .rejects[0].reason, 'language')

    def test_any_python_string(self):
        for text in ('\ud800 France met Italy.', 'a\x00b', '\u202eFrance met Italy.', 'x' * 100_000, '(' * 5000):
            self.assertIsInstance(engine().code(text), demarche.Coded)

    def test_confidence(self):
        text = TEXTS[0]['text']
        every = engine().code(text).events
        some = engine().code(text, min_confidence=0.99).events
        self.assertEqual(some, [event for event in every if event.confidence >= 0.99])

    def test_explain(self):
        self.assertIn('recalled', engine().explain(TEXTS[0]['text'], published='2021-03-05'))

    def test_wrong_arguments(self):
        with self.assertRaisesRegex(demarche.UsageError, 'is not a day'):
            engine().code('x', published='last week')
        with self.assertRaises(TypeError):
            engine().code(b'bytes', published_=1)
        with self.assertRaises(demarche.NotFoundError) as raised:
            demarche.Engine(data='/no/such/folder')
        self.assertEqual(raised.exception.code, 'not_found')
        self.assertIsInstance(raised.exception, demarche.Error)


class Tables(unittest.TestCase):
    KINDS = ('event', 'statement', 'article', 'reject', 'record')

    def all_alike(self, *frames, **options):
        first = engine().code_batch(frames[0], kinds=self.KINDS, **options)
        for frame in frames[1:]:
            other = engine().code_batch(frame, kinds=self.KINDS, **options)
            for kind in self.KINDS:
                self.assertTrue(other.table(kind).to_arrow().equals(first.table(kind).to_arrow()), (type(frame), kind))
        return first

    def test_every_library_and_every_layout(self):
        table = pyarrow.Table.from_pylist(TEXTS)
        dates = table.set_column(table.column_names.index('published'), 'published',
                                 table['published'].cast(pyarrow.date32()))
        times = dates.set_column(dates.column_names.index('published'), 'published',
                                 dates['published'].cast(pyarrow.timestamp('us')))
        wide = table.cast(pyarrow.schema([pyarrow.field(f.name, pyarrow.large_string()) for f in table.schema]))
        views = table.cast(pyarrow.schema([pyarrow.field(f.name, pyarrow.string_view()) for f in table.schema]))
        categories = table.set_column(table.column_names.index('publisher'), 'publisher', table['publisher'].dictionary_encode())
        raw = table.set_column(table.column_names.index('text'), 'text', table['text'].cast(pyarrow.binary()))
        padded = pyarrow.concat_tables([table, table]).slice(len(TEXTS) - 1, len(TEXTS) + 1).slice(1)
        batch = table.combine_chunks().to_batches()[0]
        frame = pandas.DataFrame(TEXTS)
        coded = self.all_alike(table, dates, times, wide, views, categories, raw, padded, batch, frame, polars.DataFrame(TEXTS),
                               frame.astype({'publisher': 'category'}),
                               pyarrow.RecordBatchReader.from_batches(batch.schema, [batch]))
        self.assertEqual(coded.summary.documents, 3)
        self.assertEqual(coded.rejects.to_pylist(), [{'page': 2, 'origin': 'memory', 'id': 'c', 'reason': 'no_text',
                                                      'message': 'the text is empty'}])

    def test_the_rows_of_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'texts.jsonl')
            path.write_text(''.join(json.dumps(dict(row, sources=[{'n': 3, 'url': 'https://example.org'}])) + '\n' for row in TEXTS), 'utf-8')
            lines = program('code', path)
            rows = [dict(row, origin=f'{path}:{number}', sources=[{'n': 3, 'url': 'https://example.org'}])
                    for number, row in enumerate(TEXTS, 1)]
            coded = engine().code_batch(pyarrow.Table.from_pylist(rows), keep_jsonl=True, kinds=('record',))
            kept = [line for line in lines.splitlines() if b'"kind":"reject"' not in line]
            self.assertEqual([line for line in coded.jsonl.splitlines() if b'"kind":"reject"' not in line], kept)
            self.assertEqual([row['record'].encode() for row in coded.table('record').to_pylist()
                              if row['kind'] != 'reject'], kept)
            by_files = engine().code_files(path, kinds=('record',), keep_jsonl=True)
            self.assertEqual(by_files.jsonl, lines)

    def test_batches_and_threads_do_not_show(self):
        table = pyarrow.Table.from_pylist(TEXTS * 60)
        small = pyarrow.Table.from_batches(table.to_batches(max_chunksize=7))
        one = engine().code_batch(table).events.to_arrow()
        self.assertTrue(engine().code_batch(small, threads=3).events.to_arrow().equals(one))
        parts = list(engine().code_stream(small))
        self.assertEqual(len(parts), -(-len(table) // 7))
        self.assertTrue(pyarrow.concat_tables([part.events.to_arrow() for part in parts]).combine_chunks()
                        .equals(one.combine_chunks()))

    def test_columns_by_name(self):
        frame = pandas.DataFrame({'body': [TEXTS[0]['text']], 'date': [pandas.Timestamp('2021-03-05')], 'key': ['k']})
        events = engine().code_batch(frame, columns={'text': 'body', 'id': 'key'}).events.to_pylist()
        self.assertEqual((events[0]['article'], events[0]['start']), ('k', datetime.date(2021, 3, 4)))
        with self.assertRaisesRegex(demarche.UsageError, 'no column "story" for text in the table, which has body, date, key'):
            engine().code_batch(frame, columns={'text': 'story'})
        with self.assertRaisesRegex(demarche.UsageError, 'has the type l'):
            engine().code_batch(pandas.DataFrame({'text': [1]}))
        with self.assertRaisesRegex(demarche.UsageError, "no field 'body'"):
            engine().code_batch(frame, columns={'body': 'text'})
        with self.assertRaisesRegex(demarche.UsageError, 'no table'):
            engine().code_batch('a text')
        with self.assertRaisesRegex(demarche.UsageError, 'no table for kind "events"'):
            engine().code_batch(pandas.DataFrame(TEXTS), kinds=('events',))

    def test_tables_outlive_and_repeat(self):
        coded = engine().code_batch(pandas.DataFrame(TEXTS))
        events = coded.events
        first, second = events.to_arrow(), events.to_arrow()
        frame = events.to_polars()
        del coded, events
        self.assertTrue(first.equals(second))
        first.validate(full=True)
        self.assertEqual(frame.height, first.num_rows)
        self.assertEqual(frame['actors'].to_list(), first['actors'].to_pylist())

    def test_no_rows(self):
        coded = engine().code_batch(pyarrow.table({'text': pyarrow.array([], pyarrow.string())}))
        self.assertEqual(len(coded.events), 0)
        self.assertEqual(coded.events.to_arrow().column_names, [column.name for column in coded.events.columns])

    def test_parquet(self):
        import pyarrow.parquet
        coded = engine().code_batch(pandas.DataFrame(TEXTS))
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, 'events.parquet')
            coded.events.to_parquet(path, compression='zstd')
            self.assertTrue(pyarrow.parquet.read_table(path).equals(coded.events.to_arrow()))

    def test_pages_of_html(self):
        paths = sorted(REPORTS.glob('*.html'))[:5]
        table = pyarrow.table({'text': [path.read_bytes() for path in paths], 'id': [path.stem for path in paths],
                               'origin': [str(path) for path in paths]})
        coded = engine().code_batch(table, kinds=('record',), published_form=True)
        self.assertEqual([row['record'] for row in coded.table('record').to_pylist()],
                         program('code', *paths).decode().splitlines())


class Running(unittest.TestCase):
    def test_the_lock_is_free(self):
        table = pyarrow.Table.from_pylist(TEXTS * 1500)
        done = threading.Event()
        ticks = 0

        def work():
            engine().code_batch(table)
            done.set()

        thread = threading.Thread(target=work)
        thread.start()
        while not done.is_set():
            ticks += 1
            time.sleep(0.001)
        thread.join()
        self.assertGreater(ticks, 5)

    def test_progress_is_told_and_may_stop(self):
        table = pyarrow.Table.from_pylist(TEXTS * 4000)
        seen = []

        def stop(documents, size):
            seen.append((documents, size))
            raise KeyError('enough')

        with self.assertRaisesRegex(KeyError, 'enough'):
            engine().code_batch(table, progress=stop)
        self.assertEqual(len(seen), 1)
        self.assertGreater(seen[0][0], 0)

    def test_ctrl_c(self):
        script = ('import os, signal, threading, demarche, pyarrow\n'
                  'table = pyarrow.table({"text": ["France met Italy in Rome on Monday. It was fine."] * 200000})\n'
                  'engine = demarche.Engine()\n'
                  'threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()\n'
                  'try:\n    engine.code_batch(table)\nexcept KeyboardInterrupt:\n    print("stopped")\n')
        run = subprocess.run([sys.executable, '-c', script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        self.assertEqual(run.stdout, b'stopped\n', run.stderr.decode())

    def test_forked_processes_share_the_engine(self):
        before = [event.id for event in engine().code(TEXTS[1]['text'], id='b').events]
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(write, ' '.join(event.id for event in engine().code(TEXTS[1]['text'], id='b').events).encode())
            os._exit(0)
        os.waitpid(child, 0)
        self.assertEqual(os.read(read, 10_000).decode().split(), before)
        os.close(read)
        os.close(write)


class Package(unittest.TestCase):
    def test_versions(self):
        printed = program('version').decode()
        for version in engine().versions:
            self.assertIn(version, printed)
        self.assertTrue(os.path.exists(PROGRAM))

    def test_everything_public_is_documented(self):
        for name in demarche.__all__:
            thing = getattr(demarche, name)
            if callable(thing):
                self.assertTrue((thing.__doc__ or '').strip(), name)
            for member, value in vars(thing).items() if isinstance(thing, type) and thing.__module__.startswith('demarche') else ():
                if not member.startswith('_') and isinstance(value, (property, type(engine))) and thing.__module__ != 'demarche._core':
                    self.assertTrue(value.__doc__ or name in ('CodedBatch',), f'{name}.{member}')

    def test_stubs(self):
        stub = pathlib.Path(demarche.__file__).parent / '_core.pyi'
        if not stub.exists():
            self.skipTest('the stub is written by the target demarche_stub')
        text = stub.read_text('utf-8')
        for name in ('class Engine', 'class Archive', 'class Table', 'def code_text'):
            self.assertIn(name, text)


if __name__ == '__main__':
    unittest.main()
