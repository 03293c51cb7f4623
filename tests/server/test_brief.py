#!/usr/bin/env python3
"""Briefs and pictures: every sentence stands in its source, every source is named, the same from the terminal and from the server."""
import html
import json
import re
import subprocess
import tempfile
import pathlib
import xml.etree.ElementTree as xml

from running_server import ServerCase, run

PAIRS = (('RUS', 'CHN', '2022-12-31'), ('RUS', 'CHN', '2015-06-01'), ('EGY', 'ISR', '1979-12-31'), ('EGY', 'ISR', ''))


class Briefs(ServerCase):
    def texts(self):
        """Text and headline of every article, by its number."""
        if not hasattr(Briefs, 'found'):
            Briefs.found, after = {}, ''
            while after is not None:
                page = self.get('/articles.json?limit=100' + (f'&after={after}' if after else '')).json
                after = page['next']
                for one in page['items']:
                    article = self.get(f'/article/{one["id"]}.json?document={one["document"]}').json
                    Briefs.found[one['document']] = article
        return Briefs.found

    def test_every_sentence_stands_in_its_source(self):
        checked = 0
        for first, second, date in PAIRS:
            brief = self.get(f'/brief/{first}/{second}.json' + (f'?date={date}' if date else '')).json
            self.assertTrue(brief['entries'])
            sources = {s['n']: s for s in brief['sources']}
            self.assertEqual(sorted(sources), list(range(1, len(sources) + 1)))
            used = set()
            for entry in brief['entries']:
                self.assertTrue(entry['day'] is None or not date or entry['day'] <= date)
                self.assertTrue(entry['sentences'])
                for sentence in entry['sentences']:
                    article = self.texts()[sources[sentence['source']]['document']]
                    self.assertIn(sentence['text'], (article['title'] or '') + '\n' + article['text'])
                    used.add(sentence['source'])
                    checked += 1
                headlines = [self.texts()[sources[s['source']]['document']]['title'] for s in entry['sentences']]
                self.assertIn(entry['headline'], headlines)
            self.assertEqual(used, set(sources))
            for number, source in sources.items():
                self.assertEqual(source['url'], self.texts()[source['document']]['url'])
        self.assertGreater(checked, 30)

    def test_the_forms_hold_the_same_sentences(self):
        brief = self.get('/brief/RUS/CHN.json?date=2022-12-31').json
        page = self.get('/brief/RUS/CHN?date=2022-12-31').text
        text = self.get('/brief/RUS/CHN.txt?date=2022-12-31').text
        markdown = re.sub(r'\\(.)', r'\1', self.get('/brief/RUS/CHN.md?date=2022-12-31').text)
        quoted = [html.unescape(q) for q in re.findall(r'<blockquote[^>]*>(.*?)</blockquote>', page, re.S)]
        sentences = [s['text'] for e in brief['entries'] for s in e['sentences']]
        self.assertEqual(quoted, sentences)
        for sentence in sentences:
            flat = sentence.replace('\n', ' ')
            self.assertIn(f'"{flat}"', text)
            self.assertIn(f'> {flat}', markdown)
        for source in brief['sources']:
            if source['url']:
                for form in (html.unescape(page), text, markdown):
                    self.assertIn(source['url'], form)
        self.assertIn('href="/requests"', page)
        self.assertIn('/requests', text)

    def test_terminal_and_server_agree(self):
        def printed(form, *more):
            return subprocess.run([self.PROGRAM, 'brief', 'rus', 'CHN', '--date', '2022-12-31', '--archive', self.archive, '--output-format',
                                   form, *more], capture_output=True, check=True, text=True, timeout=60).stdout
        self.assertEqual(json.loads(printed('json')), self.get('/brief/RUS/CHN.json?date=2022-12-31').json)
        self.assertEqual(printed('text', '--contact', '/requests'), self.get('/brief/RUS/CHN.txt?date=2022-12-31').text)
        page = printed('html', '--contact', 'desk@news.example')
        self.assertIn('desk@news.example', page)
        self.assertNotIn('<script', page)
        self.assertIn('# ', printed('markdown'))

    def test_feed(self):
        feed = xml.fromstring(self.get('/briefs.atom?pair=RUS-CHN').body)
        ns = {'a': 'http://www.w3.org/2005/Atom'}
        entries = feed.findall('a:entry', ns)
        self.assertGreater(len(entries), 5)
        ids = [e.find('a:id', ns).text for e in entries]
        self.assertEqual(len(ids), len(set(ids)))
        for needed in ('id', 'title', 'updated'):
            self.assertTrue(feed.find(f'a:{needed}', ns).text)
            self.assertTrue(entries[0].find(f'a:{needed}', ns).text)
        link = entries[0].find('a:link', ns).get('href')
        self.assertEqual(self.get(link).status, 200)
        self.assertGreater(len(xml.fromstring(self.get('/briefs.atom').body).findall('a:entry', ns)), 0)
        self.assertEqual(self.get('/briefs.atom?pair=RUSCHN').status, 400)

    def test_no_brief_of_what_is_not_there(self):
        brief = self.get('/brief/NZL/BOL.json').json
        self.assertEqual(brief['entries'], [])
        self.assertEqual(self.get('/brief/RUS/RUS').status, 400)
        self.assertEqual(self.get('/brief/RUS/CHN?date=2022-13-01').status, 400)

    def test_pictures(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'plot.svg')
            subprocess.run([self.PROGRAM, 'relation', 'RUS', 'CHN', '--archive', self.archive, '--period', 'year', '--plot', path],
                           capture_output=True, check=True, timeout=60)
            drawn = xml.fromstring(path.read_bytes())
            points = self.get('/relation/RUS/CHN.json?period=year').json['points']
            svg = {'s': 'http://www.w3.org/2000/svg'}
            groups = drawn.findall('.//s:g[@class="period"]', svg)
            self.assertEqual([g.get('data-period') for g in groups], [p['period'] for p in points])
            for group, point in zip(groups, points):
                good = point['verbal_cooperation'] + point['material_cooperation']
                bad = point['verbal_conflict'] + point['material_conflict']
                self.assertIn(f'{good} of cooperation, {bad} of conflict, {point["articles"]} articles', group.find('s:title', svg).text)
                drawn_quads = {r.get('class') for r in group.findall('s:rect', svg)} - {'articles'}
                self.assertEqual(drawn_quads, {q.replace('_', '-') for q in ('verbal_cooperation', 'material_cooperation',
                                                                             'verbal_conflict', 'material_conflict') if point[q]})
            wrong = subprocess.run([self.PROGRAM, 'relation', 'RUS', 'CHN', '--archive', self.archive, '--plot', f'{folder}/no/plot.svg'],
                                   capture_output=True, timeout=60)
            self.assertEqual(wrong.returncode, 3)


if __name__ == '__main__':
    run('__main__')
