// The step that brings stories and incidents: what it adds to an archive, table by table.
//
// Everything here but what people decided is derived from the shown versions and can be made anew from them; nothing
// outlives its version (touched.h takes down what no foreign key reaches).
#pragma once

namespace demarche::store {

inline constexpr const char* schema_stories = R"sql(
CREATE TABLE touched (  -- what regrouping has to look at again before the transaction ends; empty between transactions
  what INTEGER NOT NULL CHECK (what BETWEEN 0 AND 3),  -- what the id names: 0 a version, 1 a block, 2 a version whose links went, 3 a story
  id INTEGER NOT NULL,  -- its row or key
  members INTEGER NOT NULL DEFAULT 0,  -- of a block: how many were in it before, at most one more than crowd it
  first INTEGER NOT NULL DEFAULT 0,  -- of a block: the version that led it before
  PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE signature (  -- what is left of a version for comparing it with others: hashes and weights, no words
  version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
  bytes BLOB NOT NULL  -- MinHash, facts by sentence, addresses; made and read by this program alone
) STRICT;

CREATE TABLE event_place (  -- where an event happened
  event_id INTEGER PRIMARY KEY REFERENCES event_mention ON DELETE CASCADE,
  name TEXT NOT NULL,  -- of the place
  country TEXT,  -- its country's code
  latitude INTEGER,  -- thousandths of a degree; null: no coordinates
  longitude INTEGER,  -- see latitude
  precision TEXT NOT NULL CHECK (precision IN ('city', 'area', 'country'))  -- what the name stands for
) STRICT;

CREATE TABLE grouped (  -- the versions that stories are made of: the shown ones that have a signature
  version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
  rank INTEGER NOT NULL,  -- hash of where the document is from: orders what nothing else orders
  keys BLOB NOT NULL  -- keys of its blocks, 8 bytes each, lowest byte first
) STRICT;

CREATE TABLE block (  -- versions that share something and are therefore compared; rows go when their version is touched
  key INTEGER NOT NULL,  -- hash of what they share
  rank INTEGER NOT NULL,  -- as in grouped: the lowest leads the block
  version_id INTEGER NOT NULL,  -- the version
  PRIMARY KEY (key, rank, version_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_link (  -- two versions that tell the same news, in both directions; rows go when a version is touched
  first INTEGER NOT NULL,  -- one version
  second INTEGER NOT NULL,  -- the other
  kind TEXT NOT NULL CHECK (kind IN ('report', 'rewrite', 'copy')),  -- copy, rewrite: one is made from the other
  score INTEGER NOT NULL,  -- of the kind, thousandths; 500 is the border
  strength INTEGER NOT NULL,  -- of being the same news, thousandths
  dependence INTEGER NOT NULL,  -- of being made from the other, thousandths
  cites INTEGER NOT NULL CHECK (cites IN (-1, 0, 1)),  -- 1: the first cites the second, -1: the other way round
  reasons TEXT NOT NULL,  -- in words
  PRIMARY KEY (first, second)
) STRICT, WITHOUT ROWID;

CREATE TABLE story (  -- documents that report the same news
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE,  -- id of the record, 'so-...', from where its origin was published
  day INTEGER,  -- day of its first document, days since 1970-01-01; null: not known
  documents INTEGER NOT NULL,  -- how many
  reports INTEGER NOT NULL,  -- independent ones among them: copies and rewrites count with what they come from
  json TEXT NOT NULL  -- the record, one line of the contract
) STRICT;
CREATE INDEX story_day ON story (day, record_id);

CREATE TABLE story_document (  -- a version's place in its story
  version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
  story_id INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
  position INTEGER NOT NULL,  -- order within the story, from 0; the origin comes first
  role TEXT NOT NULL CHECK (role IN ('origin', 'copy', 'rewrite', 'report')),  -- origin, report: independent
  of_version INTEGER,  -- of a copy or rewrite: the version it comes from
  report INTEGER NOT NULL,  -- which independent report of the story it is or comes from, from 0
  score INTEGER NOT NULL,  -- of the link that put it there, thousandths
  reasons TEXT NOT NULL  -- of that link
) STRICT;
CREATE INDEX story_document_story ON story_document (story_id, position);

CREATE TABLE story_decision (  -- what people decided about two documents; of several about a pair the last holds
  id INTEGER PRIMARY KEY,
  first_document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,  -- one document
  second_document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,  -- the other
  ruling TEXT NOT NULL CHECK (ruling IN ('split', 'join', 'independent', 'dependent', 'undo')),  -- undo: as if nothing had been decided
  decided_at TEXT NOT NULL,  -- when, UTC
  decided_by TEXT NOT NULL,  -- who
  reason TEXT NOT NULL  -- why
) STRICT;
CREATE INDEX story_decision_first ON story_decision (first_document);
CREATE INDEX story_decision_second ON story_decision (second_document);
)sql";

}  // namespace demarche::store
