// Schema 2: when each version was shown, what became of it, what is kept of texts, and what left the archive as a file.
//
// SQLite cannot drop a UNIQUE clause, so the table of versions is made anew (with foreign keys off: see migrate() in
// schema.cpp). Versions recorded before get the time at which the next one replaced them, and the list of changes
// begins with them.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_vintages = R"sql(
DROP VIEW event;
DROP VIEW statement;

CREATE TABLE archive (  -- the archive itself, one row
  id INTEGER PRIMARY KEY CHECK (id = 1),
  identity TEXT NOT NULL,  -- random, made with the file: tells archives apart in citations and manifests
  keep_text TEXT NOT NULL CHECK (keep_text IN ('all', 'evidence', 'none'))  -- what add keeps of texts when it is not told
) STRICT;
INSERT INTO archive VALUES (1, lower(hex(randomblob(8))), 'all');

CREATE TABLE version_anew (  -- a document's content at one time, as coded at one time; the newest recorded is the current one
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, even after the row is gone
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  hash TEXT NOT NULL,  -- of text, title and date of publication: tells contents apart
  coding INTEGER NOT NULL DEFAULT 0,  -- 0: as added; n: the content's n-th recoding, with a row of its own
  current INTEGER NOT NULL CHECK (current IN (0, 1)),  -- 1: the version that queries show
  recorded_at TEXT NOT NULL,  -- when it was added, UTC; from then on queries showed it
  replaced_at TEXT,  -- when queries stopped showing it, UTC; null: they show it
  run_id INTEGER NOT NULL REFERENCES run,
  coder_id INTEGER NOT NULL REFERENCES coder,
  published INTEGER,  -- day of publication, days since 1970-01-01; null: not known
  origin TEXT NOT NULL,  -- path it was read from, with line or offset
  url TEXT,  -- the page's own address
  title TEXT,  -- headline; spans with section 'title' refer to it; null: none, or not kept
  category TEXT,  -- the publication's own
  publisher TEXT,  -- as the page names it
  language TEXT,  -- ISO 639-1; null: not identified
  kept TEXT NOT NULL DEFAULT 'all' CHECK (kept IN ('all', 'evidence', 'none')),  -- evidence: text has blanks for all but the sentences; none: no words at all
  text TEXT NOT NULL,  -- body; all other spans refer to it; '' when it is not kept, or kept in the row text_in
  text_in INTEGER REFERENCES version ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,  -- the newest coding of the same content, which holds the text; null: this row does
  sha256 TEXT NOT NULL,  -- of the whole text's UTF-8 bytes
  copy_key INTEGER,  -- exact copies share it; null: too short to tell
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),  -- 1: series count its events; 0: not current, or an exact copy of another current version
  UNIQUE (document_id, hash, coding)
) STRICT;
INSERT INTO version_anew (id, document_id, hash, current, recorded_at, replaced_at, run_id, coder_id, published, origin,
  url, title, category, publisher, language, text, sha256, copy_key, counted)
SELECT v.id, v.document_id, v.hash, v.current, v.recorded_at,
  CASE v.current WHEN 0 THEN (SELECT n.recorded_at FROM version n WHERE n.document_id = v.document_id AND n.id > v.id
    ORDER BY n.id LIMIT 1) END,
  v.run_id, v.coder_id, v.published, v.origin, v.url, v.title, v.category, v.publisher, v.language, v.text, v.sha256,
  v.copy_key, v.counted
FROM version v ORDER BY v.id;
DROP TABLE version;
ALTER TABLE version_anew RENAME TO version;
CREATE UNIQUE INDEX version_current ON version (document_id) WHERE current = 1;
CREATE INDEX version_published ON version (published) WHERE current = 1;
CREATE INDEX version_copy ON version (copy_key) WHERE copy_key IS NOT NULL;
CREATE INDEX version_text_in ON version (text_in) WHERE text_in IS NOT NULL;

