#!/usr/bin/env python3
"""docs/reference/records.md lists the fields of the records, no more and no fewer: test_record_reference.py PROGRAM.

Codes a few sentences, and compares the keys of each kind with the rows of its table, in order.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None

ARTICLES = [
    {'id': 'talks', 'date': '2022-12-30', 'publisher': 'Harbour Post', 'url': 'https://harbour.example/talks', 'title': 'Talks',
     'sources': [{'n': 1, 'url': 'https://elsewhere.example'}],
     'text': 'Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow on Friday. Putin told Xi that Russia '
             'supported China. The United States imposed sanctions on Russia. “We condemn the decision,” said the Russian '
             'foreign ministry.'},
    {'id': 'empty', 'date': '2022-12-30'},
]


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    return done.returncode, done.stdout.decode('utf-8')


def tables():
    """Kind to the first column of its table."""
    page = (ROOT / 'docs/reference/records.md').read_text('utf-8')
    out = {}
    for title, body in re.findall(r'^## (\w+)\n(.*?)(?=^## |\Z)', page, re.S | re.M):
        out[title] = re.findall(r'^\| `(\w+)` \|', body, re.M)
    return out


class RecordReference(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        source = pathlib.Path(cls.folder.name, 'in.jsonl')
        source.write_text(''.join(json.dumps(a) + '\n' for a in ARTICLES), 'utf-8')
        cls.archive = str(pathlib.Path(cls.folder.name, 'archive'))
        _, coded = run('code', str(source))
        _, dates = run('dates', str(source))
        run('add', str(source), '--archive', cls.archive)
        cls.records = [json.loads(line) for line in (coded + dates).splitlines()]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def of_kind(self, kind):
        found = [r for r in self.records if r['kind'] == kind]
        self.assertTrue(found, f'no {kind} came out')
        return found

    def test_every_kind_has_the_fields_of_its_table(self):
        for kind in ('article', 'statement', 'event', 'reject', 'date'):
            with self.subTest(kind=kind):
                for record in self.of_kind(kind):
                    self.assertEqual(list(record), tables()[kind])

    def test_parties(self):
        parties = [p for e in self.of_kind('event') for p in e['actors'] + e['recipients']]
        parties += [s['speaker'] for s in self.of_kind('statement') if s['speaker']]
        self.assertTrue(parties)
        for party in parties:
            self.assertEqual(list(party), tables()['party'])

    def test_relation(self):
        status, out = run('relation', 'RUS', 'CHN', '--archive', self.archive, '--output-format', 'json')
        self.assertEqual(status, 0)
        relation = json.loads(out)
        self.assertTrue(relation['points'])
        for point in relation['points']:
            self.assertEqual(list(point), tables()['relation'])


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_record_reference.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
