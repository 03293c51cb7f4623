#!/usr/bin/env python3
"""An archive over time, as its users meet it: test_vintages.py PROGRAM.

Past states, recoding, what is kept of texts, the feed of changes, exports and what becomes of them, copies, older schemas; and
kill -9 while an archive is upgraded, copied, compacted and recoded (a few times; DEMARCHE_SLOW=1 makes it 75 each).
"""
import gzip
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / 'tests' / 'store' / 'schemas'
REPORTS = ROOT / 'demo' / 'reports'
PROGRAM = None
KILLS = 75 if 'DEMARCHE_SLOW' in os.environ else 4

FIRST = [
    ('north', 'The foreign ministers of France and Portugal met in Lisbon on Monday. The weather was mild. Spain condemned the talks.'),
    ('south', 'Egypt and Sudan signed an agreement on water on Tuesday. "We will open the border," the president of Egypt said.'),
    ('east', 'Russia accused Ukraine of shelling a village near the border. Nobody was there to see it.'),
]
LATER = [
    ('north', 'The foreign ministers of France and Portugal met in Lisbon on Monday. Spain welcomed the talks.'),
    ('west', 'Canada imposed sanctions on two banks of Iran on Friday. Iran threatened to expel the ambassador of Canada.'),
]


def run(*arguments, **options):
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=300, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def remove(path):
    for part in ('', '-wal', '-shm', '.part'):
        pathlib.Path(str(path) + part).unlink(missing_ok=True)


class Case(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.archive = self.folder / 'news.db'

    def tearDown(self):
        self.temporary.cleanup()

    def ok(self, *arguments, status=0):
        code, out, err = run(*arguments)
        self.assertEqual(code, status, f'{arguments}: {out}{err}')
        return out

    def fails(self, *arguments, says):
        before = hashlib.sha256(self.archive.read_bytes()).digest() if self.archive.exists() else None
        code, out, err = run(*arguments)
        self.assertIn(code, (2, 3), f'{arguments}: {out}{err}')
        self.assertEqual(err.count('\n'), 1, err)
        self.assertIn(says, err)
        if before is not None:
            self.assertEqual(hashlib.sha256(self.archive.read_bytes()).digest(), before)

    def articles(self, name, articles):
        path = self.folder / name
        path.write_text(''.join(json.dumps({'id': i, 'title': f'News of the {i}', 'date': '2021-05-03', 'publisher': 'Harbour Post',
                                            'text': text}) + '\n' for i, text in articles))
        return path

    def add(self, name, articles, *flags):
        self.ok('add', self.articles(name, articles), '--archive', self.archive, '--quiet', *flags)

    def records(self, *flags, archive=None):
        return [self.ok(kind, '--archive', archive or self.archive, *flags) for kind in ('events', 'statements')]

    def sound(self, archive=None):
        self.ok('archive', 'check', '--archive', archive or self.archive)

    def moment(self):
        """A moment after all that was recorded so far and before what comes next."""
        now = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())
        while time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()) == now:
            time.sleep(0.05)
        return now

    def older_codebook(self):
        """Makes the archive one that another codebook coded: another version, a record less, one with another type."""
        with sqlite3.connect(self.archive) as db:
            db.execute("UPDATE coder SET codebook = 'older'")
            db.execute("UPDATE event_record SET json = replace(json, '\"type\":\"CONSULT\"', '\"type\":\"SUPPORT\"')")
        db.close()


