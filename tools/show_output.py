#!/usr/bin/env python3
"""Puts the real output under the commands that a page shows.

  show_output.py PROGRAM [--check] [PAGE...]

In blocks under <!-- shown --> and <!-- run --> the lines that begin with "$ " stay; what they print today replaces the rest. Without
PAGE: README.md. With --check nothing is written, and a page that is not current is an error.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
BLOCK = re.compile(r'(<!-- shown -->\n<!-- run -->\n```console\n)(.*?)(```)', re.S)


def fill(text, program):
    with tempfile.TemporaryDirectory() as folder:
        tools = pathlib.Path(folder, '.bin')
        tools.mkdir()
        (tools / 'demarche').symlink_to(program)
        pathlib.Path(folder, 'demo').symlink_to(ROOT / 'demo')
        environment = dict(os.environ, PATH=f'{tools}:{os.environ["PATH"]}', COLUMNS='110', DEMARCHE_DATA=str(program.parent / 'data'))

        def show(block):
            out = []
            for line in block.group(2).splitlines():
                if not line.startswith('$ '):
                    continue
                done = subprocess.run(['bash', '-eo', 'pipefail', '-c', line[2:]], cwd=folder, env=environment, timeout=300,
                                      stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
                if done.returncode != 0:
                    sys.exit(f'{line}: status {done.returncode}\n{done.stdout.decode("utf-8", "replace")}')
                out += [line] + [shown.rstrip() for shown in done.stdout.decode('utf-8').splitlines()] + ['']
            return block.group(1) + '\n'.join(out[:-1]) + '\n' + block.group(3)

        return BLOCK.sub(show, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('pages', nargs='*', default=[str(ROOT / 'README.md')])
    parser.add_argument('--check', action='store_true')
    arguments = parser.parse_args()
    program = pathlib.Path(arguments.program).resolve()
    status = 0
    for name in arguments.pages:
        page = pathlib.Path(name)
        before = page.read_text('utf-8')
        after = fill(before, program)
        if after == before:
            continue
        if arguments.check:
            print(f'{page.name} does not show today\'s output: run ./dev docs')
            status = 1
        else:
            page.write_text(after, 'utf-8')
            print(f'{page.name} written')
    return status


if __name__ == '__main__':
    sys.exit(main())
