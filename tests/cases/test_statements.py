#!/usr/bin/env python3
"""Codes the sentences of statements.txt and compares the statements: test_statements.py PROGRAM."""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def read_cases(path):
    cases = []
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('=='):
                known = line.startswith('==?')
                cases.append({'name': line.lstrip('=?').strip(), 'known': known, 'text': [], 'want': []})
            elif line.startswith('> '):
                cases[-1]['text'].append(line[2:])
            elif line.strip() and not line.startswith('#'):
                row = [x.strip() for x in line.split(' | ')]
                cases[-1]['want'].append([bare(row[0]), *row[1:4], *map(bare, row[4:])])
    return cases


def bare(words):
    return re.sub(r'^(the|a|an) ', '', words, flags=re.I)


def show(statement, text):
    def party(p):  # without a leading article, as mentions have it or not
        return bare(p['text']) if p else '-'
    content = statement['content']
    pieces = content.get('spans') or [content['span']]
    row = [party(statement['speaker']), statement['cue']['text'] if statement['cue'] else '-',
           ' ... '.join(text[b:e] for b, e in pieces), 'direct' if statement['direct'] else 'indirect']
    return row + ([party(statement['addressee'])] if statement['addressee'] else [])


def main():
    program = sys.argv[1]
    cases = read_cases(os.path.join(HERE, 'statements.txt'))
    lines = ''.join(json.dumps({'id': str(i), 'date': '2022-05-04', 'text': '\n'.join(c['text'])}) + '\n' for i, c in enumerate(cases))
    run = subprocess.run([program, 'code', '--input-format', 'jsonl', '-'], input=lines.encode(), stdout=subprocess.PIPE, timeout=120)
    if run.returncode == 3:
        print('no model or codebook beside the program: skipped')
        return 77
    got = [[] for _ in cases]
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if record['kind'] == 'statement':
            i = int(record['article'])
            got[i].append(show(record, '\n'.join(cases[i]['text'])))
    failed = 0
    for case, rows in zip(cases, got):
        right = rows == case['want']
        if right and case['known']:
            print('now right, take the mark away:', case['name'])
        if right:
            continue
        print('known weakness' if case['known'] else 'FAILED', '|', case['name'], '|', ' / '.join(case['text']))
        for row in case['want']:
            print('   want', ' | '.join(row))
        for row in rows:
            print('   got ', ' | '.join(row))
        failed += not case['known']
    print(f'{len(cases)} cases, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
