#!/usr/bin/env python3
"""Measures speed and memory in one run, as shares of what `wc -w` does on the same text: machines differ, ratios travel.

  bench/run.py PROGRAM [--shared FOLDER] [--rounds N]

Prints words a second of `LC_ALL=C wc -w` and of the program's commands with one and two threads (best of N rounds), peak
resident memory, and start-up time; checks that one and two threads and every instruction set give the same bytes.
"""
import argparse, gzip, hashlib, json, os, pathlib, resource, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def seconds(command, rounds, env=None, stdout=subprocess.DEVNULL):
    best = float('inf')
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(command, stdout=stdout, stderr=subprocess.DEVNULL, env=env, check=True)
        best = min(best, time.perf_counter() - start)
    return best


def digest(command, env=None):
    h = hashlib.sha256()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as p:
        for block in iter(lambda: p.stdout.read(1 << 20), b''):
            h.update(block)
    return h.hexdigest()[:16]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program'), ap.add_argument('--shared', default=ROOT.parent / 'shared'), ap.add_argument('--rounds', type=int, default=3)
    a = ap.parse_args()
    news = sorted(pathlib.Path(a.shared).glob('data/news/*.jsonl.gz'))
    if not news:
        print(f'skipped: no news in {a.shared}')
        return 77
    program = str(pathlib.Path(a.program).resolve())
    with tempfile.TemporaryDirectory() as work:
        lines, text = pathlib.Path(work) / 'news.jsonl', pathlib.Path(work) / 'news.txt'
        with open(lines, 'w') as out, open(text, 'w') as plain:
            for path in news:
                for line in gzip.open(path, 'rt', encoding='utf-8'):
                    out.write(line)
                    plain.write(json.loads(line)['text'] + '\n')
        c_locale = dict(os.environ, LC_ALL='C')
        words = int(subprocess.run(['wc', '-w', text], stdout=subprocess.PIPE, env=c_locale).stdout.split()[0])
        wc = words / seconds(['wc', '-w', text], a.rounds, c_locale)
        print(f'{words} words; wc -w reads {wc:,.0f} words/s')
        for name, command in {'parse': ['parse', lines], 'code': ['code', lines], 'code, 2 threads': ['code', '--threads', '2', lines]}.items():
            rate = words / seconds([program, *map(str, command)], a.rounds)
            print(f'{name:<18} {rate:>12,.0f} words/s   {100 * rate / wc:.3f} % of wc')
        avx2 = dict(os.environ, DEMARCHE_ISA='avx2')
        rate = words / seconds([program, 'code', str(lines)], 1, avx2)
        print(f'{"code, AVX2 only":<18} {rate:>12,.0f} words/s   {100 * rate / wc:.3f} % of wc')
        print(f'peak memory of children so far: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB')
        print(f'start-up: {1000 * seconds([program, "version"], 5 * a.rounds):.0f} ms')
        sums = {name: digest([program, 'code', *extra, str(lines)], dict(os.environ, **env)) for name, extra, env in (
            ('1 thread', [], {}), ('2 threads', ['--threads', '2'], {}), ('avx2', ['--threads', '2'], {'DEMARCHE_ISA': 'avx2'}),
            ('scalar', ['--threads', '2'], {'DEMARCHE_ISA': 'scalar'}))}
        print('same bytes:', 'yes' if len(set(sums.values())) == 1 else sums)
    return 0


if __name__ == '__main__':
    sys.exit(main())
