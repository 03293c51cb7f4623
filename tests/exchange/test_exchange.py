#!/usr/bin/env python3
"""Events out of an archive in other projects' columns, and into it.

  test_exchange.py PROGRAM

Exports are read back: by this test's own rules of each format, and by pandas where it is installed. What goes out as
GDELT, ICEWS, POLECAT and Phoenix comes in again and tells the same.
"""
import csv, hashlib, io, json, os, pathlib, subprocess, sys, tempfile, unittest
import xml.etree.ElementTree as ET

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / 'shared/data/articles/icews_sample.tar.gz'

PAGES = [
    {'id': 'a1', 'url': 'https://news.example/a1', 'publisher': '=cmd|" /C calc"!A0', 'date': '2022-03-01', 'title': 'Russia accuses Ukraine',
     'text': 'Russia accused Ukraine of shelling a town on Monday.\nThe foreign ministers of Germany and France met in Berlin on Tuesday.'},
    {'id': 'a2', 'url': 'https://news.example/a2', 'publisher': 'The Example', 'date': '2022-03-02', 'title': 'Sanctions',
     'text': 'The United States imposed sanctions on Iran on Wednesday.\nChina may invade Taiwan next year.'},
    {'id': 'a3', 'url': 'https://news.example/a3', 'publisher': 'The Other', 'date': '2022-03-02', 'title': 'Sanctions',
     'text': 'The United States imposed sanctions on Iran on Wednesday.\nChina may invade Taiwan next year.'},
    {'id': 'a4', 'url': 'https://news.example/a4', 'publisher': 'The Example', 'date': '2022-03-03',
     'title': 'Soldiers attack', 'text': 'Turkish soldiers attacked Kurdish rebels near Mosul, killing 12 people.\n'
                                         'The United Nations condemned Turkey.'}]
GDELT, MENTIONS, ICEWS, POLECAT, PHOENIX = 61, 16, 20, 40, 26