CREATE TABLE change (  -- what appeared, changed or disappeared, in order: what demarche changes prints
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- the cursor; ascends, never used again
  at TEXT NOT NULL,  -- UTC
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),  -- update of a version: it takes the place of version_before
  kind TEXT NOT NULL,  -- version: stands for its article and all its events and statements; else the kind of the record
  record_id TEXT,  -- the record that changed; null for a version
  version_id INTEGER,  -- the version shown from then on, or (delete) no longer; it may be gone by now
  version_before INTEGER,  -- update: the version that was shown before
  reason TEXT NOT NULL,  -- added, replaced, recoded, withdrawn, erased, ...
  shown_from TEXT,  -- of an erased record: when queries began to show it, UTC
  shown_until TEXT  -- of an erased record: when they stopped
) STRICT;
CREATE INDEX change_erased ON change (shown_until, shown_from) WHERE shown_until IS NOT NULL;
INSERT INTO change (at, op, kind, version_id, version_before, reason)
SELECT v.recorded_at, CASE WHEN b.id IS NULL THEN 'insert' ELSE 'update' END, 'version', v.id, b.id,
  CASE WHEN b.id IS NULL THEN 'added' ELSE 'replaced' END
FROM version v LEFT JOIN version b ON b.id = (SELECT max(id) FROM version p WHERE p.document_id = v.document_id
  AND p.id < v.id) ORDER BY v.id;

CREATE TABLE export (  -- a file written from this archive, so that a removal can say where copies are
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  written_at TEXT NOT NULL,  -- UTC
  path TEXT NOT NULL,  -- where it was written
  form TEXT NOT NULL,  -- jsonl, csv, replication, backup, ...
  query TEXT NOT NULL,  -- the command and its filters, as one JSON object
  cursor INTEGER NOT NULL,  -- number of the last change that it holds
  as_of TEXT,  -- the state it shows, UTC; null: that of cursor
  records INTEGER NOT NULL,  -- how many it holds
  bytes INTEGER NOT NULL,  -- its size
  sha256 TEXT NOT NULL  -- of its bytes
) STRICT;

CREATE TABLE export_version (  -- whose records a file holds, as ranges of row numbers; rows that are gone stay listed
  export_id INTEGER NOT NULL REFERENCES export ON DELETE CASCADE,
  first INTEGER NOT NULL,  -- row of version, the first of the range
  last INTEGER NOT NULL,  -- row of version, the last
  PRIMARY KEY (export_id, first)
) STRICT, WITHOUT ROWID;

CREATE VIEW event AS  -- current events for reading: days as dates, scores as numbers, parties as codes
SELECT m.record_id AS id, d.article, s.name AS source, v.title, date(v.published * 86400, 'unixepoch') AS published,
  m.type, m.mode, m.cameo, m.quad, m.plover_score / 1000.0 AS plover_score, m.goldstein / 1000.0 AS goldstein,
  (SELECT group_concat(code, ';') FROM (SELECT p.code FROM event_party p
    WHERE p.event_id = m.id AND p.role = 'actor' ORDER BY p.position)) AS actors,
  (SELECT group_concat(code, ';') FROM (SELECT p.code FROM event_party p
    WHERE p.event_id = m.id AND p.role = 'recipient' ORDER BY p.position)) AS recipients,
  date(m.day_start * 86400, 'unixepoch') AS date_start, date(m.day_end * 86400, 'unixepoch') AS date_end,
  m.day_basis, m.newness, m.factuality,
  (SELECT code FROM event_party p WHERE p.event_id = m.id AND role = 'attributed') AS attributed_to,
  m.confidence / 1000.0 AS confidence, m.rule,
  nullif(CASE t.section WHEN 'title' THEN substr(v.title, t.begin_at + 1, t.end_at - t.begin_at)
    ELSE substr(v.text, t.begin_at + 1, t.end_at - t.begin_at) END, '') AS sentence
FROM event_mention m JOIN version v ON v.id = m.version_id AND v.current = 1
JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id JOIN sentence t ON t.id = m.sentence_id;

CREATE VIEW statement AS  -- current statements for reading
SELECT m.record_id AS id, d.article, s.name AS source, v.title, date(v.published * 86400, 'unixepoch') AS published,
  (SELECT code FROM statement_party p WHERE p.statement_id = m.id AND role = 'speaker') AS speaker,
  (SELECT name FROM statement_party p WHERE p.statement_id = m.id AND role = 'speaker') AS speaker_name,
  (SELECT code FROM statement_party p WHERE p.statement_id = m.id AND role = 'addressee') AS addressee,
  m.direct, nullif(substr(v.text, m.content_begin + 1, m.content_end - m.content_begin), '') AS content
FROM statement_mention m JOIN version v ON v.id = m.version_id AND v.current = 1
JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id;
)sql";

}  // namespace demarche::store
