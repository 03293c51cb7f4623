#!/usr/bin/env python3
"""The first minute with Demarche: tour.py [--program PROGRAM] [--brief] [PAGE]

Reads one page and marks what it found in it, shows the page's events as rows, puts all demonstration reports into an archive, and shows
how the relation of Russia and China moved and which sentences say so. With PAGE it does the same for a page of your own. It runs
nothing but the public command line, and prints every command before its output.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent
REPORTS = ROOT / 'demo' / 'reports'
PAGE = REPORTS / '2022-12-31-putin-xi-page.txt'
ARCHIVES = ROOT / 'build' / 'demo'
COLOURS = {'who': '1;36', 'act': '1;33', 'date': '32', 'head': '1', 'command': '2'}
MARKS = {'who': '[]', 'act': '{}', 'date': '<>'}
ESCAPE = re.compile(r'\x1b\[[0-9;]*m')


class Tour:
    def __init__(self, program, brief):
        self.program, self.brief, self.countries = program, brief, {}
        self.colour = sys.stdout.isatty() and 'NO_COLOR' not in os.environ
        self.width = max(60, min(110, shutil.get_terminal_size((100, 24)).columns))

    # -- printing
    def paint(self, text, kind):
        return f'\x1b[{COLOURS[kind]}m{text}\x1b[0m' if self.colour else text

    def mark(self, text, kind):
        if self.colour:
            return self.paint(text, kind)
        return MARKS[kind][0] + text + MARKS[kind][1]

    def wrap(self, text, indent='  '):
        """Lines of at most the terminal's width; colour codes take no room."""
        lines, line, length = [], [], len(indent)
        for word in text.split(' '):
            size = len(ESCAPE.sub('', word))
            if line and length + size + 1 > self.width:
                lines.append(indent + ' '.join(line))
                line, length = [], len(indent)
            line.append(word)
            length += size + 1
        lines.append(indent + ' '.join(line))
        return '\n'.join(lines)

    def head(self, number, text):
        print()
        print(self.paint(f'{number}. {text}', 'head'))

    def say(self, text):
        print('\n'.join(textwrap.wrap(text, self.width)))

    def show_command(self, *arguments):
        here = os.getcwd() + os.sep
        shown = [a[len(here):] if a.startswith(here) else a for a in map(str, arguments)]
        print(self.paint('   $ demarche ' + ' '.join(shlex.quote(a) for a in shown), 'command'))

    # -- running
    def run(self, *arguments, may_reject=False, given=None):
        environment = dict(os.environ, COLUMNS=str(self.width))
        done = subprocess.run([self.program, *map(str, arguments)], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        if done.returncode == 0 or (may_reject and done.returncode == 1):
            return done.stdout.decode('utf-8')
        sys.stderr.write(done.stderr.decode('utf-8', 'replace'))
        sys.exit(f'tour: demarche {" ".join(map(str, arguments))} ended with status {done.returncode}')

    def records(self, *arguments, given=None):
        return [json.loads(line) for line in self.run(*arguments, may_reject=True, given=given).splitlines()]

    # -- steps
    def read(self, page):
        records = self.records('code', '--quiet', page)
        articles = [r for r in records if r['kind'] == 'article']
        if not articles:
            reasons = '; '.join(r.get('message') or r['reason'] for r in records if r['kind'] == 'reject')
            sys.exit(f'tour: {page}: nothing to code{": " + reasons if reasons else ""}')
        article = articles[0]
        own = [r for r in records if r.get('article') == article['id']]
        # dates takes text as it stands, so it gets the article that code took out of the page
        dates = self.records('dates', '--input-format', 'jsonl', '-', given=json.dumps(article).encode())
        dates = [r for r in dates if r['kind'] == 'date']
        return article, [r for r in own if r['kind'] == 'event'], [r for r in own if r['kind'] == 'statement'], dates

    def marked_page(self, article, events, statements, dates):
        spans = []
        for date in dates:
            spans.append((*date['span'], 'date'))
        for event in events:
            if event['section'] != 'text':
                continue
            spans.append((*event['trigger']['span'], 'act'))
            for party in event['actors'] + event['recipients']:
                if party['span']:
                    spans.append((*party['span'], 'who'))
        for statement in statements:
            if statement['cue']:
                spans.append((*statement['cue']['span'], 'act'))
            if statement['speaker'] and statement['speaker']['span']:
                spans.append((*statement['speaker']['span'], 'who'))
        order = {'date': 0, 'act': 1, 'who': 2}
        taken, end = [], -1
        for begin, stop, kind in sorted(set(spans), key=lambda s: (s[0], order[s[2]], s[1])):
            if begin >= end and stop > begin:
                taken.append((begin, stop, kind))
                end = stop
        text, at, out = article['text'], 0, []
        for begin, stop, kind in taken:
            out += [text[at:begin], self.mark(text[begin:stop], kind)]
            at = stop
        out.append(text[at:])
        facts = [article['published'] or 'no date', article['category'], article['publisher']]
        print(self.wrap(self.paint(article['title'] or '(no title)', 'head')))
        print(self.wrap(' | '.join(f for f in facts if f)))
        for paragraph in ''.join(out).split('\n'):
            print()
            print(self.wrap(paragraph))
        if article['sources']:
            print()
            for source in article['sources']:
                print(self.wrap(f'source {source["n"]}: {source["url"]}'))
        print()
        print(self.wrap('Marked: ' + ', '.join(self.mark(name, kind) for name, kind in (('who', 'who'), ('act', 'act'), ('when', 'date')))))

    def learn_names(self, events):
        """Country code to the name that a party of that country has in the page."""
        self.countries = {p['code'][:3]: p['name'] for e in events for p in e['actors'] + e['recipients'] if p['named_as'] == 'country' and p['name']}

    def party(self, parties):
        names = []
        for p in parties:
            country, _, sector = p['code'].partition(':')
            known = self.countries.get(country, country)
            name = p['name'] or (known if sector in ('', 'GOV') else f'{known} {sector}')
            if name not in names:
                names.append(name)
        return ', '.join(names)

    @staticmethod
    def day(date):
        if not date:
            return 'undated'
        if date['start'] == date['end']:
            return date['start']
        if date['start'][:7] == date['end'][:7] and date['start'][8:] == '01' and date['end'][8:] >= '28':
            return date['start'][:7]
        if date['start'][5:] == '01-01' and date['end'][5:] == '12-31' and date['start'][:4] == date['end'][:4]:
            return date['start'][:4]
        return f'{date["start"]} to {date["end"]}'

    def rows(self, events, limit):
        happened = {'actual': 'yes', 'future': 'not yet', 'negated': 'no', 'hypothetical': 'if', 'alleged': 'alleged'}
        table = [('when', 'who', 'what', 'whom', 'according to', 'happened', 'its word')]
        for e in events[:limit]:
            by = self.party([e['attributed_to']]) if e['attributed_to'] else ''
            table.append((self.day(e['date']), self.party(e['actors']), e['type'] + (f' {e["mode"]}' if e['mode'] else ''),
                          self.party(e['recipients']), by, happened[e['factuality']], e['trigger']['text']))
        widths = [max(len(row[c]) for row in table) for c in range(7)]
        while sum(widths) + 14 > self.width and max(widths) > 9:
            widths[widths.index(max(widths))] -= 1
        for n, row in enumerate(table):
            cells = [textwrap.wrap(cell, widths[c]) or [''] for c, cell in enumerate(row)]
            for k in range(max(map(len, cells))):
                line = '  ' + '  '.join((cell[k] if k < len(cell) else '').ljust(widths[c]) for c, cell in enumerate(cells))
                print(self.paint(line.rstrip(), 'head') if n == 0 else line.rstrip())
        if len(events) > limit:
            print(f'  ... and {len(events) - limit} more')

    def pass_on(self, output, lines=None):
        shown = output.rstrip('\n').split('\n')
        cut = lines is not None and len(shown) > lines
        for line in shown[:lines] if cut else shown:
            print('  ' + line if line else '')
        if cut:
            print('  ...')

    def relation(self, first, second, archive, period, month):
        self.show_command('relation', first, second, '--archive', archive, '--period', period)
        output = self.run('relation', first, second, '--archive', archive, '--period', period)
        self.pass_on(output.split('\nNext:')[0])
        if month:
            self.head(4, 'One point of the chart, opened to its sentences')
            self.show_command('relation', first, second, '--archive', archive, '--open', month)
            opened = self.run('relation', first, second, '--archive', archive, '--open', month)
            self.pass_on(opened.split('\nNext:')[0], 6 if self.brief else 44)


def busiest_month(tour, first, second, archive):
    series = json.loads(tour.run('relation', first, second, '--archive', archive, '--period', 'month', '--output-format', 'json'))
    points = series['points'] if isinstance(series, dict) else series
    best = max(points, key=lambda p: p['events'], default=None)
    return best['period'] if best and best['events'] else None


def pairs_of(events):
    """Pairs of countries, the most frequent first."""
    count = collections.Counter()
    for e in events:
        codes = {p['code'].split(':')[0] for p in e['actors'] + e['recipients']}
        codes = sorted(c for c in codes if re.fullmatch(r'[A-Z]{3}', c) and c not in ('IGO', 'NGO', 'IMG', 'MNC', 'ISM', 'UNK'))
        count.update((a, b) for i, a in enumerate(codes) for b in codes[i + 1:])
    return [pair for pair, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--program', default=str(ROOT / 'build' / 'release' / 'demarche'), help='the program (default: build/release/demarche)')
    ap.add_argument('--brief', action='store_true', help='a shorter print, for the test suite')
    ap.add_argument('page', nargs='?', help='a page of your own: text, HTML or JSONL')
    a = ap.parse_args()
    program = os.path.abspath(a.program)
    if not os.access(program, os.X_OK):
        sys.exit(f'tour: {a.program} is not there; run ./dev build first')
    if a.page and not os.path.exists(a.page):
        sys.exit(f'tour: no such page: {a.page}')
    page = os.path.abspath(a.page) if a.page else str(PAGE)
    tour = Tour(program, a.brief)

    tour.head(1, 'A page, read')
    tour.show_command('code', page)
    print()
    article, events, statements, dates = tour.read(page)
    if a.brief:
        print(tour.wrap(f'{article["title"]}: {len(events)} events, {len(statements)} statements, {len(dates)} dates'))
    else:
        tour.marked_page(article, events, statements, dates)

    tour.head(2, 'Its events: who did what to whom, when, according to whom')
    tour.learn_names(events)
    if events:
        tour.rows(events, 4 if a.brief else 40)
    else:
        print('  none; demarche explain --missed says why a sentence was not coded')

    ARCHIVES.mkdir(parents=True, exist_ok=True)
    archive, reports = str(ARCHIVES / ('page.demarche' if a.page else 'tour.demarche')), page if a.page else str(REPORTS)
    for old in ARCHIVES.glob(os.path.basename(archive) + '*'):
        old.unlink()
    pair = ('RUS', 'CHN') if not a.page else next(iter(pairs_of(events)), None)
    if pair is None:
        print()
        tour.say('No event of this page joins two countries, so there is no relation to show.')
        return 0
    tour.head(3, 'An archive, and the relation of ' + ' and '.join(tour.countries.get(c, c) for c in pair) + ' in it')
    tour.show_command('add', '--archive', archive, reports)
    tour.run('add', '--quiet', '--archive', archive, reports, may_reject=True)
    tour.relation(*pair, archive, 'month' if a.page else 'year', busiest_month(tour, *pair, archive) if a.page else '2022-12')

    tour.head(5, 'Next')
    if a.page:
        tour.show_command('explain', '--text', 'A sentence of your own.')
        tour.show_command('add', '--archive', 'my.demarche', 'FOLDER-OF-PAGES')
        tour.show_command('events', '--archive', archive, '--output-format', 'table')
    else:
        tour.show_command('relation', 'EGY', 'ISR', '--archive', archive)
        tour.show_command('events', '--archive', archive, '--type', 'SANCTION', '--output-format', 'table')
        print('   $ ./dev demo YOUR-PAGE.html')
    return 0


if __name__ == '__main__':
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # tour.py | head
    sys.exit(main())
