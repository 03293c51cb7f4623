// Files other than SQLite's, decoded for the residue scan: text, gzip, zstd, zip (XLSX). A form that is not known is an
// error, since it might hold anything.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "demarche/result.h"

namespace demarche::store {

enum class FileForm : std::uint8_t { text, sqlite, gzip, zstd, zip, unknown };
std::string_view name_of(FileForm form);

/// By the first bytes.
FileForm form_of(const std::string& path);

/// Calls on_bytes with decoded pieces of at most a few megabytes; neighbours overlap, so that no run of words is cut.
Status decode_file(const std::string& path, FileForm form,
                   const std::function<void(const std::string& where, std::string_view bytes)>& on_bytes);

/// JSON's and XML's escapes undone, whichever there are: "\n" and "&amp;" become what they stand for.
void unescape(std::string_view bytes, std::string& out);

}  // namespace demarche::store
