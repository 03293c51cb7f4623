#!/usr/bin/env python3
"""Stories and incidents on the command line: test_stories.py PROGRAM. The reports are the demonstration's own, and some made here."""
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None

# In the layout of a page that names its sources and offers to be changed; made from the page of Harbour Wire.
SOURCED_PAGE = """ date 2022-12-31 Politics
Leaders of China and Russia speak by video before the year ends
Chinese President Xi Jinping was invited to Moscow for the spring by Vladimir Putin when both held a video call on Friday.
The Russian president wants to strengthen cooperation of the armed forces, and Xi said that talks on Ukraine would not be easy.
The State Department in Washington said it was concerned about the alignment of Beijing with Moscow.
|
Sources
1/ https://harbourwire.example/2022/video-call
The mentioned sources can contact us to remove or change this article
For a request or a correction, contact us at requests@press.example.org
"""


class Stories(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.archive = str(pathlib.Path(self.folder.name) / 'news.db')

    def run_program(self, *arguments, status=0):
        run = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding='utf-8', timeout=300)
        self.assertEqual(run.returncode, status, run.stderr)
        return run.stdout if status == 0 else run.stderr

    def ask(self, command, *arguments):
        return [json.loads(line) for line in self.run_program(command, '--archive', self.archive, *arguments).splitlines()]

    def story_of(self, article):
        stories = self.ask('stories', '--article', article)
        self.assertEqual(len(stories), 1)
        return stories[0], {d['article']: d for d in stories[0]['documents']}

    def add_demo(self):
        page = pathlib.Path(self.folder.name) / 'sourced-page.txt'
        page.write_text(SOURCED_PAGE, encoding='utf-8')
        self.run_program('add', ROOT / 'demo/reports', page, '--archive', self.archive, '--quiet')

    def test_two_reports_of_a_call_and_a_page_made_from_one_of_them(self):
        self.add_demo()
        story, documents = self.story_of('2022-12-30-video-call')
        self.assertIn('2022-12-31-putin-xi-page', documents)
        self.assertEqual(documents['sourced-page']['role'], 'rewrite')
        self.assertEqual(documents['sourced-page']['of'], '2022-12-30-video-call')
        self.assertIn("one cites the other's address", documents['sourced-page']['reasons'])
        self.assertEqual(story['independent_reports'], 2)
        self.assertEqual(len(documents), 3)
        earlier, others = self.story_of('2021-12-15-video-call')
        self.assertNotEqual(earlier['id'], story['id'])
        self.assertFalse(set(others) & set(documents))
        self.assertEqual(sum(len(s['documents']) for s in self.ask('stories')), self.documents())
        self.assertIn('sound', self.run_program('archive', 'check', self.archive))

    def documents(self):
        info = self.run_program('archive', 'info', self.archive)
        return int(next(line.split()[1] for line in info.splitlines() if line.startswith('documents')).replace(',', ''))

    def test_people_decide_and_take_it_back(self):
        self.add_demo()
        before = self.run_program('stories', '--archive', self.archive)
        pair = ('2022-12-30-video-call', '2022-12-31-putin-xi-page')
        said = ('--archive', self.archive, '--by', 'Ada', '--reason', 'two calls')
        self.run_program('stories', 'split', *pair, *said)
        self.assertNotIn(pair[1], self.story_of(pair[0])[1])
        explained = self.run_program('explain', pair[0], '--archive', self.archive)
        self.assertIn('split, by Ada on ', explained)
        self.assertIn('two calls', explained)
        self.run_program('stories', 'join', *pair, *said, '--as', 'dependent')
        story, documents = self.story_of(pair[0])
        self.assertEqual(story['independent_reports'], 1)
        self.assertIn(pair[1], documents)
        self.run_program('stories', 'undo', *pair, *said)
        self.assertEqual(self.run_program('stories', '--archive', self.archive), before)
        self.assertIn('sound', self.run_program('archive', 'check', self.archive))

    def test_a_withdrawn_article_leaves_its_story_and_comes_back(self):
        self.add_demo()
        before = [self.run_program(kind, '--archive', self.archive) for kind in ('stories', 'incidents')]
        article = '2022-12-30-video-call'
        self.run_program('withdraw', '--archive', self.archive, '--article', article, '--ground', 'asked', '--contact', 'a@b.example')
        self.assertEqual(self.ask('stories', '--article', article), [])
        self.assertNotIn(article, self.run_program('stories', '--archive', self.archive))
        self.assertIn('sound', self.run_program('archive', 'check', self.archive))
        self.run_program('requests', 'lift', '1', '--archive', self.archive, '--reason', 'a mistake')
        self.assertEqual([self.run_program(kind, '--archive', self.archive) for kind in ('stories', 'incidents')], before)
        self.assertIn('sound', self.run_program('archive', 'check', self.archive))

    def test_a_decision_needs_articles_somebody_and_a_reason(self):
        self.add_demo()
        at = ('--archive', self.archive, '--by', 'Ada')
        self.assertIn('--reason', self.run_program('stories', 'split', 'a', 'b', *at, status=2))
        self.assertIn('no article nowhere', self.run_program('stories', 'split', '2022-12-30-video-call', 'nowhere', *at, '--reason', 'x', status=3))
        self.assertIn('one article', self.run_program('stories', 'split', 'a', 'a', *at, '--reason', 'x', status=2))

    def test_order_of_adding_does_not_show(self):
        lines = (ROOT / 'demo/reports/russia-china.jsonl').read_text(encoding='utf-8').splitlines()
        printed = set()
        for seed in (1, 2):
            random.Random(seed).shuffle(lines)
            archive = f'{self.archive}{seed}'
            for at in range(0, len(lines), 15):
                part = pathlib.Path(f'{archive}.jsonl')
                part.write_text('\n'.join(lines[at:at + 15]) + '\n', encoding='utf-8')
                self.run_program('add', part, '--archive', archive, '--quiet')
            printed.add(self.run_program('stories', '--archive', archive) + self.run_program('incidents', '--archive', archive))
        self.assertEqual(len(printed), 1)

    def test_incidents_hold_their_mentions_and_explain_them(self):
        self.add_demo()
        incidents = self.ask('incidents')
        mentions = [m for i in incidents for m in i['mentions']]
        self.assertEqual(len(mentions), len(set(mentions)))
        events = {e['id']: e for e in self.ask('events')}
        self.assertLess(set(mentions), set(events) | {''})
        for incident in incidents:
            self.assertTrue(all(events[m]['type'] == incident['type'] for m in incident['mentions']))
            self.assertTrue(any(events[m]['newness'] != 'background' for m in incident['mentions']))
            self.assertGreaterEqual(incident['documents'], incident['independent_reports'])
        several = max(incidents, key=lambda i: i['documents'])
        self.assertGreater(several['documents'], 1)
        explained = self.run_program('explain', several['id'], '--archive', self.archive)
        self.assertEqual(explained.count('\nmention '), len(several['mentions']))
        self.assertIn(several['id'], self.run_program('explain', several['mentions'][0], '--archive', self.archive))
        self.assertTrue(self.ask('incidents', '--party', 'EGY', '--type', 'ASSAULT'))
        rows = self.run_program('incidents', '--archive', self.archive, '--output-format', 'csv').splitlines()
        self.assertEqual(len(rows), 1 + len(incidents))

    def test_a_relation_counts_by_units(self):
        self.add_demo()
        counts = {}
        for unit in ('events', 'reports', 'stories', 'incidents'):
            for filters in ((), ('--type', 'CONSULT'), ('--min-confidence', '0.1')):
                relation = json.loads(self.run_program('relation', 'RUS', 'CHN', '--archive', self.archive, '--unit', unit, '--output-format',
                                                       'json', *filters))
                self.assertEqual(relation.get('unit', 'events'), unit)
                counts[unit, filters] = sum(p['events'] for p in relation['points'])
        for filters in ((), ('--type', 'CONSULT')):
            self.assertGreater(counts['events', filters], counts['reports', filters])
            self.assertGreater(counts['reports', filters], 0)
            self.assertGreaterEqual(counts['reports', filters], counts['stories', filters])
            self.assertGreater(counts['incidents', filters], 0)
        # Through the sums and through single events the same.
        for unit in ('events', 'reports', 'stories', 'incidents'):
            self.assertEqual(counts[unit, ()], counts[unit, ('--min-confidence', '0.1')], unit)


if __name__ == '__main__':
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
