#!/usr/bin/env python3
"""Black-box tests of the command line: help, wrong use, exit statuses, streams, formats.

  test_cli.py PROGRAM [unittest arguments]
"""
import csv
import gzip
import io
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 and not sys.argv[1].startswith('-') else 'demarche'
REPORT = ('President Orlov of Ruritania arrived in Beijing on Friday. "We will sign the agreement," he said. '
          'Russia accused Ukraine of shelling the town of Norburg on Monday.')


def run(*arguments, stdin=b'', env=None):
    environment = {**os.environ, **(env or {})}
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, timeout=120, env=environment)


def records(result):
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, content):
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(target)

    def articles(self, n, **fields):
        lines = (json.dumps({'id': f'a{i}', 'date': '2022-12-30', 'text': REPORT, **fields}) for i in range(n))
        return self.write('articles.jsonl', '\n'.join(lines) + '\n')

    def wrong(self, *arguments, says=()):
        result = run(*arguments)
        self.assertEqual(result.returncode, 2, result)
        self.assertEqual(result.stdout, b'')
        message = result.stderr.decode()
        self.assertEqual(message.count('\n'), 1, message)
        for part in says:
            self.assertIn(part, message)


class Help(Case):
    def commands(self):
        text = run('help').stdout.decode()
        return re.findall(r'^  ([a-z]+(?: [a-z]+)?)  +\S', text.split('Commands')[1].split('First steps')[0], re.M)

    def test_overview_lists_what_exists_and_nothing_else(self):
        self.assertEqual(self.commands(), ['read', 'parse', 'dates', 'relate', 'place', 'code', 'add', 'events', 'statements', 'stories',
                                           'stories split', 'stories join', 'stories undo', 'incidents', 'relation', 'explain',
                                           'audit', 'correct', 'withdraw', 'erase', 'restrict', 'requests', 'requests open',
                                           'requests show', 'requests accept', 'requests refuse', 'requests lift', 'requests finish',
                                           'verify', 'import', 'export', 'brief', 'serve', 'recode', 'rehydrate', 'changes', 'archive info',
                                           'archive check', 'archive backup', 'archive restore', 'archive compact',
                                           'archive upgrade', 'archive exports', 'codebook check', 'version',
                                           'completions', 'help'])

    def test_every_command_has_help_with_flags_and_an_example(self):
        for name in self.commands():
            with self.subTest(name):
                by_flag, by_help = run(*name.split(), '--help'), run('help', *name.split())
                self.assertEqual((by_flag.returncode, by_help.returncode), (0, 0))
                # help of a word that begins commands of two words shows those too
                self.assertTrue(by_help.stdout.startswith(by_flag.stdout))
                text = by_flag.stdout.decode()
                self.assertIn('demarche ' + name, text)
                self.assertIn('Flags', text)
                self.assertIn('Examples', text)

    def test_help_flag_wins_over_missing_arguments(self):
        self.assertEqual(run('relation', '-h').returncode, 0)

    def test_examples_use_only_flags_that_exist(self):
        for name in self.commands():
            text = run('help', *name.split()).stdout.decode()
            flags = set(re.findall(r'^  (--[a-z-]+)', text, re.M))
            for example in text.split('Examples')[1].splitlines():
                for call in re.findall(r'demarche ' + name + r'\b[^|>]*', example):
                    self.assertLessEqual(set(re.findall(r'--[a-z-]+', call)), flags | {'--help'}, example)

    def test_manual_page_names_every_command_and_flag(self):
        page = run('help', '--man').stdout.decode().replace('\\-', '-')
        self.assertTrue(page.startswith('.TH DEMARCHE 1'))
        for name in self.commands():
            self.assertIn('.SS demarche ' + name, page)
        for flag in ('--threads', '--archive', '--open', '--min-confidence'):
            self.assertIn('.B ' + flag, page)

    def test_completions(self):
        for shell in ('bash', 'zsh', 'fish'):
            result = run('completions', shell)
            self.assertEqual(result.returncode, 0)
            text = result.stdout.decode()
            for part in ('relation', 'archive', 'info', 'verbal-conflict'):
                self.assertIn(part, text, shell)
        self.wrong('completions', 'tcsh', says=['bash, zsh and fish'])

    def test_bash_completions_work(self):
        script = self.write('completion.bash', run('completions', 'bash').stdout)
        probe = ('source "$1"; COMP_WORDS=($2); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _demarche; '
                 'printf "%s\\n" "${COMPREPLY[@]}"')
        def complete(line):
            out = subprocess.run(['bash', '-c', probe, '-', script, line], capture_output=True, text=True, timeout=20)
            return out.stdout.split()
        self.assertEqual(complete('demarche rela'), ['relate', 'relation'])
        self.assertEqual(complete('demarche code --thr'), ['--threads'])
        self.assertEqual(complete('demarche relation --period q'), ['quarter'])
        self.assertEqual(complete('demarche archive ch'), ['check'])


