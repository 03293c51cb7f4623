#!/usr/bin/env python3
"""Makes a data release: a corpus coded, as a package that users cite.

  release_data.py PROGRAM --out FOLDER [--title TEXT] [--corpus-name TEXT] [--corpus-licence TEXT] [--date DAY]
                  [--accuracy FILE | --no-accuracy] [--threads N] [PATH...]

Without a PATH the news of ../shared/data/news. Writes events, statements, links, offices, articles and rejects as JSON lines and as CSV, the
codebook, versions, checksums, the accuracy table, CITATION.cff, datapackage.json (Frictionless) and a README. The texts are left out: an
article's body and a statement's words stay where they are, and who holds the corpus finds them by id, offsets and SHA-256. The same input
gives the same bytes. ./dev release-data calls this.
"""
import argparse
import csv
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
KINDS = {'article': 'articles', 'event': 'events', 'statement': 'statements', 'link': 'links', 'office': 'offices', 'reject': 'rejects'}
# Words that a record quotes from the text for longer than a name or an act: left out, their offsets stay.
LEFT_OUT = {'article': [('text',)], 'statement': [('content', 'text'), ('content', 'spans', '*', 'text')]}
DAYS = {'start', 'end', 'published'}
NUMBERS = {'plover_score', 'goldstein', 'confidence'}
WHOLE = re.compile(r'(^|_)(begin|end|low|high)$')
COLUMNS = {  # CSV of the kinds that the program writes with words of the text in them
    'statement': [('id', 'id'), ('article', 'article'), ('speaker', 'speaker/code'), ('speaker_name', 'speaker/name'),
                  ('addressee', 'addressee/code'), ('addressee_name', 'addressee/name'), ('cue', 'cue/text'),
                  ('content_begin', 'content/span/0'), ('content_end', 'content/span/1'), ('direct', 'direct'),
                  ('sentence_begin', 'sentence/0'), ('sentence_end', 'sentence/1')],
    'article': [('id', 'id'), ('url', 'url'), ('title', 'title'), ('published', 'published'), ('publisher', 'publisher'),
                ('category', 'category'), ('language', 'language'), ('sha256', 'sha256')],
}


def fail(message):
    print(f'release_data: {message}', file=sys.stderr)
    sys.exit(2)


def run(program, *arguments, out=None):
    done = subprocess.run([program, *map(str, arguments)], stdout=out or subprocess.PIPE)
    if done.returncode not in (0, 1):
        sys.exit(done.returncode)
    return done.stdout


def sha256(path):
    digest = hashlib.sha256()
    with open(path, 'rb') as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Compressed:
    """A gzip file that holds no time and no name, so that the same lines give the same bytes."""

    def __init__(self, path):
        self.raw = open(path, 'wb')
        self.zip = gzip.GzipFile('', 'wb', 9, self.raw, mtime=0)

    def write(self, data):
        self.zip.write(data if isinstance(data, bytes) else data.encode('utf-8'))

    def close(self):
        self.zip.close()
        self.raw.close()


def without(value, path):
    """Drops what a path leads to, in place."""
    if isinstance(value, list) and path[0] == '*':
        for member in value:
            without(member, path[1:])
    elif isinstance(value, dict) and path[0] in value:
        if len(path) == 1:
            del value[path[0]]
        else:
            without(value[path[0]], path[1:])


def at(value, path):
    for step in path.split('/'):
        if value is None:
            return None
        value = value[int(step)] if step.isdigit() else value.get(step)
    return value


def shown(value):
    return '' if value is None else str(value).lower() if isinstance(value, bool) else value


def short_origin(origin, roots):
    """Where a document came from, without the folders of the machine that coded it."""
    for root in roots:
        if origin.startswith(root + '/'):
            return origin[len(root) + 1:]
    return origin


def write_records(program, paths, out, threads):
    """The records by kind, as JSON lines and CSV; their counts."""
    roots = sorted({os.path.dirname(os.path.abspath(path)) for path in paths}, key=len, reverse=True)
    lines = {kind: Compressed(out / f'{name}.jsonl.gz') for kind, name in KINDS.items()}
    tables, counts, others = {}, dict.fromkeys(KINDS, 0), {}
    for kind, columns in COLUMNS.items():
        file = Compressed(out / f'{KINDS[kind]}.csv.gz')
        tables[kind] = (file, columns)
        file.write(','.join(name for name, _ in columns) + '\n')
    coding = subprocess.Popen([program, 'code', '--threads', str(threads), *map(os.path.abspath, paths)], stdout=subprocess.PIPE)
    for line in coding.stdout:
        record = json.loads(line)
        kind = record['kind']
        if kind not in KINDS:
            others[kind] = others.get(kind, 0) + 1
            continue
        counts[kind] += 1
        if 'origin' in record:
            record['origin'] = short_origin(record['origin'], roots)
        for path in LEFT_OUT.get(kind, ()):
            without(record, path)
        lines[kind].write(json.dumps(record, ensure_ascii=False, separators=(',', ':')) + '\n')
        if kind in tables:
            row = io.StringIO()
            csv.writer(row, lineterminator='\n').writerow([shown(at(record, path)) for _, path in tables[kind][1]])
            tables[kind][0].write(row.getvalue())
    if coding.wait() not in (0, 1):
        sys.exit(coding.returncode)
    for kind, number in sorted(others.items()):
        print(f'release_data: {number} records of kind {kind} are no part of a release and were left out', file=sys.stderr)
    for file in [*lines.values(), *(file for file, _ in tables.values())]:
        file.close()
    events = Compressed(out / 'events.csv.gz')
    events.write(run(program, 'code', '--threads', threads, '--kind', 'event', '--output-format', 'csv', *map(os.path.abspath, paths)))
    events.close()
    return counts


