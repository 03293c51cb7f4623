#!/usr/bin/env python3
"""Fail when an arrow between rooms points the wrong way.

  check_layers.py [ROOT]

Reads every #include "..." of the project's C++ files. A room may include itself and the rooms that ALLOWED lists for it, and
nothing else; include/demarche/result.h, which holds no more than Result and Error, is open to all. Prints each wrong include
as file:line and leaves with status 1 if there is any.
"""
import os, re, sys

STAGES = {'stages/' + s for s in ('ingest', 'segment', 'annotate', 'ground', 'extract', 'merge')}
BELOW_STAGES = {'base', 'types', 'codebook', 'nn'}
SOURCE_ROOMS = BELOW_STAGES | STAGES | {'store', 'format', 'query', 'pipeline'}
ALLOWED = {
    'base': set(),
    'types': {'base'},
    'codebook': {'base', 'types'},
    'nn': {'base', 'types'},
    'store': {'base', 'types'},
    # The public structs that hold a question or its answer are read where they are answered and written.
    'format': {'base', 'types', 'demarche'},
    'query': {'base', 'types', 'store', 'demarche'},
    'pipeline': SOURCE_ROOMS | {'demarche'},
    'demarche': set(),
    'apps': {'demarche'},
    'bindings': {'demarche'},
    'learn': BELOW_STAGES | STAGES,
    'tools': SOURCE_ROOMS | {'demarche'},
    'bench': SOURCE_ROOMS | {'demarche'},
    'tests': SOURCE_ROOMS | {'demarche'},
}
ALLOWED.update({stage: BELOW_STAGES for stage in STAGES})
OPEN_TO_ALL = {'demarche/result.h'}

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
ENDINGS = ('.h', '.cpp', '.inc')


def room_of_folder(path):
    """The room a file lies in, from its path below the root; None for files outside of all rooms."""
    parts = path.split('/')
    if parts[0] == 'src':
        return '/'.join(parts[1:3]) if parts[1] == 'stages' else parts[1]
    if parts[0] == 'include':
        return 'demarche'
    return parts[0] if parts[0] in ALLOWED else None


def room_of_include(name):
    """The room that an #include "..." names; None for a file beside the including one."""
    parts = name.split('/')
    if len(parts) == 1:
        return None
    return '/'.join(parts[:2]) if parts[0] == 'stages' else parts[0]


def files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith('.') and f not in ('build', 'shared', 'third_party'))
        for name in sorted(names):
            if name.endswith(ENDINGS):
                yield os.path.relpath(os.path.join(folder, name), root).replace(os.sep, '/')


def wrong_includes(path, lines):
    """(line number, message) for each include of the file that its room must not have."""
    room = room_of_folder(path)
    if room is None:
        return
    if room not in ALLOWED:
        yield 1, f'room {room} is not known to tools/check_layers.py'
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match or match[1] in OPEN_TO_ALL:
            continue
        other = room_of_include(match[1])
        if other is None or other == room or other in ALLOWED[room]:
            continue
        if match[1].startswith('..'):
            yield number, 'an include names its file from src/ or include/, never through ".."'
        elif other in ALLOWED:
            yield number, f'{room} must not see {other}: {match[1]}'
        elif os.path.exists(os.path.join(os.path.dirname(path), match[1])) or room in ('apps', 'learn', 'tests', 'tools', 'bench'):
            continue  # a folder of its own below this one
        else:
            yield number, f'{match[1]} is in no room'


def main():
    root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
    os.chdir(root)
    checked = wrong = 0
    for path in files('.'):
        checked += 1
        with open(path, encoding='utf-8') as f:
            for number, message in wrong_includes(path, f):
                print(f'{path}:{number}: {message}')
                wrong += 1
    if checked == 0:
        print(f'{root}: no C++ files here', file=sys.stderr)
        return 2
    print(f'{checked} files, {wrong} arrows point the wrong way')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
