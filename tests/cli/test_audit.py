#!/usr/bin/env python3
"""Audits through the command line: the draw, judging by keys, sessions, figures against formulas written anew.

  test_audit.py PROGRAM [unittest arguments]
"""
import collections
import csv
import io
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith('-') else 'demarche'
PAIRS = [('Russia', 'Ukraine'), ('China', 'Japan'), ('Egypt', 'Israel'), ('France', 'Germany'), ('Iran', 'Iraq'),
         ('India', 'Pakistan'), ('Turkey', 'Greece'), ('Chile', 'Peru')]
ACTS = ['{a} accused {b} of shelling the border town.', '{a} imposed sanctions on {b}.',
        'The foreign minister of {a} met the foreign minister of {b} on Monday.', '{a} sent food aid to {b}.']
FIELDS = ['type', 'parties', 'date', 'place', 'factuality']


def run(*arguments, stdin=b''):
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=120)


def wilson(share, n):
    z = 1.959963984540054
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return middle - half, middle + half


class Audit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.shared.name)
        lines = [json.dumps({'id': f'n{i}-{k}', 'publisher': f'Paper {i % 3}', 'date': '2021-03-04',
                             'text': act.format(a=a, b=b) + f' The gauge of well {i}{k} showed {i + k} metres.'})
                 for i, (a, b) in enumerate(PAIRS) for k, act in enumerate(ACTS)]
        cls.archive = str(folder / 'a.db')
        cls.backwards = str(folder / 'b.db')
        for path, order in ((cls.archive, lines), (cls.backwards, lines[::-1])):
            added = run('add', '-', '--input-format', 'jsonl', '--archive', path, '--quiet',
                        stdin='\n'.join(order).encode())
            assert added.returncode == 0, added.stderr

    @classmethod
    def tearDownClass(cls):
        cls.shared.cleanup()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.session = os.path.join(self.folder.name, 's.jsonl')

    def tearDown(self):
        self.folder.cleanup()

    def audit(self, *arguments, stdin=b'', archive=None, status=0):
        done = run('audit', '--archive', archive or self.archive, '--session', self.session, *arguments, stdin=stdin)
        self.assertEqual(done.returncode, status, done.stderr)
        return done.stdout.decode()

    def lines(self):
        with open(self.session, encoding='utf-8') as session:
            return [json.loads(line) for line in session]

    def report(self, *arguments):
        return list(csv.DictReader(io.StringIO(self.audit('--report', '--output-format', 'csv', *arguments))))

    def verdicts(self, judge, choose):
        """A file of verdicts, one an item, with the fields that choose(number, item) gives."""
        path = os.path.join(self.folder.name, judge + '.jsonl')
        items = [json.loads(line) for line in self.audit('--list').splitlines()]
        with open(path, 'w', encoding='utf-8') as out:
            for number, item in enumerate(items):
                fields = dict.fromkeys(FIELDS, 'right')
                fields.update(choose(number, item))
                out.write(json.dumps({'kind': 'verdict', 'id': item['id'], 'judge': judge, 'at': '', **fields}) + '\n')
        return path, items

    def test_the_draw_is_the_archive_s_and_not_the_order_of_adding(self):
        first = self.audit('--size', '12', '--list')
        os.remove(self.session)
        self.assertEqual(first, self.audit('--size', '12', '--list', archive=self.backwards))
        os.remove(self.session)
        self.assertNotEqual(first, self.audit('--size', '12', '--list', '--seed', '2'))

    def test_strata_have_the_archive_s_sizes_and_enough_of_each(self):
        self.audit('--size', '12', '--list')
        events = [json.loads(line) for line in run('events', '--archive', self.archive).stdout.decode().splitlines()]
        held = collections.Counter(event['type'] for event in events)
        strata = {stratum['name']: stratum for stratum in self.lines()[0]['strata']}
        self.assertEqual({name: s['population'] for name, s in strata.items()}, held)
        self.assertEqual(sum(s['drawn'] for s in strata.values()), 12)
        self.assertTrue(all(s['drawn'] > 0 for s in strata.values()))

    def test_keys_become_verdicts_and_the_same_command_goes_on(self):
        self.audit('--size', '8', '--judge', 'anna', stdin=b'yn?yyaxq')
        verdicts = self.lines()[1:]
        self.assertEqual([[v[f] for f in FIELDS] for v in verdicts],
                         [['right', 'wrong', 'unclear', 'right', 'right'], ['right'] * 5, ['wrong'] * 5])
        self.audit('--judge', 'anna', stdin=b'a' * 20)
        self.assertEqual(len({v['id'] for v in self.lines()[1:]}), 8)
        self.assertEqual(len(self.lines()), 9)

    def test_back_judges_the_one_before_again(self):
        self.audit('--size', '8', '--judge', 'anna', stdin=b'axuaq')
        verdicts = self.lines()[1:]
        self.assertEqual(verdicts[1]['id'], verdicts[2]['id'])
        self.assertEqual(verdicts[2]['type'], 'right')
        self.assertEqual(self.report()[0]['right'], '2')

    def test_a_session_holds_no_text(self):
        self.audit('--size', '8', '--judge', 'anna', stdin=b'aaq')
        with open(self.session, encoding='utf-8') as session:
            content = session.read()
        for word in ('shelling', 'gauge', 'Ukraine', 'Paper'):
            self.assertNotIn(word, content)

    def test_a_verdict_cut_while_it_was_written_is_asked_for_again(self):
        self.audit('--size', '8', '--judge', 'anna', stdin=b'aaq')
        with open(self.session, 'rb+') as session:
            session.truncate(os.path.getsize(self.session) - 9)
        self.assertEqual(self.report()[0]['judged'], '1')
        self.audit('--judge', 'anna', stdin=b'aq')
        self.assertEqual(self.report()[0]['judged'], '2')

    def test_shares_are_weighted_and_intervals_are_wilson_s(self):
        self.audit('--size', '16', '--list')
        path, items = self.verdicts('anna', lambda n, item: {'type': 'wrong'} if n % 3 == 0 else {})
        self.audit('--verdicts', path, '--quiet')
        rows = {(r['measure'], r['stratum']): r for r in self.report()}
        right, judged = collections.Counter(), collections.Counter()
        for number, item in enumerate(items):
            judged[item['stratum']] += 1
            right[item['stratum']] += number % 3 != 0
        for stratum, n in judged.items():
            row = rows['type and parties', stratum]
            self.assertEqual((int(row['judged']), int(row['right'])), (n, right[stratum]))
            low, high = wilson(right[stratum] / n, n)
            self.assertAlmostEqual(float(row['low']), max(0, low), delta=0.001)
            self.assertAlmostEqual(float(row['high']), min(1, high), delta=0.001)
        strata = {s['name']: s['population'] for s in self.lines()[0]['strata'] if judged[s['name']]}
        weighted = sum(p / sum(strata.values()) * right[name] / judged[name] for name, p in strata.items())
        self.assertAlmostEqual(float(rows['type', 'all']['share']), weighted, delta=0.001)
        self.assertEqual(rows['date', 'all']['share'], '1')

    def test_agreement_of_two_judges_is_cohen_s_kappa(self):
        self.audit('--size', '20', '--list')
        for judge, wrong in (('anna', lambda n: n < 6), ('ben', lambda n: 3 <= n < 10)):
            path, items = self.verdicts(judge, lambda n, _, wrong=wrong: {'date': 'wrong'} if wrong(n) else {})
            self.audit('--verdicts', path, '--quiet')
        n = len(items)
        row = next(r for r in self.report() if r['measure'] == 'date' and r['judges'])
        same = (n - 7) / n
        chance = (6 / n) * (7 / n) + (1 - 6 / n) * (1 - 7 / n)
        self.assertEqual((row['judges'], int(row['judged'])), ('anna; ben', n))
        self.assertAlmostEqual(float(row['agree']), same, delta=0.001)
        self.assertAlmostEqual(float(row['kappa']), (same - chance) / (1 - chance), delta=0.001)

    def test_blind_judging_hides_what_was_coded_and_measures_recall(self):
        shown = self.audit('--blind', '--size', '10', '--judge', 'anna', stdin=b'q')
        self.assertNotIn('coded', shown)
        items = [json.loads(line) for line in self.audit('--blind', '--list').splitlines()]
        self.assertTrue(all('type' not in item for item in items))
        keys = ''.join(('n' if 'sanctions' in item['sentence'] else '') + 'p\n' for item in items)
        self.audit('--blind', '--judge', 'anna', stdin=keys.encode())
        rows = {(r['measure'], r['stratum']): r for r in self.report('--blind')}
        sanctions = sum('sanctions' in item['sentence'] for item in items)
        self.assertEqual(int(rows['recall', 'PROTEST']['right']), 0)
        self.assertEqual(int(rows['recall', 'PROTEST']['judged']), len(items))
        if sanctions:
            self.assertEqual(int(rows['recall', 'SANCTION']['right']), sanctions)

    def test_wrong_use_says_what_to_do(self):
        missing = run('audit', '--archive', self.archive, '--session', self.session, '--report')
        self.assertEqual(missing.returncode, 2)
        self.assertIn(b'judge first', missing.stderr)
        self.audit('--size', '4', '--list')
        self.audit('--blind', '--report', status=2)
        with open(self.session, 'a', encoding='utf-8') as session:
            session.write('{"kind":"verdict","id":"x","judge":"a","type":"maybe"}\n')
        broken = run('audit', '--archive', self.archive, '--session', self.session, '--report')
        self.assertEqual(broken.returncode, 3)
        self.assertIn(b':2: "type" is not right, wrong or unclear', broken.stderr)


if __name__ == '__main__':
    unittest.main()
