#!/usr/bin/env python3
"""`demarche add` as its users meet it: test_add.py PROGRAM.

The demonstration reports go into an archive and come back as `code` prints them, also when the program is killed on the way
(5 times; DEMARCHE_SLOW=1 makes it 60).
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPORTS = ROOT / 'demo' / 'reports'
PROGRAM = None


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


class Add(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        status, coded, _ = run('code', REPORTS)
        assert status in (0, 1), status
        cls.coded = {kind: [line for line in coded.splitlines() if line.startswith('{"kind":"%s"' % kind)]
                     for kind in ('event', 'statement', 'article')}
        assert len(cls.coded['event']) > 100

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.archive = pathlib.Path(self.folder.name, 'news.archive')

    def tearDown(self):
        self.folder.cleanup()

    def expect_whole(self):
        for command, kind in (('events', 'event'), ('statements', 'statement')):
            status, out, err = run(command, '--archive', self.archive)
            self.assertEqual(status, 0, err)
            self.assertEqual(out.splitlines(), self.coded[kind])
        status, out, err = run('archive', 'check', self.archive)
        self.assertEqual(status, 0, out + err)

    def test_gives_back_what_code_prints(self):
        for threads in (1, 3, 1):  # the third time everything is there
            status, _, err = run('add', REPORTS, '--archive', self.archive, '--threads', threads)
            self.assertIn(status, (0, 1), err)
            self.expect_whole()

    def test_filters_only_choose(self):
        run('add', REPORTS, '--archive', self.archive)
        _, out, _ = run('events', '--archive', self.archive, '--actor', 'RUS', '--recipient', 'CHN')
        lines = out.splitlines()
        self.assertGreater(len(lines), 10)
        self.assertEqual(lines, [line for line in self.coded['event'] if line in set(lines)])
        _, csv, _ = run('events', '--archive', self.archive, '--output-format', 'csv')
        _, coded, _ = run('code', REPORTS, '--output-format', 'csv', '--kind', 'event')
        self.assertEqual(csv, coded)

    def test_pages_of_the_same_file_name(self):
        def page(folder, address, sentence):
            path = pathlib.Path(self.folder.name, 'mirror', folder)
            path.mkdir(parents=True, exist_ok=True)
            link = f'<link rel="canonical" href="{address}">' if address else ''
            (path / 'index.html').write_text(f'<html><head><title>News</title>{link}<meta property="og:site_name" content="Gazette">'
                                             f'</head><body><article><p>{sentence} Nothing else was said about the matter on '
                                             f'that day, and the offices closed early.</p></article></body></html>', 'utf-8')

        def added():
            return run('add', pathlib.Path(self.folder.name, 'mirror'), '--archive', self.archive, '--reference', '2020-02-02')[2]

        page('a', 'https://gazette.example/a', 'France condemned the attack on Germany.')
        page('b', 'https://gazette.example/b', 'Poland imposed sanctions on China.')
        self.assertIn('2 documents added,', added())
        # The same address with other words is a new version, and the program says so.
        page('b', 'https://gazette.example/b', 'Poland imposed sanctions on Russia.')
        self.assertIn('1 documents added (1 as a new version', added())
        _, out, _ = run('events', '--archive', self.archive)
        self.assertIn('RUS', out)
        self.assertIn('FRA', out)
        self.assertNotIn('CHN', out)

    def test_killed_and_taken_up_again(self):
        started = time.monotonic()
        run('add', REPORTS, '--archive', self.archive)
        usual = time.monotonic() - started
        dice = random.Random(1)
        for _ in range(60 if 'DEMARCHE_SLOW' in os.environ else 5):
            for part in ('', '-wal', '-shm'):
                pathlib.Path(str(self.archive) + part).unlink(missing_ok=True)
            child = subprocess.Popen([PROGRAM, 'add', str(REPORTS), '--archive', str(self.archive), '--threads', '2'],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, usual))
            child.send_signal(signal.SIGKILL)
            child.wait()
            if self.archive.exists() and self.archive.stat().st_size > 0:
                status, out, err = run('archive', 'check', self.archive)
                # Killed before anything was made of the file: it is empty, and says so.
                # Killed while it was made, it may be of an older schema, and whole.
                self.assertTrue(status == 0 or 'the file is empty' in err or 'made by an older Demarche' in err, out + err)
            status, _, err = run('add', REPORTS, '--archive', self.archive)
            self.assertIn(status, (0, 1), err)
            self.expect_whole()


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_add.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
