#!/usr/bin/env python3
"""How well actor mentions cover the parties of a gold set, before any event is coded.

    build/release/actors_dump build/release/data < GOLD > dump.jsonl
    python3 eval/actor_coverage.py GOLD dump.jsonl [--part learn|held] [--errors N]

For each gold party with a text (actors, recipients, attributions, speakers), each once: is there a mention overlapping it, with
the right country, with the right country and sector. For a party whose text is empty: is its country among the
document's first two, four, all salient parties. --part learn leaves out the articles whose sha256 of the id begins with
0, 1 or 2, held keeps only them (and shows no mistakes).
"""
import argparse
import collections
import hashlib
import json


def country(code):
    if not code or code.startswith('UNK'):
        return ''
    return code if code[:3] in ('IGO', 'NGO', 'IMG', 'MNC', 'ISM') and ':' in code else code.split(':')[0]


def place(text, sentence, phrase, at):
    start = text.find(sentence, at)
    inner = sentence.find(phrase)
    while inner >= 0 and ((inner > 0 and sentence[inner - 1].isalnum()) or sentence[inner + len(phrase):inner + len(phrase) + 1].isalnum()):
        inner = sentence.find(phrase, inner + 1)
    inner = sentence.find(phrase) if inner < 0 else inner
    return (start + inner, start + inner + len(phrase)) if start >= 0 and inner >= 0 else None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('gold')
    parser.add_argument('dump')
    parser.add_argument('--part', choices=('learn', 'held'))
    parser.add_argument('--errors', type=int, default=0)
    parser.add_argument('--rule', default='')
    parser.add_argument('--skip', type=int, default=0)
    args = parser.parse_args()
    dumps = {d['id']: d for d in map(json.loads, open(args.dump, encoding='utf-8'))}
    totals = collections.Counter()
    rules = collections.defaultdict(collections.Counter)
    errors = []
    for line in open(args.gold, encoding='utf-8'):
        article = json.loads(line)
        held = hashlib.sha256(article['id'].encode()).hexdigest()[0] in '012'
        if args.part and held != (args.part == 'held'):
            continue
        text = article['text']
        dump = dumps.get(article['id'], {'mentions': [], 'salient': []})
        parties = {}
        for event in article['events']:
            for party in event['actors'] + event['recipients'] + ([event['attributed_to']] if event.get('attributed_to') else []):
                parties[(event['sentence'], party['text'], party['code'])] = event['trigger']
        for statement in article['statements']:
            if statement.get('speaker'):
                parties[(statement['sentence'], statement['speaker']['text'], statement['speaker']['code'])] = statement['cue']
        for (sentence, phrase, code), trigger in parties.items():
            want = country(code)
            if not want:
                continue
            if not phrase:
                totals['unnamed'] += 1
                salient = [country(c) for c in dump['salient']]
                for n in (1, 2, 4, 12):
                    totals[f'salient{n}'] += want in salient[:n]
                continue
            span = place(text, sentence, phrase, 0)
            if span is None:
                totals['lost'] += 1
                continue
            totals['named'] += 1
            hits = [m for m in dump['mentions'] if m['span'][0] < span[1] and span[0] < m['span'][1]]
            totals['mention'] += bool(hits)
            got = {c for m in hits for c in m['codes']}
            right = want in {country(c) for c in got}
            totals['country'] += right
            totals['sector'] += code in got
            # The mention that extraction would get: the largest overlap, heads inside the phrase first.
            best = max(hits, key=lambda m: (span[0] <= m['head'][0] < span[1], min(m['span'][1], span[1]) - max(m['span'][0], span[0])), default=None)
            top = best is not None and want in {country(c) for c in best['codes']}
            totals['best'] += top
            rule = best['rule'] if best else 'none'
            rules[rule]['n'] += 1
            rules[rule]['right'] += top
            if not top and (not args.rule or rule == args.rule):
                errors.append((rule, phrase, code, sorted(best['codes']) if best else [], trigger, sentence))
    n = max(totals['named'], 1)
    print(f"gold parties with a text {totals['named']}: mention {100 * totals['mention'] / n:.1f} %, country among them {100 * totals['country'] / n:.1f} %, "
          f"country of the best {100 * totals['best'] / n:.1f} %, country and sector {100 * totals['sector'] / n:.1f} %")
    u = max(totals['unnamed'], 1)
    print(f"without a text {totals['unnamed']}: first of the salient {100 * totals['salient1'] / u:.1f} %, of two {100 * totals['salient2'] / u:.1f} %, "
          f"of four {100 * totals['salient4'] / u:.1f} %, of all {100 * totals['salient12'] / u:.1f} %")
    for rule, c in sorted(rules.items(), key=lambda x: x[1]['right'] - x[1]['n']):
        print(f"  {rule:28s} {c['right']:4d} of {c['n']:4d}  {100 * c['right'] / c['n']:5.1f} %")
    if args.part != 'held':
        for rule, phrase, code, got, trigger, sentence in errors[args.skip:args.skip + args.errors]:
            print(f"[{rule}] '{phrase}' {code} got {got} | {trigger} | {sentence}")


if __name__ == '__main__':
    main()
