// The ontology: PLOVER types and modes with their scores, CAMEO codes with their PLOVER type and Goldstein value.
// Numbers are thousandths: floats never reach the output.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "codebook/pack.h"
#include "types/ontology.h"

namespace demarche {

class OntologyTable {
 public:
  OntologyTable() = default;
  explicit OntologyTable(const Pack& pack);

  /// PLOVER score of an act in thousandths; an unknown mode scores as its type.
  std::int32_t plover_score(EventType type, std::string_view mode) const;
  /// Goldstein value (icews lineage) in thousandths; nothing for an unknown code or one without a value.
  std::optional<std::int32_t> goldstein(std::string_view cameo) const;
  /// The codebook's own copy of a mode's name, for EventMention::mode; "" when the type has no such mode.
  std::string_view mode(EventType type, std::string_view name) const;
  /// The codebook's own copy of a CAMEO code; "" when there is none.
  std::string_view cameo(std::string_view code) const;
  /// The usual CAMEO code of a type and mode; "" when there is none.
  std::string_view cameo_of(EventType type, std::string_view mode) const;
  std::string_view definition(EventType type) const;
  bool needs_recipient(EventType type) const;

 private:
  std::uint32_t key(EventType type, std::string_view mode) const;
  StringMap acts_, codes_;
  StringList strings_;
  WordArray act_rows_, code_rows_;
};

/// What the codebook's own compilers ask while they check other tables.
class OntologyReader {
 public:
  static Result<OntologyReader> read(const std::string& folder);
  bool has_mode(EventType type, std::string_view mode) const;
  bool has_cameo(std::string_view code) const;

  struct Act {
    std::int32_t score = 0;
    std::string cameo, definition, mode;
    bool needs_recipient = false;
    EventType type = EventType::AGREE;
  };
  struct Code {
    std::optional<std::int32_t> goldstein;
  };
  const std::map<std::string, Act>& acts() const { return acts_; }
  const std::map<std::string, Code>& codes() const { return codes_; }

 private:
  std::map<std::string, Act> acts_;  // "ASSAULT" and "ASSAULT/drone"
  std::map<std::string, Code> codes_;
};

/// Compiles folder/plover/acts.tsv and folder/cameo/codes.tsv.
Status compile_ontology(const std::string& folder, PackBuilder& builder);

}  // namespace demarche
