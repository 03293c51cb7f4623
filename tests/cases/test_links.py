#!/usr/bin/env python3
"""Codes the sentences of links.txt and compares links, office changes and sizes: test_links.py PROGRAM."""
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read_cases(path):
    cases = []
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('=='):
                cases.append({'name': line.lstrip('= '), 'text': [], 'want': []})
            elif line.startswith('> '):
                cases[-1]['text'].append(line[2:])
            elif line.strip() and not line.startswith('#'):
                cases[-1]['want'].append([x.strip() for x in line.split('|')])
    return cases


def rows_of(record):
    if record['kind'] == 'link':
        assert record['from'] or record['to']
        return [['link', record['role'], record['from_words']['text'], record['to_words']['text'], record['connective']['text']]]
    if record['kind'] == 'office':
        date = record['date']
        return [['office', record['change'], record['person']['name'], record['office'], record['country'],
                 record['from_office'] or '-', date['start'] if date else '-']]
    if record['kind'] == 'event' and record['size']:
        return [['size', record['trigger']['text'], what, str(n['low']), '-' if n['high'] is None else str(n['high']), n['text']]
                for what, n in record['size'].items()]
    return []


def main():
    program = sys.argv[1]
    cases = read_cases(os.path.join(HERE, 'links.txt'))
    lines = ''.join(json.dumps({'id': str(i), 'date': '2022-05-04', 'text': '\n'.join(c['text'])}) + '\n' for i, c in enumerate(cases))
    run = subprocess.run([program, 'code', '--input-format', 'jsonl', '-'], input=lines.encode(), stdout=subprocess.PIPE, timeout=120)
    if run.returncode == 3:
        print('no model or codebook beside the program: skipped')
        return 77
    got = [[] for _ in cases]
    ids = set()
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if record['kind'] in ('event', 'statement'):
            ids.add(record['id'])
        if record['kind'] == 'link':  # its ends were printed before it
            assert {record['from'], record['to']} - {None} <= ids
        if record['kind'] in ('event', 'link', 'office'):
            got[int(record['article'])] += rows_of(record)
    failed = 0
    for case, rows in zip(cases, got):
        if sorted(rows) == sorted(case['want']):
            continue
        failed += 1
        print('FAILED |', case['name'], '|', ' / '.join(case['text']))
        for row in case['want']:
            print('   want', ' | '.join(row))
        for row in rows:
            print('   got ', ' | '.join(row))
    print(f'{len(cases)} cases, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
