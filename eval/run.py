#!/usr/bin/env python3
"""Measures accuracy on the development data and compares with thresholds.toml.

  eval/run.py PROGRAM [--check] [--only NAME] [--shared FOLDER]

Each measure runs the program on an input, a scorer of ../shared/eval on what comes out, and prints its figures. --check
exits with 1 when a figure lies below its floor and with 77 (skipped) where the shared data is absent. The articles of
gold/train.jsonl whose sha256 of the id begins with 0, 1 or 2 are measured as "events_reserved" and never read otherwise.
"""
import argparse, hashlib, io, json, math, pathlib, subprocess, sys, tarfile, tempfile, tomllib, xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Bench:
    def __init__(self, program, shared, work):
        self.program, self.shared, self.work = str(pathlib.Path(program).resolve()), pathlib.Path(shared), pathlib.Path(work)
        self.scorers, self.data, self.files = self.shared / 'eval', self.shared / 'data', 0

    def new_file(self):
        self.files += 1
        return self.work / f'{self.files}'

    def run(self, command, *arguments):
        """The program's output in a file; rejects (status 1) are no failure of a measurement."""
        out = self.new_file()
        with open(out, 'wb') as f:
            status = subprocess.run([self.program, command, *map(str, arguments)], stdout=f).returncode
        if status not in (0, 1):
            raise SystemExit(f'demarche {command} ended with status {status}')
        return out

    def make(self, script, *arguments):
        out = self.new_file()
        with open(out, 'wb') as f:
            subprocess.run([sys.executable, self.scorers / script, *map(str, arguments)], stdout=f, check=True)
        return out

    def score(self, script, *arguments):
        run = subprocess.run([sys.executable, self.scorers / script, *map(str, arguments), '--json'], stdout=subprocess.PIPE, check=True)
        return json.loads(run.stdout)


def training_part(b, reserved):
    """gold/train.jsonl with only the reserved articles, or only the others, as a file."""
    out = b.new_file()
    with open(b.shared / 'gold/train.jsonl', encoding='utf-8') as lines, open(out, 'w', encoding='utf-8') as f:
        for line in lines:
            if (hashlib.sha256(json.loads(line)['id'].encode()).hexdigest()[0] in '012') == reserved:
                f.write(line)
    return out


def events(b, gold, text=None):
    return b.score('score_events.py', gold, b.run('code', '--input-format', 'jsonl', text or gold))


def treebank(b, name, raw):
    gold = b.data / 'treebank' / name
    text = b.make('make_text.py', gold) if raw else gold
    out = b.run('parse', '--input-format', 'text' if raw else 'conllu', text)
    return b.score('score_conllu.py', gold, out, '--tokens', 'raw' if raw else 'gold')


def names(b, name):
    gold = b.data / 'names' / name
    return b.score('score_names.py', gold, b.run('parse', '--input-format', 'conllu', b.make('make_names.py', gold)))


def dates(b):
    gold = b.data / 'dates/recognizers_english_half/DateTimeModel.json'
    return b.score('score_dates.py', gold, b.run('dates', '--input-format', 'jsonl', b.make('make_dates.py', gold)))


def speech(b):
    gold = b.data / 'speech/polnear_train_dev.tar.gz'
    coded = b.run('code', '--input-format', 'jsonl', b.make('make_speech.py', gold, '--part', 'dev'))
    return b.score('score_speech.py', gold, coded, '--part', 'dev')


def articles(b, name):
    gold, pages = b.data / 'articles' / name, b.new_file()
    subprocess.run([sys.executable, b.scorers / 'make_articles.py', gold, pages], check=True, stdout=subprocess.DEVNULL)
    return b.score('score_articles.py', gold, b.run('read', '--any-language', pages))


def relations(b):
    gold = b.data / 'events/PLV_train.tsv'
    return b.score('score_relations.py', gold, b.run('relate', b.make('make_relations.py', gold)))


def kilometres(a, b):
    (la, oa), (lb, ob) = (tuple(map(math.radians, p)) for p in (a, b))
    h = math.sin((la - lb) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((oa - ob) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1, h)))