class Past(Case):
    def test_every_query_shows_what_was_known_then(self):
        self.add('first.jsonl', FIRST)
        then, records = self.moment(), self.records()
        relation = self.ok('relation', 'FRA', 'ESP', '--archive', self.archive, '--output-format', 'csv')
        self.add('later.jsonl', LATER)
        self.assertNotEqual(self.records(), records)
        self.assertEqual(self.records('--as-of', then), records)
        self.assertEqual(self.ok('relation', 'FRA', 'ESP', '--archive', self.archive, '--output-format', 'csv', '--as-of', then), relation)
        gone = re.search(r'"id":"(ev-[0-9a-f]+)","article":"north"', records[0])[1]
        self.assertIn('queries show this no longer', self.ok('explain', gone, '--archive', self.archive))
        self.ok('explain', gone, '--archive', self.archive, '--as-of', then)
        west = re.search(r'"id":"(ev-[0-9a-f]+)","article":"west"', self.records()[0])[1]
        self.fails('explain', west, '--archive', self.archive, '--as-of', then, says='as of ' + then)
        self.assertEqual(self.records('--as-of', '2020-01-01'), ['', ''])
        self.fails('events', '--archive', self.archive, '--as-of', 'spring', says='YYYY-MM-DD')

    def test_citation_names_archive_vintage_and_versions(self):
        self.add('first.jsonl', FIRST)
        then = self.moment()
        versions = re.findall(r'^(?:model|codebook) +(\S+)', self.ok('version'), re.M)
        code, out, err = run('events', '--archive', self.archive, '--as-of', then, '--cite')
        for part in ['news.db', f'as of {then}', 'change 3', *versions]:
            self.assertIn(part, err)
        self.assertEqual(out, self.records()[0])
        self.assertIn('news.db', self.ok('archive', 'info', '--archive', self.archive, '--cite'))

    def test_says_what_is_missing_because_it_was_erased(self):
        self.add('first.jsonl', FIRST)
        then = self.moment()
        gone = sum('"article":"south"' in line for line in self.records()[0].splitlines())
        self.assertGreater(gone, 0)
        self.ok('erase', '--article', 'south', '--archive', self.archive, '--yes')
        code, out, err = run('events', '--archive', self.archive, '--as-of', then)
        self.assertIn(f'1 article, {gone} event', err)
        self.assertNotIn('"article":"south"', out)


class Recode(Case):
    def test_new_coding_of_the_same_versions(self):
        self.add('first.jsonl', FIRST)
        self.older_codebook()
        then, before = self.moment(), self.records()
        dry = self.ok('recode', '--archive', self.archive, '--dry-run', '--output-format', 'jsonl')
        self.assertEqual(self.records(), before)
        report = self.ok('recode', '--archive', self.archive, '--output-format', 'jsonl')
        self.assertEqual(dry, report)
        changes = [json.loads(line) for line in report.splitlines()]
        self.assertGreater(len(changes), 0)
        for change in changes:
            self.assertEqual((change['op'], change['because']), ('changed', ['codebook']))
            self.assertEqual(change['fields'], [{'name': 'type', 'before': 'SUPPORT', 'after': 'CONSULT'}])
        self.sound()
        fresh = self.folder / 'fresh.db'
        self.ok('add', self.folder / 'first.jsonl', '--archive', fresh, '--quiet')
        self.assertEqual(self.records(), self.records(archive=fresh))
        self.assertEqual(self.records('--as-of', then), before)
        self.assertEqual(self.ok('recode', '--archive', self.archive, '--output-format', 'jsonl'), '')
        # The text is kept once, and a page that comes again is known.
        with sqlite3.connect(self.archive) as db:
            self.assertEqual(db.execute("SELECT count(*), sum(text <> ''), sum(text_in IS NOT NULL) FROM version").fetchone(), (6, 3, 3))
        db.close()
        self.assertIn('0 documents added', run('add', self.folder / 'first.jsonl', '--archive', self.archive)[2])
        self.assertIn('Lisbon', self.ok('explain', changes[0]['id'], '--archive', self.archive, '--as-of', then))

    def test_what_is_not_kept_cannot_be_coded_anew(self):
        self.add('first.jsonl', FIRST, '--keep-text', 'none')
        self.older_codebook()
        before = self.records()
        code, out, err = run('recode', '--archive', self.archive)
        self.assertEqual((code, out), (0, ''))
        self.assertIn('3 articles cannot be coded anew', err)
        self.assertEqual(self.records(), before)


