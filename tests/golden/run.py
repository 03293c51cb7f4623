#!/usr/bin/env python3
"""Golden files: what `demarche code` prints for the texts beside this script, line for line, versions left out.

  run.py PROGRAM            compares; shows the difference and exits with 1 where there is one
  run.py --bless PROGRAM    writes the files anew: read the difference before committing it
"""
import difflib, json, pathlib, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent


def coded(program, path):
    run = subprocess.run([program, 'code', '--input-format', 'jsonl', path], capture_output=True)
    if run.returncode != 0:
        raise SystemExit(f'{path.name}: status {run.returncode}: {run.stderr.decode()}')
    out = []
    for line in run.stdout.splitlines():
        record = json.loads(line)
        record.pop('versions', None)
        if record['kind'] == 'article':
            record['origin'] = pathlib.Path(record['origin']).name
        out.append(json.dumps(record, ensure_ascii=False))
    return out


def main():
    bless = '--bless' in sys.argv
    program = pathlib.Path([a for a in sys.argv[1:] if a != '--bless'][0]).resolve()
    different, cases = 0, sorted(HERE.glob('*.jsonl'))
    for case in cases:
        expected = case.with_suffix('.expected')
        now = coded(program, case)
        if bless:
            expected.write_text('\n'.join(now) + '\n', encoding='utf-8')
            continue
        before = expected.read_text(encoding='utf-8').splitlines() if expected.exists() else []
        if before != now:
            different += 1
            print(f'{case.name} differs: if the change is meant, run ./dev bless and read the difference')
            sys.stdout.writelines(line + '\n' for line in difflib.unified_diff(before, now, 'expected', 'now', n=0, lineterm=''))
    print(f'{len(cases)} golden files, {different} different')
    return 1 if different or not cases else 0


if __name__ == '__main__':
    sys.exit(main())