def places(b):
    """GeoVirus, given the names. Its places have coordinates and no country: the country of a place is that of the nearest city
    of our own table, which is wrong now and then beside a border; where the answer lies within 161 km of the gold on the other
    side of a border, it is still counted as the wrong country."""
    with tarfile.open(b.data / 'places/geovirus.tar.gz') as tar:
        root = xml.etree.ElementTree.parse(io.BytesIO(tar.extractfile('data/Corpora/GeoVirus.xml').read()))
    gold, asked = [], b.new_file()
    with open(asked, 'w', encoding='utf-8') as f:
        for article in root.iter('article'):
            text = article.findtext('text')
            for place in article.iter('location'):
                span = [int(place.findtext('start')) - 1, int(place.findtext('end')) - 1]
                f.write(json.dumps({'id': str(len(gold)), 'text': text, 'span': span}) + '\n')
                gold.append((float(place.findtext('lat')), float(place.findtext('lon'))))
    cities = {}
    for line in open(ROOT / 'codebooks/places/cities.tsv', encoding='utf-8'):
        if not line.startswith('#'):
            cell = line.split('\t')
            at = float(cell[2]), float(cell[3])
            cities.setdefault((int(at[0] // 2), int(at[1] // 2)), []).append((at, cell[0]))

    def country(p):
        for reach in (1, 3, 8, 20):
            near = [c for i in range(-reach, reach + 1) for j in range(-reach, reach + 1)
                    for c in cities.get((int(p[0] // 2) + i, int(p[1] // 2) + j), [])]
            if near:
                return min(near, key=lambda c: kilometres(p, c[0]))[1]

    answers = {}
    for line in open(b.run('place', asked), encoding='utf-8'):
        answer = json.loads(line)
        answers[answer['id']] = answer['place']
    right = close = found = 0
    for i, at in enumerate(gold):
        place = answers.get(str(i))
        if place:
            found += 1
            right += place['country'] == country(at)
            close += place['latitude'] is not None and kilometres(at, (place['latitude'], place['longitude'])) <= 161
    n = len(gold)
    return {'names': n, 'answered': 100 * found / n, 'country': 100 * right / n, 'within_161_km': 100 * close / n}


def stories_of(b, articles):
    """What `demarche stories` prints of an archive of its own; the same for another order of adding, or it fails."""
    printed = []
    for backwards in (False, True):
        lines = open(articles, encoding='utf-8').read().splitlines()
        source, archive, out = b.new_file(), b.new_file(), b.new_file()
        source.write_text('\n'.join(reversed(lines) if backwards else lines) + '\n', encoding='utf-8')
        subprocess.run([b.program, 'add', source, '--input-format', 'jsonl', '--archive', archive, '--quiet'], check=True)
        with open(out, 'wb') as f:
            subprocess.run([b.program, 'stories', '--archive', archive], stdout=f, check=True)
        printed.append(out)
    if printed[0].read_bytes() != printed[1].read_bytes():
        raise SystemExit('stories depend on the order of adding')
    return printed[0]


def stories(b):
    gold, articles = b.shared / 'stories/dev.jsonl', b.new_file()
    with open(articles, 'wb') as f:
        subprocess.run([sys.executable, b.scorers / 'score_stories.py', gold, '--make'], stdout=f, check=True)
    return b.score('score_stories.py', gold, stories_of(b, articles))


def copies(b):
    script, articles = ROOT / 'eval/make_copies.py', b.new_file()
    with open(articles, 'wb') as f:
        subprocess.run([sys.executable, script, *sorted(b.data.glob('news/*.jsonl.gz'))], stdout=f, check=True)
    scored = subprocess.run([sys.executable, script, '--score', stories_of(b, articles), articles, '--json'],
                            stdout=subprocess.PIPE, check=True)
    return json.loads(scored.stdout)


MEASURES = {
    'events_dev': lambda b: events(b, b.shared / 'gold/dev.jsonl'),
    'events_reserved': lambda b: events(b, training_part(b, True)),
    'events_train': lambda b: events(b, training_part(b, False)),
    'seed': lambda b: events(b, b.shared / 'seed/gold.jsonl', b.shared / 'seed/article.jsonl'),
    'ewt_gold_tokens': lambda b: treebank(b, 'ewt_dev.conllu.gz', False),
    'ewt_raw': lambda b: treebank(b, 'ewt_dev.conllu.gz', True),
    'gum_gold_tokens': lambda b: treebank(b, 'gum_open_dev.conllu.gz', False),
    'names_politics': lambda b: names(b, 'crossner_politics_dev.txt'),
    'dates': dates,
    'speech': speech,
    'readability': lambda b: articles(b, 'readability.tar.gz'),
    'trafilatura': lambda b: articles(b, 'trafilatura_english.tar.gz'),
    'places': places,
    'stories': stories,
    'copies': copies,
    'relations_seen': relations,  # on the training rows: how well it remembers, not how well it does
}


def flat(value, prefix=''):
    if isinstance(value, dict):
        for k, v in value.items():
            yield from flat(v, f'{prefix}{k}.')
    elif isinstance(value, (int, float)):
        yield prefix[:-1], value


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program'), ap.add_argument('--check', action='store_true'), ap.add_argument('--only')
    ap.add_argument('--shared', default=ROOT.parent / 'shared')
    a = ap.parse_args()
    if not (pathlib.Path(a.shared) / 'eval').is_dir():
        print(f'skipped: no evaluation data in {a.shared}')
        return 77
    floors = tomllib.loads((ROOT / 'eval/thresholds.toml').read_text())
    wanted = [m for m in MEASURES if (a.only in m if a.only else not a.check or m in floors)]
    low = 0
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(a.program, a.shared, work)
        for name in wanted:
            figures = dict(flat(MEASURES[name](bench)))
            floor = floors.get(name, {})
            print(name)
            for key, value in figures.items():
                if key in floor or not a.check:
                    mark = '' if key not in floor else f'   floor {floor[key]}' + ('' if value >= floor[key] else '   BELOW')
                    low += key in floor and value < floor[key]
                    print(f'  {key:<32} {value:8.2f}{mark}')
            for key in floor.keys() - figures.keys():
                low += 1
                print(f'  {key:<32}   absent   floor {floor[key]}   BELOW')
    return 1 if low else 0


if __name__ == '__main__':
    sys.exit(main())
