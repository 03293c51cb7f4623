#!/usr/bin/env python3
"""The API over the demonstration archive: every figure equals SQL's, every list pages without loss, every route is described."""
import gzip
import json
import re
import sqlite3
import subprocess
import time

from running_server import ROOT, ServerCase, run


class Api(ServerCase):
    def sql(self, query, *values):
        with sqlite3.connect(f'file:{self.archive}?mode=ro', uri=True) as db:
            return db.execute(query, values).fetchall()

    def all_items(self, target, limit):
        items, after = [], ''
        for _ in range(10_000):
            join = '&' if '?' in target else '?'
            answer = self.get(f'{target}{join}limit={limit}' + (f'&after={after}' if after else '')).json
            self.assertLessEqual(len(answer['items']), limit)
            items += answer['items']
            after = answer['next']
            if after is None:
                return items
        self.fail('a list without end')

    def test_relation_equals_sql_and_terminal(self):
        for period, form in (('month', '%Y-%m'), ('year', '%Y')):
            page = self.get(f'/relation/RUS/CHN.json?period={period}').json
            got = {p['period']: (p['verbal_cooperation'], p['material_cooperation'], p['verbal_conflict'], p['material_conflict'])
                   for p in page['points'] if p['events']}
            rows = self.sql(
                "SELECT strftime(?, m.series_day * 86400, 'unixepoch'), sum(m.quad=1), sum(m.quad=2), sum(m.quad=3), sum(m.quad=4) "
                "FROM event_dyad p JOIN event_mention m ON m.id = p.event_id WHERE p.first='CHN' AND p.second='RUS' AND "
                "m.newness='new' AND m.factuality='actual' AND p.day IS NOT NULL GROUP BY 1", form)
            self.assertGreater(len(rows), 3)
            self.assertEqual(got, {r[0]: r[1:] for r in rows})
            printed = subprocess.run([self.PROGRAM, 'relation', 'RUS', 'CHN', '--archive', self.archive, '--period', period,
                                      '--output-format', 'json'], capture_output=True, check=True).stdout
            self.assertEqual(json.loads(printed)['points'], page['points'])
        self.assertEqual(page['names'], {'RUS': 'Russia', 'CHN': 'China'})

    def test_articles_are_the_denominator(self):
        points = self.get('/relation/EGY/ISR.json?period=year').json['points']
        for point in points:
            (n,), = self.sql("SELECT count(*) FROM version WHERE current=1 AND strftime('%Y', published*86400, 'unixepoch')=?",
                             point['period'])
            self.assertEqual(point['articles'], n)

    def test_events_page_without_loss(self):
        for target, where in (('/events.json', '1'), ('/events.json?type=CONSULT', "m.type='CONSULT'"),
                              ('/events.json?party=CHN&factuality=actual',
                               "m.factuality='actual' AND EXISTS (SELECT 1 FROM event_party p WHERE p.event_id=m.id AND "
                               "p.role<>'attributed' AND (p.code='CHN' OR p.code LIKE 'CHN:%'))"),
                              ('/events.json?since=2022-01-01&until=2022-12-31', "m.series_day BETWEEN 18993 AND 19357")):
            with self.subTest(target=target):
                expected = sorted(r[0] for r in self.sql(
                    f'SELECT m.record_id FROM event_mention m JOIN version v ON v.id=m.version_id AND v.current=1 WHERE {where}'))
                self.assertGreater(len(expected), 1)
                for limit in (7, 500):
                    got = self.all_items(target, limit)
                    self.assertEqual(sorted(e['id'] for e in got), expected)
                    days = [e['report']['day'] or '' for e in got]
                    self.assertEqual(days, sorted(days, reverse=True), 'newest first')

    def test_statements_page_without_loss(self):
        expected = sorted(r[0] for r in self.sql(
            'SELECT m.record_id FROM statement_mention m JOIN version v ON v.id=m.version_id AND v.current=1'))
        for limit in (7, 500):
            self.assertEqual(sorted(s['id'] for s in self.all_items('/statements.json', limit)), expected)
        spoken = self.all_items('/statements.json?actor=RUS', 50)
        self.assertTrue(spoken)
        for s in spoken:
            self.assertTrue(s['speaker']['code'].startswith('RUS'))

    def test_marks_name_the_words_of_the_record(self):
        checked = 0
        for event in self.all_items('/events.json', 100):
            sentence = event['report']['sentence']
            triggers = [sentence[m['span'][0]:m['span'][1]] for m in event['report']['marks'] if m['role'] == 'trigger']
            self.assertIn(event['trigger']['text'], triggers)
            for party in event['actors']:
                if party['from'] == 'sentence' and party['span']:
                    marked = [sentence[m['span'][0]:m['span'][1]] for m in event['report']['marks'] if m['role'] == 'actor']
                    self.assertIn(party['text'], marked)
                    checked += 1
        self.assertGreater(checked, 50)

    def test_downloads_are_whole(self):
        for form, options in (('jsonl', []), ('csv', ['--output-format', 'csv'])):
            for kind in ('events', 'statements'):
                with self.subTest(form=form, kind=kind):
                    printed = subprocess.run([self.PROGRAM, kind, '--archive', self.archive, *options], capture_output=True,
                                             check=True).stdout.decode()
                    answer = self.get(f'/{kind}.{form}')
                    self.assertEqual(answer.status, 200)
                    self.assertIn('attachment', answer.headers['content-disposition'])
                    got, expected = answer.text.splitlines(), printed.splitlines()
                    self.assertEqual(len(got), len(expected))
                    if form == 'csv':
                        self.assertEqual(got[0], expected[0])
                    self.assertEqual(sorted(line.replace("'", '') for line in got), sorted(l.replace("'", '') for l in expected))
        about = self.get('/events.manifest.json?type=AID').json
        self.assertEqual(about['filters'], {'type': 'AID'})
        self.assertIn('type=AID', about['address'])

    def test_article_text_and_spans(self):
        listed = self.all_items('/articles.json', 10)
        (n,), = self.sql('SELECT count(*) FROM version WHERE current=1')
        self.assertEqual(len(listed), n)
        for one in listed[:12]:
            article = self.get(f'/article/{one["id"]}.json?document={one["document"]}').json
            for event in article['events']:
                b, e = event['trigger']['span']
                text = article['title'] if event['section'] == 'title' else article['text']
                self.assertEqual(text[b:e], event['trigger']['text'])
            page = self.get(f'/article/{one["id"]}?document={one["document"]}').text
            inner = re.search(r'<section id="text">(.*?)</section>', page, re.S)[1]
            words = re.sub(r'<[^>]*>', '', inner)
            for line in article['text'].split('\n')[:3]:
                self.assertIn(re.sub(r'[&<>"\']', '', line)[:40], re.sub(r'&(amp|lt|gt|quot|#39);', '', words))

    def test_one_event_and_why(self):
        event = self.items('/events.json?limit=1')[0]
        answer = self.get(f'/event/{event["id"]}.json').json
        self.assertEqual(answer['id'], event['id'])
        self.assertIn('rule', answer['explained'])
        self.assertEqual(self.get('/event/ev-0000000000000000.json').json['error']['code'], 'not_found')
        self.assertEqual(self.get('/event/ev-0000000000000000').status, 404)

    def test_facets_count_what_the_list_holds(self):
        facets = self.get('/events/facets.json?party=RUS').json
        events = self.all_items('/events.json?party=RUS', 500)
        self.assertEqual(facets['total'], len(events))
        self.assertTrue(facets['complete'])
        for value in facets['facets']['type']:
            self.assertEqual(value['count'], sum(e['type'] == value['value'] for e in events))

    def test_relation_evidence_is_what_the_series_counts(self):
        events = self.all_items('/relation/RUS/CHN/events.json', 20)
        points = self.get('/relation/RUS/CHN.json?period=year').json
        counted = [e for e in events if e['newness'] == 'new' and e['factuality'] == 'actual' and e['report']['day']]
        self.assertEqual(len(counted), sum(p['events'] for p in points['points']))
        about = self.get('/relation/RUS/CHN/context.json').json
        self.assertEqual(sum(d['events'] for d in about['directions']), len(counted))
        self.assertEqual(sum(t['events'] for t in about['types']), len(counted))

    def test_statements_between(self):
        said = self.all_items('/relation/RUS/CHN/statements.json', 20)
        self.assertTrue(said)
        for s in said:
            self.assertIn(s['speaker']['code'][:3], ('RUS', 'CHN'))

    def test_dyads_actors_sources_network(self):
        dyads = self.items('/dyads.json')
        self.assertEqual(dyads[0]['events'], max(d['events'] for d in dyads))
        (n,), = self.sql('SELECT sum(events) FROM dyad_day WHERE standing=0')
        self.assertEqual(sum(d['events'] for d in dyads), n)
        self.assertIn('RUS', [a['code'] for a in self.items('/actors.json')])
        sources = self.items('/sources.json')
        (n,), = self.sql('SELECT count(*) FROM version WHERE current=1')
        self.assertEqual(sum(s['documents'] for s in sources), n)
        (n,), = self.sql("SELECT count(*) FROM event_place l JOIN event_mention m ON m.id=l.event_id JOIN version v ON v.id=m.version_id "
                         "AND v.counted=1 WHERE m.newness='new' AND m.factuality='actual' AND m.series_day IS NOT NULL")
        self.assertEqual(sum(p['events'] for p in self.items('/places.json')), n)
        network = self.get('/network.json?since=2022-01-01').json
        codes = {node['code'] for node in network['nodes']}
        self.assertTrue(all(e['first'] in codes and e['second'] in codes for e in network['edges']))
        actor = self.get('/actor/RUS.json').json
        self.assertEqual(actor['name'], 'Russia')

    def test_stories_and_incidents(self):
        for kind, table in (('incidents', 'incident'), ('stories', 'story')):
            expected = sorted(r[0] for r in self.sql(f'SELECT record_id FROM {table}'))
            self.assertGreater(len(expected), 10)
            for limit in (7, 500):
                items = self.all_items(f'/{kind}.json', limit)
                self.assertEqual(sorted(i['id'] for i in items), expected)
            printed = subprocess.run([self.PROGRAM, kind, '--archive', self.archive], capture_output=True, check=True, text=True).stdout
            self.assertEqual(sorted(self.get(f'/{kind}.jsonl').text.splitlines()), sorted(printed.splitlines()))
        for one in self.all_items('/relation/RUS/CHN/incidents.json', 50)[:5]:
            whole = self.get(f'/incident/{one["id"]}.json').json
            self.assertEqual(sorted(e['id'] for e in whole['events']), sorted(one['mentions']))
        for one in self.all_items('/stories.json', 50)[:5]:
            whole = self.get(f'/story/{one["id"]}.json').json
            self.assertEqual(whole, one)
            self.assertTrue(all(d['publisher'] for d in whole['documents']))
        self.assertEqual(self.get('/incidents.json?after=x').status, 400)
        for unit in ('reports', 'stories', 'incidents'):
            page = self.get(f'/relation/RUS/CHN.json?period=year&unit={unit}').json
            (n,), = self.sql("SELECT sum(events) FROM unit_day WHERE unit=? AND first='CHN' AND second='RUS' AND standing=0",
                             1 + ['reports', 'stories', 'incidents'].index(unit))
            self.assertEqual((page['unit'], sum(p['events'] for p in page['points'])), (unit, n))

    def test_search(self):
        found = self.get('/search.json?q=russ').json
        self.assertIn('RUS', [a['code'] for a in found['actors']])
        title = next(a for a in self.items('/articles.json?limit=50') if a['title'] and ' ' in a['title'])['title']
        found = self.get('/search.json?q=' + '+'.join(re.findall(r'[A-Za-z]+', title)[:2])).json
        self.assertTrue(found['articles'])

    def test_wrong_questions_have_one_shape(self):
        for target in ('/events.json?type=MEET', '/events.json?since=2022-02-30', '/events.json?nothing=1', '/events.json?limit=0',
                       '/events.json?limit=x', '/events.json?after=xyz', '/events.json?party=russia', '/relation/RUS/RUS.json',
                       '/relation/russia/CHN.json', '/events.json?type=AID&type=AID', '/events.csv?party=russia',
                       '/events.json?min_confidence=2', '/relation/RUS/CHN.json?period=day'):
            with self.subTest(target=target):
                answer = self.get(target)
                self.assertEqual(answer.status, 400, answer.text)
                error = answer.json['error']
                self.assertEqual(sorted(error), ['code', 'hint', 'message'])
                self.assertTrue(error['message'])

    def test_etag_gzip_head(self):
        first = self.get('/relation/RUS/CHN.json')
        tag = first.headers['etag']
        self.assertEqual(self.get('/relation/RUS/CHN.json', if_none_match=tag).status, 304)
        self.assertEqual(self.get('/relation/RUS/CHN.json', if_none_match='"other"').status, 200)
        packed = self.get('/relation/RUS/CHN.json', accept_encoding='gzip')
        self.assertEqual(packed.headers['content-encoding'], 'gzip')
        self.assertEqual(gzip.decompress(packed.body), first.body)
        packed = self.get('/events.jsonl', accept_encoding='gzip')
        self.assertEqual(gzip.decompress(packed.body), self.get('/events.jsonl').body)
        head = self.get('/relation/RUS/CHN.json', method='HEAD')
        self.assertEqual((head.status, head.body), (200, b''))
        self.assertEqual(int(head.headers['content-length']), len(first.body))

    def test_openapi_describes_every_route_and_no_other(self):
        document = self.get('/openapi.json').json
        page = (ROOT / 'docs' / 'reference' / 'http.md').read_text()
        for path, methods in document['paths'].items():
            bare = re.sub(r'\.(json|csv|jsonl|svg|txt|md|atom|manifest\.json)$', '', path)
            self.assertIn(f'{bare}`', page, 'docs/reference/http.md does not know it')
            if 'get' not in methods or path.startswith(('/admin', '/export', '/request')):
                continue
            names = {'A': 'RUS', 'B': 'CHN', 'CODE': 'RUS'}
            if '{ID}' in path:
                kind = path.split('/')[1]
                names['ID'] = self.items({'story': '/stories'}.get(kind, f'/{kind}s') + '.json?limit=1')[0]['id']
            target = re.sub(r'\{(\w+)\}', lambda m: names[m[1]], path)
            with self.subTest(target=target):
                answer = self.get(target)
                self.assertEqual(answer.status, 200, answer.text[:300])
                wanted = list(methods['get']['responses']['200']['content'])[0]
                self.assertTrue(answer.headers['content-type'].startswith(wanted), answer.headers['content-type'])
                query = '&'.join(f'{p["name"]}=' for p in methods['get']['parameters'] if p['in'] == 'query')
                self.assertEqual(self.get(f'{target}?{query}').status, 200, 'a parameter that is described is not taken')

    def test_metrics_and_health(self):
        self.get('/events.json')
        text = self.get('/metrics').text
        self.assertRegex(text, r'demarche_requests_total\{route="/events",status="200"\} \d+')
        for line in text.splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"]*",?)+\})? [-+0-9.e]+)$')
        self.assertEqual(self.get('/health').text, 'ok\n')

    def test_pages_follow_the_archive(self):
        before = self.get('/relation/NLD/THA.json')
        report = self.place / 'later.jsonl'
        report.write_text(json.dumps({'id': 'later', 'title': 'Talks', 'date': '2024-03-05', 'publisher': 'Evening Gazette',
                                      'text': 'The Netherlands criticized Thailand on Monday over the arrest of a trader.'}) + '\n')
        subprocess.run([self.PROGRAM, 'add', report, '--archive', self.archive, '--quiet'], check=True, timeout=120)
        time.sleep(0.1)
        after = self.get('/relation/NLD/THA.json', if_none_match=before.headers['etag'])
        self.assertEqual(after.status, 200)
        self.assertGreater(sum(p['events'] for p in after.json['points']), sum(p['events'] for p in before.json['points']))


if __name__ == '__main__':
    run('__main__')
