// Schema 1, with the meaning of every table and column beside it: docs/reference/archive.md is made from these
// comments, and SQLite keeps them in the file, where `.schema` shows them.
//
// A new schema is a new step in schema.cpp; a shipped step never changes. SQLite 3.37 (2021) and later can read it all:
// other programs bring their own.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_1 = R"sql(
CREATE TABLE source (  -- who published: a publication or outlet
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE  -- the publisher's name; where none is known the host of the address; else ''
) STRICT;

CREATE TABLE document (  -- an article, whatever its versions; ids ascend in the order of adding, which is the order of records
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
  article TEXT NOT NULL,  -- its id in the records
  address TEXT NOT NULL,  -- tells pages apart whose id is only the name of their file: the page's own address; else ''
  UNIQUE (source_id, article, address)
) STRICT;
CREATE INDEX document_article ON document (article);

CREATE TABLE coder (  -- what coded: engine, model and codebook
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,  -- version of the program
  model TEXT NOT NULL,  -- version of the model
  codebook TEXT NOT NULL,  -- version of the codebook
  UNIQUE (engine, model, codebook)
) STRICT;

CREATE TABLE run (  -- one call of add
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,  -- UTC, 2026-01-31T12:00:00Z
  finished_at TEXT,  -- null: under way or interrupted; what it wrote until then is whole
  coder_id INTEGER NOT NULL REFERENCES coder,
  input TEXT NOT NULL,  -- the paths it was given
  added INTEGER NOT NULL DEFAULT 0,  -- versions written
  skipped INTEGER NOT NULL DEFAULT 0,  -- versions that were there already
  rejects INTEGER NOT NULL DEFAULT 0  -- documents that could not be read
) STRICT;

CREATE TABLE version (  -- a document's content at one time; the newest recorded is the current one
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  hash TEXT NOT NULL,  -- of text, title and date of publication: tells versions apart
  current INTEGER NOT NULL CHECK (current IN (0, 1)),  -- 1: the version that queries show
  recorded_at TEXT NOT NULL,  -- when it was added, UTC
  run_id INTEGER NOT NULL REFERENCES run,
  coder_id INTEGER NOT NULL REFERENCES coder,
  published INTEGER,  -- day of publication, days since 1970-01-01; null: not known
  origin TEXT NOT NULL,  -- path it was read from, with line or offset
  url TEXT,  -- the page's own address
  title TEXT,  -- headline; spans with section 'title' refer to it
  category TEXT,  -- the publication's own
  publisher TEXT,  -- as the page names it
  language TEXT,  -- ISO 639-1; null: not identified
  text TEXT NOT NULL,  -- body; all other spans refer to it
  sha256 TEXT NOT NULL,  -- of the text's UTF-8 bytes
  copy_key INTEGER,  -- exact copies share it; null: too short to tell
  counted INTEGER NOT NULL CHECK (counted IN (0, 1)),  -- 1: series count its events; 0: not current, or an exact copy of another current version
  UNIQUE (document_id, hash)
) STRICT;
CREATE UNIQUE INDEX version_current ON version (document_id) WHERE current = 1;
CREATE INDEX version_published ON version (published) WHERE current = 1;
CREATE INDEX version_copy ON version (copy_key) WHERE current = 1 AND copy_key IS NOT NULL;

