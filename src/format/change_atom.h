// Changes as an Atom feed (RFC 4287), deletions as tombstones (RFC 6721).
#pragma once

#include <string>
#include <string_view>

namespace demarche {

/// What one entry says; see demarche/export.h.
struct AtomChange {
  std::string_view op, kind, id, at, reason, record;
};

/// `identity` of the archive; `updated`: UTC.
void append_atom_head(std::string& out, std::string_view archive, std::string_view identity, std::string_view updated);
void append_atom_change(std::string& out, std::string_view identity, const AtomChange& change);
void append_atom_end(std::string& out);

}  // namespace demarche
