#!/usr/bin/env python3
"""A data release of the demonstration reports: whole, checkable, the same twice, and without the texts. test_release.py PROGRAM."""
import csv
import gzip
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None
FIGURES = 'events_dev\n  type.f1                             60.50   floor 60.0\n  who.f1                              28.10   floor 28.0\n'


def release(folder, *more):
    accuracy = pathlib.Path(folder, 'figures.txt')
    accuracy.write_text(FIGURES)
    out = pathlib.Path(folder, 'release')
    run = subprocess.run([sys.executable, ROOT / 'tools' / 'release_data.py', PROGRAM, '--out', out, '--date', '2026-01-31', '--accuracy', accuracy,
                          '--title', 'Demonstration', *map(str, more)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300)
    return out, run


def lines(path):
    with gzip.open(path, 'rt', encoding='utf-8') as file:
        return [json.loads(line) for line in file]


class Release(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out, run = release(cls.folder.name, ROOT / 'demo' / 'reports')
        if run.returncode:
            raise AssertionError(run.stderr.decode())
        coded = subprocess.run([PROGRAM, 'code', ROOT / 'demo' / 'reports'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        cls.records = [json.loads(line) for line in coded.stdout.splitlines()]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_every_record_is_there(self):
        for kind, name in (('event', 'events'), ('statement', 'statements'), ('article', 'articles'), ('link', 'links'), ('office', 'offices')):
            mine = [record for record in self.records if record['kind'] == kind]
            held = lines(self.out / f'{name}.jsonl.gz')
            self.assertEqual(len(held), len(mine), name)
            self.assertEqual([record.get('id') for record in held], [record.get('id') for record in mine])
        self.assertEqual(lines(self.out / 'events.jsonl.gz'), [record for record in self.records if record['kind'] == 'event'])
        with gzip.open(self.out / 'events.csv.gz', 'rt', encoding='utf-8', newline='') as file:
            self.assertEqual(len(list(csv.DictReader(file))), sum(record['kind'] == 'event' for record in self.records))

    def test_the_texts_are_left_out(self):
        everything = ''
        for path in self.out.iterdir():
            if path.name.endswith(('.jsonl.gz', '.csv.gz')):
                everything += gzip.open(path, 'rt', encoding='utf-8').read()
            elif path.suffix in ('.json', '.md', '.cff', '.csv'):
                everything += path.read_text('utf-8')
        checked = 0
        for record in self.records:
            if record['kind'] == 'article':
                for sentence in re.split(r'(?<=[.!?]) |\n', record['text']):
                    if len(sentence) > 60:
                        self.assertNotIn(json.dumps(sentence, ensure_ascii=False)[1:-1], everything)
                        checked += 1
            elif record['kind'] == 'statement' and len(record['content']['text']) > 25:
                self.assertNotIn(json.dumps(record['content']['text'], ensure_ascii=False)[1:-1], everything)
        self.assertGreater(checked, 300)
        self.assertNotIn(str(ROOT), everything)

    def test_offsets_and_hashes_lead_back(self):
        texts = {record['id']: record['text'] for record in self.records if record['kind'] == 'article'}
        for article in lines(self.out / 'articles.jsonl.gz'):
            self.assertEqual(hashlib.sha256(texts[article['id']].encode()).hexdigest(), article['sha256'])
        contents = {record['id']: record['content']['text'] for record in self.records if record['kind'] == 'statement'}
        for statement in lines(self.out / 'statements.jsonl.gz'):
            begin, end = statement['content']['span']
            if 'spans' not in statement['content']:
                self.assertEqual(texts[statement['article']][begin:end], contents[statement['id']])

    def test_checksums_and_descriptions(self):
        done = subprocess.run(['sha256sum', '-c', '--quiet', 'SHA256SUMS'], cwd=self.out)
        self.assertEqual(done.returncode, 0)
        named = {line.split()[1] for line in (self.out / 'SHA256SUMS').read_text().splitlines()}
        self.assertEqual(named | {'SHA256SUMS'}, {path.name for path in self.out.iterdir()})
        package = json.loads((self.out / 'datapackage.json').read_text('utf-8'))
        self.assertEqual(len({resource['name'] for resource in package['resources']}), len(package['resources']))
        for resource in package['resources']:
            path = self.out / resource['path']
            self.assertEqual((path.stat().st_size, 'sha256:' + hashlib.sha256(path.read_bytes()).hexdigest()), (resource['bytes'], resource['hash']))
            if resource.get('format') == 'csv':
                opened = gzip.open(path, 'rt', encoding='utf-8', newline='') if path.suffix == '.gz' else open(path, encoding='utf-8', newline='')
                with opened as file:
                    rows = list(csv.DictReader(file))
                for column in resource['schema']['fields']:
                    pattern = {'integer': r'-?\d+', 'number': r'-?\d+(\.\d+)?', 'date': r'\d{4}-\d\d-\d\d', 'boolean': 'true|false',
                               'string': r'(?s).*'}[column['type']]
                    for row in rows:
                        self.assertTrue(row[column['name']] == '' or re.fullmatch(pattern, row[column['name']]), (path.name, column, row))
        citation = (self.out / 'CITATION.cff').read_text('utf-8')
        for key in ('cff-version: 1.2.0', 'type: dataset', 'title: "Demonstration"', 'date-released: "2026-01-31"'):
            self.assertIn(key, citation)

    def test_versions_codebook_and_accuracy(self):
        noted = json.loads((self.out / 'versions.json').read_text('utf-8'))
        event = next(record for record in self.records if record['kind'] == 'event')
        self.assertEqual(noted['versions'], event['versions'])
        self.assertEqual(len(noted['corpus']), sum(1 for path in (ROOT / 'demo' / 'reports').iterdir()))
        with tarfile.open(self.out / 'codebook.tar.gz') as tar:
            self.assertIn('codebooks/plover/acts.tsv', tar.getnames())
        self.assertEqual((self.out / 'accuracy.csv').read_text(), 'data,measure,value\nevents_dev,type.f1,60.50\nevents_dev,who.f1,28.10\n')

    def test_the_same_twice(self):
        with tempfile.TemporaryDirectory() as folder:
            again, _ = release(folder, ROOT / 'demo' / 'reports', '--threads', 2)
            self.assertEqual((again / 'SHA256SUMS').read_text(), (self.out / 'SHA256SUMS').read_text())

    def test_wrong_use(self):
        _, run = release(self.folder.name, ROOT / 'demo' / 'reports')
        self.assertEqual((run.returncode, b'exists' in run.stderr), (2, True))
        with tempfile.TemporaryDirectory() as folder:
            out, run = release(folder, '/no/such/corpus')
            self.assertEqual(run.returncode, 2)
            self.assertFalse(out.exists())


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_release.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
