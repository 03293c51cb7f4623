#!/usr/bin/env python3
"""Fail on what no compiler sees: sizes, missing explanations, leftovers.

  tidy.py [ROOT]

Looks at the files that git tracks (or, outside a checkout, at all but build/). LIMITS below are the house's rules as
numbers; KNOWN lists what is larger today, with the size it may not pass: it is to shrink. Prints each finding as file:line and
leaves with status 1 if there is any.
"""
import os, re, subprocess, sys

LIMITS = {'file_lines': 400, 'test_lines': 600, 'function_lines': 70, 'readme_lines': 30, 'line_bytes': 120, 'file_bytes': 12 << 20}

# Larger than the limit, to be split. Lines of the file; a function is path:name.
KNOWN = {
    'apps/cli/commands.cpp': 520,
    'learn/network.cpp': 480,
    'learn/train_turbo.cpp': 450,
    'src/codebook/frame_compiler.cpp': 520,
    'src/stages/extract/circumstance.cpp:Circumstances::climb': 100,
    'src/stages/extract/event_builder.cpp': 540,
    'src/stages/extract/frame_match.cpp': 540,
    'src/stages/extract/frame_match.cpp:FrameMatcher::at_place': 145,
    'src/stages/extract/frame_match.cpp:FrameMatcher::holds': 95,
    'src/stages/extract/statements_speaker.cpp:speaker_of_verb': 80,
    'src/stages/extract/tree.cpp:Tree::subjects': 95,
    'src/stages/ground/actor_phrases.cpp': 500,
    'src/stages/ground/actor_resolve.cpp': 560,
}

CODE = ('.h', '.cpp', '.inc')
TEXT = CODE + ('.py', '.md', '.txt', '.cmake', '.tsv', '.json', '.sh', '.toml', '.yml')
# Spelled in two halves, so that this file passes its own test.
LEFTOVER = re.compile(r'\b(' + '|'.join(('TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK')) + r')\b')
MACHINE = re.compile(r'(?<![\w.])/(?:ho' + r'me/\w|wo' + r'rk/|ro' + r'ot/|Us' + r'ers/\w|tm' + r'p/[a-z_]+[./])')
FUNCTION = re.compile(r'^[A-Za-z_].*\)\s*(?:const|noexcept|override|final|&|->\s*[\w:<>,*& ]+|\s)*\{\s*$')
METHOD = re.compile(r'^  [A-Za-z_~].*\)\s*(?:const|noexcept|override|final|&|->\s*[\w:<>,*& ]+|\s)*\{\s*$')


def tracked(root):
    try:
        names = subprocess.run(['git', '-C', root, 'ls-files', '-z'], capture_output=True, check=True).stdout.decode().split('\0')
        found = [n for n in names if n and os.path.isfile(os.path.join(root, n))]
    except (OSError, subprocess.CalledProcessError):
        found = []
    if found:
        return found
    out = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in ('build', '.git', '__pycache__')]
        out += [os.path.relpath(os.path.join(folder, n), root) for n in names]
    return sorted(out)


def functions(lines):
    """(first line, number of lines, signature) of functions and methods, told by indentation: clang-format sees to that."""
    i = 0
    while i < len(lines):
        for pattern, close in ((FUNCTION, '}'), (METHOD, '  }')):
            if pattern.match(lines[i]) and not re.match(r'^\s*(namespace|class|struct|enum|union|extern)\b', lines[i]):
                end = next((k for k in range(i + 1, len(lines)) if lines[k].rstrip(';') == close), None)
                if end is not None:
                    yield i + 1, end - i + 1, lines[i].strip()
                    i = end
                break
        i += 1


def check_code(path, lines):
    test = path.endswith(('_test.cpp', '_fuzz.cpp', '_bench.cpp')) or path.startswith('tests/')
    limit = max(LIMITS['test_lines' if test else 'file_lines'], KNOWN.get(path, 0))
    if len(lines) > limit:
        yield 1, f'{len(lines)} lines, more than {limit}: split it by idea'
    if path.endswith('.h'):
        if not lines or not lines[0].startswith('//'):
            yield 1, 'a header begins with a comment: what for, the idea, what it never does'
        if not any(line.startswith('#pragma once') for line in lines[:40]):
            yield 1, 'no #pragma once'
    for number, line in enumerate(lines, 1):
        if 'using namespace std;' in line:
            yield number, 'using namespace std'
        if re.search(r'#include\s*<(regex|iostream)>', line) and path.startswith('src/') and not test:
            yield number, 'slow or unsafe in a hot path: ' + line.strip()
    for first, size, signature in functions(lines) if not test else ():
        name = re.search(r'([\w:~]+)\s*\(', signature)
        known = KNOWN.get(f'{path}:{name[1]}' if name else path, 0)
        if size > max(LIMITS['function_lines'], known):
            yield first, f'a function of {size} lines: {signature[:60]}'


def check_text(path, lines):
    for number, line in enumerate(lines, 1):
        if '\t' in line and path.endswith(CODE + ('.py', '.cmake')):
            yield number, 'a tab'
        if line != line.rstrip() and path.endswith(CODE + ('.py', '.cmake')):
            yield number, 'white space at the end of a line'
        if LEFTOVER.search(line):
            yield number, 'a leftover note: do it or write down why not'
        if MACHINE.search(line):
            yield number, 'a path of one machine: ' + MACHINE.search(line)[0]
    if lines and path.endswith('README.md') and path.startswith('src/') and len(lines) > LIMITS['readme_lines']:
        yield 1, f'{len(lines)} lines: the README of a room has at most {LIMITS["readme_lines"]}'


def check_rooms(root, names):
    folders = {os.path.dirname(n) for n in names if n.startswith('src/') and n.endswith('.cpp')}
    for folder in sorted(folders):
        if not os.path.exists(os.path.join(root, folder, 'README.md')):
            yield folder, 1, 'a room without a README.md: takes, gives, promises, never, start reading at'


def findings(root):
    names = tracked(root)
    for path in names:
        size = os.path.getsize(os.path.join(root, path))
        if size > LIMITS['file_bytes']:
            yield path, 1, f'{size} bytes, more than {LIMITS["file_bytes"]}'
            continue
        if not path.endswith(TEXT) or path.startswith('tests/fuzz_corpus/'):
            continue
        with open(os.path.join(root, path), 'rb') as f:
            data = f.read()
        try:
            lines = data.decode('utf-8').split('\n')
        except UnicodeDecodeError as e:
            yield path, 1, f'not UTF-8: {e.reason}'
            continue
        if lines and lines[-1] == '':
            lines.pop()
        elif lines:
            yield path, len(lines), 'no line end at the end of the file'
        for number, message in check_text(path, lines):
            yield path, number, message
        if path.endswith(CODE):
            for number, message in check_code(path, lines):
                yield path, number, message
    yield from check_rooms(root, names)


def main():
    root = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
    found = list(findings(root))
    for path, number, message in found:
        print(f'{path}:{number}: {message}')
    print(f'{len(found)} findings')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
