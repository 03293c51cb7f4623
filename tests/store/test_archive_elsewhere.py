#!/usr/bin/env python3
"""An archive read by another program, with an SQLite of its own (Python's): test_archive_elsewhere.py PROGRAM.

The tables and views say what the records say, and the offsets cut the right words.
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None

ARTICLES = [
    {'id': 'talks', 'date': '2022-12-30', 'publisher': 'Harbour Post', 'title': 'Talks',
     'text': 'Señora Vasquez — a guest — said nothing. Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow '
             'on Friday. The United States imposed sanctions on Russia. “We condemn the decision,” said the Russian foreign '
             'ministry.'},
    {'id': 'copy', 'date': '2022-12-31', 'publisher': 'Gazette',
     'text': 'France supported Poland and Germany on Monday. China rejected the proposal of the United Nations.'},
]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, timeout=60, check=True)
    return done.stdout.decode('utf-8')


class Elsewhere(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        source = pathlib.Path(cls.folder.name, 'in.jsonl')
        source.write_text(''.join(json.dumps(a) + '\n' for a in ARTICLES), 'utf-8')
        path = str(pathlib.Path(cls.folder.name, 'news.archive'))
        run('add', str(source), '--archive', path)
        cls.events = [json.loads(line) for line in run('events', '--archive', path).splitlines()]
        cls.statements = [json.loads(line) for line in run('statements', '--archive', path).splitlines()]
        cls.archive = sqlite3.connect(path)
        cls.archive.row_factory = sqlite3.Row
        cls.texts = {a['id']: a['text'] for a in ARTICLES}

    @classmethod
    def tearDownClass(cls):
        cls.archive.close()
        cls.folder.cleanup()

    def test_events(self):
        rows = self.archive.execute('SELECT * FROM event').fetchall()
        self.assertGreater(len(rows), 2)
        by_id = {r['id']: r for r in rows}
        self.assertEqual(len(by_id), len(self.events))
        for event in self.events:
            row = by_id[event['id']]
            for field in ('article', 'type', 'mode', 'cameo', 'plover_score', 'goldstein', 'newness', 'factuality', 'rule'):
                self.assertEqual(row[field], event[field], field)
            self.assertEqual(row['actors'], ';'.join(p['code'] for p in event['actors']) or None)
            self.assertEqual(row['recipients'], ';'.join(p['code'] for p in event['recipients']) or None)
            self.assertEqual(row['confidence'], event['confidence'])
            date = event['date'] or {'start': None, 'end': None}
            self.assertEqual((row['date_start'], row['date_end']), (date['start'], date['end']))
            begin, end = event['sentence']
            self.assertEqual(row['sentence'], self.texts[event['article']][begin:end])

    def test_statements(self):
        rows = {r['id']: r for r in self.archive.execute('SELECT * FROM statement')}
        self.assertEqual(len(rows), len(self.statements))
        self.assertTrue(rows)
        for statement in self.statements:
            begin, end = statement['content']['span']
            self.assertEqual(rows[statement['id']]['content'], self.texts[statement['article']][begin:end])
            speaker = statement['speaker'] or {'code': None}
            self.assertEqual(rows[statement['id']]['speaker'], speaker['code'])

    def test_every_table_can_be_read(self):
        names = [r[0] for r in self.archive.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        self.assertGreater(len(names), 15)
        for name in names:
            self.archive.execute(f'SELECT * FROM "{name}"').fetchall()
        self.assertEqual(self.archive.execute('PRAGMA integrity_check').fetchone()[0], 'ok')


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_archive_elsewhere.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
