// What other event data call what we code: countries by FIPS 10-4, COW and Gleditsch-Ward codes and by name, labels of
// CAMEO codes, the PLOVER type that a CAMEO code stands for. A view into the pack; nothing is parsed at start.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/day.h"
#include "codebook/pack.h"
#include "types/ontology.h"

namespace demarche {

class ExchangeTable {
 public:
  ExchangeTable() = default;
  explicit ExchangeTable(const Pack& pack)
      : keys_(pack.section("exchange.keys")), values_(pack.section("exchange.values")) {}

  /// The state's code on a day in a system: "fips", "cow", "gw", "icews" (a name); "" when it has none then.
  std::string_view state_code(std::string_view system, std::string_view country, Day day) const;
  /// "Russia" for "RUS"; "" when unknown.
  std::string_view country_name(std::string_view country) const { return find("name/", country); }
  /// "RUS" for "Russian Federation", whatever its case; "" when unknown.
  std::string_view country_of_name(std::string_view name) const;
  /// "Consult" for "040"; "" when the code is none.
  std::string_view cameo_label(std::string_view code) const { return find("label/", code); }
  /// The PLOVER type and mode that a CAMEO code stands for; nothing for codes that have none (roots 01 and 02).
  std::optional<std::pair<EventType, std::string_view>> plover_of(std::string_view cameo) const;

 private:
  std::string_view find(std::string_view kind, std::string_view key) const;

  StringMap keys_;
  StringList values_;
};

/// Reads actors/state_codes.tsv, the names of countries, cameo/codes.tsv and cameo/labels.tsv under `folder`.
Status compile_exchange(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
