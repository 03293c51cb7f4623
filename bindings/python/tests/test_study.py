"""The tutorial's study is a test: its cells run in order, and what they find is looked at."""

import contextlib
import io
import json
import pathlib
import re
import unittest

import numpy

from support import ROOT, program

STUDY = ROOT / 'docs' / 'tutorial' / 'study.py'


class Study(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.names = {'__name__': 'study', '__file__': str(STUDY)}
        cls.printed = io.StringIO()
        cells = re.split(r'^# %%.*$', STUDY.read_text('utf-8'), flags=re.M)
        with contextlib.redirect_stdout(cls.printed):
            for number, cell in enumerate(cells):
                exec(compile(cell, f'{STUDY.name}, cell {number}', 'exec'), cls.names)

    def test_the_weeks_are_those_of_the_program(self):
        archive = self.names['archive'].path
        points = json.loads(program('relation', 'EGY', 'ISR', '--archive', archive, '--period', 'week', '--output-format', 'json'))['points']
        weeks = self.names['weeks']
        self.assertEqual([day.date().isoformat() for day in weeks.index], [point['start'] for point in points])
        self.assertEqual(weeks['goldstein'].tolist(), [point['goldstein'] for point in points])

    def test_stretches_cover_all_weeks_once(self):
        stretches, observed = self.names['stretches'], self.names['observed']
        self.assertEqual(stretches['weeks'].sum(), len(observed))
        self.assertEqual(stretches['events'].sum(), observed['events'].sum())

    def test_change_points_are_found_where_they_are(self):
        generator = numpy.random.default_rng(7)
        values = numpy.concatenate([generator.normal(mean, 1, 40) for mean in (0, 5, -3)])
        found = self.names['change_points'](values, numpy.ones(120))
        self.assertEqual(len(found), 2)
        for position, true in zip(found, (40, 80)):
            self.assertLessEqual(abs(position - true), 2)
        self.assertEqual(self.names['change_points'](generator.normal(0, 1, 120), numpy.ones(120)), [])

    def test_a_figure_and_files(self):
        out = self.names['OUT']
        self.assertGreater((out / 'relation.png').stat().st_size, 10_000)
        self.assertTrue((out / 'events.parquet').exists())
        self.assertTrue((pathlib.Path(out) / 'weeks.csv').read_text().startswith('start,first,second,period,events'))
        self.assertIn('goldstein an event', self.printed.getvalue())


if __name__ == '__main__':
    unittest.main()
