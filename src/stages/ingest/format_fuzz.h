// What every reader of a format promises of any bytes: a document with sound text, a notice or a reject.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "stages/ingest/ingest.h"

namespace demarche {

inline void check_formats(const std::uint8_t* data, std::size_t size, std::initializer_list<InputFormat> formats) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const InputFormat format : formats) {
    std::vector<Ingested> out;
    ingest(Record{bytes, "fuzz", "fuzz", format}, {}, out);
    DM_CHECK(!out.empty());
    for (const Ingested& one : out) {
      if (const Document* document = std::get_if<Document>(&one)) {
        DM_CHECK(is_utf8(document->text) && is_utf8(document->title) && is_utf8(document->id));
        DM_CHECK(is_utf8(document->url) && is_utf8(document->publisher) && is_utf8(document->category));
      } else if (const Notice* notice = std::get_if<Notice>(&one)) {
        DM_CHECK(!notice->signal.target.empty());
        DM_CHECK(is_utf8(notice->signal.target) && is_utf8(notice->signal.note) && is_utf8(notice->signal.when));
      }
    }
  }
}

}  // namespace demarche
