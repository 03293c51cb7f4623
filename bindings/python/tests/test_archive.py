"""Archives through demarche.open, beside what the program prints."""

import datetime
import json
import os
import tempfile
import unittest

import demarche
from support import REPORTS, TEXTS, archive_path, engine, program


class Questions(unittest.TestCase):
    def setUp(self):
        self.archive = demarche.open(archive_path())

    def test_events_are_those_of_the_program(self):
        for filters, flags in (({}, []), ({'party': 'CHN', 'quad': 'material-conflict'}, ['--party', 'CHN', '--quad', 'material-conflict']),
                               ({'type': 'CONSULT', 'since': '2022-01-01', 'until': datetime.date(2022, 12, 31)},
                                ['--type', 'CONSULT', '--since', '2022-01-01', '--until', '2022-12-31'])):
            printed = [json.loads(line) for line in program('events', '--archive', archive_path(), *flags).splitlines()]
            rows = self.archive.events(**filters).to_pylist()
            self.assertEqual([row['id'] for row in rows], [record['id'] for record in printed])
            self.assertTrue(rows)
            for row, record in zip(rows, printed):
                self.assertEqual(row['actors'], [party['code'] for party in record['actors']])
                self.assertEqual(row['goldstein'], record['goldstein'])
                self.assertEqual(None if row['start'] is None else row['start'].isoformat(), (record['date'] or {}).get('start'))

    def test_statements(self):
        printed = [json.loads(line) for line in program('statements', '--archive', archive_path(), '--actor', 'RUS').splitlines()]
        rows = self.archive.statements(actor='RUS').to_pylist()
        self.assertEqual([row['content'] for row in rows], [record['content']['text'] for record in printed])
        self.assertTrue(rows)

    def test_a_relation(self):
        printed = json.loads(program('relation', 'RUS', 'CHN', '--archive', archive_path(), '--period', 'year', '--output-format', 'json'))
        relation = self.archive.relation('RUS', 'CHN', period='year')
        rows = relation.to_pylist()
        self.assertEqual([row['period'] for row in rows], [point['period'] for point in printed['points']])
        self.assertEqual([row['goldstein'] for row in rows], [point['goldstein'] for point in printed['points']])
        self.assertEqual(rows[0]['start'], datetime.date(2012, 1, 1))
        self.assertEqual((relation.first, relation.second, relation.period), ('RUS', 'CHN', 'year'))

    def test_evidence_and_explain(self):
        found = self.archive.evidence('RUS', 'CHN', since='2022-12-30', until='2022-12-30')
        self.assertTrue(found)
        self.assertIn(found[0]['type'], self.archive.explain(found[0]['id']))
        with self.assertRaises(demarche.NotFoundError):
            self.archive.explain('ev-0000000000000000')

    def test_info_and_check(self):
        info = self.archive.info()
        self.assertEqual(info.events, len(self.archive.events()))
        self.assertEqual(self.archive.check(), [])

    def test_wrong_values(self):
        for call, message in ((lambda: self.archive.events(type='QUARREL'), 'QUARREL'),
                              (lambda: self.archive.relation('RUS', 'CHN', period='decade'), 'decade'),
                              (lambda: self.archive.events(since='soon'), 'soon'),
                              (lambda: demarche.open(archive_path(), 'w'), "mode='w'")):
            with self.assertRaisesRegex(demarche.UsageError, message):
                call()
        with self.assertRaises(TypeError):
            self.archive.events(colour='red')
        with self.assertRaises(demarche.UsageError):
            self.archive.add(REPORTS, engine=engine())
        with tempfile.NamedTemporaryFile(suffix='.demarche') as file:
            file.write(b'no archive at all' * 1000)
            file.flush()
            with self.assertRaises(demarche.Error):
                demarche.open(file.name)


class Adding(unittest.TestCase):
    def test_add_twice(self):
        with tempfile.TemporaryDirectory() as folder:
            pages = os.path.join(folder, 'pages.jsonl')
            with open(pages, 'w', encoding='utf-8') as file:
                file.writelines(json.dumps(row) + '\n' for row in TEXTS)
            archive = demarche.open(os.path.join(folder, 'a.demarche'), 'c')
            first = archive.add(pages, engine=engine())
            again = archive.add([pages], engine=engine(), threads=2)
            self.assertEqual((first.documents, first.rejects), (3, 1))
            self.assertEqual((again.documents, again.skipped), (0, 3))
            self.assertEqual(archive.info().documents, 3)
            coded = engine().code_files(pages, kinds=('event',)).events.to_pylist()
            self.assertEqual([row['id'] for row in archive.events().to_pylist()], [row['id'] for row in coded])


if __name__ == '__main__':
    unittest.main()
