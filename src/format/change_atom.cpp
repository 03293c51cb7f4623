#include "format/change_atom.h"

#include <fmt/format.h>

#include "format/xml_text.h"

namespace demarche {
namespace {

// Ids of articles hold what their publishers like: only what a URN may hold stays, the rest as %XX.
std::string urn(std::string_view identity, std::string_view kind, std::string_view id) {
  std::string out = fmt::format("urn:demarche:{}:{}:", identity, kind);
  for (const char c : id) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

void append_atom_head(std::string& out, std::string_view archive, std::string_view identity, std::string_view updated) {
  fmt::format_to(std::back_inserter(out),
                 "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                 "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:at=\"http://purl.org/atompub/tombstones/1.0\">\n"
                 "<id>urn:demarche:{}:changes</id>\n<title>Changes of {}</title>\n<updated>{}</updated>\n"
                 "<author><name>Demarche</name></author>\n",
                 identity, xml_text(archive), updated);
}

void append_atom_change(std::string& out, std::string_view identity, const AtomChange& change) {
  const std::string id = urn(identity, change.kind, change.id);
  if (change.op == "delete") {
    fmt::format_to(std::back_inserter(out),
                   "<at:deleted-entry ref=\"{}\" when=\"{}\"><at:comment>{} {}: {}</at:comment></at:deleted-entry>\n",
                   id, change.at, xml_text(change.kind), xml_text(change.id), xml_text(change.reason));
    return;
  }
  fmt::format_to(std::back_inserter(out),
                 "<entry><id>{}</id><title>{} {}</title><updated>{}</updated><category term=\"{}\"/>"
                 "<summary>{}: {}</summary><content type=\"text\">{}</content></entry>\n",
                 id, xml_text(change.kind), xml_text(change.id), change.at, xml_text(change.kind), xml_text(change.op),
                 xml_text(change.reason), xml_text(change.record));
}

void append_atom_end(std::string& out) {
  out += "</feed>\n";
}

}  // namespace demarche
