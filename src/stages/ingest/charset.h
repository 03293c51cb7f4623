// Bytes in any usual character set -> UTF-8, with a map back.
//
// In this order: a byte order mark; UTF-16 or UTF-32 without one, by where the zeros stand; UTF-8 when the bytes are
// well-formed; what the transport declares; what the page itself declares; Windows-1252. What cannot be decoded becomes
// U+FFFD.
#pragma once

#include <string>
#include <string_view>

#include "stages/ingest/offset_map.h"

namespace demarche {

struct Decoded {
  std::string text;  // well-formed UTF-8 without a byte order mark
  OffsetMap map;     // exact at characters
  std::string charset;
};

/// `declared` is what stands beside the bytes: the charset of a Content-Type field.
Decoded decode(std::string_view bytes, std::string_view declared = {});

/// The character set named by <meta charset>, <meta http-equiv> or <?xml encoding?> in the first 4 KiB, "" for none.
std::string declared_charset(std::string_view html);

}  // namespace demarche
