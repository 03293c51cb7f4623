// Requests to change or remove what is archived, what they left behind, and the ledger that proves it.
//
// Nothing here holds a word of a removed page: after an erasure the scope is a keyed hash, and the word sequences that
// the residue scan looks for are keyed hashes whose key lies beside the archive, not in it.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_requests = R"sql(
CREATE TABLE archive_key (  -- keys that travel with the file
  name TEXT PRIMARY KEY,  -- 'suppression': hashes pages that must not come back
  key BLOB NOT NULL  -- random bytes, made with the archive
) STRICT, WITHOUT ROWID;
INSERT INTO archive_key (name, key) VALUES ('suppression', randomblob(32));

CREATE TABLE request (  -- a request to change or remove, whoever made it
  id INTEGER PRIMARY KEY,
  verb TEXT NOT NULL CHECK (verb IN ('correct', 'withdraw', 'erase', 'restrict')),  -- what is asked for
  state TEXT NOT NULL CHECK (state IN ('open', 'purging', 'done', 'refused', 'lifted')),  -- purging: the rows are gone, the log is still to be emptied; lifted: taken back
  received_at TEXT NOT NULL,  -- UTC
  due TEXT NOT NULL,  -- day by which it must be answered
  contact TEXT NOT NULL,  -- who asks, '' when nobody is named
  ground TEXT NOT NULL,  -- why
  signal TEXT,  -- kind of publisher's signal that made it; null: a person
  scope_hash BLOB,  -- the scope's keyed hash, once executed
  decided_at TEXT,  -- when it was accepted or refused, UTC
  reason TEXT,  -- why it was refused or lifted
  done_at TEXT,  -- when it was acknowledged, UTC
  documents INTEGER  -- documents that it met
) STRICT;
CREATE INDEX request_state ON request (state);

CREATE TABLE request_scope (  -- what a request is about: documents that fit all its fields; gone after an erasure
  request_id INTEGER NOT NULL REFERENCES request,  -- whose scope
  field TEXT NOT NULL CHECK (field IN ('address', 'article', 'source', 'party', 'name', 'since', 'until', 'copies')),  -- what is asked of a document
  value TEXT NOT NULL,  -- as it was given
  PRIMARY KEY (request_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE request_tally (  -- rows that an executed request took and made, by table
  request_id INTEGER NOT NULL REFERENCES request,  -- which request
  name TEXT NOT NULL,  -- the table
  gone INTEGER NOT NULL,  -- rows deleted
  came INTEGER NOT NULL,  -- rows inserted, such as the pairs of a copy that counts from now on
  PRIMARY KEY (request_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold (  -- a withdrawn or restricted document: its rows are out of all tables, sealed, until the request is lifted
  document_id INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
  request_id INTEGER NOT NULL REFERENCES request,  -- the request that holds it
  verb TEXT NOT NULL CHECK (verb IN ('withdraw', 'restrict')),  -- withdrawn: said so in public; restricted: not
  held_at TEXT NOT NULL,  -- UTC
  sealed BLOB NOT NULL  -- all its rows, encrypted with the key beside the archive
) STRICT;
CREATE INDEX hold_request ON hold (request_id);

CREATE TABLE suppression (  -- pages that add leaves out
  key BLOB NOT NULL,  -- keyed hash of an address, a document's key, a text or a source
  request_id INTEGER NOT NULL REFERENCES request,  -- the request that keeps it out
  kind TEXT NOT NULL CHECK (kind IN ('address', 'document', 'content', 'source')),  -- what was hashed
  PRIMARY KEY (key, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX suppression_request ON suppression (request_id);

CREATE TABLE run_suppressed (  -- pages that a run left out because they were removed on request
  run_id INTEGER PRIMARY KEY REFERENCES run,
  pages INTEGER NOT NULL  -- how many
) STRICT;

CREATE TABLE correction (  -- a version made on request, not by its publication
  version_id INTEGER PRIMARY KEY REFERENCES version ON DELETE CASCADE,
  request_id INTEGER NOT NULL REFERENCES request,  -- the request that made it
  note TEXT NOT NULL  -- what was changed, for readers
) STRICT;
CREATE INDEX correction_request ON correction (request_id);

CREATE TABLE residue_probe (  -- what the residue scan of a request looks for
  request_id INTEGER PRIMARY KEY REFERENCES request,
  key_id BLOB NOT NULL,  -- tells which key beside the archive made the hashes
  sequences INTEGER NOT NULL,  -- word sequences that the hashes stand for
  short_texts INTEGER NOT NULL,  -- removed texts too short to hold one
  hashes BLOB NOT NULL  -- ascending, 8 bytes each, least first: keyed hashes of six words in a row
) STRICT;

CREATE TABLE ledger (  -- every executed, refused or lifted request, append-only; a Merkle tree as in RFC 9162
  position INTEGER PRIMARY KEY,  -- from 0, without gaps
  request_id INTEGER NOT NULL REFERENCES request,  -- whose entry it is
  entry TEXT NOT NULL,  -- JSON without content or personal data
  leaf BLOB NOT NULL  -- SHA-256 of byte 0 and the entry
) STRICT;
CREATE INDEX ledger_request ON ledger (request_id);

CREATE INDEX version_url ON version (url, document_id) WHERE url IS NOT NULL;
)sql";

}  // namespace demarche::store