class Kept(Case):
    def words_of(self, archive):
        found = b''
        for part in ('', '-wal'):
            path = pathlib.Path(str(archive) + part)
            found += path.read_bytes() if path.exists() else b''
        return found

    def test_evidence_holds_its_sentences_and_nothing_else(self):
        self.add('first.jsonl', FIRST, '--keep-text', 'evidence')
        self.sound()
        raw = self.words_of(self.archive)
        self.assertIn(b'Spain condemned the talks.', raw)
        self.assertNotIn(b'The weather was mild', raw)
        self.assertNotIn(b'Nobody was there', raw)
        whole = self.folder / 'whole.db'
        self.ok('add', self.folder / 'first.jsonl', '--archive', whole, '--quiet')
        for line in self.records()[0].splitlines():
            event = json.loads(line)
            text = dict(FIRST)[event['article']]
            self.assertEqual(event['trigger']['text'], text[slice(*event['trigger']['span'])])
        with sqlite3.connect(whole) as db, sqlite3.connect(self.archive) as kept:
            self.assertEqual(db.execute('SELECT id, sentence FROM event').fetchall(), kept.execute('SELECT id, sentence FROM event').fetchall())
        db.close(), kept.close()

    def test_none_keeps_no_word(self):
        self.add('first.jsonl', FIRST, '--keep-text', 'none')
        self.add('later.jsonl', LATER)  # does as the archive was told
        self.sound()
        raw = self.words_of(self.archive)
        for words in (b'condemned', b'Nobody was', b'News of the', b'We will open', b'welcomed the talks'):
            self.assertNotIn(words, raw)
        whole = self.folder / 'whole.db'
        for name in ('first.jsonl', 'later.jsonl'):
            self.ok('add', self.folder / name, '--archive', whole, '--quiet')
        relation = ['relation', 'CAN', 'IRN', '--output-format', 'csv', '--archive']
        self.assertEqual(self.ok(*relation, self.archive), self.ok(*relation, whole))
        for line, full in zip(self.records()[0].splitlines(), self.records(archive=whole)[0].splitlines()):
            event, right = json.loads(line), json.loads(full)
            self.assertIsNone(event['trigger']['text'])
            right['trigger']['text'] = None
            for party in right['actors'] + right['recipients'] + [right['attributed_to'] or {}, right['date'] or {}, right['place'] or {}]:
                if party.get('span'):
                    party['text'] = None
            self.assertEqual(event, right)
        one = json.loads(self.records()[0].splitlines()[0])['id']
        self.assertIn('keeps no text', self.ok('explain', one, '--archive', self.archive))
        self.assertEqual(self.ok('export', '--as', 'replication', '--archive', self.archive).splitlines()[1:], self.ok('export', '--as', 'replication', '--archive', whole).splitlines()[1:])


class Replication(Case):
    def test_words_come_back_from_the_users_own_pages(self):
        self.add('first.jsonl', FIRST)
        data = self.folder / 'data.jsonl'
        self.ok('export', '--as', 'replication', '--archive', self.archive, '--output', data)
        text = data.read_text()
        for words in ('Lisbon on Monday', 'condemned', 'News of the', 'open the border', 'weather', str(self.folder)):
            self.assertNotIn(words, text)
        manifest = json.loads((self.folder / 'data.jsonl.manifest.json').read_text())
        self.assertEqual(manifest['sha256'], hashlib.sha256(data.read_bytes()).hexdigest())
        self.assertEqual((manifest['form'], manifest['records'], manifest['cursor']), ('replication', len(text.splitlines()) - 1, 3))
        everything = sorted(''.join(self.records()).splitlines())
        self.assertEqual(sorted(self.ok('rehydrate', data, self.folder / 'first.jsonl').splitlines()), everything)
        # Pages of other names, one missing, one with another text.
        other = self.articles('other.jsonl', [('page-1', FIRST[0][1]), ('east', FIRST[2][1] + ' More came later.')])
        code, out, err = run('rehydrate', data, other, '--threads', 2)
        self.assertEqual(code, 1)
        self.assertEqual(sorted(out.splitlines()), [line for line in everything if '"article":"north"' in line])
        self.assertIn('no page for article south', err)
        self.assertIn('1 of 3 articles found among 2 pages (1 only with another text)', err)
        self.fails('rehydrate', self.folder / 'first.jsonl', other, says='no replication file')
        self.fails('rehydrate', self.folder / 'nowhere', other, says='nowhere')