class Exchange(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.work = pathlib.Path(cls.folder.name)
        (cls.work / 'pages.jsonl').write_text(''.join(json.dumps(p) + '\n' for p in PAGES), encoding='utf-8')
        cls.archive = str(cls.work / 'news.db')
        cls.run_ok('add', str(cls.work / 'pages.jsonl'), '--archive', cls.archive, '--quiet')

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_program(cls, *arguments):
        return subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120)

    @classmethod
    def run_ok(cls, *arguments):
        done = cls.run_program(*arguments)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return done.stdout.decode('utf-8')

    def export(self, form, *more):
        folder = self.work / f'out-{form}-{len(more)}'
        self.run_ok('export', '--as', form, '--archive', self.archive, '--to', str(folder), '--quiet', *more)
        manifest = json.loads((folder / 'manifest.json').read_text(encoding='utf-8'))
        for file in manifest['files']:
            data = (folder / file['name']).read_bytes()
            self.assertEqual(file['sha256'], hashlib.sha256(data).hexdigest())
            self.assertEqual(file['bytes'], len(data))
        return folder, manifest

    def rows(self, path, columns):
        lines = path.read_text(encoding='utf-8').split('\n')
        self.assertEqual(lines.pop(), '')
        cells = [line.split('\t') for line in lines]
        for row in cells:
            self.assertEqual(len(row), columns, row)
        return cells

    def test_gdelt(self):
        folder, manifest = self.export('gdelt')
        events, mentions = self.rows(folder / 'gdelt.export.CSV', GDELT), self.rows(folder / 'gdelt.mentions.CSV', MENTIONS)
        self.assertEqual([e[0] for e in events], [m[0] for m in mentions])
        self.assertEqual(len({e[0] for e in events}), len(events))
        accused = next(e for e in events if e[5] == 'RUS' and e[15] == 'UKR')
        self.assertEqual(accused[26][:2], '11')
        self.assertEqual((accused[28], accused[29]), ('11', '3'))
        self.assertEqual(accused[60], 'https://news.example/a1')
        pair = {(e[5], e[15]) for e in events if e[26][:2] == '04'}
        self.assertLessEqual({('DEUGOV', 'FRAGOV'), ('FRAGOV', 'DEUGOV')}, pair)  # symmetrical: both directions
        mention = mentions[events.index(accused)]
        text = PAGES[0]['text']
        self.assertTrue(text[int(mention[7]):].startswith('Russia') and text[int(mention[8]):].startswith('Ukraine'))
        self.assertEqual(mention[12], str(len(text)))
        self.assertIn('01', manifest['absent_cameo_roots'])
        self.assertFalse({e[26][:2] for e in events} & set(manifest['absent_cameo_roots']))

    def test_only_what_series_count(self):
        _, some = self.export('plover')
        folder, everything = self.export('plover', '--everything')
        self.assertGreater(some['left_out']['not_counted'], 0)  # the copy, the plan
        self.assertEqual(everything['left_out']['not_counted'], 0)
        lines = [json.loads(line) for line in (folder / 'plover.jsonl').read_text(encoding='utf-8').splitlines()]
        self.assertEqual(len(lines), everything['events'])
        for line in lines:
            self.assertLessEqual({'id', 'date', 'actor', 'event'}, set(line))
            self.assertEqual(len(line['event']), 1)
        self.assertIn('USA', {a['country'] for line in lines for a in line['actor']})

    def test_icews_polecat_phoenix(self):
        folder, _ = self.export('icews')
        rows = self.rows(folder / 'icews.events.tab', ICEWS)
        self.assertEqual(rows[0][:3], ['Event ID', 'Event Date', 'Source Name'])
        row = next(r for r in rows[1:] if r[4] == 'United States')
        self.assertEqual((row[1], row[10]), ('2022-03-02', 'Iran'))
        self.assertTrue(float(row[7]) < 0 and row[5])
        self.assertIn('Russian Federation', {r[4] for r in rows})
        folder, _ = self.export('polecat')
        rows = self.rows(folder / 'polecat.events.txt', POLECAT)
        self.assertEqual(rows[0][4], 'Intensity')
        self.assertNotIn('', {cell for row in rows for cell in row})  # missing is None
        row = next(r for r in rows[1:] if r[8] == 'RUS')
        self.assertEqual((row[9], row[16], row[17]), ('365', 'UKR', '369'))
        folder, _ = self.export('phoenix')
        rows = self.rows(folder / 'phoenix.events.txt', PHOENIX)
        self.assertTrue(all(r[15] in '01234' and len(r[1]) == 8 for r in rows))

    def test_csv_for_spreadsheets(self):
        plain = self.run_ok('export', '--as', 'csv', '--archive', self.archive, '--quiet')
        excel = self.run_ok('export', '--as', 'csv', '--excel', '--archive', self.archive, '--quiet')
        self.assertTrue(excel.startswith('\ufeff') and '\r\n' in excel)
        for row in csv.reader(io.StringIO(excel.lstrip('\ufeff'), newline='')):
            for cell in row:
                if cell[:1] in ('=', '@', '+', '-', '\t'):
                    float(cell)  # a number, no formula
        self.assertEqual(len(list(csv.reader(io.StringIO(plain)))), len(list(csv.reader(io.StringIO(excel)))))

    def test_graphml(self):
        folder, _ = self.export('graphml')
        space = {'g': 'http://graphml.graphdrawing.org/xmlns'}
        graph = ET.parse(folder / 'relations.graphml').getroot().find('g:graph', space)
        nodes = {n.get('id') for n in graph.findall('g:node', space)}
        edges = {(e.get('source'), e.get('target')): {d.get('key'): float(d.text) for d in e} for e in graph.findall('g:edge', space)}
        self.assertLessEqual({n for e in edges for n in e}, nodes)
        self.assertEqual(edges['RUS', 'UKR']['verbal-conflict'], 1)
        self.assertLess(edges['USA', 'IRN']['plover_score'], 0)

    def test_pandas_reads_them(self):
        try:
            import pandas
        except ImportError:
            self.skipTest('no pandas')
        folder, manifest = self.export('stata')
        table = pandas.read_stata(folder / 'events.dta')
        self.assertEqual(len(table), manifest['files'][0]['rows'])
        row = table[(table.actor.str.startswith('RUS')) & (table.recipient.str.startswith('UKR'))].iloc[0]
        self.assertEqual(row.type, 'ACCUSE')
        self.assertEqual(str(row.date.date()), next(e for e in self.records() if e['type'] == 'ACCUSE')['date']['start'])
        self.assertIn('shelling', row.sentence)
        folder, _ = self.export('icews')
        self.assertEqual(pandas.read_csv(folder / 'icews.events.tab', sep='\t', dtype={'CAMEO Code': str}, quoting=3).shape[1], ICEWS)
        folder, _ = self.export('gdelt')
        self.assertEqual(pandas.read_csv(folder / 'gdelt.export.CSV', sep='\t', header=None, quoting=3).shape[1], GDELT)

    def records(self):
        return [json.loads(line) for line in self.run_ok('events', '--archive', self.archive).splitlines()]

    def test_the_same_twice(self):
        one, two = self.work / 'once', self.work / 'twice'
        for folder in (one, two):
            self.run_ok('export', '--as', 'stata', '--archive', self.archive, '--to', str(folder), '--quiet')
        self.assertEqual((one / 'events.dta').read_bytes(), (two / 'events.dta').read_bytes())

    def test_what_went_out_comes_in(self):
        own = self.run_ok('relation', 'USA', 'IRN', '--archive', self.archive, '--output-format', 'json')
        for form, file in (('gdelt', 'gdelt.export.CSV'), ('icews', 'icews.events.tab'), ('polecat', 'polecat.events.txt'),
                           ('phoenix', 'phoenix.events.txt')):
            folder, manifest = self.export(form)
            archive = str(self.work / f'in-{form}.db')
            rows = manifest['files'][0]['rows']
            done = self.run_program('import', form, str(folder / file), '--archive', archive)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            self.assertIn(f'{form}', self.run_ok('import', '--list', '--archive', archive))
            events = [json.loads(line) for line in self.run_ok('events', '--archive', archive, '--origin', form).splitlines()]
            self.assertLessEqual(len(events), rows)
            series = json.loads(self.run_ok('relation', 'USA', 'IRN', '--archive', archive, '--origin', form, '--output-format', 'json'))
            self.assertEqual([p['events'] for p in series['points']], [p['events'] for p in json.loads(own)['points']], form)
            self.assertEqual(self.run_ok('relation', 'USA', 'IRN', '--archive', archive, '--output-format', 'csv').count('\n'), 1)
            again = self.run_program('import', form, str(folder / file), '--archive', archive)
            self.assertIn(b'0 events imported', again.stderr)
            self.run_ok('archive', 'check', archive)
            self.run_ok('import', '--remove', form, '--archive', archive)
            self.assertIn('Nothing', self.run_ok('import', '--list', '--archive', archive))

    def test_records_of_another_coder(self):
        archive = str(self.work / 'coder.db')
        lines = self.work / 'coded.jsonl'
        lines.write_text(self.run_ok('code', str(self.work / 'pages.jsonl'), '--quiet') + 'half {\n{"kind":"event","id":"x","type":"NOPE"}\n',
                         encoding='utf-8')
        done = self.run_program('import', 'events', str(lines), '--archive', archive, '--name', 'second coder')
        self.assertEqual(done.returncode, 1)
        self.assertIn(b'2 rejected', done.stderr)
        self.assertIn(b'"NOPE" is no PLOVER type', done.stderr)
        given = [json.loads(line) for line in self.run_ok('events', '--archive', archive, '--origin', 'second coder').splitlines()]
        self.assertEqual({e['id'] for e in given}, {e['id'] for e in self.records()})
        self.assertTrue(all(e['imported']['set'] == 'second coder' for e in given))
        self.assertEqual(self.run_ok('events', '--archive', archive), '')

    def test_bad_files_say_what_is_wrong(self):
        archive = str(self.work / 'bad.db')
        done = self.run_program('import', 'gdelt', str(self.work / 'pages.jsonl'), '--archive', archive)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b'not GDELT events', done.stderr)
        bad = self.work / 'bad.tab'
        head = 'Event ID\tEvent Date\tSource Name\tSource Country\tCAMEO Code\tTarget Name\tTarget Country\n'
        bad.write_bytes((head + '1\t2018-01-01\tRussia\tRussian Federation\t13y\tUkraine\tUkraine\n2\tsoon\tRussia\tRussian Federation\t040\tUkraine\tUkraine\n'
                         '3\t1/2/2018\tRussia\tRussian Federation\t040\tUkraine\tUkraine\nshort\n').encode('latin-1'))
        done = self.run_program('import', 'icews', str(bad), '--archive', archive)
        self.assertEqual(done.returncode, 1)
        for words in (b':2: "13y" is no CAMEO code', b':3: the event has no day', b':5: the line has 1 cells', b'1 events imported'):
            self.assertIn(words, done.stderr)
        event = json.loads(self.run_ok('events', '--archive', archive, '--origin', 'icews'))
        self.assertEqual((event['date']['start'], event['actors'][0]['code']), ('2018-01-02', 'RUS:GOV'))

    def test_a_removed_page_takes_its_imported_events_along(self):
        archive = str(self.work / 'removal.db')
        self.run_ok('add', str(self.work / 'pages.jsonl'), '--archive', archive, '--quiet')
        folder, _ = self.export('gdelt')
        table = str(folder / 'gdelt.export.CSV')
        self.run_ok('import', 'gdelt', table, '--archive', archive)
        before = self.run_ok('events', '--archive', archive, '--origin', 'gdelt')
        self.assertIn('news.example/a2', before)
        done = self.run_program('erase', '--archive', archive, '--address', 'https://news.example/a2', '--ground', 'wrong', '--yes')
        if b'unknown' in done.stderr or done.returncode == 2:
            self.skipTest('erase is called otherwise: ' + done.stderr.decode())
        self.assertNotIn('news.example/a2', self.run_ok('events', '--archive', archive, '--origin', 'gdelt'))
        again = self.run_program('import', 'gdelt', table, '--archive', archive)
        self.assertNotIn(b' 0 of removed pages left out', again.stderr)
        self.assertNotIn('news.example/a2', self.run_ok('events', '--archive', archive, '--origin', 'gdelt'))

    def test_public_icews_sample(self):
        if not SAMPLE.exists():
            self.skipTest(f'no {SAMPLE}')
        subprocess.run(['tar', '-xzf', SAMPLE, '-C', self.work], check=True)
        archive = str(self.work / 'icews.db')
        done = self.run_program('import', 'icews', str(self.work / 'inst/extdata/events.2018.sample.tab'), '--archive', archive)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b'3,705 events imported', done.stderr)
        series = json.loads(self.run_ok('relation', 'USA', 'PRK', '--archive', archive, '--origin', 'icews', '--output-format', 'json'))
        self.assertGreater(sum(p['events'] for p in series['points']), 50)


if __name__ == '__main__':
    unittest.main()
