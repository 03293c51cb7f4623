#include "codebook/cue_table.h"

#include <array>
#include <map>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace demarche {
namespace {

constexpr std::array<std::pair<std::string_view, CueUse>, 14> use_names = {{{"clause", CueUse::clause},
                                                                            {"quote", CueUse::quote},
                                                                            {"weak", CueUse::weak},
                                                                            {"to", CueUse::to},
                                                                            {"hearer", CueUse::hearer},
                                                                            {"order", CueUse::order},
                                                                            {"as", CueUse::as},
                                                                            {"of", CueUse::of},
                                                                            {"about", CueUse::about},
                                                                            {"text", CueUse::text},
                                                                            {"doing", CueUse::doing},
                                                                            {"object", CueUse::object},
                                                                            {"for", CueUse::for_},
                                                                            {"norm", CueUse::norm}}};

std::uint32_t parse_uses(std::string_view uses, std::string& unknown) {
  std::uint32_t bits = 0;
  for (const std::string_view word : split(uses, ' ')) {
    if (word.empty()) continue;
    std::uint32_t bit = 0;
    for (const auto& [name, use] : use_names)
      if (name == word) bit = static_cast<std::uint32_t>(use);
    if (bit == 0) unknown = std::string(word);
    bits |= bit;
  }
  return bits;
}

}  // namespace

CueTable::CueTable(const Pack& pack)
    : verbs_(pack.section("cues.verbs")), openers_(pack.section("cues.openers")), nouns_(pack.section("cues.nouns")) {}

Status compile_cues(const std::string& folder, PackBuilder& builder) {
  const std::string path = folder + "/speech/cues.tsv";
  const Result<std::string> bytes = read_file(path, std::size_t{16} << 20);
  if (!bytes) return bytes.error();
  std::map<std::string, std::uint32_t> verbs, nouns;
  std::size_t line_number = 0;
  const auto wrong = [&](const std::string& what) {
    return Error{ErrorCode::bad_input, path + ":" + std::to_string(line_number) + ": " + what};
  };
  for (const std::string_view line : split(*bytes, '\n')) {
    ++line_number;
    if (trim(line).empty() || line.front() == '#') continue;
    const std::vector<std::string_view> cells = split(line, '\t');
    if (cells.size() != 3) return wrong("expected lemma, kind and uses, separated by tabs");
    if (cells[0].empty() || ascii_lower(cells[0]) != cells[0]) return wrong("the lemma must be in lower case");
    if (cells[1] != "v" && cells[1] != "n") return wrong("the kind must be v or n");
    std::string unknown;
    const std::uint32_t bits = parse_uses(cells[2], unknown);
    if (!unknown.empty()) return wrong("unknown use '" + unknown + "'");
    if (bits == 0) return wrong("a cue needs at least one use");
    if (!(cells[1] == "v" ? verbs : nouns).emplace(std::string(cells[0]), bits).second)
      return wrong("'" + std::string(cells[0]) + "' is listed twice");
  }
  builder.add("cues.verbs", build_string_map(verbs));
  std::map<std::string, std::uint32_t> openers;
  for (const auto& [lemma, bits] : verbs) openers.emplace(lemma.substr(0, lemma.find(' ')), 1);
  builder.add("cues.openers", build_string_map(openers));
  builder.add("cues.nouns", build_string_map(nouns));
  return {};
}

}  // namespace demarche
