#!/usr/bin/env python3
"""How long `demarche serve` takes to answer at a given rate: load.py PROGRAM ARCHIVE [--rate 200] [--seconds 20] [--repeat SHARE]

Asks for series and first pages of pairs of the archive, each with days of its own so that no answer is kept from before (--repeat: the share
that asks what was asked already). Requests leave on a fixed schedule whatever the answers do, and their time counts from the moment
they were due, so that a slow answer makes the ones behind it late too. Prints p50, p99 and the slowest of each kind.
"""
import argparse
import http.client
import json
import os
import queue
import random
import re
import subprocess
import threading
import time

CONNECTIONS = 16


def questions(pairs, chance):
    def days():
        year = chance.randrange(1990, 2024)
        return f'since={year}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}'

    def pair():
        return '/'.join(chance.choice(pairs))

    return {'series by month': lambda: f'/relation/{pair()}.json?{days()}',
            'series by year': lambda: f'/relation/{pair()}.json?period=year&{days()}',
            'evidence, first page': lambda: f'/relation/{pair()}/events.json?{days()}&limit=20',
            'events, first page': lambda: f'/events.json?limit=20&{days().replace("since", "until")}',
            'events of a party': lambda: f'/events.json?limit=20&party={chance.choice(pairs)[0]}&{days().replace("since", "until")}',
            'statements, first page': lambda: f'/statements.json?limit=20&{days().replace("since", "until")}'}


def worker(port, jobs, times, errors):
    connection = http.client.HTTPConnection('127.0.0.1', port, timeout=60)
    while True:
        job = jobs.get()
        if job is None:
            return
        due, kind, target = job
        try:
            connection.request('GET', target, headers={'Accept-Encoding': 'gzip'})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                errors.append(f'{response.status} {target}')
        except OSError as error:
            errors.append(f'{error} {target}')
            connection.close()
        times.append((kind, time.perf_counter() - due))


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('program')
    parser.add_argument('archive')
    parser.add_argument('--rate', type=int, default=200)
    parser.add_argument('--seconds', type=float, default=20)
    parser.add_argument('--repeat', type=float, default=0)
    parser.add_argument('--workers', default='4')
    arguments = parser.parse_args()
    server = subprocess.Popen([arguments.program, 'serve', '--archive', arguments.archive, '--port', '0', '--workers', arguments.workers],
                              stderr=subprocess.PIPE, text=True)
    try:
        port = int(re.search(r':(\d+) ', server.stderr.readline())[1])
        begin = time.perf_counter()
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=120)
        connection.request('GET', '/dyads.json')
        dyads = json.loads(connection.getresponse().read())['items']
        print(f'{len(dyads)} dyads, listed in {time.perf_counter() - begin:.3f} s; the largest has {dyads[0]["events"]} events')
        chance = random.Random(1)
        pairs = [(d['first'], d['second']) for d in dyads if d['first'] != d['second'] and ':' not in d['first'] + d['second']][:200]
        kinds = questions(pairs, chance)
        jobs, times, errors, asked = queue.Queue(), [], [], []
        threads = [threading.Thread(target=worker, args=(port, jobs, times, errors), daemon=True) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        begin = time.perf_counter()
        for i in range(int(arguments.rate * arguments.seconds)):
            due = begin + i / arguments.rate
            time.sleep(max(0, due - time.perf_counter()))
            if asked and chance.random() < arguments.repeat:
                kind, target = chance.choice(asked)
            else:
                kind = chance.choice(list(kinds))
                target = kinds[kind]()
                asked.append((kind, target))
            jobs.put((due, kind, target))
        for _ in threads:
            jobs.put(None)
        for thread in threads:
            thread.join(120)
        seconds = time.perf_counter() - begin
        print(f'{len(times)} answers in {seconds:.1f} s ({len(times) / seconds:.0f} a second), {len(errors)} errors')
        for error in errors[:3]:
            print('  ', error)
        print(f'{"milliseconds":24} {"p50":>8} {"p99":>8} {"slowest":>8}')
        for kind in ['all', *kinds]:
            values = [t * 1000 for k, t in times if kind in ('all', k)]
            if values:
                print(f'{kind:24} {percentile(values, .5):8.1f} {percentile(values, .99):8.1f} {max(values):8.1f}')
        with open(f'/proc/{server.pid}/status') as f:
            print('memory of the server:', re.search(r'VmHWM:\s+(\d+ kB)', f.read())[1], 'at most; load of the machine:', os.getloadavg()[0])
    finally:
        server.terminate()
        server.wait(20)


if __name__ == '__main__':
    main()