def write_codebook(out):
    """The tables that coded, as one archive without times and owners."""
    def plain(entry):
        entry.mtime = entry.uid = entry.gid = 0
        entry.uname = entry.gname = ''
        entry.mode = 0o755 if entry.isdir() else 0o644
        return entry

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w') as tar:
        for path in sorted((ROOT / 'codebooks').rglob('*')):
            if path.is_file() and path.suffix in ('.tsv', '.txt', '.md'):
                tar.add(path, path.relative_to(ROOT).as_posix(), filter=plain)
    file = Compressed(out / 'codebook.tar.gz')
    file.write(packed.getvalue())
    file.close()


def write_accuracy(program, out, given):
    """eval/run.py's figures as a table; None where there is nothing to measure with."""
    if given:
        text = pathlib.Path(given).read_text('utf-8')
    else:
        done = subprocess.run([sys.executable, ROOT / 'eval' / 'run.py', program, '--check'], stdout=subprocess.PIPE)
        if done.returncode == 77:
            return None
        text = done.stdout.decode('utf-8')
    rows, data = [], ''
    for line in text.splitlines():
        found = re.match(r'^  (\S+)\s+(-?\d+(?:\.\d+)?)', line)
        if found:
            rows.append((data, found[1], found[2]))
        elif line and not line.startswith(' '):
            data = line.strip()
    if not rows:
        fail(f'no figures in {given or "what eval/run.py printed"}')
    with open(out / 'accuracy.csv', 'w', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows([('data', 'measure', 'value'), *rows])
    return rows


def field(name):
    kind = 'date' if name in DAYS else 'number' if name in NUMBERS else 'boolean' if name == 'direct' else \
        'integer' if WHOLE.search(name) else 'string'
    return {'name': name, 'type': kind}


def resources(out):
    found = []
    for path in sorted(out.iterdir()):
        if path.name in ('datapackage.json', 'SHA256SUMS', 'README.md', 'CITATION.cff'):
            continue
        resource = {'name': path.name.split('.')[0] + ('-lines' if '.jsonl' in path.name else ''), 'path': path.name,
                    'bytes': path.stat().st_size, 'hash': 'sha256:' + sha256(path)}
        if '.csv' in path.name:
            with (gzip.open if path.suffix == '.gz' else open)(path, 'rt', encoding='utf-8', newline='') as file:
                header = next(csv.reader(file))
            resource.update(format='csv', mediatype='text/csv', encoding='utf-8', schema={'fields': [field(name) for name in header],
                                                                                           'missingValues': ['']})
        if path.suffix == '.gz':
            resource['compression'] = 'gz'
        found.append(resource)
    return found


def versions(program):
    words = dict(line.split(None, 1) for line in run(program, 'version').decode().splitlines())
    return {'engine': words['demarche'], 'model': words['model'], 'codebook': words['codebook']}


def write_metadata(out, arguments, counts, coded_by, corpus, accuracy):
    name = arguments.title
    version = f'{coded_by["engine"]}+{coded_by["model"]}.{coded_by["codebook"]}'
    (out / 'versions.json').write_text(json.dumps({'versions': coded_by, 'corpus': corpus, 'records': {KINDS[kind]: n for kind, n in counts.items()},
                                                   'command': 'demarche code'}, indent=1, ensure_ascii=False) + '\n', 'utf-8')
    (out / 'CITATION.cff').write_text(
        'cff-version: 1.2.0\n'
        'message: If you use these data, please cite them, and the corpus that they were coded from.\n'
        f'type: dataset\ntitle: {json.dumps(name, ensure_ascii=False)}\nversion: "{version}"\ndate-released: "{arguments.date}"\n'
        'authors:\n  - name: The Demarche authors\n'
        'license: CC-BY-4.0\n'
        'keywords:\n  - event data\n  - PLOVER\n  - CAMEO\n  - political science\n'
        f'references:\n  - type: data\n    title: {json.dumps(arguments.corpus_name, ensure_ascii=False)}\n    authors:\n      - name: its authors\n'
        f'    license: {json.dumps(arguments.corpus_licence)}\n', 'utf-8')
    table = ''.join(f'| {data} | {measure} | {value} |\n' for data, measure, value in accuracy or ())
    files = ''.join(f'| `{path.name}` | {path.stat().st_size} |\n' for path in sorted(out.iterdir()))
    (out / 'README.md').write_text(
        f'# {name}\n\n{arguments.corpus_name}, coded by Demarche {coded_by["engine"]} (model {coded_by["model"]}, codebook '
        f'{coded_by["codebook"]}): {counts["article"]} articles, {counts["event"]} events, {counts["statement"]} statements; '
        f'{counts["reject"]} documents were rejected, each with its reason.\n\n'
        'Who did or said what to whom, when and on whose word, in PLOVER and CAMEO codes. Every record says which rule made it and where in the\n'
        'article it stands. **The texts are not here**: an article is known by its `id` and the SHA-256 of its body, and offsets count Unicode code\n'
        'points of that body. Who holds the corpus sees the words behind each record with the same program.\n\n'
        'A claim is not a fact: look at `factuality` and `attributed_to` before you count. Zero is not the same as no coverage: `articles` says what\n'
        f'was published.\n\n## Files\n\n| file | bytes |\n|---|---|\n{files}\nFields: `datapackage.json`. Checksums: `sha256sum -c SHA256SUMS`.\n\n'
        '## How right it is\n\n' + (f'| data | measure | % |\n|---|---|---|\n{table}' if accuracy else 'No evaluation data were at hand when this release was made.\n')
        + f'\n## Licence\n\nRecords: CC BY 4.0. The corpus: {arguments.corpus_licence}. How to cite: `CITATION.cff`.\n', 'utf-8')
    (out / 'datapackage.json').write_text(json.dumps({
        'profile': 'data-package', 'name': re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-'), 'title': name, 'version': version,
        'created': arguments.date, 'licenses': [{'name': 'CC-BY-4.0', 'path': 'https://creativecommons.org/licenses/by/4.0/'}],
        'sources': [{'title': arguments.corpus_name, 'files': corpus}], 'resources': resources(out)}, indent=1, ensure_ascii=False) + '\n', 'utf-8')
    with open(out / 'SHA256SUMS', 'w', encoding='utf-8') as file:
        for path in sorted(out.iterdir()):
            if path.name != 'SHA256SUMS':
                file.write(f'{sha256(path)}  {path.name}\n')


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('paths', nargs='*', metavar='PATH')
    parser.add_argument('--out', required=True)
    parser.add_argument('--title', default='Political events and statements from Wikinews, 2004-2018')
    parser.add_argument('--corpus-name', default='Wikinews, categories politics and economy')
    parser.add_argument('--corpus-licence', default='CC-BY-2.5')
    parser.add_argument('--date', default=datetime.date.today().isoformat(), help='day of release (default: today)')
    parser.add_argument('--accuracy', metavar='FILE', help='what eval/run.py printed (default: it is run)')
    parser.add_argument('--no-accuracy', action='store_true')
    parser.add_argument('--threads', type=int, default=os.cpu_count() or 1)
    return parser.parse_intermixed_args()


def main():
    arguments = parse()
    paths = arguments.paths or sorted(map(str, (ROOT.parent / 'shared' / 'data' / 'news').glob('*.jsonl.gz')))
    if not paths:
        fail('no corpus: name files or folders of it (../shared/data/news is not here)')
    missing = [path for path in paths if not os.path.exists(path)]
    if missing:
        fail(f'there is no {missing[0]}')
    target = pathlib.Path(arguments.out)
    if target.exists():
        fail(f'{target} exists: name a new folder')
    out = target.with_name(target.name + '.part')
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    counts = write_records(arguments.program, paths, out, arguments.threads)
    write_codebook(out)
    accuracy = None if arguments.no_accuracy else write_accuracy(arguments.program, out, arguments.accuracy)
    corpus = []
    for path in paths:
        for file in sorted(p for p in pathlib.Path(path).rglob('*') if p.is_file()) if os.path.isdir(path) else [pathlib.Path(path)]:
            corpus.append({'name': file.name, 'bytes': file.stat().st_size, 'sha256': sha256(file)})
    write_metadata(out, arguments, counts, versions(arguments.program), corpus, accuracy)
    out.rename(target)
    print(f'{target}: {counts["article"]} articles, {counts["event"]} events, {counts["statement"]} statements, {counts["reject"]} rejects; '
          f'{sum(path.stat().st_size for path in target.iterdir()) / 1e6:.1f} MB without texts', file=sys.stderr)


if __name__ == '__main__':
    main()