class WrongUse(Case):
    def test_no_command_shows_the_overview(self):
        result = run()
        self.assertEqual((result.returncode, result.stdout), (2, b''))
        self.assertIn(b'Commands', result.stderr)

    def test_one_line_with_the_closest_word(self):
        self.wrong('cod', 'x', says=['did you mean code?'])
        self.wrong('code', '--thread', '3', 'x', says=['did you mean --threads?'])
        self.wrong('code', '--output-format', 'cvs', 'x', says=['did you mean csv?'])
        self.wrong('relation', 'RUS', 'CHN', '--archive', 'x', '--period', 'moth', says=['did you mean month?'])
        self.wrong('helps', says=['did you mean help?'])
        self.wrong('archive', says=['info', 'check'])
        self.wrong('archive', 'chek', 'x', says=['info', 'check'])
        self.wrong('help', 'cod', says=['did you mean code?'])

    def test_values_are_checked(self):
        self.wrong('code', '--threads', 'two', 'x', says=['--threads', 'two'])
        self.wrong('code', '--threads', '-1', 'x')
        self.wrong('code', '--threads', says=['needs a value'])
        self.wrong('code', '--min-confidence', '1.5', 'x', says=['0 to 1'])
        self.wrong('code', '--min-confidence', 'nan', 'x')
        self.wrong('code', '--quiet=yes', 'x', says=['takes no value'])
        self.wrong('dates', '--reference', '2023-02-29', '-', says=['YYYY-MM-DD'])
        self.wrong('events', '--archive', 'x', '--since', 'yesterday', says=['YYYY-MM-DD'])
        self.wrong('events', '--archive', 'x', '--type', 'ATTACK')

    def test_arguments_are_counted(self):
        self.wrong('code', says=['standard input'])
        self.wrong('relation', 'RUS', '--archive', 'x', says=['two parties'])
        self.wrong('relation', 'RUS', 'CHN', 'USA', '--archive', 'x', says=['USA'])
        self.wrong('relation', 'RUS', 'rus', '--archive', 'x', says=['same'])
        self.wrong('version', 'extra')

    def test_an_archive_is_asked_for(self):
        for command in (['events'], ['statements'], ['relation', 'RUS', 'CHN'], ['add', 'x']):
            self.wrong(*command, says=['--archive'])
        self.wrong('explain', says=['--text'])
        self.wrong('explain', 'an-id', says=['--archive'])

    def test_a_flag_of_another_command_is_named(self):
        self.wrong('code', '--actor', 'RUS', 'x', says=['events'])

    def test_csv_of_everything_asks_for_a_kind(self):
        self.wrong('code', '--output-format', 'csv', self.articles(1), says=['--kind'])

    def test_nothing_a_user_types_reaches_the_terminal_raw(self):
        self.assertNotIn(b'\x1b', run('co\x1b[31mde', 'x').stderr)