class Downstream(Case):
    def follow(self, mirror, since):
        cursor = since
        for line in self.ok('changes', '--since', since, '--archive', self.archive).splitlines():
            change = json.loads(line)
            self.assertGreaterEqual(change['cursor'], cursor)
            cursor = change['cursor']
            key = (change['kind'], change['id'])
            if change['op'] == 'delete':
                self.assertIsNone(change['record'])
                mirror.pop(key, None)
            else:
                mirror[key] = change['record']
        return cursor

    def expect_same(self, mirror):
        kept = {key: record for key, record in mirror.items() if key[0] in ('event', 'statement')}
        shown = [json.loads(line) for line in ''.join(self.records()).splitlines()]
        self.assertEqual(kept, {(record['kind'], record['id']): record for record in shown})

    def test_following_gives_the_archive(self):
        mirror, cursor = {}, 0
        steps = [lambda: self.add('first.jsonl', FIRST), lambda: self.add('later.jsonl', LATER), self.older_codebook,
                 lambda: self.ok('recode', '--archive', self.archive, '--quiet'),
                 lambda: self.ok('erase', '--article', 'south', '--archive', self.archive, '--yes'),
                 lambda: self.ok('withdraw', '--article', 'east', '--archive', self.archive)]
        for step in steps:
            step()
            if step == self.older_codebook:
                continue
            cursor = self.follow(mirror, cursor)
            self.expect_same(mirror)
            self.expect_same({} if self.follow(fresh := {}, 0) < 0 else fresh)
        self.assertEqual(self.follow(mirror, cursor), cursor)
        self.fails('changes', '--since', 10**6, '--archive', self.archive, says='the last one is')

    def test_limited_pages_add_up(self):
        self.add('first.jsonl', FIRST)
        self.add('later.jsonl', LATER)
        whole = self.ok('changes', '--archive', self.archive).splitlines()
        paged, cursor = [], 0
        while True:
            page = self.ok('changes', '--archive', self.archive, '--since', cursor, '--limit', 2).splitlines()
            if not page:
                break
            paged += page
            cursor = json.loads(page[-1])['cursor']
        strip = [re.sub(r'"cursor":\d+,', '', line) for line in paged]
        self.assertEqual(strip, [re.sub(r'"cursor":\d+,', '', line) for line in whole])

    def test_atom_has_tombstones(self):
        self.add('first.jsonl', FIRST)
        self.ok('erase', '--article', 'south', '--archive', self.archive, '--yes')
        feed = xml.fromstring(self.ok('changes', '--archive', self.archive, '--output-format', 'atom'))
        atom, at = '{http://www.w3.org/2005/Atom}', '{http://purl.org/atompub/tombstones/1.0}'
        self.assertEqual(feed.tag, atom + 'feed')
        for needed in ('id', 'title', 'updated', 'author'):
            self.assertIsNotNone(feed.find(atom + needed))
        gone = {entry.get('ref') for entry in feed.findall(at + 'deleted-entry')}
        self.assertTrue(any(ref.endswith(':article:south') for ref in gone))
        for entry in feed.findall(atom + 'entry'):
            self.assertNotIn(entry.find(atom + 'id').text, gone)
            json.loads(entry.find(atom + 'content').text or 'null')
            self.assertRegex(entry.find(atom + 'updated').text, r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')

    def test_exports_are_remembered_with_whom_they_hold(self):
        self.add('first.jsonl', FIRST)
        events = self.folder / 'events.csv'
        self.ok('events', '--archive', self.archive, '--party', 'EGY', '--output-format', 'csv', '--output', events)
        manifest = json.loads((self.folder / 'events.csv.manifest.json').read_text())
        self.assertEqual(manifest['query'], {'command': 'events', 'party': 'EGY'})
        self.assertEqual(events.read_text(), self.ok('events', '--archive', self.archive, '--party', 'EGY', '--output-format', 'csv'))
        self.assertEqual(manifest['bytes'], events.stat().st_size)
        self.assertIn(str(events), self.ok('archive', 'exports', '--archive', self.archive))
        with sqlite3.connect(self.archive) as db:
            held = db.execute('SELECT d.article FROM export_version e JOIN version v ON v.id BETWEEN e.first AND e.last '
                              'JOIN document d ON d.id = v.document_id').fetchall()
        db.close()
        self.assertEqual(held, [('south',)])
        # Written again it is one entry; a table, a folder and the archive itself are refused.
        self.ok('events', '--archive', self.archive, '--output', events)
        self.assertEqual(len(self.ok('archive', 'exports', '--archive', self.archive).splitlines()), 1)
        self.ok('export', '--as', 'csv', '--archive', self.archive, '--to', self.folder / 'csv', '--quiet')
        listed = self.ok('archive', 'exports', '--archive', self.archive)
        for path in (self.folder / 'csv').glob('*.csv'):
            self.assertIn(str(path), listed)
        self.assertIn(' csv ', listed)
        self.fails('events', '--archive', self.archive, '--output', self.folder, says='is a folder')
        self.fails('events', '--archive', self.archive, '--output', self.archive, says='the archive itself')
        self.fails('events', '--archive', self.archive, '--output', self.folder / 'no' / 'such', says='No such file')
        self.fails('events', '--archive', self.archive, '--output', events, '--output-format', 'table', says='table')


class Copies(Case):
    def test_backup_and_restore(self):
        self.add('first.jsonl', FIRST)
        records, copy = self.records(), self.folder / 'copy.db'
        out = self.ok('archive', 'backup', copy, '--archive', self.archive)
        self.assertIn(hashlib.sha256(copy.read_bytes()).hexdigest(), out)
        self.assertIn('backup', self.ok('archive', 'exports', '--archive', self.archive))
        self.add('later.jsonl', LATER)
        self.assertEqual(self.records(archive=copy), records)
        self.fails('archive', 'backup', copy, '--archive', self.archive, says='is there already')
        self.fails('archive', 'restore', copy, '--archive', self.archive, says='is there already')
        back = self.folder / 'back.db'
        self.ok('archive', 'restore', copy, '--archive', back)
        self.sound(back)
        self.assertEqual(self.records(archive=back), records)
        copy.write_bytes(copy.read_bytes()[:20000])
        self.fails('archive', 'restore', copy, '--archive', self.folder / 'third.db', says='copy.db')
        self.assertFalse((self.folder / 'third.db').exists())

    def test_backup_beside_a_writer(self):
        self.ok('add', REPORTS, '--archive', self.archive, '--quiet')
        child = subprocess.Popen([PROGRAM, 'add', str(self.articles('many.jsonl', [(f'a{n}', LATER[1][1] + f' It was number {n}.') for n in range(1500)])),
                                  '--archive', str(self.archive), '--quiet'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        copies = 0
        while child.poll() is None:
            copy = self.folder / f'copy{copies}.db'
            self.ok('archive', 'backup', copy, '--archive', self.archive)
            self.sound(copy)
            copies += 1
        self.assertEqual(child.returncode, 0)
        self.assertGreater(copies, 0)

    def test_compact_gives_room_back(self):
        self.ok('add', REPORTS, '--archive', self.archive, '--quiet')
        self.add('first.jsonl', FIRST)
        self.ok('erase', '--source', 'Levant Chronicle', '--archive', self.archive, '--yes')
        records, size = self.records(), self.archive.stat().st_size
        self.ok('archive', 'compact', '--archive', self.archive)
        self.assertLess(self.archive.stat().st_size, size)
        self.assertEqual(self.records(), records)
        self.sound()

    def test_the_archive_is_named_once(self):
        self.add('first.jsonl', FIRST)
        for command in ('info', 'check', 'compact', 'upgrade', 'exports'):
            self.ok('archive', command, self.archive)
            self.ok('archive', command, '--archive', self.archive)
            self.fails('archive', command, says='--archive FILE')
            self.fails('archive', command, self.archive, '--archive', self.archive, says='twice')


class Schemas(Case):
    def unpack(self, times=1):
        """An archive of schema 1, its documents some times over."""
        remove(self.archive)
        self.archive.write_bytes(gzip.decompress((SCHEMAS / '1.archive.gz').read_bytes()))
        if times == 1:
            return
        with sqlite3.connect(self.archive) as db:
            last = db.execute('SELECT max(id) FROM document').fetchone()[0]
            versions = db.execute('SELECT max(id) FROM version').fetchone()[0]
            columns = [row[1] for row in db.execute('PRAGMA table_info(version)')]
            take = ', '.join({'id': 'id + :v', 'document_id': 'document_id + :d', 'copy_key': 'NULL', 'counted': 'current',
                              'text': "text || :n || hex(randomblob(2000))"}.get(c, c) for c in columns)
            for n in range(1, times):
                at = {'n': f' {n}.', 'd': last * n, 'v': versions * n, 'last': last, 'versions': versions}
                db.execute("INSERT INTO document SELECT id + :d, source_id, article || :n, address FROM document WHERE id <= :last", at)
                db.execute(f'INSERT INTO version SELECT {take} FROM version WHERE id <= :versions', at)
        db.close()

    def test_every_shipped_schema_comes_forward(self):
        self.unpack()
        self.fails('events', '--archive', self.archive, says='archive upgrade brings it forward')
        copy = self.folder / 'copy.db'
        self.ok('archive', 'backup', copy, '--archive', self.archive)
        self.assertIn('1 before', self.ok('archive', 'upgrade', '--archive', self.archive))
        self.assertEqual(''.join(self.records()), (SCHEMAS / '1.records.jsonl').read_text())
        self.sound()
        with sqlite3.connect(self.archive) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM version WHERE (current = 1) = (replaced_at IS NULL)").fetchone(), (7,))
            self.assertEqual(db.execute('SELECT op, reason, count(*) FROM change GROUP BY 1, 2 ORDER BY 1').fetchall(),
                             [('insert', 'added', 6), ('update', 'replaced', 1)])
        db.close()
        self.assertEqual(self.records('--as-of', '2021-01-01'), ['', ''])
        self.assertIn('newest', self.ok('archive', 'upgrade', '--archive', self.archive))
        self.add('first.jsonl', FIRST)
        self.sound()

    def test_a_newer_schema_is_refused(self):
        self.add('first.jsonl', FIRST)
        with sqlite3.connect(self.archive) as db:
            db.execute('PRAGMA user_version = 999')
        db.close()
        for command in (['events'], ['archive', 'check'], ['archive', 'upgrade'], ['archive', 'compact'], ['recode'],
                        ['archive', 'backup', self.folder / 'x.db'], ['changes'], ['export', '--as', 'replication']):
            self.fails(*command, '--archive', self.archive, says='newer Demarche')

    def killed(self, prepare, command, whole):
        """kill -9 at random moments of `command`; `whole` checks what is left. Says how many died at work."""
        dice, died = random.Random(7), 0
        prepare()
        started = time.monotonic()
        self.ok(*command)
        usual = time.monotonic() - started
        for _ in range(KILLS):
            prepare()
            child = subprocess.Popen([PROGRAM, *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, usual))
            child.send_signal(signal.SIGKILL)
            died += child.wait() != 0
            whole()
        return died

    def test_killed_while_upgrading(self):
        def whole():
            with sqlite3.connect(self.archive) as db:
                self.assertEqual(db.execute('PRAGMA integrity_check').fetchone(), ('ok',))
                self.assertEqual(db.execute('SELECT count(*) FROM version').fetchone(), (7 * 120,))
            db.close()
            self.ok('archive', 'upgrade', '--archive', self.archive)
            self.assertTrue(''.join(self.records()).startswith((SCHEMAS / '1.records.jsonl').read_text()[:200]))
            with sqlite3.connect(self.archive) as db:
                self.assertEqual(db.execute('SELECT count(*), sum(replaced_at IS NULL) FROM version').fetchone(), (7 * 120, 6 * 120))
            db.close()

        self.assertGreater(self.killed(lambda: self.unpack(120), ('archive', 'upgrade', '--archive', self.archive), whole), 0)

    def test_killed_while_copied_compacted_recoded(self):
        source = self.folder / 'source.db'
        self.ok('add', REPORTS, '--archive', source, '--quiet')
        records, copy = self.records(archive=source), self.folder / 'copy.db'

        def prepare():
            remove(self.archive), remove(copy)
            shutil.copy(source, self.archive)

        def copied():
            self.assertEqual(self.records(), records)
            if copy.exists():
                self.sound(copy)
                self.assertEqual(self.records(archive=copy), records)
            else:
                self.ok('archive', 'backup', copy, '--archive', self.archive)

        def compacted():
            self.sound()
            self.assertEqual(self.records(), records)

        def old():
            prepare()
            self.older_codebook()

        def recoded():
            self.sound()
            self.ok('recode', '--archive', self.archive, '--quiet')
            self.assertEqual(self.records(), records)

        self.assertGreater(self.killed(prepare, ('archive', 'backup', copy, '--archive', self.archive), copied), 0)
        self.assertGreater(self.killed(prepare, ('archive', 'compact', '--archive', self.archive), compacted), 0)
        self.assertGreater(self.killed(old, ('recode', '--archive', self.archive), recoded), 0)


class Trouble(Case):
    def test_locked(self):
        self.add('first.jsonl', FIRST)
        db = sqlite3.connect(self.archive, isolation_level=None)
        db.execute('BEGIN IMMEDIATE')
        try:
            self.records()  # readers are not kept out
            self.ok('archive', 'backup', self.folder / 'free.db', '--archive', self.folder / 'copy.db', status=3)
        finally:
            db.execute('ROLLBACK')
            db.close()

    @unittest.skipIf(os.geteuid() == 0, 'root may write anywhere')
    def test_read_only(self):
        self.add('first.jsonl', FIRST)
        self.archive.chmod(stat.S_IRUSR)
        out = self.folder / 'events.jsonl'
        code, _, err = run('events', '--archive', self.archive, '--output', out)
        self.assertEqual(code, 0)
        self.assertIn('does not know of it', err)
        self.fails('recode', '--archive', self.archive, says='cannot be written')

    def test_a_full_disk(self):
        if not os.path.exists('/dev/full'):
            self.skipTest('no /dev/full')
        self.add('first.jsonl', FIRST)
        with open('/dev/full', 'w') as full:
            done = subprocess.run([PROGRAM, 'changes', '--archive', str(self.archive)], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b'No space left', done.stderr)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_vintages.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
