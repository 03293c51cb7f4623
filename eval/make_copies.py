#!/usr/bin/env python3
"""Articles and variants of them that are copies: exact ones in other dress, near ones with small changes.

  eval/make_copies.py NEWS.jsonl[.gz]... [--articles N] [--seed N] > in.jsonl      articles to add, shuffled
  eval/make_copies.py --score STORIES.jsonl IN.jsonl [--json]

Variants: "exact" (case, quotation marks, spacing), "edited" (one word in 40 replaced, a line of an agency in front),
"longer" (a paragraph of another article behind), "shorter" (the last fifth cut off), "later" (the same words months later).
Two articles of IN are copies when they come from one original; a pair is found when `demarche stories` puts one under the
other as a copy, followed to the origin.
"""
import argparse, gzip, itertools, json, random, sys


def read(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def make(articles, rng):
    for a in articles:
        words = a['text'].split(' ')
        other = rng.choice(articles)['text'].split('\n')[0]
        edited = [rng.choice(words) if rng.random() < 1 / 40 else w for w in words]
        cut = a['text'][:int(len(a['text']) * 0.8)]
        later = f"{int(a['date'][:4]) + 1}{a['date'][4:8]}15"
        yield from ((name, {'id': f"{a['id']}-{name}", 'publisher': f'outlet {name}', 'date': date, 'title': title, 'text': text})
                    for name, date, title, text in (
                        ('original', a['date'], a['title'], a['text']),
                        ('exact', a['date'], a['title'].upper(), a['text'].replace('"', '\u201c').replace(' ', '  ')),
                        ('edited', a['date'], a['title'], 'AGENCY REPORT. ' + ' '.join(edited)),
                        ('longer', a['date'], 'Update: ' + a['title'], a['text'] + '\n' + other[:len(a['text']) // 4]),
                        ('shorter', a['date'], a['title'], cut),
                        ('later', later, 'From the archive', a['text'])))


def score(stories, articles, as_json):
    known = {a['id'] for a in articles}
    of = {}
    for story in stories:
        for d in story['documents']:
            if d['role'] == 'copy':
                of[d['article']] = d['of']

    def origin(i):
        seen = set()
        while of.get(i) and i not in seen:
            seen.add(i)
            i = of[i]
        return i
    groups = {}
    for i in known:
        groups.setdefault(origin(i), []).append(i)
    found = {frozenset(p) for g in groups.values() for p in itertools.combinations(g, 2)}
    originals = {}
    for i in known:
        originals.setdefault(i.rsplit('-', 1)[0], []).append(i)
    gold = {frozenset(p) for g in originals.values() for p in itertools.combinations(g, 2)}
    tp = len(found & gold)
    p, r = tp / max(1, len(found)), tp / max(1, len(gold))
    out = {'precision': round(100 * p, 2), 'recall': round(100 * r, 2), 'f1': round(200 * p * r / max(1e-9, p + r), 2),
           'found': len(found), 'gold': len(gold)}
    print(json.dumps(out) if as_json else '\n'.join(f'{k:10} {v}' for k, v in out.items()))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('files', nargs='+'), ap.add_argument('--score', action='store_true'), ap.add_argument('--json', action='store_true')
    ap.add_argument('--articles', type=int, default=200), ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args()
    if a.score:
        score(read(a.files[0]), read(a.files[1]), a.json)
        return 0
    rng = random.Random(a.seed)
    news = [x for path in a.files for x in read(path) if x.get('date') and len(x['text'].split()) >= 60]
    chosen = rng.sample(sorted(news, key=lambda x: x['id']), min(a.articles, len(news)))
    out = [d for _, d in make(chosen, rng)]
    rng.shuffle(out)
    for d in out:
        print(json.dumps(d, ensure_ascii=False))
    return 0


if __name__ == '__main__':
    sys.exit(main())