class Read(Case):
    def test_standard_input_and_order(self):
        lines = '\n'.join(json.dumps({'id': str(i), 'text': f'Report {i}.'}) for i in range(500))
        for threads in ('1', '2'):
            result = run('read', '-', '--threads', threads, stdin=lines.encode())
            self.assertEqual(result.returncode, 0)
            self.assertEqual(result.stderr, b'')
            self.assertEqual([r['id'] for r in records(result)], [str(i) for i in range(500)])

    def test_gzip_and_folders(self):
        self.write('in/b.jsonl.gz', gzip.compress(b'{"id":"second","text":"B."}\n'))
        self.write('in/a.jsonl', '{"id":"first","text":"A."}\n')
        result = run('read', str(self.path / 'in'))
        self.assertEqual([r['id'] for r in records(result)], ['first', 'second'])

    def test_rejects_give_status_1_and_a_record(self):
        path = self.write('x.jsonl', '{"id":"good","text":"A."}\n{"id":\n{"id":"none"}\n')
        result = run('read', path)
        self.assertEqual(result.returncode, 1)
        self.assertEqual([r['kind'] for r in records(result)], ['article', 'reject', 'reject'])
        self.assertIn(b'2 of 3 documents were rejected', result.stderr)
        self.assertEqual(run('read', path, '--quiet').stderr, b'')

    def test_a_missing_path_gives_status_3_and_the_rest_is_read(self):
        good = self.write('good.jsonl', '{"id":"good","text":"A."}\n')
        missing = str(self.path / 'missing')
        result = run('read', missing, good)
        self.assertEqual(result.returncode, 3)
        self.assertIn(missing.encode(), result.stderr)
        self.assertEqual([r['kind'] for r in records(result)], ['reject', 'article'])
        self.assertEqual(records(result)[0]['reason'], 'not_found')

    def test_csv(self):
        path = self.write('x.jsonl', json.dumps({'id': 'a,"b"', 'title': 'Two\nlines', 'text': 'A.'}) + '\n{"id":\n')
        result = run('read', path, '--output-format', 'csv')
        rows = list(csv.DictReader(io.StringIO(result.stdout.decode(), newline='')))
        self.assertEqual([(r['id'], r['title']) for r in rows], [('a,"b"', 'Two\nlines')])
        rejects = run('read', path, '--output-format=csv', '--kind=reject')
        rows = list(csv.DictReader(io.StringIO(rejects.stdout.decode(), newline='')))
        self.assertEqual([r['reason'] for r in rows], ['bad_input'])

    def test_a_path_after_two_hyphens_may_look_like_a_flag(self):
        self.write('--odd.jsonl', '{"id":"odd","text":"A."}\n')
        result = subprocess.run([PROGRAM, 'read', '--', '--odd.jsonl'], cwd=self.path, capture_output=True, timeout=60)
        self.assertEqual(json.loads(result.stdout)['id'], 'odd')

    def test_a_closed_pipe_ends_quietly(self):
        path = self.articles(20000)
        reader = subprocess.Popen(['head', '-n', '1'], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        writer = subprocess.Popen([PROGRAM, 'read', path], stdout=reader.stdin, stderr=subprocess.PIPE)
        reader.stdin.close()
        self.assertEqual(writer.communicate(timeout=60)[1], b'')
        self.assertEqual(writer.returncode, 0)
        reader.wait(timeout=60)

    @unittest.skipUnless(os.path.exists('/dev/full'), 'no /dev/full here')
    def test_a_full_disk_gives_status_3(self):
        with open('/dev/full', 'wb') as full:
            result = subprocess.run([PROGRAM, 'read', self.articles(3)], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(result.returncode, 3)
        self.assertIn(b'No space left', result.stderr)

    def test_no_colour_and_no_progress_off_the_terminal(self):
        result = run('help', env={'TERM': 'xterm'})
        self.assertNotIn(b'\x1b', result.stdout)
        self.assertEqual(run('read', self.articles(2000)).stderr, b'')

    def on_a_terminal(self, *arguments, env=None):
        try:
            main, other = pty.openpty()
        except OSError as error:
            self.skipTest(f'no pseudo-terminal here: {error}')
        process = subprocess.Popen([PROGRAM, *arguments], stdout=other, stderr=other, stdin=subprocess.DEVNULL,
                                   env={**os.environ, 'TERM': 'xterm', **(env or {})})
        os.close(other)
        out = b''
        while True:
            try:
                chunk = os.read(main, 65536)
            except OSError:
                break
            if not chunk:
                break
            out += chunk
        process.wait(timeout=60)
        os.close(main)
        return out

    def test_colours_on_a_terminal_unless_refused(self):
        environment = {k: v for k, v in os.environ.items() if k != 'NO_COLOR'}
        os.environ.pop('NO_COLOR', None)
        self.addCleanup(os.environ.update, environment)
        self.assertIn(b'\x1b[', self.on_a_terminal('help'))
        self.assertNotIn(b'\x1b[', self.on_a_terminal('help', env={'NO_COLOR': '1'}))
        self.assertNotIn(b'\x1b[', self.on_a_terminal('help', env={'TERM': 'dumb'}))

    def test_control_characters_of_a_page_do_not_steer_the_terminal(self):
        path = self.write('x.jsonl', json.dumps({'id': 'a\x1b[2J', 'title': 'T\x1b]0;x\x07', 'text': 'A.'}) + '\n')
        self.assertNotIn(b'\x1b', run('read', path).stdout)


class Parse(Case):
    def test_words_keep_the_text_verbatim(self):
        text = 'A  caf\u00e9 isn\u2019t far.\n\n<b>Not</b> here, U.S. troops.'
        result = run('parse', '-', '--input-format', 'text', stdin=text.encode())
        self.assertEqual(result.returncode, 0, result.stderr)
        words = [line.split('\t') for line in result.stdout.decode().splitlines() if line[:1].isdigit()]
        for columns in words:
            self.assertEqual(len(columns), 10)
            begin, end = map(int, re.search(r'TokenRange=(\d+):(\d+)', columns[9]).groups())
            self.assertEqual(text[begin:end], columns[1])
        self.assertIn(['is', 'n\u2019t'], [[a[1], b[1]] for a, b in zip(words, words[1:])])

    def test_given_words_come_back(self):
        given = ('# sent_id = s1\n# note = kept\n1-2\tdon\'t\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n'
                 '1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn\'t\t_\t_\t_\t_\t_\t_\t_\t_\n2.1\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n'
                 '3\t14\u00a0hours ago\t_\t_\t_\t_\t_\t_\t_\tTypo=Yes\n\n')
        result = run('parse', '--input-format', 'conllu', '-', stdin=given.encode())
        self.assertEqual(result.returncode, 0, result.stderr)
        def kept(text):
            return [tuple(line.split('\t')[:2]) for line in text.splitlines()]
        self.assertEqual(kept(result.stdout.decode()), kept(given))
        self.assertIn('Typo=Yes', result.stdout.decode())
        heads = [line.split('\t')[6] for line in result.stdout.decode().splitlines() if re.match(r'\d+\t', line)]
        self.assertEqual(heads.count('0'), 1)

    def test_a_broken_sentence_is_rejected_and_the_rest_is_parsed(self):
        given = '1\ta\n\n1\tb\t_\t_\t_\t_\t_\t_\t_\t_\n\n'
        result = run('parse', '--input-format', 'conllu', '-', stdin=given.encode())
        self.assertEqual(result.returncode, 1)
        self.assertIn('# reject = {', result.stdout.decode())
        self.assertRegex(result.stdout.decode(), r'(?m)^1\tb\t')

    def test_the_same_bytes_at_any_number_of_threads(self):
        path = self.articles(100)
        self.assertEqual(run('parse', path).stdout, run('parse', path, '--threads', '2').stdout)
        given = self.write('given.conllu', run('parse', path).stdout)
        self.assertEqual(run('parse', given).stdout, run('parse', given, '--threads', '2').stdout)

    def test_parsing_our_own_output_changes_nothing(self):
        path = self.articles(1)
        once = run('parse', path).stdout
        self.assertEqual(run('parse', '--input-format', 'conllu', '-', stdin=once).stdout, once)

    def test_layers(self):
        text = b'Angela Merkel visited Paris.'
        self.assertIn(b'Entity=B-PER', run('parse', '-', stdin=text).stdout)
        self.assertNotIn(b'Entity=', run('parse', '-', '--layers', 'none', stdin=text).stdout)


class Code(Case):
    def test_kinds_and_formats_agree(self):
        path = self.articles(3)
        everything = records(run('code', path))
        self.assertEqual({r['kind'] for r in everything}, {'article', 'statement', 'event'})
        events = [r for r in everything if r['kind'] == 'event']
        only = run('code', path, '--kind', 'event')
        self.assertEqual(records(only), events)
        table = run('code', path, '--kind', 'event', '--output-format', 'csv')
        rows = list(csv.DictReader(io.StringIO(table.stdout.decode(), newline='')))
        self.assertEqual([(r['id'], r['type'], r['trigger']) for r in rows],
                         [(e['id'], e['type'], e['trigger']['text']) for e in events])
        self.assertEqual([r['actors'] for r in rows], [';'.join(p['code'] for p in e['actors']) for e in events])

    def test_confidence_is_a_floor(self):
        path = self.articles(1)
        events = [r for r in records(run('code', path)) if r['kind'] == 'event']
        floor = max(e['confidence'] for e in events)
        kept = [r for r in records(run('code', path, '--min-confidence', str(floor))) if r['kind'] == 'event']
        self.assertEqual(kept, [e for e in events if e['confidence'] >= floor])
        self.assertTrue(kept)

    def test_rows_for_people(self):
        result = run('code', self.articles(1), '--output-format', 'table', env={'COLUMNS': '140'})
        lines = result.stdout.decode().splitlines()
        for title in ('when', 'who', 'what', 'to whom', 'according to', 'happened'):
            self.assertIn(title, lines[0])
        self.assertTrue(any('ACCUSE' in line for line in lines[1:]), lines)
        self.assertTrue(all(len(line) <= 140 for line in lines))

    def test_the_same_bytes_at_any_number_of_threads(self):
        path = self.articles(200)
        self.assertEqual(run('code', path).stdout, run('code', path, '--threads', '2').stdout)

    def test_explain_text(self):
        out = run('explain', '--text', 'Russia accused Ukraine of shelling the town.', '--reference', '2023-01-02')
        self.assertEqual(out.returncode, 0)
        for part in (b'accused', b'ACCUSE', b'RUS'):
            self.assertIn(part, out.stdout)


class Archive(Case):
    def setUp(self):
        super().setUp()
        self.file = str(self.path / 'news.db')
        self.added = run('add', self.articles(2, publisher='Gazette'), '--archive', self.file)

    def test_add_events_relation_explain(self):
        self.assertEqual(self.added.returncode, 0, self.added.stderr)
        self.assertEqual(self.added.stdout, b'')
        again = run('add', self.articles(2, publisher='Gazette'), '--archive', self.file)
        self.assertIn(b'2 already there', again.stderr)
        events = records(run('events', '--archive', self.file, '--type', 'ACCUSE'))
        self.assertTrue(events)
        self.assertEqual({e['type'] for e in events}, {'ACCUSE'})
        self.assertEqual(len(records(run('events', '--archive', self.file, '--limit', '1'))), 1)
        self.assertTrue(records(run('statements', '--archive', self.file)))
        explained = run('explain', events[0]['id'], '--archive', self.file)
        self.assertEqual(explained.returncode, 0)
        self.assertIn(b'ACCUSE', explained.stdout)
        table = run('events', '--archive', self.file, '--output-format', 'table').stdout.decode()
        self.assertIn('ACCUSE', table)

    def test_relation_views(self):
        table = run('relation', 'rus', 'UKR', '--archive', self.file).stdout.decode()
        self.assertIn('RUS and UKR', table)
        self.assertIn('Next:', table)
        opened = run('relation', 'RUS', 'UKR', '--archive', self.file, '--open', '2022').stdout.decode()
        self.assertIn('[act: accused]', opened)
        series = json.loads(run('relation', 'RUS', 'UKR', '--archive', self.file, '--output-format', 'json').stdout)
        rows = list(csv.DictReader(io.StringIO(
            run('relation', 'RUS', 'UKR', '--archive', self.file, '--output-format', 'csv').stdout.decode())))
        self.assertEqual([str(p['events']) for p in series['points']], [r['events'] for r in rows])
        self.assertGreater(sum(p['events'] for p in series['points']), 0)
        nothing = run('relation', 'NOR', 'SWE', '--archive', self.file)
        self.assertEqual(nothing.returncode, 0)
        self.assertIn(b'No new events', nothing.stdout)
        self.assertEqual(run('relation', 'RUS', 'UKR', '--archive', self.file, '--open', '2022-13').returncode, 2)

    def test_info_and_check(self):
        info = run('archive', 'info', self.file)
        self.assertEqual(info.returncode, 0)
        self.assertRegex(info.stdout.decode(), r'documents +2\n')
        self.assertIn(b'sound', run('archive', 'check', self.file).stdout)

    def test_a_missing_or_damaged_archive_gives_status_3(self):
        missing = run('events', '--archive', str(self.path / 'none.db'))
        self.assertEqual((missing.returncode, missing.stdout), (3, b''))
        self.assertFalse((self.path / 'none.db').exists())
        broken = self.write('broken.db', b'not an archive at all' * 100)
        for command in (['archive', 'check', broken], ['archive', 'info', broken], ['events', '--archive', broken]):
            self.assertEqual(run(*command).returncode, 3, command)


class Codebook(Case):
    def test_check(self):
        folder = pathlib.Path(__file__).resolve().parent.parent.parent / 'codebooks'
        result = run('codebook', 'check', str(folder))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(b'is sound', result.stdout)
        self.assertEqual(run('codebook', 'check', str(self.path / 'none')).returncode, 3)

    def test_version(self):
        result = run('version', '--models')
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertRegex(result.stdout.decode(), r'demarche \d+\.\d+\.\d+\nmodel +turbo-[0-9a-f]{12}\ncodebook +[0-9a-f]{12}\n')


if __name__ == '__main__':
    unittest.main()
