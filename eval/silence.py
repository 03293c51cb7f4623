#!/usr/bin/env python3
"""How many events the program finds where there are none: pages without politics.

  eval/silence.py PROGRAM [--shared FOLDER] [--show N]

novels    stretches of 3,000 characters of novels, the first twelve of each book (data/text)
company   reports of data/news' economy part without one word of politics (the list below)
sport     the same, with a word of sport
web       pages of data/articles without such a word
Only half of the books and pages is measured; --training FILE writes the other half. Prints events per 50 pages of each kind; aim: at most one. --show lists that many of the events, by kind.
"""
import argparse, collections, gzip, hashlib, json, pathlib, re, subprocess, sys, tarfile, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLITICS = re.compile(r"""\b(govern\w*|minist\w*|president\w*|parliament\w*|congress\w*|senat\w*|court\w*|judge\w*|police\w*|militar\w*|army|armed|
    troops?|soldiers?|wars?|protest\w*|strik\w*|unions?|sanction\w*|embargo\w*|treat(?:y|ies)|diplomat\w*|nato|u\.?n\.?|united\ nations|european\ union|eu|
    elections?|vot(?:e|es|ed|ing)|polic(?:y|ies)|law(?:s|suit|suits|yer|yers)?|legal\w*|sued?|suing|regulat\w*|commission\w*|state|federal|tax\w*|tariff\w*|
    political\w*|politic\w*|terror\w*|attack\w*|bomb\w*|kill\w*|murder\w*|arrest\w*|rebel\w*|chancellor|mayor|agency|authorit\w*|officials?|
    countr(?:y|ies)|nations?|national\w*|ban(?:s|ned)?|prosecut\w*|charged|investigat\w*|trade|opec|imf|world\ bank|federation|city|council)\b""", re.I | re.X)
SPORT = re.compile(r'\b(football|soccer|cricket|tennis|rugby|league|championship|olympic\w*|coach|goals?|match|team|race|tournament|cup)\b', re.I)


def novels(data):
    with tarfile.open(data / 'text/gutenberg_novels.tar.gz') as tar:
        for member in sorted((m for m in tar.getmembers() if m.name.endswith('.txt')), key=lambda m: m.name):
            text = tar.extractfile(member).read().decode('utf-8', 'replace')[5000:]
            for i in range(12):
                piece = ' '.join(text[i * 3000:(i + 1) * 3000].split())
                if len(piece) > 1500:
                    yield {'id': f'{member.name}#{i}', 'date': '2010-05-05', 'title': '', 'text': piece}


def news(data, sport):
    with gzip.open(data / 'news/wikinews_economy.jsonl.gz', 'rt', encoding='utf-8') as lines:
        for page in map(json.loads, lines):
            if not POLITICS.search(page['title'] + ' ' + page['text']) and bool(SPORT.search(page['text'])) == sport:
                yield page


def web(program, data):
    for name in ('readability.tar.gz', 'trafilatura_english.tar.gz'):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, data.parent / 'eval/make_articles.py', data / 'articles' / name, folder + '/pages'],
                           check=True, stdout=subprocess.DEVNULL)
            read = subprocess.run([program, 'read', folder + '/pages'], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        for page in map(json.loads, read.splitlines()):
            if page.get('kind') == 'article' and not POLITICS.search(page['text']):
                yield {'id': page['id'], 'date': '2015-01-01', 'title': page['title'] or '', 'text': page['text']}


def held_out(page):
    """Half of the books and pages are for measuring, the other half for training (learn/train_choices)."""
    return int(hashlib.sha256(page['id'].split('#')[0].encode()).hexdigest(), 16) % 2 == 0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program'), ap.add_argument('--shared', default=ROOT.parent / 'shared'), ap.add_argument('--show', type=int, default=0)
    ap.add_argument('--training', metavar='FILE', help='write the pages of the other half, for training, and stop')
    a = ap.parse_args()
    data = pathlib.Path(a.shared) / 'data'
    if not data.is_dir():
        print(f'skipped: no evaluation data in {a.shared}')
        return 77
    program = str(pathlib.Path(a.program).resolve())
    kinds = {'novels': novels(data), 'company': news(data, False), 'sport': news(data, True), 'web': web(program, data)}
    if a.training:
        with open(a.training, 'w', encoding='utf-8') as f:
            for source in kinds.values():
                f.writelines(json.dumps({k: page[k] for k in ('id', 'date', 'title', 'text')}, ensure_ascii=False) + '\n' for page in source if not held_out(page))
        return 0
    pages = events = 0
    for kind, source in kinds.items():
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf-8') as f:
            texts = {}
            for page in filter(held_out, source):
                texts[page['id']] = page['text']
                f.write(json.dumps(page, ensure_ascii=False) + '\n')
            f.flush()
            coded = subprocess.run([program, 'code', '--input-format', 'jsonl', f.name], stdout=subprocess.PIPE).stdout
        found = [r for r in map(json.loads, coded.splitlines()) if r['kind'] == 'event']
        pages, events = pages + len(texts), events + len(found)
        print(f'{kind:<8} {len(texts):>6} pages {len(found):>6} events {50 * len(found) / max(1, len(texts)):>7.2f} per 50 pages')
        rules = collections.Counter(r['rule'] for r in found)
        for r in found[:a.show]:
            b, e = r['trigger']['span']
            parties = [[p['code'] for p in r[role]] for role in ('actors', 'recipients')]
            line = ' '.join(texts[r['article']][max(0, b - 70):e + 60].split())
            print(f"    {r['rule']} {parties[0]} > {parties[1]} {r['confidence']} | {line}")
        if a.show:
            print('   ', ', '.join(f'{rule} {n}' for rule, n in rules.most_common(12)))
    print(f'all      {pages:>6} pages {events:>6} events {50 * events / max(1, pages):>7.2f} per 50 pages')
    return 0


if __name__ == '__main__':
    sys.exit(main())