CREATE TABLE cited_source (  -- a source that a page names as its own origin
  version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- order on the page, from 0
  number INTEGER,  -- as the page numbers it; null when it does not
  url TEXT NOT NULL,  -- its address
  PRIMARY KEY (version_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sentence (  -- a sentence that holds an event or a statement
  id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
  section TEXT NOT NULL CHECK (section IN ('text', 'title')),  -- what the offsets refer to
  begin_at INTEGER NOT NULL,  -- offsets count Unicode code points from 0, half-open: substr(text, begin_at + 1, end_at - begin_at)
  end_at INTEGER NOT NULL CHECK (end_at >= begin_at),  -- see begin_at
  UNIQUE (version_id, section, begin_at, end_at)
) STRICT;

CREATE TABLE event_mention (  -- an event as one sentence tells it
  id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- order in the article's records, from 0
  record_id TEXT NOT NULL,  -- id of the record, 'ev-...'
  sentence_id INTEGER NOT NULL REFERENCES sentence,
  trigger_begin INTEGER NOT NULL,  -- the words that say it
  trigger_end INTEGER NOT NULL,  -- see trigger_begin
  type TEXT NOT NULL,  -- PLOVER type
  mode TEXT,  -- PLOVER mode
  cameo TEXT,  -- CAMEO code
  quad INTEGER NOT NULL CHECK (quad BETWEEN 1 AND 4),  -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
  plover_score INTEGER NOT NULL,  -- thousandths
  goldstein INTEGER,  -- thousandths; null: no value
  day_start INTEGER,  -- first day of the event's date, days since 1970-01-01; null: undated
  day_end INTEGER,  -- last day
  day_basis TEXT CHECK (day_basis IN ('text', 'publication')),  -- what the date comes from
  series_day INTEGER,  -- the day that series count it under: day_start, else the day of publication
  newness TEXT NOT NULL,  -- new, ongoing, background
  factuality TEXT NOT NULL,  -- actual, future, negated, hypothetical, alleged
  tense TEXT NOT NULL,  -- past, present, future
  certainty TEXT NOT NULL,  -- asserted, claimed, conditional
  confidence INTEGER NOT NULL,  -- thousandths
  statement_record_id TEXT,  -- record of the statement that carries it
  rule TEXT NOT NULL,  -- what fired
  UNIQUE (version_id, position)
) STRICT;
CREATE INDEX event_mention_record ON event_mention (record_id);
CREATE INDEX event_mention_sentence ON event_mention (sentence_id);

CREATE TABLE event_record (  -- the record as demarche code printed it
  event_id INTEGER PRIMARY KEY REFERENCES event_mention ON DELETE CASCADE,
  json TEXT NOT NULL  -- one line of the contract
) STRICT;

CREATE TABLE event_party (  -- who takes part in an event, and on whose word it stands
  event_id INTEGER NOT NULL REFERENCES event_mention ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'attributed')),  -- attributed: on whose word
  position INTEGER NOT NULL,  -- order within the role, from 0
  document_id INTEGER NOT NULL,  -- the event's document, so that a party's documents are found in order
  code TEXT NOT NULL,  -- actor code, 'RUS:GOV'
  country TEXT,  -- what series count by: 'RUS', 'IGO:UN'; null: unknown
  sector TEXT,  -- the sector in the code
  name TEXT NOT NULL,  -- name of the actor, '' when only described
  named_as TEXT NOT NULL,  -- country, body, person, group, collective
  from_document INTEGER NOT NULL CHECK (from_document IN (0, 1)),  -- 1: not mentioned in the sentence itself
  mention_begin INTEGER,  -- the words that stand for it; null: the article never names it
  mention_end INTEGER,  -- see mention_begin
  PRIMARY KEY (event_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_party_country ON event_party (country, document_id);

CREATE TABLE event_dyad (  -- the pairs of countries between which a counted event passes: of a current version that is no copy
  event_id INTEGER NOT NULL REFERENCES event_mention ON DELETE CASCADE,
  first TEXT NOT NULL,  -- the country that sorts first
  second TEXT NOT NULL CHECK (first <= second),  -- the other; the same for an event within a country
  direction INTEGER NOT NULL CHECK (direction BETWEEN 0 AND 2),  -- 0 between both, 1 from first to second, 2 from second to first
  day INTEGER,  -- series_day of the event
  PRIMARY KEY (event_id, first, second)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_dyad_day ON event_dyad (first, second, day);

CREATE TABLE dyad_day (  -- daily sums over event_dyad, kept in step with it
  first TEXT NOT NULL,  -- as in event_dyad
  second TEXT NOT NULL,  -- as in event_dyad
  day INTEGER NOT NULL,  -- days since 1970-01-01; undated events are in no sum
  direction INTEGER NOT NULL,  -- as in event_dyad
  quad INTEGER NOT NULL,  -- as in event_mention
  standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 2),  -- 0 new and actual, 1 ongoing or background, 2 new but planned, denied, hypothetical or alleged
  events INTEGER NOT NULL CHECK (events > 0),  -- how many
  plover_score INTEGER NOT NULL,  -- sum, thousandths
  goldstein INTEGER NOT NULL,  -- sum, thousandths; events without a value add nothing
  PRIMARY KEY (first, second, day, direction, quad, standing)
) STRICT, WITHOUT ROWID;

CREATE TABLE article_day (  -- articles published a day (current versions), the denominator of series
  day INTEGER PRIMARY KEY,  -- days since 1970-01-01
  articles INTEGER NOT NULL CHECK (articles > 0)  -- how many
) STRICT;

CREATE TABLE statement_mention (  -- one sentence of reported speech
  id INTEGER PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES version ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- order in the article's records, from 0
  record_id TEXT NOT NULL,  -- id of the record, 'st-...'
  sentence_id INTEGER NOT NULL REFERENCES sentence,
  cue_begin INTEGER,  -- the words that report ("said"); null: none
  cue_end INTEGER,  -- see cue_begin
  content_begin INTEGER NOT NULL,  -- what was said, first to last piece
  content_end INTEGER NOT NULL,  -- see content_begin
  direct INTEGER NOT NULL CHECK (direct IN (0, 1)),  -- 1: any of it is quoted
  rule TEXT NOT NULL,  -- what fired
  UNIQUE (version_id, position)
) STRICT;
CREATE INDEX statement_mention_record ON statement_mention (record_id);
CREATE INDEX statement_mention_sentence ON statement_mention (sentence_id);

CREATE TABLE statement_record (  -- the record as demarche code printed it
  statement_id INTEGER PRIMARY KEY REFERENCES statement_mention ON DELETE CASCADE,
  json TEXT NOT NULL  -- one line of the contract
) STRICT;

CREATE TABLE statement_party (  -- who says it, and to whom; columns as in event_party
  statement_id INTEGER NOT NULL REFERENCES statement_mention ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('speaker', 'addressee')),  -- who says it; to whom
  position INTEGER NOT NULL,  -- order within the role, from 0
  document_id INTEGER NOT NULL,  -- as in event_party
  code TEXT NOT NULL,  -- as in event_party
  country TEXT,  -- as in event_party
  sector TEXT,  -- as in event_party
  name TEXT NOT NULL,  -- as in event_party
  named_as TEXT NOT NULL,  -- as in event_party
  from_document INTEGER NOT NULL CHECK (from_document IN (0, 1)),  -- as in event_party
  mention_begin INTEGER,  -- as in event_party
  mention_end INTEGER,  -- as in event_party
  PRIMARY KEY (statement_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_party_country ON statement_party (country, document_id);

CREATE TABLE reject (  -- a document that could not be read, once however often it was tried
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES run,  -- the last run that met it
  origin TEXT NOT NULL,  -- path, with line or offset
  article TEXT NOT NULL,  -- its id, '' when unknown
  reason TEXT NOT NULL,  -- as in the records
  message TEXT NOT NULL,  -- what was wrong
  UNIQUE (origin, article, reason, message)
) STRICT;

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
  CASE t.section WHEN 'title' THEN substr(v.title, t.begin_at + 1, t.end_at - t.begin_at)
    ELSE substr(v.text, t.begin_at + 1, t.end_at - t.begin_at) END AS sentence
FROM event_mention m JOIN version v ON v.id = m.version_id AND v.current = 1
JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id JOIN sentence t ON t.id = m.sentence_id;

CREATE VIEW statement AS  -- current statements for reading
SELECT m.record_id AS id, d.article, s.name AS source, v.title, date(v.published * 86400, 'unixepoch') AS published,
  (SELECT code FROM statement_party p WHERE p.statement_id = m.id AND role = 'speaker') AS speaker,
  (SELECT name FROM statement_party p WHERE p.statement_id = m.id AND role = 'speaker') AS speaker_name,
  (SELECT code FROM statement_party p WHERE p.statement_id = m.id AND role = 'addressee') AS addressee,
  m.direct, substr(v.text, m.content_begin + 1, m.content_end - m.content_begin) AS content
FROM statement_mention m JOIN version v ON v.id = m.version_id AND v.current = 1
JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id;
)sql";

}  // namespace demarche::store
