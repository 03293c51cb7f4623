"""Bad input gives one reject with a reason and loses nothing else; odd but good input is read.

Run by ctest as `test_bad_input.py PROGRAM`. Every file is made here."""
import gzip, json, os, pathlib, subprocess, sys, tempfile, time, unittest

PROGRAM = sys.argv.pop(1)
LIMIT_SECONDS = 900 if os.environ.get('DEMARCHE_SLOW') else 60  # sanitizers are slow
GOOD = 'The Foreign Ministry of Norway said on Monday that its envoy will meet the president of Ghana in Accra this week.'


def demarche(*arguments, stdin=None):
    run = subprocess.run([PROGRAM, *map(str, arguments)], input=stdin, capture_output=True, timeout=LIMIT_SECONDS)
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()], run.stderr.decode()


class BadInput(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.addCleanup(self.folder.cleanup)

    def write(self, name, content):
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def rejected(self, name, content, reasons):
        """The bad file among two good ones: one reject, two articles, status 1."""
        self.write('a.txt', GOOD)
        self.write(name, content)
        self.write('z.txt', GOOD)
        status, records, _ = demarche('read', self.path)
        kinds = [r['kind'] for r in records]
        rejects = [r for r in records if r['kind'] == 'reject']
        self.assertEqual(status, 1, kinds)
        self.assertEqual(kinds.count('article'), 2, records)
        self.assertEqual(len(rejects), 1, rejects)
        self.assertIn(rejects[0]['reason'], reasons)
        self.assertIn(name, rejects[0]['origin'])
        self.assertTrue(rejects[0]['message'])

    def test_empty_file(self):
        self.rejected('bad.txt', b'', ('no_text',))

    def test_zeros(self):
        self.rejected('bad.txt', bytes(5000), ('bad_input', 'no_text'))

    def test_cut_gzip(self):
        self.rejected('bad.txt.gz', gzip.compress(os.urandom(9000).hex().encode())[:4000], ('corrupt',))

    def test_binary(self):
        self.rejected('bad.txt', b'\x7fELF\x02\x01\x01' + os.urandom(4000), ('bad_input',))

    def test_page_of_scripts(self):
        page = '<html><head><script>var a = 1;</script></head><body><script>document.write("x")</script></body></html>'
        self.rejected('bad.html', page, ('no_text',))

    def test_not_english(self):
        text = ('Die Außenministerin hat am Montag erklärt, dass die Regierung an den Gesprächen über die Zukunft der '
                'Zusammenarbeit nicht teilnehmen werde, weil die Bedingungen dafür nicht erfüllt seien. ') * 4
        self.rejected('bad.txt', text, ('language',))

    def jsonl(self, bad, reasons):
        good = json.dumps({'id': 'g', 'text': GOOD, 'date': '2020-01-06'}).encode()
        path = self.write('lines.jsonl', good + b'\n' + bad + b'\n' + good.replace(b'"g"', b'"h"') + b'\n')
        status, records, _ = demarche('read', path)
        self.assertEqual(status, 1)
        self.assertEqual([r['kind'] for r in records], ['article', 'reject', 'article'])
        self.assertIn(records[1]['reason'], reasons)
        self.assertTrue(records[1]['origin'].endswith('lines.jsonl:2'), records[1])

    def test_half_a_line(self):
        self.jsonl(b'{"id": "x", "text": "The minis', ('bad_input',))

    def test_line_not_utf8(self):
        self.jsonl(b'{"id": "x", "text": "caf\xe9 talks"}', ('bad_input',))

    def test_line_without_text(self):
        self.jsonl(b'{"id": "x", "title": "Talks"}', ('no_text', 'bad_input'))

    def test_missing_path(self):
        good = self.write('a.txt', GOOD)
        status, records, message = demarche('read', good, self.path / 'nowhere.txt')
        self.assertEqual(status, 3)  # a path that is not there is the caller's world, not a bad document
        self.assertIn('nowhere.txt', message)
        self.assertEqual([r['kind'] for r in records], ['article', 'reject'])
        self.assertEqual(records[1]['reason'], 'not_found')

    def test_utf16_and_windows_1252_are_read(self):
        text = 'The president’s envoy told reporters that “talks” with the café owners’ union would resume on Friday.'
        self.write('a.txt', text.encode('utf-16'))
        self.write('b.txt', text.encode('windows-1252'))
        status, records, _ = demarche('read', self.path)
        self.assertEqual(status, 0)
        self.assertEqual([r['text'] for r in records], [text, text])

    def test_deep_nesting_is_flattened(self):
        words = ' '.join([GOOD] * 5)
        page = f'<html><body>{"<div>" * 20000}<p>{words}</p>{"</div>" * 20000}</body></html>'
        start = time.monotonic()
        status, records, _ = demarche('read', self.write('deep.html', page))
        self.assertEqual(status, 0, records)
        self.assertIn('its envoy will meet', records[0]['text'])
        self.assertLess(time.monotonic() - start, 10)

    def test_one_long_sentence_is_cut(self):
        text = 'and the minister said that the army would attack the town ' * 18000
        start = time.monotonic()
        status, records, _ = demarche('code', '--input-format', 'jsonl', '-', stdin=json.dumps({'id': 'x', 'text': text}).encode())
        self.assertEqual(status, 0)
        self.assertEqual(records[0]['kind'], 'article')
        self.assertLess(time.monotonic() - start, 30)

    def test_directory_loop_is_entered_once(self):
        (self.path / 'inner').mkdir()
        (self.path / 'inner' / 'a.txt').write_text(GOOD)
        (self.path / 'inner' / 'loop').symlink_to(self.path)
        status, records, _ = demarche('read', self.path)
        self.assertEqual(status, 0, records)
        self.assertEqual(len(records), 1)

    def test_documents_in_are_documents_coded_plus_rejects(self):
        lines = []
        for i in range(300):
            lines.append(b'{"id": 1' if i % 7 == 3 else json.dumps({'id': str(i), 'text': GOOD, 'date': '2020-01-06'}).encode())
        data = b'\n'.join(lines) + b'\n'
        counts = []
        for threads in (1, 2, 3):
            status, records, _ = demarche('code', '--threads', threads, '--input-format', 'jsonl', '-', stdin=data)
            kinds = [r['kind'] for r in records]
            self.assertEqual(kinds.count('article') + kinds.count('reject'), 300)
            self.assertEqual(status, 1)
            counts.append(records)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(counts[0], counts[2])


if __name__ == '__main__':
    unittest.main()
