#!/usr/bin/env python3
"""Adding with stories and incidents beside coding alone: bench/stories/stories.py PROGRAM [--copies N] [--shared FOLDER].

Takes the articles of ../shared/data/news N times over; from the second time on every name gets another ending, so that the
volume a day grows as with more outlets while the affairs stay apart. Prints processor seconds of `code` and of `add`, each
with one thread, and what came out.
"""
import argparse, gzip, json, os, pathlib, re, resource, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def processor_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program'), ap.add_argument('--copies', type=int, default=1), ap.add_argument('--shared', default=ROOT.parent / 'shared')
    a = ap.parse_args()
    news = sorted(pathlib.Path(a.shared).glob('data/news/*.jsonl.gz'))
    if not news:
        print(f'skipped: no news in {a.shared}')
        return 77
    with tempfile.TemporaryDirectory() as work:
        lines, archive, count = pathlib.Path(work) / 'news.jsonl', pathlib.Path(work) / 'news.db', 0
        with open(lines, 'w', encoding='utf-8') as out:
            for copy in range(a.copies):
                ending = '' if copy == 0 else chr(ord('a') + copy) * 2
                for path in news:
                    for line in gzip.open(path, 'rt', encoding='utf-8'):
                        article = json.loads(line)
                        for key in ('title', 'text'):
                            article[key] = re.sub(r'(?<=[a-z] )([A-Z][a-z]+)', r'\1' + ending, article[key])
                        article['id'] += ending
                        out.write(json.dumps(article, ensure_ascii=False) + '\n')
                        count += 1
        code = processor_seconds([a.program, 'code', lines, '--quiet'])
        add = processor_seconds([a.program, 'add', lines, '--archive', archive, '--quiet'])
        print(f'{count} articles: code {code:.1f} s, add {add:.1f} s: {100 * code / add:.0f} % of the speed of code')
        stories = subprocess.run([a.program, 'stories', '--archive', archive], stdout=subprocess.PIPE, check=True).stdout.splitlines()
        several = [json.loads(s)['documents'] for s in stories if b'"report"' in s or b'"rewrite"' in s or b'"copy"' in s]
        print(f'{len(stories)} stories, {len(several)} of several documents, the largest of {max(map(len, several), default=1)}; '
              f'archive {os.path.getsize(archive) / 1e6:.0f} MB')
    return 0


if __name__ == '__main__':
    sys.exit(main())
