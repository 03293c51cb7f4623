// The step that brings stories and incidents: what it adds to an archive, table by table.
//
// Everything here is derived from the shown versions and can be made anew from them; nothing outlives its version.
#pragma once

namespace demarche::store {

inline constexpr const char* schema_stories = R"sql(
CREATE TABLE touched (  -- what regrouping has to look at again before the transaction ends; empty between transactions
  what INTEGER NOT NULL CHECK (what IN (0, 1, 2)),  -- what the id names: 0 a version, 1 a block of versions, 2 a story
  id INTEGER NOT NULL,  -- its row or key
  PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace demarche::store
