#!/usr/bin/env python3
"""Writes the generated reference pages anew, or with --check fails when one is not current.

  generate_docs.py PROGRAM [--check]
"""
import argparse
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# page -> what the program prints for it
PAGES = {'docs/reference/cli.md': ['help', '--markdown'], 'docs/reference/formats.md': ['export', '--mapping']}
# page -> what the program prints for the part between BEGIN and END
PARTS = {'docs/reference/http.md': ['serve', '--describe', 'markdown']}
BEGIN, END = b'<!-- made from the routes: begin -->\n', b'<!-- made from the routes: end -->\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('--check', action='store_true')
    arguments = parser.parse_args()
    stale = []
    for name, command in (PAGES | PARTS).items():
        page = ROOT / name
        wanted = subprocess.run([arguments.program, *command], check=True, capture_output=True).stdout
        if name in PARTS:
            before, rest = page.read_bytes().split(BEGIN)
            wanted = before + BEGIN + wanted + END + rest.split(END)[1]
        if page.exists() and page.read_bytes() == wanted:
            continue
        stale.append(name)
        if not arguments.check:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(wanted)
    for name in stale:
        print(f'{name} is not current: run ./dev docs' if arguments.check else f'{name} written')
    return 1 if stale and arguments.check else 0


if __name__ == '__main__':
    sys.exit(main())
