#!/usr/bin/env python3
"""Codes the example of every frame in codebooks/verbs and looks for its act and parties: test_frames.py PROGRAM.

A frame's example counts as right when an event of its type has the expected parties (NONE: when the frame's word reports
nothing). The parse of a sentence is not the frame's business, so a few may fail; the share may not fall below the floor.
"""
import collections
import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FLOOR = 0.95
OTHER_TABLES = ('classes.tsv', 'weapons.tsv', 'forms.tsv')


def read_frames():
    for path in sorted(glob.glob(os.path.join(HERE, '..', '..', 'codebooks', 'verbs', '*.tsv'))):
        name = os.path.basename(path)
        if name in OTHER_TABLES:
            continue
        with open(path, encoding='utf-8') as f:
            for number, line in enumerate(f, 1):
                if line.strip() and not line.startswith('#'):
                    yield f'{name}:{number}', line.rstrip('\n').split('\t')


def names(parties, wanted):
    wanted = wanted.strip().lower()
    for p in parties:
        text = (p['text'] or '').lower()
        if wanted in text or wanted in (p['name'] or '').lower() or (text.startswith('the ') and text[4:] and text[4:] in wanted):
            return True
    return False


def right(cells, events):
    kind, expected = cells[2].split('/')[0], cells[7]
    if kind == 'NONE':
        return not any(e['rule'].split('/')[1].split('#')[0] == cells[0] for e in events)
    for e in events:
        if e['type'] != kind:
            continue
        if '+' in expected:
            if all(names(e['actors'], side) for side in expected.split('+')):
                return True
        else:
            actor, _, recipient = expected.partition('>')
            if (not actor.strip() or names(e['actors'], actor)) and (not recipient.strip() or names(e['recipients'], recipient)):
                return True
    return False


def main():
    frames = list(read_frames())
    lines = ''.join(json.dumps({'id': str(i), 'date': '2015-06-15', 'text': c[6]}) + '\n' for i, (_, c) in enumerate(frames))
    run = subprocess.run([sys.argv[1], 'code', '--input-format', 'jsonl', '-'], input=lines.encode(), stdout=subprocess.PIPE, timeout=120)
    if run.returncode == 3:
        print('no model or codebook beside the program: skipped')
        return 77
    events = collections.defaultdict(list)
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if record['kind'] == 'event':
            events[int(record['article'])].append(record)
    good = 0
    for i, (place, cells) in enumerate(frames):
        if right(cells, events[i]):
            good += 1
        else:
            got = ['%s %s > %s' % (e['rule'], [p['text'] for p in e['actors']], [p['text'] for p in e['recipients']]) for e in events[i]]
            print(f'{place}: {cells[0]}: {cells[6]} want {cells[2]} {cells[7]}, got {got}')
    print(f'{good} of {len(frames)} examples right; floor {FLOOR:.0%}')
    return 0 if good >= FLOOR * len(frames) else 1


if __name__ == '__main__':
    sys.exit(main())
