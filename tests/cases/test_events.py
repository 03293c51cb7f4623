#!/usr/bin/env python3
"""Codes the texts of events.txt and compares the events: test_events.py PROGRAM."""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read_cases(path):
    cases = []
    with open(path, encoding='utf-8') as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip('\n')
            if line.startswith('=='):
                cases.append({'name': line.lstrip('=?').strip(), 'known': line.startswith('==?'), 'text': [], 'want': [], 'line': number})
            elif line.startswith('> '):
                cases[-1]['text'].append(line[2:])
            elif line.strip() and not line.startswith('#') and line.strip() != 'none':
                cases[-1]['want'].append([x.strip() for x in line.split(' | ')])
    return cases


def parties_agree(want, parties):
    if want == '*':
        return True
    got = sorted(p['code'] for p in parties)
    wanted = sorted([] if want == '-' else want.split('+'))
    if len(got) != len(wanted):
        return False
    return all(g == w or (':' not in w and g.split(':')[0] == w) for g, w in zip(got, wanted))


def agrees(want, event):
    kind, _, mode = want[0].partition('/')
    if event['type'] != kind or (mode and event['mode'] != mode):
        return False
    if not parties_agree(want[1], event['actors']) or not parties_agree(want[2], event['recipients']):
        return False
    if want[3] != '*' and event['factuality'] != want[3]:
        return False
    for check in want[4:]:
        name, _, value = check.partition('=')
        if name == 'date':
            date = event['date']
            start, _, end = value.partition('..')
            if value == 'none':
                if date:
                    return False
            elif not date or (date['start'], date['end']) != (start, end or start):
                return False
        elif name == 'by':
            said = event['attributed_to']
            if not said or said['code'].split(':')[0] != value:
                return False
        elif name == 'new':
            if event['newness'] != value:
                return False
        elif name == 'from':
            if not event['actors'] or event['actors'][0]['from'] != value:
                return False
        else:
            sys.exit(f'unknown check {check}')
    return True


def show(e):
    def codes(parties):
        return '+'.join(p['code'] for p in parties) or '-'
    date = f" {e['date']['start']}..{e['date']['end']}" if e['date'] else ''
    return f"{e['type']}/{e['mode']} | {codes(e['actors'])} | {codes(e['recipients'])} | {e['factuality']} {e['newness']}{date} ({e['rule']})"


def main():
    program = sys.argv[1]
    cases = read_cases(os.path.join(HERE, 'events.txt'))
    lines = ''.join(json.dumps({'id': str(i), 'date': '2022-05-04', 'text': '\n'.join(c['text'])}) + '\n' for i, c in enumerate(cases))
    run = subprocess.run([program, 'code', '--input-format', 'jsonl', '-'], input=lines.encode(), stdout=subprocess.PIPE, timeout=120)
    if run.returncode == 3:
        print('no model or codebook beside the program: skipped')
        return 77
    got = [[] for _ in cases]
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if record['kind'] == 'event':
            got[int(record['article'])].append(record)
    failed = weak = 0
    for case, events in zip(cases, got):
        right = len(events) == len(case['want']) and all(map(agrees, case['want'], events))
        if right and case['known']:
            print(f"now right, take the mark away: {case['name']}")
        elif not right and case['known']:
            weak += 1
        elif not right:
            failed += 1
            print(f"events.txt:{case['line']}: {case['name']}: {' '.join(case['text'])}")
            for want in case['want']:
                print('    want ', ' | '.join(want))
            for event in events:
                print('    got  ', show(event))
    print(f'{len(cases)} cases, {failed} failed, {weak} known weaknesses')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
