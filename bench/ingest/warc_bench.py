#!/usr/bin/env python3
"""Speed of reading a web archive: framing, HTTP, extraction; nothing is coded.

  bench/ingest/warc_bench.py PROGRAM [--shared FOLDER] [--megabytes N] [--rounds N] [--keep FILE]

Packs a WARC of the pages in FOLDER/data/articles (as often as they fit in half of it) and of generated news pages, and
prints megabytes of uncompressed WARC a second of processor time of `demarche read`, for each half and for the whole, plain
and gzip. Processor time, not the clock: other work on the machine does not count. `read` prints the articles as well;
read_bench (read_bench.cpp) measures without that.
"""
import argparse, gzip, hashlib, pathlib, random, resource, subprocess, sys, tarfile, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

SUBJECTS = ['The minister', 'A spokesman', 'The harbour office', 'Both delegations', 'The governor', 'A former envoy',
            'The ferry company', 'The opposition', 'The central bank', 'A court in the capital']
VERBS = ['said that', 'announced on Monday that', 'denied that', 'repeated that', 'told reporters that', 'warned that']
OBJECTS = ['the landing fees would be lowered', 'the new ferry was late', 'the talks had failed', 'an agreement was near',
           'the border would open in June', 'no prisoners had been exchanged', 'the budget was not enough',
           'the fleet had left the port', 'two ships were held', 'the road would be closed for a week']


def generated_page(number):
    """A news page as sites make them: head with scripts and styles, navigation, article, related links, footer."""
    rng = random.Random(number)

    def sentence():
        return f'{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)}, and {rng.choice(OBJECTS)}.'
    title = f'{rng.choice(SUBJECTS)} says {rng.choice(OBJECTS)}'
    paragraphs = ''.join(f'<p class="story-text" data-id="{i}">{" ".join(sentence() for _ in range(rng.randint(2, 4)))}</p>\n'
                         for i in range(rng.randint(10, 20)))
    menu = ''.join(f'<li class="menu-item menu-item-{i}"><a href="/section/{i}" title="Section {i}"><span>Section {i}</span></a></li>\n'
                   for i in range(40))
    related = ''.join(f'<article class="teaser"><a href="/story/{rng.randint(1, 10**6)}"><img src="/i/{i}.jpg" alt=""><h3>{sentence()}</h3></a></article>\n'
                      for i in range(16))
    script = 'window.dataLayer=window.dataLayer||[];function track(a,b){dataLayer.push({event:a,value:b});}\n' * 160
    style = '.menu-item{display:inline-block;padding:0 8px}.story-text{margin:0 0 1em;line-height:1.5}\n' * 90
    return (f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title} | The Example</title>'
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="The Example">'
            f'<meta property="article:published_time" content="2021-03-{1 + number % 28:02d}T10:00:00Z">'
            f'<script>{script}</script><style>{style}</style></head>\n<body class="article">'
            f'<header><nav><ul>{menu}</ul></nav></header><main><article class="story"><h1>{title}</h1>'
            f'<div class="share"><a href="#">Share</a><a href="#">Mail</a></div>{paragraphs}</article>'
            f'<aside class="related">{related}</aside></main><footer><ul>{menu}</ul><p>(c) The Example</p></footer>'
            f'<script>{script}</script></body></html>').encode()


def record(page, number):
    block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nServer: example\r\n\r\n' + page
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{hashlib.md5(page).hexdigest()}>\r\n'
            f'WARC-Date: 2021-03-01T10:00:00Z\r\nWARC-Target-URI: https://news.example/{number}\r\n'
            f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n').encode() + block + b'\r\n\r\n'


def real_pages(folder):
    for path in sorted(folder.glob('*.tar.gz')):
        with tarfile.open(path) as outer:
            for member in outer.getmembers():
                data = outer.extractfile(member).read() if member.isfile() else b''
                if member.name.endswith('test-pages.tar.gz'):
                    with tempfile.NamedTemporaryFile() as inner:
                        inner.write(data)
                        inner.flush()
                        with tarfile.open(inner.name) as pages:
                            yield from (pages.extractfile(m).read() for m in pages.getmembers() if m.name.endswith('/source.html'))
                elif member.name.endswith('.html'):
                    yield data


def repeated(pages, size, out):
    written = number = 0
    while written < size and pages:
        for page in pages:
            written += out.write(record(page, number))
            number += 1
            if written >= size:
                break


def rate(program, path, size, rounds):
    best = float('inf')
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, 'read', '--quiet', '--any-language', str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return size / 1e6 / best


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('program'), ap.add_argument('--shared', default=ROOT.parent / 'shared', type=pathlib.Path)
    ap.add_argument('--megabytes', type=int, default=200), ap.add_argument('--rounds', type=int, default=3)
    ap.add_argument('--keep', type=pathlib.Path)
    a = ap.parse_args()
    half = a.megabytes * 500_000
    real, made = list(real_pages(a.shared / 'data/articles')), [generated_page(n) for n in range(200)]
    with tempfile.TemporaryDirectory() as folder:
        work = a.keep or pathlib.Path(folder)
        work.mkdir(exist_ok=True)
        for name, parts in {'real': [real], 'generated': [made], 'both': [real, made]}.items():
            path = work / f'{name}.warc'
            with open(path, 'wb') as out:
                for part in parts:
                    repeated(part, half, out)
            size = path.stat().st_size
            if size:
                print(f'{name:<10} {size / 1e6:6.0f} MB   {rate(a.program, path, size, a.rounds):6.0f} MB/s a core')
        packed = work / 'both.warc.gz'
        with open(packed, 'wb') as out:
            for number, page in enumerate((real + made)[:400]):
                out.write(gzip.compress(record(page, number), 6))
        size = sum(len(record(page, 0)) for page in (real + made)[:400])
        print(f'{"gzip":<10} {size / 1e6:6.0f} MB   {rate(a.program, packed, size, a.rounds):6.0f} MB/s a core (of what it unpacks to)')


if __name__ == '__main__':
    sys.exit(main())
