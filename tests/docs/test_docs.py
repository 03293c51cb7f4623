#!/usr/bin/env python3
"""Documentation is a test: test_docs.py PROGRAM.

Relative links lead somewhere; commands of ```console blocks that stand under <!-- run --> end with status 0, in order, in a
folder of their own for each page, with the program as `demarche`; under <!-- run, same output --> the lines below a command
are what it prints; every flag that follows `demarche` in a page exists.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = None
RUN_PAGES = ['README.md', 'docs/tutorial', 'docs/howto', 'docs/explain']
SKIP = ('build', '.git', 'shared')


def pages():
    for path in sorted(ROOT.rglob('*.md')):
        if path.relative_to(ROOT).parts[0] not in SKIP and 'node_modules' not in path.parts:
            yield path


def without_code(text):
    return re.sub(r'`[^`\n]*`', '', re.sub(r'^```.*?^```', '', text, flags=re.S | re.M))


def anchors(text):
    found = set()
    for title in re.findall(r'^#+ +(.*)$', re.sub(r'^```.*?^```', '', text, flags=re.S | re.M), re.M):
        found.add(re.sub(r'[^\w\- ]', '', title.lower()).replace(' ', '-'))
    return found


def commands(text):
    """(command, lines it must print or None) of the blocks that are marked to be run."""
    for mark, block in re.findall(r'<!-- run(, same output)? -->\s*```console\n(.*?)```', text, re.S):
        found = []
        lines = iter(block.splitlines())
        for line in lines:
            if line.startswith('$ '):
                command = line[2:]
                while command.endswith('\\'):
                    command = command[:-1] + next(lines)
                found.append((command, []))
            elif line != '...' and found:
                found[-1][1].append(line)
        for command, output in found:
            yield command, output if mark else None


def program_text(text):
    """Stretches of code that call the program."""
    spans = re.findall(r'`([^`\n]+)`', text) + re.findall(r'^```\w*\n(.*?)^```', text, re.S | re.M)
    for span in spans:
        for part in re.split(r'[|;&\n]', span.replace('\\\n', ' ')):
            match = re.match(r'\s*\$?\s*demarche\s+(.*)', part)
            if match:
                yield match.group(1)


class Docs(unittest.TestCase):
    def test_links(self):
        for page in pages():
            for target in re.findall(r'\]\(([^)\s]+)\)', without_code(page.read_text('utf-8'))):
                if re.match(r'[a-z]+:', target):
                    continue
                path, _, anchor = target.partition('#')
                goal = page if not path else page.parent / path
                with self.subTest(page=str(page.relative_to(ROOT)), link=target):
                    self.assertTrue(goal.exists(), f'{target} leads nowhere')
                    if anchor and goal.suffix == '.md':
                        self.assertIn(anchor, anchors(goal.read_text('utf-8')))

    def test_commands(self):
        ran = 0
        for name in RUN_PAGES:
            place = ROOT / name
            for page in sorted(place.rglob('*.md')) if place.is_dir() else [place] if place.exists() else []:
                with tempfile.TemporaryDirectory() as folder:
                    tools = pathlib.Path(folder, '.bin')
                    tools.mkdir()
                    (tools / 'demarche').symlink_to(PROGRAM)
                    # Pages name files of the repository as a reader at its root would.
                    for shown in ('demo', 'codebooks', 'docs', 'tests', 'dev'):
                        if (ROOT / shown).exists():
                            pathlib.Path(folder, shown).symlink_to(ROOT / shown)
                    env = dict(os.environ, PATH=f'{tools}:{os.environ["PATH"]}', DEMARCHE_DATA=str(PROGRAM.parent / 'data'))
                    for command, output in commands(page.read_text('utf-8')):
                        with self.subTest(page=str(page.relative_to(ROOT)), command=command):
                            run = subprocess.run(['bash', '-eo', 'pipefail', '-c', command], cwd=folder, env=env, timeout=300,
                                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                            self.assertEqual(run.returncode, 0, run.stdout.decode('utf-8', 'replace')[-2000:])
                            for line in output or []:
                                self.assertIn(line, run.stdout.decode('utf-8', 'replace').splitlines())
                            ran += 1
        self.assertGreater(ran, 0, 'no page has a command to run')

    def test_flags(self):
        def help_of(*words):
            return subprocess.run([PROGRAM, *words] if words[:1] == ('help',) else [PROGRAM, *words, '--help'], stdout=subprocess.PIPE, timeout=60).stdout.decode()

        known, helps = set(re.findall(r'--[a-z][a-z-]*', help_of())), {}
        for page in pages():
            for call in program_text(page.read_text('utf-8')):
                flags = re.findall(r'(?<![\w-])--[a-z][a-z-]*', call)
                words = call.split()
                if not flags or not re.fullmatch(r'[a-z]+', words[0]):
                    continue
                command = words[0]
                if command not in helps:
                    helps[command] = set(re.findall(r'--[a-z][a-z-]*', help_of(command) + help_of('help', command)))
                for flag in flags:
                    with self.subTest(page=str(page.relative_to(ROOT)), call=call):
                        self.assertIn(flag, known | helps[command])


if __name__ == '__main__':
    if len(sys.argv) < 2:
        sys.exit('usage: test_docs.py PROGRAM')
    PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
