// Schema step: coded events from elsewhere, a set an origin. No table of the archive's own events knows them, so that
// no sum can hold them by mistake.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_imports = R"sql(
CREATE TABLE import_set (  -- coded events from elsewhere, under one name
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,  -- what queries ask for
  format TEXT NOT NULL CHECK (format IN ('icews', 'gdelt', 'polecat', 'phoenix', 'events'))  -- what it was read from
) STRICT;

CREATE TABLE imported_event (  -- an event as another coder gave it; in no series of the archive's own
  id INTEGER PRIMARY KEY,
  set_id INTEGER NOT NULL REFERENCES import_set ON DELETE CASCADE,
  native_id TEXT NOT NULL,  -- its id in its source
  record_id TEXT NOT NULL,  -- id of the record, 'im-...'
  imported_at TEXT NOT NULL,  -- UTC
  day INTEGER,  -- of the event, days since 1970-01-01
  type TEXT,  -- PLOVER type; null: the source's code has none (CAMEO roots 01 and 02)
  quad INTEGER CHECK (quad BETWEEN 1 AND 4),  -- of the type, as in event_mention
  plover_score INTEGER,  -- thousandths; null: the source gives none
  goldstein INTEGER,  -- thousandths; null: the source gives none
  address TEXT,  -- of the page it was coded from, in one spelling, so that a removal finds it
  json TEXT NOT NULL,  -- the record
  UNIQUE (set_id, native_id)
) STRICT;
CREATE INDEX imported_event_address ON imported_event (address) WHERE address IS NOT NULL;
CREATE INDEX imported_event_record ON imported_event (record_id);

CREATE TABLE imported_party (  -- who takes part in an imported event
  event_id INTEGER NOT NULL REFERENCES imported_event ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),  -- who acts, towards whom
  position INTEGER NOT NULL,  -- order within the role, from 0
  code TEXT NOT NULL,  -- actor code, as in event_party
  country TEXT,  -- what series count by; null: unknown
  PRIMARY KEY (event_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_party_country ON imported_party (country, event_id);
)sql";

}  // namespace demarche::store
