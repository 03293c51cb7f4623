#!/usr/bin/env python3
"""The tour of the demonstration: test_tour.py PROGRAM. It must show what it promises, also for a page of one's own."""
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None


def tour(*arguments):
    return subprocess.run([sys.executable, str(ROOT / 'demo' / 'tour.py'), '--program', PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, timeout=120, encoding='utf-8')


class Tour(unittest.TestCase):
    def test_first_minute(self):
        run = tour()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('<Friday>', run.stdout)                    # a date, an actor and an act marked in the page
        self.assertIn('[Vladimir Putin]', run.stdout)
        self.assertRegex(run.stdout, r'\{(promised|said|invited)\}')
        self.assertRegex(run.stdout, r'2022-12-30 .*CONSULT')    # the call as a row
        self.assertRegex(run.stdout, r'(?m)^  2022 +\d+ +█')     # the chart
        self.assertIn('[who: ', run.stdout)                      # its sentences
        self.assertEqual(run.stdout, tour().stdout)
        self.assertNotIn('\x1b', run.stdout)                     # colours on a terminal only

    def test_own_page(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder, 'talks.txt')
            page.write_text('date 2021-05-04 World\nMinisters meet in Oslo\nThe foreign minister of Poland met his German counterpart in Oslo on Monday. '
                            'Germany promised aid to Poland.\n', 'utf-8')
            run = tour(page)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn('<Monday>', run.stdout)
        self.assertRegex(run.stdout, r'2021-05-03 .*CONSULT')
        self.assertIn('relation DEU POL', run.stdout)

    def test_bad_pages(self):
        with tempfile.TemporaryDirectory() as folder:
            empty = pathlib.Path(folder, 'empty.txt')
            empty.write_bytes(b'')
            for page in (empty, pathlib.Path(folder, 'missing.txt')):
                run = tour(page)
                self.assertEqual(run.returncode, 1)
                self.assertTrue(run.stderr.startswith('tour: '), run.stderr)

    def test_reports_are_read_whole(self):
        run = subprocess.run([PROGRAM, 'read', str(ROOT / 'demo' / 'reports')], stdout=subprocess.PIPE, timeout=60, encoding='utf-8')
        self.assertEqual(run.returncode, 0)
        self.assertEqual(len(re.findall(r'"kind":"article"', run.stdout)), 121)
        self.assertNotIn('newsletter', run.stdout)
        self.assertNotIn('All rights reserved', run.stdout)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_tour.py PROGRAM')
    PROGRAM = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main()
