#!/usr/bin/env python3
"""Changes and removals as their users meet them: test_requests.py PROGRAM."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
TALKS = {'id': 'a1', 'url': 'https://www.gazette.example/talks', 'title': 'Envoys met in the old harbour town on Monday',
         'date': '2023-03-06', 'publisher': 'Gazette',
         'text': 'Russian Foreign Minister Sergei Lavrov met Chinese Foreign Minister Qin Gang in the old harbour town on Monday. '
                 'Russia accused Ukraine of shelling the northern market square. The guests left by boat before the evening tide.'}
GRAIN = {'id': 'a2', 'url': 'https://post.example/grain', 'title': 'Grain', 'date': '2023-03-07', 'publisher': 'Harbour Post',
         'text': 'Russia and China signed an agreement on grain on Tuesday. China praised Russia for the deal.'}
STORM = {'id': 'a3', 'url': 'https://post.example/storm', 'title': 'Storm', 'date': '2023-03-08', 'publisher': 'Harbour Post',
         'text': 'China criticised Russia on Wednesday after the storm broke the northern pier.'}


def page(title, head, body):
    return (f'<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1><p>{body}</p><p>The ministry said on Friday '
            'that the talks would go on for a week and that both sides hoped for a good end.</p></article></body></html>')


class Requests(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.at = pathlib.Path(self.folder.name)
        self.archive = self.at / 'news.db'

    def demarche(self, *words, status=0):
        run = subprocess.run([PROGRAM, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True, timeout=120, cwd=self.at)
        self.assertEqual(run.returncode, status, run.stderr.decode() + run.stdout.decode())
        self.message = run.stderr.decode()
        return run.stdout.decode()

    def on(self, *words, status=0):
        return self.demarche(*words, '--archive', self.archive, status=status)

    def add(self, *articles, name='news.jsonl'):
        (self.at / name).write_text(''.join(json.dumps(a) + '\n' for a in articles))
        self.on('add', self.at / name)

    def requests(self):
        return [json.loads(line) for line in self.on('requests', '--output-format', 'json').splitlines()]

    def articles(self):
        return {json.loads(line)['article'] for line in self.on('events').splitlines()}

    def test_erase_from_dry_run_to_receipt(self):
        self.add(TALKS, GRAIN, STORM)
        before = self.on('events')
        trial = json.loads(self.on('erase', '--address', 'http://gazette.example/talks/?utm_source=x', '--dry-run', '--output-format', 'json'))
        self.assertEqual(trial['request'], None)
        self.assertEqual([a['article'] for a in trial['articles']], ['a1'])
        self.assertGreater(trial['cells'], 0)
        self.assertEqual(self.on('events'), before)
        self.assertFalse((self.at / 'news.db.key').exists())
        done = json.loads(self.on('erase', '--address', 'http://gazette.example/talks/', '--output-format', 'json'))
        self.assertEqual(done['rows'], trial['rows'])
        self.assertEqual(self.articles(), {'a2', 'a3'})
        self.assertEqual((self.at / 'news.db.key').stat().st_mode & 0o777, 0o600)
        for part in ('news.db', 'news.db-wal'):
            if (self.at / part).exists():
                content = (self.at / part).read_bytes()
                for words in (b'Lavrov', b'gazette.example/talks', b'old harbour', b'evening tide'):
                    self.assertNotIn(words, content, part)
        self.assertIn('is sound', self.demarche('archive', 'check', self.archive))
        self.on('add', self.at / 'news.jsonl')
        self.assertIn('1 left out', self.message)
        self.assertEqual(self.articles(), {'a2', 'a3'})

        self.on('verify', '1', '--write-receipt', self.at / 'receipt.json', '--backup-horizon', '2026-12-31')
        said = self.demarche('verify', '--receipt', self.at / 'receipt.json')
        self.assertIn('request     1, erase, 1 document', said)
        receipt = (self.at / 'receipt.json').read_text()
        for word in ('gazette', 'Gazette', 'a1', 'talks'):
            self.assertNotIn(f'"{word}', receipt)
        # White space is no change; anything else is.
        (self.at / 'pretty.json').write_text(json.dumps(json.loads(receipt), indent=2))
        self.demarche('verify', '--receipt', self.at / 'pretty.json')
        for old, new in (('"documents":1', '"documents":2'), ('"verb":"erase"', '"verb":"withdraw"'), ('2026-12-31', '2025-12-31')):
            (self.at / 'forged.json').write_text(receipt.replace(old, new))
            self.demarche('verify', '--receipt', self.at / 'forged.json', status=3)
            self.assertIn('does not hold', self.message)

    def test_verify_finds_what_was_planted(self):
        self.add(TALKS, GRAIN)
        old = self.at / 'old.db'
        connection = sqlite3.connect(self.archive)
        connection.execute(f"VACUUM INTO '{old}'")
        connection.close()
        self.on('erase', '--article', 'a1')
        self.on('verify', '1')
        said = self.on('verify', '1', '--backup', old, status=3)
        self.assertIn('FOUND', said)
        export = self.at / 'events.jsonl'
        connection = sqlite3.connect(self.archive)
        connection.execute('INSERT INTO export (written_at, path, form, query, cursor, records, bytes, sha256) '
                           "VALUES ('2026-01-01T00:00:00Z', ?, 'jsonl', '{}', 1, 1, 1, '')", (str(export),))
        connection.commit()
        connection.close()
        export.write_text('{"text": "nothing of it"}\n')
        self.on('verify', '1')
        export.write_text(json.dumps({'text': TALKS['text']}) + '\n')
        self.assertIn('events.jsonl', self.on('verify', '1', status=3))

    def test_withdraw_restrict_and_lift(self):
        self.add(TALKS, GRAIN, STORM)
        before = self.on('events')
        for verb in ('withdraw', 'restrict'):
            self.on(verb, '--source', 'Harbour Post', '--since', '2023-03-08')
            self.assertEqual(self.articles(), {'a1', 'a2'})
            number = self.requests()[-1]['id']
            self.on('verify', number)
            self.assertNotIn(b'northern pier', self.archive.read_bytes())
            self.on('requests', 'lift', number, status=2)
            self.on('requests', 'lift', number, '--reason', 'settled')
            self.assertEqual(self.on('events'), before)
        (self.at / 'news.db.key').rename(self.at / 'away')
        self.on('verify', 1, status=3)
        self.assertIn('news.db.key', self.message)

    def test_correct(self):
        self.add(GRAIN, STORM)
        (self.at / 'right.txt').write_text('Russia and China signed an agreement on oil on Tuesday.\n')
        self.on('correct', '--article', 'a2', '--text', self.at / 'right.txt', '--note', 'it was oil')
        fresh = self.at / 'fresh.db'
        (self.at / 'right.jsonl').write_text(json.dumps({**GRAIN, 'text': 'Russia and China signed an agreement on oil on Tuesday.'}) + '\n' +
                                             json.dumps(STORM) + '\n')
        self.demarche('add', self.at / 'right.jsonl', '--archive', fresh)
        self.assertEqual(self.on('events'), self.demarche('events', '--archive', fresh))
        self.on('add', self.at / 'news.jsonl')
        self.assertIn('2 already there', self.message)
        self.on('correct', '--article', 'a2', '--text', self.at / 'right.txt', status=2)
        self.assertIn('nothing would change', self.message)
        self.on('correct', '--source', 'Harbour Post', '--title', 'X', status=2)
        self.assertIn('2 documents fit', self.message)
        self.on('correct', '--article', 'a2', status=2)

    def test_intake_refusal_and_mistakes(self):
        self.add(GRAIN)
        self.on('requests', 'open', 'erase', '--article', 'a2', '--contact', 'desk@post.example', '--due', '2027-01-31')
        self.on('requests', 'refuse', 1, '--reason', 'a public record')
        request = self.requests()[0]
        self.assertEqual((request['state'], request['reason'], request['due']), ('refused', 'a public record', '2027-01-31'))
        self.on('requests', 'accept', 1, status=2)
        self.on('requests', 'accept', 7, status=3)
        self.on('requests', 'show', 'one', status=2)
        self.on('requests', 'open', 'delete', '--article', 'a2', status=2)
        self.on('erase', status=2)
        self.on('erase', '--article', 'nobody', status=3)
        self.on('erase', '--since', '2024-01-01', '--until', '2023-01-01', status=2)
        self.on('verify', 1, status=3)
        self.demarche('verify', status=2)
        self.on('requests', 'open', 'erase', '--article', 'a2')
        self.on('requests', 'accept', 2)
        self.assertEqual(self.articles(), set())
        self.assertEqual(self.requests()[1]['scope'], {})

    def test_signals_of_publishers(self):
        talks, grain = dict(TALKS), dict(GRAIN)
        self.add(talks, grain, STORM)
        (self.at / 'feed.xml').write_text(
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Harbour Post</title>'
            '<id>https://post.example/feed</id><updated>2023-03-09T00:00:00Z</updated><link rel="self" href="https://post.example/feed"/>'
            '<at:deleted-entry ref="https://post.example/grain" when="2023-03-09T00:00:00Z"/>'
            '<at:deleted-entry ref="https://www.gazette.example/talks" when="2023-03-09T00:00:00Z"/></feed>')
        self.on('add', self.at / 'feed.xml')
        self.assertNotIn('a2', self.articles())
        withdrawn = [r for r in self.requests() if r['signal'] == 'withdrawn' and r['scope'].get('article') == 'a2']
        self.assertEqual([(r['verb'], r['state']) for r in withdrawn], [('withdraw', 'done')])
        self.assertIn('a1', self.articles(), 'the feed of another paper is not obeyed')
        count = len(self.requests())
        self.on('add', self.at / 'feed.xml')
        self.assertEqual(len(self.requests()), count, 'told twice, done once')
        # Reserved pages: one open request a source.
        for n in range(3):
            (self.at / f'p{n}.html').write_text(page(f'Talks {n}', '<meta name="robots" content="noindex"><meta property="og:site_name" '
                                                                   'content="Quiet Paper">',
                                                     f'Russia accused Ukraine of shelling square number {n} of the town on Monday.'))
            self.on('add', self.at / f'p{n}.html')
        quiet = [r for r in self.requests() if r['scope'].get('source') == 'Quiet Paper']
        self.assertEqual([(r['verb'], r['state'], r['signal']) for r in quiet], [('restrict', 'open', 'no_index')])

    def test_kill_lines_of_the_wire(self):
        self.add(TALKS, GRAIN, STORM)
        # Under the same id; by its id under another one; by another source, which is not obeyed.
        self.add({**TALKS, 'title': 'KILL: sent in error', 'text': 'The report on the harbour was sent in error.'}, name='kill.jsonl')
        self.assertEqual(self.articles(), {'a2', 'a3'})
        self.add({**STORM, 'id': 'notice-1', 'url': 'https://gazette.example/n1', 'publisher': 'Gazette', 'title': '',
                  'text': 'ATTENTION EDITORS: KILL https://post.example/storm\nSent in error.'}, name='foreign.jsonl')
        self.assertEqual(self.articles(), {'a2', 'a3'})
        self.add({**STORM, 'id': 'notice-2', 'url': 'https://post.example/n2', 'title': '',
                  'text': 'ATTENTION EDITORS: KILL https://post.example/storm\nSent in error.'}, name='notice.jsonl')
        self.assertEqual(self.articles(), {'a2'})
        self.assertEqual([(r['verb'], r['state'], r['scope']['article']) for r in self.requests()],
                         [('withdraw', 'done', 'a1'), ('withdraw', 'done', 'a3')])
        # A correction notice about another report waits for a person.
        self.add({**GRAIN, 'id': 'notice-3', 'url': 'https://post.example/n3', 'title': 'CORRECTION: https://post.example/grain',
                  'text': 'The day of the agreement was Monday.'}, name='correction.jsonl')
        self.assertEqual([(r['verb'], r['state'], r['scope']['article']) for r in self.requests()][2:], [('correct', 'open', 'a2')])
        for number in (1, 2):
            self.on('verify', number)

    def test_http_says_gone(self):
        self.add(TALKS, GRAIN)
        def response(address, status):
            http = f'HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>gone</p>'.encode()
            return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-04-01T00:00:00Z\r\n'
                    f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n').encode() + http + b'\r\n\r\n'
        (self.at / 'later.warc').write_bytes(response('https://www.gazette.example/talks', '410 Gone') +
                                             response('https://post.example/grain', '404 Not Found'))
        self.on('add', self.at / 'later.warc')
        self.assertEqual(self.articles(), {'a2'})
        self.assertEqual([(r['verb'], r['state'], r['signal']) for r in self.requests()],
                         [('withdraw', 'done', 'withdrawn'), ('withdraw', 'open', 'not_found')])


if __name__ == '__main__':
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
