#!/usr/bin/env python3
"""Makes an archive of archive_bench larger without coding anything: grow.py FILE TIMES.

Each round copies every document with its versions, sentences, events, statements and parties under new row numbers and ids; the
daily sums and articles a day grow with them. Meant for measuring questions at volumes that take hours to write one by one.
"""
import sqlite3
import sys
import time

# Table: columns that get the shift of another table's row numbers.
TABLES = [
    ('document', {'id': 'document'}),
    ('version', {'id': 'version', 'document_id': 'document'}),
    ('sentence', {'id': 'sentence', 'version_id': 'version'}),
    ('event_mention', {'id': 'event_mention', 'version_id': 'version', 'sentence_id': 'sentence'}),
    ('event_record', {'event_id': 'event_mention'}),
    ('event_party', {'event_id': 'event_mention', 'document_id': 'document'}),
    ('event_dyad', {'event_id': 'event_mention'}),
    ('statement_mention', {'id': 'statement_mention', 'version_id': 'version', 'sentence_id': 'sentence'}),
    ('statement_record', {'statement_id': 'statement_mention'}),
    ('statement_party', {'statement_id': 'statement_mention', 'document_id': 'document'}),
]


def main():
    path, times = sys.argv[1], int(sys.argv[2])
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript('PRAGMA journal_mode=DELETE; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA secure_delete=OFF; '
                     'PRAGMA cache_size=-400000; PRAGMA foreign_keys=OFF')
    size = {name: db.execute(f'SELECT max(id) FROM {name}').fetchone()[0]
            for name in ('document', 'version', 'sentence', 'event_mention', 'statement_mention')}
    started = time.monotonic()
    for table, shifted in TABLES:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info({table})')]
        key, limit = next((column, size[owner]) for column, owner in shifted.items())
        for n in range(1, times):
            take = [f'{c} + {size[shifted[c]] * n}' if c in shifted else
                    f"{c} || '-{n}'" if (table, c) == ('document', 'article') else
                    f"{c} || '-{n}'" if c == 'record_id' else 'NULL' if c == 'copy_key' else c for c in columns]
            db.execute(f'INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(take)} FROM {table} WHERE {key} <= {limit}')
        print(f'{table:<18} {time.monotonic() - started:6.0f} s', flush=True)
    db.execute(f'UPDATE dyad_day SET events = events * {times}, plover_score = plover_score * {times}, goldstein = goldstein * {times}')
    db.execute(f'UPDATE article_day SET articles = articles * {times}')
    db.execute('PRAGMA journal_mode=WAL')
    print(db.execute('SELECT count(*) FROM event_mention').fetchone()[0], 'events')


if __name__ == '__main__':
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
