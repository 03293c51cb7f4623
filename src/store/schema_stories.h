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

CREATE TABLE telling (  -- event mentions of one story that tell of one happening
  id INTEGER PRIMARY KEY,
  story_id INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
  kin INTEGER NOT NULL,  -- hash of type and parties: what other stories can meet it by; 0: too little is known
  founding INTEGER NOT NULL CHECK (founding IN (0, 1)),  -- 1: stands for an incident of its own; 0: recalls, denies or supposes one
  day_start INTEGER,  -- first day that its mentions decide, days since 1970-01-01; null: none
  day_end INTEGER,  -- last day
  own INTEGER NOT NULL,  -- hash of its first record
  cell INTEGER  -- where it meets others; null: nowhere, it belongs to no incident
) STRICT;
CREATE INDEX telling_story ON telling (story_id);
CREATE INDEX telling_kin ON telling (kin, day_start) WHERE kin <> 0;
CREATE INDEX telling_cell ON telling (cell) WHERE cell IS NOT NULL;

CREATE TABLE telling_mention (  -- the mentions of a telling
  event_id INTEGER PRIMARY KEY REFERENCES event_mention ON DELETE CASCADE,
  telling_id INTEGER NOT NULL REFERENCES telling ON DELETE CASCADE
) STRICT;
CREATE INDEX telling_mention_telling ON telling_mention (telling_id);

CREATE TABLE incident (  -- one happening, as all its mentions decide it
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL UNIQUE,  -- id of the record, 'in-...', from type, parties, day and town
  cell INTEGER NOT NULL,  -- that of its tellings
  type TEXT NOT NULL,  -- PLOVER type
  quad INTEGER NOT NULL CHECK (quad BETWEEN 1 AND 4),  -- as in event_mention
  plover_score INTEGER NOT NULL,  -- thousandths
  goldstein INTEGER,  -- thousandths; null: no value
  day INTEGER,  -- first day, days since 1970-01-01; null: not known
  newness TEXT NOT NULL,  -- new when one mention reports it as new
  factuality TEXT NOT NULL,  -- did it happen, by all accounts
  mentions INTEGER NOT NULL,  -- how many
  documents INTEGER NOT NULL,  -- that mention it
  reports INTEGER NOT NULL,  -- independent ones among them
  json TEXT NOT NULL  -- the record, one line of the contract
) STRICT;
CREATE INDEX incident_cell ON incident (cell);
CREATE INDEX incident_day ON incident (day, record_id);

CREATE TABLE incident_party (  -- who takes part in an incident
  incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')),  -- as decided
  code TEXT NOT NULL,  -- actor code
  country TEXT,  -- as in event_party
  PRIMARY KEY (incident_id, role, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_mention (  -- the mentions of an incident
  event_id INTEGER PRIMARY KEY REFERENCES event_mention ON DELETE CASCADE,
  incident_id INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE
) STRICT;
CREATE INDEX incident_mention_incident ON incident_mention (incident_id);

CREATE TABLE unit_event (  -- what an independent report, a story or an incident adds to the series of a pair
  unit INTEGER NOT NULL CHECK (unit BETWEEN 1 AND 3),  -- 1 report, 2 story (owner: its row in story), 3 incident (owner: its row in incident)
  owner INTEGER NOT NULL,  -- whose it is
  report INTEGER NOT NULL,  -- of a story's reports which; else 0
  type TEXT NOT NULL,  -- PLOVER type: told of one pair, day and standing it counts once
  first TEXT NOT NULL,  -- as in event_dyad
  second TEXT NOT NULL,  -- as in event_dyad
  direction INTEGER NOT NULL,  -- as in event_dyad
  day INTEGER NOT NULL,  -- as in event_dyad
  standing INTEGER NOT NULL,  -- as in dyad_day
  quad INTEGER NOT NULL,  -- as in event_mention
  plover_score INTEGER NOT NULL,  -- thousandths; of several mentions the greatest
  goldstein INTEGER NOT NULL,  -- thousandths; 0: no value
  PRIMARY KEY (unit, owner, report, type, first, second, direction, day, standing)
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_event_pair ON unit_event (unit, first, second, day);

CREATE TABLE unit_day (  -- daily sums over unit_event, kept in step with it
  unit INTEGER NOT NULL,  -- as in unit_event
  first TEXT NOT NULL,  -- as in event_dyad
  second TEXT NOT NULL,  -- as in event_dyad
  day INTEGER NOT NULL,  -- days since 1970-01-01
  direction INTEGER NOT NULL,  -- as in event_dyad
  quad INTEGER NOT NULL,  -- as in event_mention
  standing INTEGER NOT NULL,  -- as in dyad_day
  events INTEGER NOT NULL,  -- how many
  plover_score INTEGER NOT NULL,  -- sum, thousandths
  goldstein INTEGER NOT NULL,  -- sum, thousandths
  PRIMARY KEY (unit, first, second, day, direction, quad, standing)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace demarche::store
