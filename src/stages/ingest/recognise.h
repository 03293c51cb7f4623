// Which format some input is in, from how it begins.
#pragma once

#include <string_view>

#include "types/document.h"

namespace demarche {

/// The format, or automatic: then it is a page, and ingest() looks closer. `beginning` is decompressed; `name` is the
/// file's name without folder and compression, and only decides between formats of lines.
InputFormat recognise(std::string_view beginning, std::string_view name);

/// The name of a format on the command line: "warc", "ninjs"; automatic: "".
std::string_view format_name(InputFormat format);
/// The format of that name; nothing for another.
std::optional<InputFormat> format_named(std::string_view name);
/// True for formats of which a file is one record, however many articles it holds.
bool is_container(InputFormat format);

}  // namespace demarche
