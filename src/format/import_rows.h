// Lines of coded events in other projects' columns -> ImportedEvent.
//
// Countries by name, CAMEO and PLOVER codes and sectors become codes of the contract; a CAMEO code gets the PLOVER type
// it stands for. Columns are found by the header where the format has one. A line that is not what it claims is an
// error that says why.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/result.h"
#include "types/imported.h"

namespace demarche {

/// What codes and names mean; handed in, so that this room knows no codebook.
struct ImportNames {
  std::function<std::string(std::string_view name)> country_of_name;
  std::function<bool(std::string_view code)> is_country;
  std::function<std::optional<std::pair<EventType, std::string>>(std::string_view cameo)> plover_of;
  std::function<bool(std::string_view cameo)> is_cameo;
};

class ImportReader {
 public:
  /// Nothing for an unknown format. Formats: icews, gdelt, polecat, phoenix, events.
  static std::optional<ImportReader> of(std::string_view format, ImportNames names);

  /// The first line of a file; true: it was a header. The error says that the file is of another format.
  Result<bool> header(std::string_view line);
  /// `line` is UTF-8. Nothing: a record of another kind, passed over.
  Result<std::optional<ImportedEvent>> row(std::string_view line) const;

 private:
  using Cells = std::vector<std::string_view>;
  enum class Format { icews, gdelt, polecat, phoenix, events };
  ImportReader(Format format, ImportNames names) : format_(format), names_(std::move(names)) {}

  std::string_view get(const Cells& cells, std::string_view column) const;
  Result<ImportedEvent> icews(const Cells& cells) const;
  Result<ImportedEvent> gdelt(const Cells& cells) const;
  Result<ImportedEvent> polecat(const Cells& cells) const;
  Result<ImportedEvent> phoenix(const Cells& cells) const;
  Result<std::optional<ImportedEvent>> record(std::string_view line) const;
  std::optional<Error> take_cameo(std::string_view code, ImportedEvent& event) const;
  std::string cameo_party(std::string_view country, std::string_view group, std::string_view type) const;
  std::string icews_party(std::string_view name, std::string_view sectors, std::string_view country) const;

  Format format_;
  ImportNames names_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::size_t count_ = 0;
};

/// The record of an imported event: the contract's keys where there are values, and "imported" with set, format and id.
std::string imported_record(const ImportedEvent& event, std::string_view set, std::string_view format,
                            std::string_view id);

}  // namespace demarche
